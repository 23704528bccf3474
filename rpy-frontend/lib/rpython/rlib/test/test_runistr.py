"""Unicode strings against Python's."""

import random
import unicodedata as python

import pytest

from rpython.rlib import unicodedata
from rpython.rlib.runistr import (
    EMPTY, UnicodeString, decode, unicode_of_code, unicode_of_codes, unicode_of_latin_1, unicode_of_utf8)


def uni(text: str) -> UnicodeString:
    return unicode_of_utf8(text.encode('utf-8', 'surrogatepass').decode('latin-1'))


def text_of(u: UnicodeString) -> str:
    return u.utf8().encode('latin-1').decode('utf-8', 'surrogatepass')


TEXTS = ['', 'abc', 'Hello World', 'stra\xdfe \u0130x', '\u01c5 \ufb03', '  a\u2003b\t\xa0c ', '\u20ac' * 100,
         '12\u0663', 'a\nb\r\nc\rd\u2028e\x85', "it's", '"\'\n\x7f\xad\U0001f600\ud800', '_x1', '\U00010400\U00010428']


def test_data():
    assert unicodedata.unidata_version == python.unidata_version
    codes = list(range(0x3000)) + [random.Random(1).randrange(0x110000) for _ in range(20000)] + [0x10ffff]
    for code in codes:
        c = chr(code)
        assert unicodedata.category(code) == python.category(c), hex(code)
        assert unicodedata.digit(code) == python.digit(c, -1)
        assert unicodedata.isalpha(code) == c.isalpha()
        assert unicodedata.isalnum(code) == c.isalnum()
        assert unicodedata.isspace(code) == c.isspace()
        assert unicodedata.isupper(code) == c.isupper() and unicodedata.islower(code) == c.islower()
        assert unicodedata.isprintable(code) == c.isprintable()
        assert unicodedata.isxidstart(code) == c.isidentifier()
        assert [ord(x) for x in c.upper()] == unicodedata.toupper_full(code)
        assert [ord(x) for x in c.lower()] == unicodedata.tolower_full(code)
        assert [ord(x) for x in c.title()] == unicodedata.totitle_full(code)


@pytest.mark.parametrize('text', TEXTS)
def test_methods(text):
    u = uni(text)
    assert len(u) == len(text) and text_of(u) == text and repr(u) == uni(repr(text)).utf8()
    assert u.codes() == [ord(c) for c in text] and unicode_of_codes(u.codes()) == u
    assert [text_of(c) for c in u] == list(text)
    for name in ('upper', 'lower', 'title', 'capitalize', 'strip', 'lstrip', 'rstrip'):
        assert text_of(getattr(u, name)()) == getattr(text, name)(), name
    for name in ('isalpha', 'isdecimal', 'isdigit', 'isnumeric', 'isalnum', 'isspace', 'isprintable', 'isidentifier',
                 'isupper', 'islower'):
        assert getattr(u, name)() == getattr(text, name)(), name
    assert [text_of(x) for x in u.split()] == text.split()
    assert [text_of(x) for x in u.split(None, 1)] == [x.rstrip() for x in text.split(None, 1)]
    assert [text_of(x) for x in u.splitlines()] == text.splitlines()
    assert [text_of(x) for x in u.splitlines(True)] == text.splitlines(True)
    assert text_of(u.replace(EMPTY, uni('-'))) == text.replace('', '-')
    assert text_of(u.ljust(5)) == text.ljust(5) and text_of(u.rjust(5)) == text.rjust(5)
    assert text_of(u.reversed()) == text[::-1]
    for i in range(-len(text), len(text)):
        assert u.code_at(i) == ord(text[i]) and text_of(u[i]) == text[i]
    with pytest.raises(IndexError):
        u.code_at(len(text))
    for start in range(-3, 9):
        for stop in range(-3, 9):
            assert text_of(u.slice(start, stop)) == text[start:stop]
            for part in ('', 'a', 'l', '\u20ac'):
                assert u.find(uni(part), start, stop) == text.find(part, start, stop)
                assert u.rfind(uni(part), start, stop) == text.rfind(part, start, stop)
    for part in ('', 'a', ' ', '\u20ac\u20ac', 'zz'):
        assert u.count(uni(part)) == text.count(part)
        assert (uni(part) in u) == (part in text)
        assert u.startswith(uni(part)) == text.startswith(part) and u.endswith(uni(part)) == text.endswith(part)
        if part:
            assert [text_of(x) for x in u.split(uni(part))] == text.split(part)
            assert text_of(u.replace(uni(part), uni('\xe9'), 2)) == text.replace(part, '\xe9', 2)


def test_operators():
    a, b = uni('caf\xe9'), uni('caf\u20ac')
    assert a < b and a <= b and b > a and b >= a and a != b and not a == b
    assert a == uni('caf\xe9') and hash(a) == hash(uni('caf\xe9'))
    assert text_of(a + b) == 'caf\xe9caf\u20ac' and text_of(a * 2) == 'caf\xe9' * 2 and text_of(a * -1) == ''
    assert text_of(uni(', ').join([a, b, EMPTY])) == 'caf\xe9, caf\u20ac, ' and len(uni(', ').join([a, b])) == 10
    assert unicode_of_latin_1('caf\xe9') == a and text_of(unicode_of_code(0x20ac)) == '\u20ac'
    assert decode('\xff', 'latin-1') == unicode_of_code(0xff)
    assert a.encode('latin-1') == 'caf\xe9' and a.encode() == 'caf\xc3\xa9'
    assert not a.is_ascii() and uni('abc').is_ascii() and str(a) == a.encode()
    assert a.index(unicode_of_code(0xe9)) == 3
    with pytest.raises(ValueError):
        a.index(b)
    with pytest.raises(ValueError):
        a.split(EMPTY)
