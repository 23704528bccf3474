"""Strings and their methods against Python's own."""

import random

import pytest

from rpython.rlib.objectmodel import compute_hash
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import characters, rstr
from rpython.rtyper.annlowlevel import hlstr, llstr, llstr_or_null
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.registry import bytes_methods, string_methods

# Upper case of these does not fit in 8 bits.
UNFAITHFUL = '\xb5\xdf\xff'


def same(compute, expect):
    """Both must give the same result or the same exception."""
    try:
        expected = expect()
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            compute()
        if not isinstance(error, TypeError):
            assert str(caught.value) == str(error)
    else:
        assert compute() == expected


def random_text(rng, alphabet, longest):
    return ''.join(rng.choice(alphabet) for _ in range(rng.randrange(longest)))


def test_characters():
    for code in range(256):
        c = chr(code)
        for name in ('isalpha', 'isdigit', 'isdecimal', 'isalnum', 'isspace', 'isupper',
                     'islower', 'isprintable', 'isidentifier', 'isascii'):
            assert getattr(characters, f'll_char_{name}')(c) == getattr(c, name)(), (c, name)
            assert string_methods[name](c) == getattr(c, name)()
        if c not in UNFAITHFUL:
            assert characters.ll_char_upper(c) == c.upper()
            assert characters.ll_char_lower(c) == c.lower()
        b = bytes([code])
        for name in ('isalpha', 'isdigit', 'isalnum', 'isspace', 'upper', 'lower', 'swapcase'):
            assert bytes_methods[name](b) == getattr(b, name)()


def test_repr():
    rng = random.Random(1)
    for _ in range(300):
        s = random_text(rng, [chr(c) for c in range(256)] + list('\'"\\\n') * 20, 12)
        assert hlstr(rstr.ll_repr_str(llstr(s))) == repr(s)
        b = s.encode('latin-1')
        assert hlstr(rstr.ll_repr_bytes(llstr(b))) == repr(b)
    assert hlstr(rstr.ll_repr_str(llstr_or_null(None))) == 'None'


def test_items():
    s = llstr('abc')
    for i in range(-5, 6):
        same(lambda: rstr.ll_stritem(s, i), lambda: 'abc'[i])
        same(lambda: rstr.ll_bytes_item(s, i), lambda: b'abc'[i])
        if i >= 0:
            same(lambda: rstr.ll_stritem_nonneg(s, i), lambda: 'abc'[i])
        if -3 <= i < 3:
            assert rstr.ll_stritem_unchecked(s, i) == 'abc'[i]


def test_compare_and_hash():
    words = ['', 'a', 'b', 'ab', 'aa', 'abc', '\xff']
    for x in words:
        assert rstr.ll_strhash(llstr(x)) == rstr.string_hash(x) == compute_hash(x)
        assert rstr.ll_streq(llstr(x), lltype.nullptr(rstr.STR)) is False
        for y in words:
            assert rstr.ll_streq(llstr(x), llstr(y)) == (x == y)
            order = rstr.ll_strcmp(llstr(x), llstr(y))
            assert (order > 0) - (order < 0) == (x > y) - (x < y)
            assert hlstr(rstr.ll_strconcat(llstr(x), llstr(y))) == x + y


def test_slices():
    bounds = [-maxint - 1, -5, -4, -3, -1, 0, 1, 2, 4, 5, 6, maxint]
    text = 'abcde'
    for start in bounds:
        for stop in bounds:
            assert hlstr(rstr.ll_getslice(llstr(text), start, stop)) == text[start:stop]
            for step in (1, 2, 3, -1, -2, 7, -7, maxint, -maxint - 1):
                for has_start, has_stop in ((True, True), (False, True), (True, False)):
                    got = rstr.ll_getslice_step(llstr(text), start, has_start, stop, has_stop, step)
                    expected = text[start if has_start else None:stop if has_stop else None:step]
                    assert hlstr(got) == expected
    with pytest.raises(ValueError):
        rstr.ll_getslice_step(llstr(text), 0, False, 0, False, 0)


def test_multiply():
    for text in ('', 'a', 'abc'):
        for count in (-1, 0, 1, 2, 7):
            assert hlstr(rstr.ll_str_mul(llstr(text), count)) == text * count
    with pytest.raises(MemoryError):
        rstr.ll_str_mul(llstr('abc'), maxint)


def test_join():
    STRINGS = lltype.GcArray(lltype.Ptr(rstr.STR))
    CHARS = lltype.GcArray(lltype.Char)
    for separator in ('', ',', '--'):
        for items in ([], ['abc'], ['', ''], ['a', 'bc', '', 'd']):
            array = lltype.malloc(STRINGS, len(items))
            for i, item in enumerate(items):
                array[i] = llstr(item)
            assert hlstr(rstr.ll_join(llstr(separator), array)) == separator.join(items)
            assert hlstr(rstr.ll_concat_array(array)) == ''.join(items)
            assert string_methods['join'](separator, items) == separator.join(items)
        chars = lltype.malloc(CHARS, 3)
        for i in range(3):
            chars[i] = 'xyz'[i]
        assert hlstr(rstr.ll_join(llstr(separator), chars)) == separator.join('xyz')


