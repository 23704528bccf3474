"""Run specifications on plain Python, or translated.

With the variable WEFT set to the `weft` program, each specification is built
once and the tests run the executable; without it, Python runs them.
"""

import os
import pathlib
import subprocess
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
LIBRARY = ROOT / 'rpy-frontend' / 'lib'


class Spec:
    """A specification that can be run with arguments and input."""

    def __init__(self, command):
        self.command = command

    def run(self, *args, stdin='', timeout=60):
        """Return the finished process, with text in stdout and stderr."""
        environment = dict(os.environ)
        environment['PYTHONPATH'] = str(LIBRARY)
        environment['PYTHONDONTWRITEBYTECODE'] = '1'
        return subprocess.run(
            self.command + [str(arg) for arg in args], input=stdin,
            capture_output=True, encoding='latin-1', env=environment,
            timeout=timeout)


@pytest.fixture(scope='session')
def load_spec(tmp_path_factory):
    """A function from the path of a specification, and options to build it with, to a Spec."""
    specs = {}

    def load(path, *options):
        if (path, options) not in specs:
            specs[path, options] = Spec(build(ROOT / path, options))
        return specs[path, options]

    def build(path, options):
        weft = os.environ.get('WEFT')
        if not weft:
            return [sys.executable, str(path)]
        executable = tmp_path_factory.mktemp('build') / path.stem
        subprocess.run([weft, 'build', str(path), '-o', str(executable), *options],
                       check=True)
        return [str(executable)]

    return load
