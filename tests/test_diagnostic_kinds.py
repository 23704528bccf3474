"""Every kind of diagnostic has a number of its own, a golden test, and its paragraph in docs/diagnostics.md.

`tools/test --regenerate` writes that page from what the sources declare.
"""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
PAGE = ROOT / 'docs' / 'diagnostics.md'
KIND = re.compile(r'DiagnosticKind\s+\w+\s*\{\s*"(W\d{4})",\s*"([a-z-]+)",\s*((?:"(?:[^"\\]|\\.)*"\s*)+)\}')
HEADER = '''\
# Diagnostics

What the translator has to say about a spec, by number. Each is declared next to the code that emits it; this page is
made from there by `tools/test --regenerate`. An example of each, with what is printed, is in `tests/diagnostics`.
'''


def declared_kinds():
    """The number, name and explanation of every kind, by number."""
    kinds = []
    for folder in ('rpy-frontend', 'translator', 'backends'):
        for pattern in ('**/*.h', '**/*.cpp'):
            for path in sorted((ROOT / folder).glob(pattern)):
                for number, name, literals in KIND.findall(path.read_text('utf-8')):
                    parts = re.findall(r'"((?:[^"\\]|\\.)*)"', literals)
                    kinds.append((number, name, ''.join(parts).replace('\\"', '"').strip()))
    return sorted(kinds)


def page():
    """docs/diagnostics.md as it should be."""
    sections = [f'\n## {number} {name}\n\n{explanation}\n' for number, name, explanation in declared_kinds()]
    return HEADER + ''.join(sections)


def test_there_are_kinds():
    assert len(declared_kinds()) > 15


def test_numbers_and_names_are_unique():
    for position in (0, 1):
        names = [kind[position] for kind in declared_kinds()]
        assert sorted(set(names)) == sorted(names)


def test_every_kind_has_a_golden_file():
    shown = ''.join(path.read_text('utf-8') for path in (ROOT / 'tests/diagnostics').glob('*.expected'))
    missing = [f'{number} {name}' for number, name, _ in declared_kinds() if number not in shown]
    assert not missing


def test_page_is_current():
    assert PAGE.read_text('utf-8') == page(), 'write it with `tools/test --regenerate`'