NO_ARGUMENTS = ['split', 'rsplit', 'splitlines', 'strip', 'lstrip', 'rstrip', 'expandtabs']
PREDICATES = ['isalpha', 'isdigit', 'isdecimal', 'isalnum', 'isspace', 'isupper', 'islower',
              'istitle', 'isidentifier', 'isprintable', 'isascii']
CASES = ['upper', 'lower', 'title', 'capitalize', 'swapcase']


def test_methods_without_arguments():
    rng = random.Random(2)
    alphabet = [chr(c) for c in range(256) if chr(c) not in UNFAITHFUL] + list('aB1 \t\n\r') * 30
    for _ in range(400):
        s = random_text(rng, rng.choice([alphabet, 'aB ', 'a1_', 'A b', ' \n\r\t']), 12)
        for name in NO_ARGUMENTS + PREDICATES + CASES:
            assert string_methods[name](s) == getattr(s, name)(), (s, name)
        b = s.encode('latin-1')
        for name in NO_ARGUMENTS[:-1] + ['upper', 'lower', 'isdigit', 'hex']:
            assert bytes_methods[name](b) == getattr(b, name)(), (b, name)
        assert string_methods['splitlines'](s, True) == s.splitlines(True)
        assert bytes_methods['splitlines'](b, True) == b.splitlines(True)


def test_methods_with_a_string():
    rng = random.Random(3)
    names = ['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith', 'split',
             'rsplit', 'partition', 'rpartition', 'strip', 'lstrip', 'rstrip', 'removeprefix',
             'removesuffix']
    for _ in range(500):
        s = random_text(rng, 'aab', 14)
        sub = random_text(rng, 'aab', rng.choice([2, 4, 6]))
        start = rng.randrange(-6, 16)
        end = rng.randrange(-6, 16)
        for name in names:
            same(lambda: string_methods[name](s, sub), lambda: getattr(s, name)(sub))
            b, bytes_sub = s.encode(), sub.encode()
            if name in bytes_methods:
                same(lambda: bytes_methods[name](b, bytes_sub), lambda: getattr(b, name)(bytes_sub))
        for name in names[:7]:
            same(lambda: string_methods[name](s, sub, start, end),
                 lambda: getattr(s, name)(sub, start, end))
        for name in ('split', 'rsplit'):
            for count in (0, 1, 2):
                same(lambda: string_methods[name](s, sub, count),
                     lambda: getattr(s, name)(sub, count))
                spaced = s.replace('b', ' ')
                assert string_methods[name](spaced, None, count) == getattr(spaced, name)(None, count)
                b = spaced.encode()
                assert bytes_methods[name](b, None, count) == getattr(b, name)(None, count)


def test_long_search():
    rng = random.Random(4)
    for _ in range(500):
        s = random_text(rng, 'abcdefgh', 200)
        at = rng.randrange(len(s) + 1)
        sub = s[at:at + rng.randrange(20)] or 'xyz'
        if rng.random() < 0.3:
            sub += 'q'
        assert string_methods['find'](s, sub) == s.find(sub)
        assert string_methods['rfind'](s, sub) == s.rfind(sub)
        assert string_methods['count'](s, sub) == s.count(sub)
        assert rstr.ll_contains(llstr(s), llstr(sub)) == (sub in s)


def test_replace():
    rng = random.Random(5)
    for _ in range(1000):
        s = random_text(rng, 'aab', 12)
        old = random_text(rng, 'aab', 4)
        new = random_text(rng, 'xy', 4)
        count = rng.choice([-1, 0, 1, 2, 100])
        assert string_methods['replace'](s, old, new, count) == s.replace(old, new, count)


def test_padding():
    for s in ('', 'a', 'ab', '-1', '+ab', 'abcdef'):
        for width in range(9):
            for name in ('ljust', 'rjust', 'center'):
                assert string_methods[name](s, width) == getattr(s, name)(width)
                assert string_methods[name](s, width, '*') == getattr(s, name)(width, '*')
            assert string_methods['zfill'](s, width) == s.zfill(width)
            assert bytes_methods['rjust'](s.encode(), width) == s.encode().rjust(width)
    for s in ('a\tb', '\t', 'ab\n\tc\t', '12345678\t9'):
        for size in (0, 1, 4, 8):
            assert string_methods['expandtabs'](s, size) == s.expandtabs(size)
