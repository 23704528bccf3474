"""The interpreters under every collector that may move objects or free them too early, and the collector's own checks."""

import os
import pathlib
import subprocess
import sys

import pytest

from harness import PRECISE_COLLECTORS, SMALL_HEAP

INTERPRETERS = pathlib.Path(__file__).resolve().parents[2] / 'interpreters'
LISP = {'fib-tak': '7', 'queens': '4', 'sieve': '60', 'evaluator': '1', 'strings': '2', 'bank': '20', 'sorting': '30',
        'mandelbrot': '3', 'words': '1'}
BRAINFUCK = ['hello', 'squares', 'wrap', 'reverse']

pytestmark = pytest.mark.skipif(not (os.environ.get('WEFT') and os.environ.get('WEFT_SLOW')),
                                reason='slow: only translated, with WEFT_SLOW set')


def on_python(spec, *args, stdin=''):
    """What the interpreter prints on plain Python."""
    environment = {**os.environ, 'PYTHONPATH': str(INTERPRETERS.parent / 'rpy-frontend/lib')}
    return subprocess.run([sys.executable, '-B', spec, *args], input=stdin, capture_output=True, encoding='latin-1',
                          env=environment, check=True).stdout


@pytest.fixture(params=PRECISE_COLLECTORS)
def load(request, load_spec, monkeypatch):
    """A function from a specification to its executable that collects all the time."""
    for name, value in {**SMALL_HEAP, 'WEFT_GC_VERIFY': '31'}.items():
        monkeypatch.setenv(name, value)
    return lambda path: load_spec(path, f'--gc={request.param}', '--gc-stress', '--gc-debug')


@pytest.mark.parametrize('program', sorted(LISP))
def test_lisp(load, program):
    path, size = INTERPRETERS / f'lisp/programs/{program}.scm', LISP[program]
    result = load('interpreters/lisp/lisp.py').run(path, size, timeout=600)
    assert result.stderr == ''
    assert result.stdout == on_python(INTERPRETERS / 'lisp/lisp.py', path, size)


def test_features_of_lisp(load):
    path = INTERPRETERS / 'lisp/programs/features.scm'
    result = load('interpreters/lisp/lisp.py').run(path, timeout=600)
    assert result.stderr == ''
    assert result.stdout == path.with_suffix('.out').read_text()


@pytest.mark.parametrize('program', BRAINFUCK)
def test_brainfuck(load, program):
    path = INTERPRETERS / f'brainfuck/programs/{program}.b'
    given = path.with_suffix('.in')
    result = load('interpreters/brainfuck/brainfuck.py').run(
        path, stdin=given.read_text() if given.exists() else '', timeout=600)
    assert result.stderr == ''
    assert result.stdout == path.with_suffix('.out').read_text()
