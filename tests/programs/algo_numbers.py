"""gcd, primes, perfect numbers, modular powers, square roots."""


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def extended_gcd(a, b):
    if b == 0:
        return a, 1, 0
    g, x, y = extended_gcd(b, a % b)
    return g, y, x - (a // b) * y


def power_mod(base, exponent, modulus):
    result = 1
    base %= modulus
    while exponent > 0:
        if exponent & 1:
            result = result * base % modulus
        base = base * base % modulus
        exponent >>= 1
    return result


def is_prime(n):
    if n < 2:
        return False
    d = 2
    while d <= n // d:
        if n % d == 0:
            return False
        d += 1
    return True


def factorize(n):
    factors = []
    d = 2
    while n > 1:
        while n % d == 0:
            factors.append(d)
            n //= d
        d += 1
        if d > n // d and n > 1:
            factors.append(n)
            break
    return factors


def integer_sqrt(n):
    if n == 0:
        return 0
    x = n
    y = (x + 1) // 2
    while y < x:
        x = y
        y = (x + n // x) // 2
    return x


def sieve(limit):
    flags = [True] * limit
    flags[0] = flags[1] = False
    for i in range(2, limit):
        if flags[i]:
            for j in range(i * i, limit, i):
                flags[j] = False
    return [i for i in range(limit) if flags[i]]


def entry_point(argv):
    print(f'{gcd(48, 36)} {gcd(17, 5)} {gcd(0, 9)} {gcd(1071, 462)}')
    g, x, y = extended_gcd(240, 46)
    print(f'{g} {x} {y} {240 * x + 46 * y}')
    print(f'{power_mod(3, 200, 13)} {power_mod(7, 1000000007, 46337)}')
    print(' '.join([str(n) for n in range(50) if is_prime(n)]))
    for n in [2, 12, 97, 360, 1001, 999983, 2147483629]:
        print(str(n) + ' = ' + ' * '.join([str(f) for f in factorize(n)]))
    print(' '.join([str(integer_sqrt(n)) for n in
                    [0, 1, 15, 16, 17, 10 ** 9, 2147395600]]))
    primes = sieve(10000)
    print(f'{len(primes)} {primes[-1]} {sum(primes)}')
    perfect = [n for n in range(2, 500)
               if sum([d for d in range(1, n) if n % d == 0]) == n]
    print(' '.join([str(n) for n in perfect]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
