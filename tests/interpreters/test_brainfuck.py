import os
import pathlib

import pytest

HERE = pathlib.Path(__file__).resolve().parents[2] / 'interpreters/brainfuck'
PROGRAMS = HERE / 'programs'
FAST = ['hello', 'squares', 'wrap', 'reverse', 'primes-small',
        'rule110-small']
SLOW = ['primes', 'rule110']


@pytest.fixture
def brainfuck(load_spec):
    return load_spec('interpreters/brainfuck/brainfuck.py')


def check_program(brainfuck, name):
    given = PROGRAMS / f'{name}.in'
    result = brainfuck.run(
        PROGRAMS / f'{name}.b',
        stdin=given.read_text() if given.exists() else '')
    assert result.stderr == ''
    assert result.stdout == (PROGRAMS / f'{name}.out').read_text()
    assert result.returncode == 0


@pytest.mark.parametrize('name', FAST)
def test_program(brainfuck, name):
    check_program(brainfuck, name)


@pytest.mark.skipif(not (os.environ.get('WEFT') and os.environ.get('WEFT_SLOW')),
                    reason='slow: only translated, with WEFT_SLOW set')
@pytest.mark.parametrize('name', SLOW)
def test_slow_program(brainfuck, name):
    check_program(brainfuck, name)


def test_unbalanced(brainfuck):
    result = brainfuck.run(PROGRAMS / 'unbalanced.b')
    assert result.returncode == 1
    assert result.stderr.endswith(
        'unbalanced.b:3:3: this bracket is never closed\n')


def test_output_comes_before_an_error(brainfuck):
    result = brainfuck.run(PROGRAMS / 'offtape.b')
    assert result.returncode == 1
    assert result.stdout == 'A'
    assert result.stderr.endswith(
        'offtape.b: moved left of the first cell\n')


def test_usage(brainfuck):
    assert brainfuck.run().returncode == 2
    assert brainfuck.run('does-not-exist.b').returncode == 2
