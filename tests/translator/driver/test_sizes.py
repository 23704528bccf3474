"""`tools/benchmem sizes`: what a translated program says about the size of its objects."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
SPEC = '''\
class Node:
    def __init__(self, left, right):
        self.left = left
        self.right = right


class Marked(Node):
    def __init__(self, left, right):
        Node.__init__(self, left, right)
        self.first = left is None
        self.size = 0 if right is None else 1
        self.second = right is None


def entry_point(argv):
    node = Node(None, None)
    for _ in argv:
        node = Marked(node, None) if node.left is None else Node(node, node)
    print(node.left is node.right, isinstance(node, Marked))
    return 0


def target(driver, args):
    return entry_point
'''


@pytest.fixture
def sizes(tmp_path):
    weft = os.environ.get('WEFT_PROGRAM')
    if not weft:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    (tmp_path / 'spec.py').write_text(SPEC)

    def run(collector):
        subprocess.run([pathlib.Path(weft).resolve(), 'build', '--quiet', f'--gc={collector}', 'spec.py'], cwd=tmp_path,
                       check=True, timeout=120)
        return subprocess.run([ROOT / 'tools/benchmem', 'sizes', tmp_path / 'spec'], capture_output=True, text=True)

    return run


@pytest.mark.parametrize('collector', ['incminimark', 'semispace'])
def test_instances(sizes, collector):
    rows = {line.split()[0]: line.split()[1:] for line in sizes(collector).stdout.splitlines() if line}
    assert rows['spec.Node'] == ['24', '2']
    assert rows['spec.Marked'] == ['40', '2']
    assert 'gcs.semispace.SemiSpaceCollector' not in rows and 'ValueError' not in rows


def test_without_a_table(sizes):
    done = sizes('boehm')
    assert done.returncode == 1 and 'has no table of types' in done.stderr


def test_what_is_no_program(tmp_path):
    (tmp_path / 'text').write_text('text')
    for name, complaint in (('text', 'is no executable'), ('missing', 'No such file')):
        done = subprocess.run([ROOT / 'tools/benchmem', 'sizes', tmp_path / name], capture_output=True, text=True)
        assert done.returncode == 1 and complaint in done.stderr and done.stdout == ''
