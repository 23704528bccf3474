"""Built-in functions, math, builders and the operating system's calls."""

import math
import os
import random
import struct
import types

import pytest

from rpython.rlib import rfloat, rstring
from rpython.rtyper import (
    libm, rbuilder, rbuiltin, registry, rexcept, rmath, rmathmore, ros, rosenviron, rospath,
    rosprocess, rostime)

REPLACED = {id(original): replacement for original, replacement in registry.replacements}


def same(compute, expect):
    try:
        expected = expect()
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            compute()
        assert str(caught.value) == str(error)
    else:
        got = compute()
        assert got == expected or repr(got) == repr(expected)


def test_registry():
    for original, replacement in registry.replacements:
        assert callable(original) and callable(replacement)
    originals = [original for original, _ in registry.replacements]
    twice = [original for original in originals if sum(original is each for each in originals) > 1]
    assert not twice
    for table in (registry.string_methods, registry.bytes_methods, registry.int_methods,
                  registry.float_methods):
        for function in table.values():
            assert isinstance(function, types.FunctionType)
    for name in registry.string_methods:
        assert hasattr(str, name)
    for name in registry.bytes_methods:
        assert hasattr(bytes, name)


@pytest.mark.parametrize('original', [min, max])
def test_extremes(original):
    function = REPLACED[id(original)]
    for arguments in ((3, 1), (1, 3), (2, 2), (3, 1, 2), ([4, 2, 9],), ([],), ('hello',)):
        same(lambda: function(*arguments), lambda: original(*arguments))
    words = ['ccc', 'a', 'bb', 'dd', 'xxx']
    assert function(words, key=len) == original(words, key=len)
    assert function('bb', 'a', key=len) == original('bb', 'a', key=len)


def test_iterables():
    for items in ([], [0], [1, 0], [1, 2, 3]):
        assert rbuiltin.builtin_sum(items) == sum(items)
        assert rbuiltin.builtin_sum(items, 10) == sum(items, 10)
        assert rbuiltin.builtin_any(items) == any(items)
        assert rbuiltin.builtin_all(items) == all(items)
        assert list(rbuiltin.builtin_map(str, items)) == list(map(str, items))
        assert list(rbuiltin.builtin_filter(None, items)) == list(filter(None, items))
        assert list(rbuiltin.builtin_filter(lambda x: x > 1, items)) == [x for x in items if x > 1]


def test_sorted():
    rng = random.Random(1)
    for length in list(range(20)) + [33, 100, 257]:
        items = [(rng.randrange(10), i) for i in range(length)]
        for reverse in (False, True):
            assert rbuiltin.builtin_sorted(items, reverse=reverse) == sorted(items, reverse=reverse)
            key = lambda item: item[0]
            expected = sorted(items, key=key, reverse=reverse)
            assert rbuiltin.builtin_sorted(items, key=key, reverse=reverse) == expected
            copy = list(items)
            rbuiltin.list_sort_key(copy, key=key, reverse=reverse)
            assert copy == expected


def test_numbers():
    assert rbuiltin.builtin_divmod(-7, 2) == divmod(-7, 2)
    assert rbuiltin.builtin_pow(3, 4) == 81
    assert rbuiltin.builtin_pow(3, 4, 5) == 1
    assert rbuiltin.builtin_pow(2.0, 0.5) == 2.0 ** 0.5
    for x in (0, 5, 15, 25, -5, -15, 149, 150, 151, 1050, -1050):
        for digits in (0, 1, -1, -2, -3, -30):
            assert rbuiltin.builtin_round(x, digits) == round(x, digits)
        assert rbuiltin.builtin_round(x) == x
        assert rbuiltin.builtin_round(x / 4) == round(x / 4)
        assert rbuiltin.builtin_round(x / 4, 1) == round(x / 4, 1)
        assert rbuiltin.builtin_hex(x) == hex(x)
        assert rbuiltin.builtin_oct(x) == oct(x)
        assert rbuiltin.builtin_bin(x) == bin(x)
        assert registry.int_methods['bit_length'](x) == x.bit_length()
        assert registry.int_methods['bit_count'](x) == x.bit_count()
    for x in (1.0, 1.5, math.inf, math.nan):
        assert rbuiltin.float_is_integer(x) == x.is_integer()


