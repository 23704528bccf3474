"""The library is in the language: programs that use all of it pass `weft check`."""

import os
import pathlib
import subprocess

import pytest

WEFT = os.environ.get('WEFT_PROGRAM')
SPECS = pathlib.Path(__file__).parent / 'specs'


@pytest.mark.skipif(not WEFT, reason='WEFT_PROGRAM does not name the weft to test')
@pytest.mark.parametrize('name', ['low_level', 'high_level'])
def test_check(name):
    done = subprocess.run([WEFT, 'check', str(SPECS / f'{name}.py')], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
