"""The Lisp on machines with words of 32 bits, in an address space of 16 MB: everything that is mapped counts, the code and
the C library too."""

import os
import pathlib
import resource
import subprocess

import pytest

from machines import other_machines, target_named, way_to_run
from test_lisp import PROGRAMS, SMALL

ROOT = pathlib.Path(__file__).resolve().parents[2]
ADDRESS_SPACE = 16 << 20
STACK = 1 << 20
# Holds on to as much as it gets.
GROW = '(let grow ((kept 0)) (grow (cons kept kept)))'

pytestmark = pytest.mark.skipif(not os.environ.get('WEFT'), reason='on plain Python there is only one machine')


def limited():
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_STACK, (STACK, STACK))


def emulated(target, folder):
    """A way to run programs in which the limit holds for them, not for the emulator."""
    subprocess.run(['clang-22', *target_named(target).compiler_options(), '-O2', '-shared', '-fPIC',
                    ROOT / 'tests/fixtures/address_space.c', '-o', folder / 'address_space.so'], check=True)
    emulator, *options = way_to_run(target)
    return [emulator, *options, '-s', str(STACK), '-E', f'LD_PRELOAD={folder / "address_space.so"}',
            '-E', f'ADDRESS_SPACE={ADDRESS_SPACE}']


@pytest.fixture(scope='module', params=['armv6-linux-gnueabi', 'i686-linux-gnu'])
def lisp(request, tmp_path_factory):
    """A function that runs the interpreter with arguments."""
    if request.param not in other_machines():
        pytest.skip(f'programs for {request.param} can not be built or run here')
    folder = tmp_path_factory.mktemp('lisp')
    weft = pathlib.Path(os.environ['WEFT']).resolve()
    subprocess.run([weft, 'build', '--quiet', ROOT / 'interpreters/lisp/lisp.py', f'--target={request.param}',
                    '-o', folder / 'lisp'], check=True)
    is_emulated = bool(way_to_run(request.param))
    way = emulated(request.param, folder) if is_emulated else []

    def run(*arguments):
        return subprocess.run([*way, folder / 'lisp', *arguments], capture_output=True, text=True, timeout=300,
                              preexec_fn=None if is_emulated else limited)

    return run


@pytest.mark.parametrize('name', sorted(SMALL))
def test_program(lisp, name):
    done = lisp(PROGRAMS / f'{name}.scm', SMALL[name])
    assert (done.stderr, done.returncode) == ('', 0)
    assert done.stdout == (PROGRAMS / f'{name}-small.out').read_text()


def test_limit_is_met(lisp, tmp_path):
    (tmp_path / 'grow.scm').write_text(GROW)
    done = lisp(tmp_path / 'grow.scm')
    assert done.returncode == 1
    assert done.stderr.endswith('Fatal RPython error: MemoryError\n')
