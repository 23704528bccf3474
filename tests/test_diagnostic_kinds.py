"""Every kind of diagnostic has a number of its own, a golden test, and an explanation whose examples are true.

`tools/test --regenerate` writes docs/diagnostics.md from what `weft explain` prints.
"""

import os
import pathlib
import re
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[1]
WEFT = os.environ.get('WEFT_PROGRAM', ROOT / 'build' / 'bin' / 'weft')
PAGE = ROOT / 'docs' / 'diagnostics.md'
DECLARATION = re.compile(r'DiagnosticKind\s+\w+\s*\{\s*"(W\d{4})",\s*"([a-z-]+)"')
HEADER = '''\
# Diagnostics

What the translator has to say about a spec, by number, with a spec that gets it (less the function `target` that ends
each) and the same put right. Each is declared next to the code that emits it; this page is what `weft explain` prints,
written by `tools/test --regenerate`. More examples are in `tests/diagnostics`.
'''
WITHOUT_EXAMPLE = {'W0101', 'W0701'}  # are not about what is in a spec


def explain(*words, weft=WEFT):
    return subprocess.run([weft, 'explain', *words], stdin=subprocess.DEVNULL, capture_output=True, text=True)


def declared_kinds():
    """The number and name of every kind in the sources."""
    kinds = set()
    for folder in ('rpy-frontend', 'translator', 'backends'):
        for pattern in ('**/*.h', '**/*.cpp'):
            for path in (ROOT / folder).glob(pattern):
                kinds.update(DECLARATION.findall(path.read_text('utf-8')))
    return sorted(kinds)


def page(weft=WEFT):
    """docs/diagnostics.md as it should be."""
    return HEADER + ''.join(f'\n## {explain(number, weft=weft).stdout}' for number, _ in declared_kinds())


KINDS = declared_kinds()


def test_numbers_and_names_are_unique():
    assert len(KINDS) > 30
    for position in (0, 1):
        names = [kind[position] for kind in KINDS]
        assert sorted(set(names)) == sorted(names)


def test_every_kind_has_a_golden_file():
    shown = ''.join(path.read_text('utf-8') for path in (ROOT / 'tests/diagnostics').glob('*.expected'))
    assert not [f'{number} {name}' for number, name in KINDS if number not in shown]


def test_explain_lists_every_kind():
    assert [tuple(line.split()) for line in explain().stdout.splitlines()] == KINDS


def test_page_is_current():
    assert PAGE.read_text('utf-8') == page(), 'write it with `tools/test --regenerate`'


@pytest.mark.parametrize('number', [number for number, _ in KINDS if number not in WITHOUT_EXAMPLE])
def test_examples_are_true(number, tmp_path):
    for example in ('refused', 'accepted'):
        spec = tmp_path / f'{example}.py'
        spec.write_text(explain(number, '--example', example).stdout, 'utf-8')
        done = subprocess.run([WEFT, 'check', spec], stdin=subprocess.DEVNULL, capture_output=True, text=True)
        reported = sorted(set(re.findall(r'^error\[(W\d+) ', done.stderr, re.MULTILINE)))
        assert reported == ([number] if example == 'refused' else []), done.stderr
        assert done.returncode == (1 if example == 'refused' else 0)


@pytest.mark.parametrize('word', ['W0402', 'w0402', 'w402', '402', 'unknown-attribute', 'Unknown-Attribute'])
def test_a_kind_is_found_by_number_and_name(word):
    assert explain(word).stdout.startswith('W0402 unknown-attribute\n')


@pytest.mark.parametrize('word, answer', [
    ('unknown-atribute', "did you mean 'unknown-attribute'?"), ('nonsense', '`weft explain` lists all')])
def test_unknown_kinds_are_refused(word, answer):
    done = explain(word)
    assert done.returncode == 1
    assert answer in done.stderr
