"""Every kind of diagnostic has a number of its own, and a golden test."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[1]
KIND = re.compile(r'DiagnosticKind\s+\w+\s*\{\s*"(W\d{4})",\s*"([a-z-]+)"')


def declared_kinds():
    kinds = []
    for folder in ('rpy-frontend', 'translator', 'backends'):
        for pattern in ('**/*.h', '**/*.cpp'):
            for path in sorted((ROOT / folder).glob(pattern)):
                kinds += KIND.findall(path.read_text('utf-8'))
    return kinds


def test_there_are_kinds():
    assert len(declared_kinds()) > 15


def test_numbers_and_names_are_unique():
    for position in (0, 1):
        names = [kind[position] for kind in declared_kinds()]
        assert sorted(set(names)) == sorted(names)


def test_every_kind_has_a_golden_file():
    shown = ''.join(path.read_text('utf-8') for path in (ROOT / 'tests/diagnostics').glob('*.expected'))
    missing = [f'{number} {name}' for number, name in declared_kinds() if number not in shown]
    assert not missing
