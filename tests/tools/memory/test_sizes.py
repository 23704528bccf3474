"""`tools/benchmem sizes`: how many bytes the objects of translated programs and of interpreters take."""

import os
import pathlib
import subprocess
import sys

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
OTHER_SPEC = SPEC.replace('self.right = right', 'self.right = right\n        self.third = left')


@pytest.fixture
def translate(tmp_path):
    weft = os.environ.get('WEFT_PROGRAM')
    if not weft:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')

    def run(collector, name='spec', text=SPEC):
        folder = tmp_path / name
        folder.mkdir()
        (folder / 'spec.py').write_text(text)
        subprocess.run([pathlib.Path(weft).resolve(), 'build', '--quiet', f'--gc={collector}', 'spec.py', '-o', name],
                       cwd=folder, check=True, timeout=120)
        return folder / name

    return run


@pytest.mark.parametrize('collector', ['incminimark', 'semispace'])
def test_instances(benchmem, translate, collector):
    done = benchmem('sizes', translate(collector))
    rows = {line.split()[0]: line.split()[1:] for line in done.stdout.splitlines() if line}
    assert rows['spec.Node'] == ['24', '2']
    assert rows['spec.Marked'] == ['40', '2']
    assert 'gcs.semispace.SemiSpaceCollector' not in rows and 'ValueError' not in rows


def test_programs_side_by_side(benchmem, figures, translate, tmp_path):
    programs = translate('incminimark', 'one'), translate('incminimark', 'other', OTHER_SPEC)
    rows = figures('sizes', *programs, '--all')
    assert rows['spec.Node'] == {'one': 24, 'other': 32}
    assert rows['string, each item'] == {'one': 1, 'other': 1}
    assert rows['gcs.incminimark.IncrementalMiniMarkCollector']['one'] > 24

    done = benchmem('sizes', *programs, '--chart', 'chart.svg')
    assert done.returncode == 0 and 'spec.Node' in (tmp_path / 'chart.svg').read_text()

    subprocess.run(['strip', programs[0]], check=True)
    done = benchmem('sizes', *programs, '--chart', 'never.svg')
    assert done.returncode == 1 and 'one has no table of types: it was stripped' in done.stderr
    assert done.stdout == '' and not (tmp_path / 'never.svg').exists()


def test_a_program_without_objects_of_its_own(benchmem, translate, tmp_path):
    text = 'def entry_point(argv):\n    return 0\n\n\ndef target(driver, args):\n    return entry_point\n'
    done = benchmem('sizes', translate('semispace', text=text), '--chart', 'chart.html')
    assert done.returncode == 0 and '<svg' in (tmp_path / 'chart.html').read_text()


def test_without_a_table(benchmem, translate):
    done = benchmem('sizes', translate('boehm'))
    assert done.returncode == 1 and 'has no table of types' in done.stderr


@pytest.mark.parametrize('name, complaint', [('text', 'is no executable'), ('missing', 'No such file')])
def test_what_is_no_program(benchmem, tmp_path, name, complaint):
    (tmp_path / 'text').write_text('text')
    done = benchmem('sizes', name)
    assert done.returncode == 1 and complaint in done.stderr and done.stdout == ''


def test_the_layout_is_what_the_collectors_declare(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / 'tools'))
    monkeypatch.syspath_prepend(str(ROOT / 'rpy-frontend' / 'lib'))
    monkeypatch.syspath_prepend(str(ROOT))
    from gcs import types
    from memory.types import read_layout
    layout = read_layout()
    assert layout.columns == [name for name, _ in types.GC_TYPE._fields]
    assert layout.flags['NO_HEADER'] == types.NO_HEADER and layout.flags['VARSIZE'] == types.VARSIZE


def test_objects_of_an_interpreter(figures):
    rows = figures('sizes', '--objects', f'python={sys.executable}', '--count', '100000')
    # A word for each place in the list is not counted, the allocator's rounding is.
    assert 0.9 * sys.getsizeof(1.5) < rows['float']['python'] < 1.5 * sys.getsizeof(1.5)
    ten = sys.getsizeof([None] * 10)
    assert 0.9 * ten < rows['array of ten']['python'] < 1.5 * ten
    assert rows['... with __slots__']['python'] < rows['instance with two fields']['python']


def test_a_language_of_the_user(benchmem, figures, tmp_path):
    (tmp_path / 'mine.toml').write_text('''
[mine]
program = """
import os
objects = [None] * COUNT
for i in range(COUNT):
    objects[i] = OBJECT
os._exit(0)
"""
[mine.objects]
nothing = "None"
"bytes of a page" = "bytes(4096)"
''')
    options = '--languages', 'mine.toml', '--count', '2000'
    rows = figures('sizes', '--objects', f'a:mine={sys.executable}', '--objects', f'b:mine={sys.executable}', *options)
    assert list(rows) == ['bytes of a page']
    assert all(4096 <= size < 4500 for size in rows['bytes of a page'].values()) and set(rows['bytes of a page']) == {'a', 'b'}

    done = benchmem('sizes', '--objects', f'other={sys.executable}', *options)
    assert done.returncode == 1 and 'other is not one of the languages: scheme, lua, python, mine' in done.stderr


@pytest.mark.parametrize('text, complaint', [
    ('[mine', 'mine.toml: '),
    ('[mine]\nprogram = "OBJECT"', 'language mine needs a program and objects'),
    ('[mine]\nprogram = "OBJECT"\n[mine.objects]\nnothing = "("', 'mine ended with exit status 1: SyntaxError'),
])
def test_a_language_with_mistakes(benchmem, tmp_path, text, complaint):
    (tmp_path / 'mine.toml').write_text(text)
    done = benchmem('sizes', '--objects', f'mine={sys.executable}', '--languages', 'mine.toml')
    assert done.returncode == 1 and complaint in done.stderr and done.stdout == ''


def test_nothing_to_measure(benchmem):
    done = benchmem('sizes')
    assert done.returncode == 1 and 'name an executable' in done.stderr
