"""Numbers so long that every method of multiplying and dividing is used, checked against each other."""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rlib.rbigint import ONERBIGINT, rbigint
from rpython.rlib.rrandom import Random

MODULUS = (1 << (LONG_BIT - 3)) - 1


def random_number(generator, words):
    n = rbigint.fromint(1)
    for i in range(words):
        n = n.lshift(62).int_add(generator.getrandbits(62))
    return n


def patterned(bits, kind):
    ones = ONERBIGINT.lshift(bits).int_sub(1)
    if kind == 0:
        return ones
    if kind == 1:
        return ONERBIGINT.lshift(bits)
    if kind == 2:
        return ones.lshift(bits // 2)
    return ones.sub(ones.rshift(bits // 3))


def fingerprint(n):
    return n.int_mod_int_result(MODULUS)


def times(a, b):
    """The product of remainders."""
    return rbigint.fromint(a).int_mul(b).int_mod_int_result(MODULUS)


def check(a, b):
    product = a.mul(b)
    assert fingerprint(product) == times(fingerprint(a), fingerprint(b))
    # In two halves.
    shift = a.bit_length() // 2
    upper = a.rshift(shift)
    lower = a.sub(upper.lshift(shift))
    assert product.eq(upper.mul(b).lshift(shift).add(lower.mul(b)))
    total = a.add(b)
    assert total.mul(total).eq(a.mul(a).add(b.mul(b)).add(product.lshift(1)))
    for add in (-1, 0, 1):
        quotient, rest = product.int_add(add).divmod(b)
        assert quotient.mul(b).add(rest).eq(product.int_add(add))
        assert rest.lt(b) and rest.int_ge(0)
    assert product.floordiv(a).eq(b)
    text = a.str()
    assert rbigint.fromdecimalstr(text).eq(a)
    print(a.bit_length(), b.bit_length(), len(text), text[:10], text[len(text) - 10:], fingerprint(product), product.hash())


def entry_point(argv):
    generator = Random()
    generator.seed(77)
    for words in (1, 2, 5, 30, 31, 33, 60, 64, 70, 100, 130, 165, 200, 333, 480, 700, 1100):
        a = random_number(generator, words)
        check(a, random_number(generator, words))
        check(a, random_number(generator, words // 2 + 1))
        check(a, random_number(generator, words // 7 + 1))
    for bits in (64, 640, 2048, 4096, 10240, 12288, 30720):
        for kind in range(4):
            check(patterned(bits, kind), patterned(bits, (kind + 1) % 4))
            check(patterned(bits, kind), patterned(bits + 64 * 40, kind))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
