"""Greenlets do what those of Python's package `greenlet` do (the programs' translations are tested as all programs are)."""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
PROGRAMS = ROOT / 'tests' / 'programs'


def output(*command):
    environment = dict(os.environ, PYTHONPATH=str(ROOT / 'rpy-frontend' / 'lib'))
    done = subprocess.run([sys.executable, '-B', *command], capture_output=True, text=True, env=environment, timeout=300)
    assert (done.stderr, done.returncode) == ('', 0)
    return done.stdout


@pytest.mark.parametrize('program, arguments', [
    ('stackless_greenlets', ()),
    ('stackless_greenlet_rules', ()),
    ('stackless_greenlet_graphs', ('100', 'all')),
])
def test_as_the_package(program, arguments):
    pytest.importorskip('greenlet', reason='needs python3-greenlet')
    path = PROGRAMS / f'{program}.py'
    real = output(ROOT / 'tests' / 'fixtures' / 'real_greenlets.py', path, *arguments)
    assert output(path, *arguments).splitlines() == real.splitlines()
