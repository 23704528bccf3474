"""Powers, with and without a modulus, roots and logarithms of big integers."""

from rpython.rlib.rarithmetic import maxint
from rpython.rlib.rbigint import ONERBIGINT, rbigint

MODULUS = rbigint.fromlong(12345678987654321)


def refused(a, b, modulus):
    try:
        return a.pow(b, modulus).str()
    except ValueError as e:
        return 'ValueError: ' + str(e)
    except TypeError as e:
        return 'TypeError: ' + str(e)


def is_probable_prime(n):
    """Miller and Rabin's test."""
    rest = n.int_sub(1)
    twos = 0
    while not rest.is_odd():
        rest = rest.rshift(1)
        twos += 1
    for base in (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37):
        x = rbigint.fromint(base).pow(rest, n)
        if x.eq(ONERBIGINT) or x.eq(n.int_sub(1)):
            continue
        for i in range(twos - 1):
            x = x.mul(x).mod(n)
            if x.eq(n.int_sub(1)):
                break
        else:
            return False
    return True


def entry_point(argv):
    numbers = [rbigint.fromint(n) for n in (0, 1, -1, 2, -2, 3, 10, -17, 1 << 30)]
    for a in numbers:
        for e in (0, 1, 2, 5, 31, 64):
            print(a.int_pow(e).str(), a.pow(rbigint.fromint(e)).str(), end=' ')
        print()
        for m in (1, -1, 2, 7, -7, 1000, 1 << 29, maxint // 4):
            modulus = rbigint.fromint(m)
            print(a.int_pow(100, modulus).str(), a.pow(rbigint.fromint(77), modulus).str(), end=' ')
        print()
    three = rbigint.fromint(3)
    print(refused(three, rbigint.fromint(-1), None), refused(three, rbigint.fromint(-1), three))
    print(refused(three, three, rbigint.fromint(0)), refused(three, rbigint.fromint(0), ONERBIGINT))
    # Even and odd moduli of several sizes.
    m = MODULUS
    for i in range(7):
        e = m.int_sub(5)
        print(three.pow(e, m).str())
        print(three.pow(e, m.int_add(1)).str())
        print(three.neg().pow(e, m.neg()).str())
        m = m.mul(m).int_add(2 * i)
    mersenne = [p for p in range(2, 130) if is_probable_prime(ONERBIGINT.lshift(p).int_sub(1).or_(ONERBIGINT))]
    print([p for p in mersenne if p > 6])
    for a in numbers + [m, m.mul(m), m.mul(m).int_sub(1)]:
        try:
            print(a.isqrt().str(), '%.9f' % a.log(10.0), '%.9f' % a.log(2.0))
        except ValueError:
            print('not for', a.str())
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
