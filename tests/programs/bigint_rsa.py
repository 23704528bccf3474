"""Keys, encryption and signatures with textbook RSA."""

from rpython.rlib.rbigint import ONERBIGINT, rbigint
from rpython.rlib.rrandom import Random

SMALL_PRIMES = [p for p in range(3, 400) if all(p % d for d in range(2, p))]


def random_odd(generator, bits):
    n = ONERBIGINT
    while n.bit_length() < bits:
        n = n.lshift(30).int_or_(generator.getrandbits(30))
    return n.rshift(n.bit_length() - bits).int_or_(1)


def is_prime(n, generator):
    for p in SMALL_PRIMES:
        if n.int_mod_int_result(p) == 0:
            return n.int_eq(p)
    rest = n.int_sub(1)
    twos = 0
    while not rest.is_odd():
        rest = rest.rshift(1)
        twos += 1
    for i in range(6):
        x = rbigint.fromint(generator.randrange(2, 1 << 30)).pow(rest, n)
        composite = not x.eq(ONERBIGINT)
        for j in range(twos):
            if x.eq(n.int_sub(1)):
                composite = False
            x = x.mul(x).mod(n)
        if composite:
            return False
    return True


def prime(generator, bits):
    n = random_odd(generator, bits)
    while not is_prime(n, generator):
        n = n.int_add(2)
    return n


def inverse(a, m):
    """By the extended algorithm of Euclid."""
    r, following = m, a
    x, y = rbigint(), ONERBIGINT
    while following.tobool():
        quotient, rest = r.divmod(following)
        r, following = following, rest
        x, y = y, x.sub(quotient.mul(y))
    assert r.eq(ONERBIGINT)
    return x.mod(m)


def text_to_number(text):
    return rbigint.frombytes(text, 'big', False)


def number_to_text(n):
    return n.tobytes((n.bit_length() + 7) // 8, 'big', False)


def entry_point(argv):
    generator = Random()
    generator.seed(2024)
    e = rbigint.fromint(65537)
    for bits in (64, 128, 200):
        p = prime(generator, bits)
        q = prime(generator, bits)
        n = p.mul(q)
        d = inverse(e, p.int_sub(1).mul(q.int_sub(1)))
        print(p.str(), q.str())
        message = text_to_number('meet at nine'[:bits // 8])
        secret = message.pow(e, n)
        print(secret.str(), number_to_text(secret.pow(d, n)))
        signature = message.pow(d, n)
        print(signature.pow(e, n).eq(message), signature.pow(e, n.int_add(1)).eq(message))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
