"""A program's dump of its heap, and the tool that reads it."""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
WEFT = os.environ.get('WEFT_PROGRAM', ROOT / 'build' / 'bin' / 'weft')
TOOL = ROOT / 'tools' / 'heapdump'
SPEC = '''
import os
from rpython.rlib import rgc

class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right

def tree(depth):
    return Node(None, None) if depth == 0 else Node(tree(depth - 1), tree(depth - 1))

def entry_point(argv):
    root = tree(9)
    fd = os.open(argv[1], os.O_WRONLY | os.O_CREAT, 0o666)
    print(rgc.dump_rpy_heap(fd))
    return 0 if root.left is not None else 1

def target(driver, args):
    return entry_point
'''


@pytest.mark.parametrize('collector', ['incminimark', 'immix', 'none'])
def test_dump(collector, tmp_path):
    spec, executable, dump = tmp_path / 'trees.py', tmp_path / 'trees', tmp_path / 'heap'
    spec.write_text(SPEC)
    subprocess.run([WEFT, 'build', spec, '-o', executable, '--quiet', f'--gc={collector}'], check=True)
    said = subprocess.run([executable, dump], capture_output=True, text=True, check=True).stdout
    assert said == ('False\n' if collector == 'none' else 'True\n')
    if collector == 'none':
        return
    shown = subprocess.run([TOOL, dump], capture_output=True, text=True, check=True).stdout
    assert re.search(r'^ *\d+ +1023  trees\.Node$', shown, re.MULTILINE), shown


def test_what_is_no_dump(tmp_path):
    path = tmp_path / 'heap'
    path.write_bytes(b'something else')
    done = subprocess.run([TOOL, path], capture_output=True, text=True)
    assert done.returncode == 1 and done.stderr == 'heapdump: this is no dump of a heap\n'
