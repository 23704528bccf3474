import hashlib

import pytest

from rpython.rlib import rmd5, rsha, rsiphash
from rpython.rlib.rarithmetic import r_ulonglong

TEXTS = ['', 'a', 'abc', 'x' * 55, 'x' * 56, 'x' * 63, 'x' * 64, 'x' * 65, ''.join(map(chr, range(256))) * 3]


@pytest.mark.parametrize('module, reference', [(rmd5, hashlib.md5), (rsha, hashlib.sha1)])
def test_like_hashlib(module, reference):
    for text in TEXTS:
        expected = reference(text.encode('latin-1'))
        made = module.new(text)
        assert made.digest().encode('latin-1') == expected.digest()
        assert made.hexdigest() == expected.hexdigest()
        assert made.digest_size == module.digest_size == expected.digest_size
        piecewise = module.new()
        for start in range(0, len(text), 7):
            piecewise.update(text[start:start + 7])
        other = piecewise.copy()
        piecewise.update('more')
        assert other.hexdigest() == expected.hexdigest()
        assert piecewise.hexdigest() == reference(text.encode('latin-1') + b'more').hexdigest()


def test_siphash():
    # From the paper: the key 00 01 .. 0f and the text 00 01 .. 0e.
    key = rsiphash.Key(r_ulonglong(0x0706050403020100), r_ulonglong(0x0f0e0d0c0b0a0908))
    text = ''.join(map(chr, range(15)))
    assert rsiphash.siphash24_with_key(text, key) == 0xa129ca6149be45e5
    assert rsiphash.siphash24_with_key('', key) == 0x726fdb47dd0e0e31
    before = rsiphash.siphash24('x')
    rsiphash.choose_initial_seed(r_ulonglong(1), r_ulonglong(2))
    assert rsiphash.siphash24('x') != before
    rsiphash.choose_initial_seed(r_ulonglong(0), r_ulonglong(0))
    assert rsiphash.siphash24_int('x') == int(before) - (1 << 64 if before >> 63 else 0)
