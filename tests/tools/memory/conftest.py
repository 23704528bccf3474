"""What the tests of tools/benchmem share."""

import json
import pathlib
import subprocess

import pytest

BENCHMEM = pathlib.Path(__file__).resolve().parents[3] / 'tools' / 'benchmem'


@pytest.fixture
def benchmem(tmp_path):
    """A function that runs tools/benchmem in a folder of its own."""
    def run(*arguments, **options):
        return subprocess.run([BENCHMEM, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120, **options)
    return run


@pytest.fixture
def figures(benchmem):
    """A function that runs it and returns the rows of its tables: {row: {column: value}}."""
    def run(what, *arguments, **options):
        done = benchmem(what, '--json', *arguments, **options)
        assert done.returncode == 0, done.stderr
        rows = {}
        for table in json.loads(done.stdout)['tables']:
            rows.update(table['rows'])
        return rows
    return run


@pytest.fixture
def compile_c(tmp_path):
    """A function from the text of a C program, and options, to an executable."""
    def build(text, *options, name='program'):
        (tmp_path / f'{name}.c').write_text(text)
        subprocess.run(['clang-22', '-O1', f'{name}.c', '-o', name, *options], cwd=tmp_path, check=True)
        return tmp_path / name
    return build