FLOATS = [0.0, -0.0, 0.5, 1.0, -1.0, 2.5, -2.5, 10.0, 1e300, -1e300, 1e-300, 5e-324, 710.0, 1e17,
          math.pi, math.inf, -math.inf, math.nan]


def unary_functions():
    for original, replacement in registry.replacements:
        if getattr(original, '__module__', None) == 'math' and original.__name__ not in (
                'atan2', 'fmod', 'hypot', 'pow', 'copysign', 'gcd', 'isqrt', 'ldexp', 'floor',
                'ceil', 'trunc', 'lcm', 'factorial', 'comb', 'perm', 'prod', 'isclose', 'nextafter',
                'remainder', 'dist', 'fsum'):
            yield pytest.param(original, replacement, id=original.__name__)


@pytest.mark.parametrize('original, replacement', unary_functions())
def test_math(original, replacement):
    for x in FLOATS:
        same(lambda: replacement(x), lambda: original(x))


@pytest.mark.parametrize('name', ['atan2', 'fmod', 'hypot', 'pow', 'copysign', 'remainder'])
def test_math_of_two(name):
    original = getattr(math, name)
    replacement = dict((function, form) for function, form in registry.replacements if callable(function))[original]
    for x in FLOATS:
        for y in FLOATS:
            same(lambda: replacement(x, y), lambda: original(x, y))


def test_math_to_integers():
    for x in FLOATS:
        if math.isfinite(x) and abs(x) > 1e18:
            continue
        for name in ('floor', 'ceil', 'trunc'):
            same(lambda: getattr(rmath, f'math_{name}')(x), lambda: getattr(math, name)(x))
    for n in [0, 1, 2, 3, 4, 15, 16, 17, 10 ** 18 - 1, 10 ** 18, 2 ** 63 - 1, 3037000499 ** 2 - 1]:
        assert rmath.math_isqrt(n) == math.isqrt(n)
        assert rmathmore.math_gcd(n, 12) == math.gcd(n, 12)
        assert rmathmore.math_gcd(-n, 18) == math.gcd(-n, 18)


def test_ldexp():
    for x in FLOATS + [1.2345678901234567, 5e-310, 3.3e-320]:
        for exponent in (0, 1, -1, 10, 100, -100, 1023, 1024, -1022, -1023, -1074, -1075, -1080,
                         2000, -2000, 2100, 10 ** 9, -10 ** 9):
            same(lambda: rmath.math_ldexp(x, exponent), lambda: math.ldexp(x, exponent))


def test_rfloat():
    rng = random.Random(2)
    for _ in range(500):
        x = rng.choice([struct.unpack('<d', rng.randbytes(8))[0], rng.randrange(-999, 999) / 8])
        code = rng.choice('eEfFgGr')
        if code == 'f' and abs(x) > 1e50:
            continue
        precision, flags = rng.randrange(1, 12), rng.randrange(16)
        if code == 'r':
            flags &= ~rfloat.DTSF_ALT
        assert rmath.rfloat_formatd(x, code, precision, flags) == (
            rfloat.formatd(x, code, precision, flags)), (x, code, precision, flags)
        if math.isfinite(x) and abs(x) < 1e20:
            for digits in (0, 1, 2, -1, -2):
                for half_even in (False, True):
                    assert rmath.rfloat_round_double(x, digits, half_even) == (
                        rfloat.round_double(x, digits, half_even)), (x, digits, half_even)
            assert rmath.rfloat_round_away(x) == rfloat.round_away(x)
    assert rmath.rfloat_string_to_float(' 1.5 ') == 1.5
    for text in ('', 'x', '1_0'):
        with pytest.raises(rstring.ParseStringError):
            rmath.rfloat_string_to_float(text)


