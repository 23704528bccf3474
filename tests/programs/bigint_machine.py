"""Big integers and machine integers at the edges of the word."""

from rpython.rlib.rarithmetic import LONG_BIT, intmask, maxint, r_int32, r_uint, r_uint8
from rpython.rlib.rbigint import rbigint

HALF = LONG_BIT // 2
EDGES = [0, 1, -1, 2, 255, 2 ** (HALF - 1) - 1, 2 ** (HALF - 1), -2 ** (HALF - 1), 2 ** HALF - 1, 2 ** HALF, maxint // 2 + 1,
         maxint - 1, maxint, -maxint - 1, -maxint]


def as_int(n):
    try:
        return str(n.toint())
    except OverflowError as e:
        return str(e)


def as_uint(n):
    try:
        return str(n.touint())
    except OverflowError as e:
        return str(e)
    except ValueError as e:
        return str(e)


def entry_point(argv):
    for a in EDGES:
        big = rbigint.fromint(a)
        assert big.toint() == a and big.int_eq(a) and not big.int_ne(a) and big.fits_int()
        assert intmask(big.uintmask()) == a
        print(a, big.int_add(1).str(), big.int_sub(1).str(), big.neg().str(), as_int(big.neg()), as_int(big.int_add(1)),
              as_int(big.int_sub(1)), as_uint(big), as_uint(big.int_add(1)), big.hash())
        for b in EDGES:
            other = rbigint.fromint(b)
            assert big.int_add(b).eq(big.add(other))
            assert big.int_sub(b).eq(big.sub(other))
            assert big.int_mul(b).eq(big.mul(other))
            assert big.int_lt(b) == (a < b) == big.lt(other)
            assert big.int_ge(b) == (a >= b) == big.ge(other)
            assert big.int_and_(b).toint() == a & b
            assert big.int_or_(b).toint() == a | b
            assert big.int_xor(b).toint() == a ^ b
            if b != 0:
                quotient, rest = big.int_divmod(b)
                wide_quotient, wide_rest = big.divmod(other)
                assert quotient.eq(wide_quotient) and rest.eq(wide_rest)
                assert big.int_mod_int_result(b) == wide_rest.toint()
                print(quotient.str(), rest.str(), end=' ')
        print()
    for text in ('9223372036854775807', '9223372036854775808', '-9223372036854775808', '-9223372036854775809',
                 '18446744073709551615', '18446744073709551616', '-18446744073709551616'):
        n = rbigint.fromdecimalstr(text)
        print(text, as_int(n), as_uint(n), n.uintmask(), n.numdigits(), n.bit_length(), n.fits_int())
    print(rbigint.fromrarith_int(r_uint(-1)).str(), rbigint.fromrarith_int(r_int32(-5)).str(),
          rbigint.fromrarith_int(r_uint8(200)).str(), rbigint.fromrarith_int(-maxint - 1).str(), rbigint.frombool(True).str())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
