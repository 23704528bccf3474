"""The Lisp interpreter on every machine that it can be translated for."""

import os
import pathlib
import subprocess

import pytest

from test_lisp import PROGRAMS, SMALL

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGETS = sorted(path.stem for path in (ROOT / 'backends' / 'targets').glob('*.yaml'))
DEEP = '(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1))))) (display (count 2000)) (display (count 1000000))'


@pytest.fixture(scope='module', params=TARGETS)
def lisp(request, tmp_path_factory):
    """A function that runs the interpreter with arguments."""
    weft = os.environ.get('WEFT')
    if not weft:
        pytest.skip('on plain Python there is only one machine')
    weft = pathlib.Path(weft).resolve()
    missing = subprocess.run([weft, 'targets', '--missing', request.param], capture_output=True, text=True).stdout.split()
    if missing:
        pytest.skip(f'{request.param} needs {", ".join(missing)}')
    environment = dict(os.environ, XDG_CACHE_HOME=str(tmp_path_factory.mktemp('cache')))

    def run(*arguments):
        return subprocess.run([weft, 'run', '--quiet', ROOT / 'interpreters/lisp/lisp.py', f'--target={request.param}', '--',
                               *arguments], capture_output=True, text=True, env=environment, timeout=300)

    return run


def test_programs(lisp, tmp_path):
    for name in sorted(SMALL):
        done = lisp(PROGRAMS / f'{name}.scm', *SMALL[name].split())
        assert (done.stderr, done.returncode) == ('', 0)
        assert done.stdout == (PROGRAMS / f'{name}-small.out').read_text()
    done = lisp(PROGRAMS / 'features.scm')
    assert (done.stderr, done.returncode) == ('', 0)
    assert done.stdout == (PROGRAMS / 'features.out').read_text()
    (tmp_path / 'deep.scm').write_text(DEEP)
    done = lisp(tmp_path / 'deep.scm')
    assert (done.stdout, done.returncode) == ('2000', 1)
    assert done.stderr.endswith('error: the recursion is too deep\n')
