import pytest

from rpython.rlib import rstring
from rpython.rlib.rstring import StringBuilder


def test_builder():
    builder = StringBuilder(10)
    builder.append('abc')
    builder.append_slice('0123456', 2, 4)
    builder.append_multiple_char('x', 3)
    builder.append_multiple_char('y', 0)
    assert builder.getlength() == 8
    assert builder.build() == 'abc23xxx'
    builder.append('!')
    assert builder.build() == 'abc23xxx!'


@pytest.mark.parametrize('text', [
    '', 'a', 'a b', ' a  b ', 'a,b,c', ',a,', ',,', 'a, b ,c  d', '  ',
    'xaxbx', '\ta\n'])
@pytest.mark.parametrize('by', [None, ',', ', ', 'x'])
@pytest.mark.parametrize('maxsplit', [-1, 0, 1, 2, 10])
def test_split(text, by, maxsplit):
    assert rstring.split(text, by, maxsplit) == text.split(by, maxsplit)
    assert rstring.rsplit(text, by, maxsplit) == text.rsplit(by, maxsplit)


@pytest.mark.parametrize('sub', ['a', 'aa', '', 'x'])
@pytest.mark.parametrize('count', [-1, 0, 1, 2])
def test_replace(sub, count):
    for text in ('', 'a', 'aaa', 'banana'):
        assert rstring.replace(text, sub, '<>', count) == (
            text.replace(sub, '<>', count))


def test_startswith_endswith():
    for start in range(-7, 8):
        for end in range(-7, 8):
            for part in ('', 'a', 'an', 'banana', 'na', 'bananas'):
                assert rstring.startswith('banana', part, start, end) == (
                    'banana'.startswith(part, start, end)) or start > 6
                assert rstring.endswith('banana', part, start, end) == (
                    'banana'.endswith(part, start, end)) or start > 6


def test_search():
    assert rstring.find('banana', 'an') == 1
    assert rstring.rfind('banana', 'an') == 3
    assert rstring.count('banana', 'an') == 2
    assert rstring.strip_spaces(' \ta b\n') == 'a b'
