"""What programs with finalizers say on standard error."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
WEFT = os.environ.get('WEFT_PROGRAM', ROOT / 'build' / 'bin' / 'weft')
SPEC = '''\
from rpython.rlib import rgc

class Node:
    def __del__(self):
        self.finalize()

    def finalize(self):
        raise KeyError('inner')

class Derived(Node):
    pass

def make():
    Derived()

def fail(depth):
    if depth == 0:
        raise ValueError('outer')
    fail(depth - 1)

def entry_point(argv):
    try:
        fail(2)
    finally:
        make()
        rgc.collect()
    return 0

def target(driver, args):
    return entry_point
'''
SAID = '''\
Exception ignored in: <function Derived.__del__>
RPython traceback:
  File "spec.py", line 5, in Node.__del__
  File "spec.py", line 8, in Node.finalize
KeyError: 'inner'
RPython traceback:
  File "spec.py", line 23, in entry_point
  File "spec.py", line 19, in fail
  File "spec.py", line 19, in fail
  File "spec.py", line 18, in fail
Fatal RPython error: ValueError: outer
'''


@pytest.mark.parametrize('collector', ['incminimark', 'marksweep'])
def test_exceptions(collector, tmp_path):
    """One that leaves a finalizer is reported, and another one that is on its way keeps its traceback."""
    (tmp_path / 'spec.py').write_text(SPEC)
    subprocess.run([WEFT, 'build', 'spec.py', '-o', 'spec', '--quiet', f'--gc={collector}'], check=True, cwd=tmp_path)
    done = subprocess.run([tmp_path / 'spec'], capture_output=True, text=True)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines(True) if '/rpython/rtyper/' not in line]
    assert ''.join(said) == SAID
