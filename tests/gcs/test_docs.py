"""What docs/gc.md says is true."""

import importlib.util
import pathlib
import re

import pytest
from collectors import COLLECTORS, KILOBYTE
from mutator import RandomMutator

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEXT = (ROOT / 'docs' / 'gc.md').read_text()


def names_in_table(heading):
    table = TEXT[TEXT.index(heading):].split('\n\n')[0]
    return re.findall(r'^\| `([^`]+)`', table, re.MULTILINE)


@pytest.mark.parametrize('seed', [1, 2])
def test_the_example_is_a_collector(seed, tmp_path):
    path = tmp_path / 'small.py'
    path.write_text(re.search(r'```python\n(.*?)```', TEXT, re.DOTALL).group(1))
    spec = importlib.util.spec_from_file_location('small', path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.collector.space.chunk_size = 2 * KILOBYTE
    module.collector.least_bytes = 8 * KILOBYTE
    RandomMutator(module.collector, seed, large=300).run(3000)


def test_all_collectors_are_listed():
    listed = names_in_table('| name |')
    found = [path.stem for path in (ROOT / 'gcs').glob('*.py') if '\ncollector = ' in path.read_text()]
    assert sorted(listed) == sorted(found)
    assert sorted(listed) == sorted(COLLECTORS + ['none', 'boehm'])


def test_all_settings_are_listed():
    used = set()
    for path in (ROOT / 'gcs').rglob('*.py'):
        used.update(re.findall(r"(?:size|pressure)_setting\('(\w+)'", path.read_text()))
    assert used == {name for name in names_in_table('| variable |') if name.startswith('WEFT_GC')}


def test_all_files_are_listed():
    table = TEXT[TEXT.index('| file |'):].split('\n\n')[0]
    for path in (ROOT / 'gcs').glob('*.py'):
        if '\ncollector = ' not in path.read_text() and path.stem != '__init__':
            assert f'`{path.name}`' in table
    for path in (ROOT / 'gcs' / 'policies').glob('*.py'):
        if path.stem != '__init__':
            assert f'`{path.stem}`' in table
