"""Specifications as people new to the language write them, and `tarn` as for RPython.

Each input file NAME.EXT beside a specification has its expected output in
NAME.out.
"""

import pathlib

import pytest

HERE = pathlib.Path(__file__).resolve().parent
SUFFIXES = {'forth': '.fs', 'regex': '.txt', 'tarn': '.tarn', 'tinysql': '.sql'}
FAILING = {'forth/errors', 'forth/underflow', 'tarn/syntax', 'tarn/uncaught', 'tinysql/errors'}
INPUTS = [path for spec, suffix in SUFFIXES.items()
          for path in sorted((HERE / spec).glob('*' + suffix))]


def name_of(path):
    return f'{path.parent.name}/{path.stem}'


@pytest.fixture(params=INPUTS, ids=name_of)
def given(request):
    return request.param


@pytest.fixture
def spec(load_spec, given):
    name = given.parent.name
    return load_spec(f'tests/specs/{name}/{name}.py')


def check(result, given):
    assert result.stderr == ''
    assert result.stdout == given.with_suffix('.out').read_text()
    assert result.returncode == (1 if name_of(given) in FAILING else 0)


def test_file(spec, given):
    check(spec.run(given), given)


def test_standard_input(spec, given):
    check(spec.run(stdin=given.read_text()), given)