def test_strtod_reads_prefixes():
    from rpython.rtyper.annlowlevel import llstr
    from rpython.rtyper.lltypesystem.lloperation import llop
    from rpython.rtyper.lltypesystem.lltype import Address
    assert libm.strtod(llop.tailaddress(Address, llstr('1.5x')), 4) == 1.5
    assert libm.strtod_end() == 3


def test_builder():
    rng = random.Random(3)
    for size in (0, 1, 100):
        ours, theirs = rbuilder.StringBuilder(size), rstring.StringBuilder(size)
        for _ in range(200):
            s = 'x' * rng.randrange(5)
            for builder in (ours, theirs):
                builder.append(s)
                builder.append('y')
                builder.append_slice('hello', 1, 3)
                builder.append_multiple_char('z', len(s) - 1)
            if rng.random() < 0.2:
                assert ours.build() == theirs.build()
            assert ours.getlength() == theirs.getlength()
        assert ours.build() == theirs.build()


def test_full_builder_keeps_what_it_built():
    builder = rbuilder.StringBuilder(2)
    builder.append('ab')
    built = builder._buffer
    assert builder.build() == 'ab'
    builder.append('c')
    assert len(built.chars) == 2 and builder.build() == 'abc'


def test_files(tmp_path):
    path = str(tmp_path / 'file')
    fd = ros.os_open(path, os.O_WRONLY | os.O_CREAT, 0o666)
    assert ros.os_write(fd, b'some bytes\xff') == 11
    assert ros.os_write(fd, ' text') == 5
    ros.os_close(fd)
    fd = ros.os_open(path, os.O_RDONLY)
    assert ros.os_read(fd, 4) == b'some'
    assert ros.os_read(fd, 100) == b' bytes\xff text'
    assert ros.os_read(fd, 10 ** 5) == b''
    ros.os_close(fd)
    fd = ros.os_open(path, os.O_RDONLY)
    assert ros.os_read(fd, 10 ** 5) == b'some bytes\xff text'
    ros.os_close(fd)


def test_os_errors(tmp_path):
    for call, original, arguments in (
            (ros.os_open, os.open, (str(tmp_path / 'absent'), os.O_RDONLY)),
            (ros.os_open, os.open, (str(tmp_path), os.O_WRONLY)),
            (ros.os_close, os.close, (12345,)),
            (ros.os_read, os.read, (12345, 10)),
            (ros.os_read, os.read, (12345, 1000)),
            (ros.os_write, os.write, (12345, b'x'))):
        same(lambda: call(*arguments), lambda: original(*arguments))


@pytest.mark.parametrize('path', ['', '/', 'a', '/a', 'a/', 'a/b', '/a/b.c', 'a.b/c', '.x', 'a/.x.y',
                                  '//a', 'a//b', '...', 'x.tar.gz'])
def test_paths(path):
    assert rospath.path_basename(path) == os.path.basename(path)
    assert rospath.path_dirname(path) == os.path.dirname(path)
    assert rospath.path_splitext(path) == os.path.splitext(path)
    for other in ('x', '/x', ''):
        assert rospath.path_join(path, other) == os.path.join(path, other)


def test_environment(monkeypatch):
    monkeypatch.setenv('WEFT_TEST_VARIABLE', 'a value')
    assert rosenviron.os_getenv('WEFT_TEST_VARIABLE') == 'a value'
    assert rosenviron.os_getenv('WEFT_ABSENT') is None
    assert rosenviron.os_getenv('WEFT_ABSENT', 'x') == 'x'
    assert rostime.time_time() > 0 and rostime.time_process_time() >= 0
    with pytest.raises(SystemExit):
        rosprocess.sys_exit(3)


def test_exception_text():
    class Bad(Exception):
        def __str__(self):
            raise ValueError
    assert rexcept.exception_text(ValueError('text')) == 'text'
    assert rexcept.exception_c_text(ValueError('text')) == 'text\0'
    assert rexcept.exception_text(Bad()) == ''
