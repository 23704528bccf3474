"""A chain of generators that grows at run time, and generators merged by value."""


def naturals(start):
    while True:
        yield start
        start += 1


def without_multiples(source, prime):
    for n in source:
        if n % prime:
            yield n


def primes():
    source = naturals(2)
    while True:
        prime = next(source)
        yield prime
        source = without_multiples(source, prime)


def multiples(of):
    n = of
    while True:
        yield n
        n *= of


def merge(a, b):
    x = next(a)
    y = next(b)
    while True:
        if x < y:
            yield x
            x = next(a)
        elif y < x:
            yield y
            y = next(b)
        else:
            yield x
            x = next(a)
            y = next(b)


def take(n, source):
    return [next(source) for _ in range(n)]


def entry_point(argv):
    print(take(15, primes()))
    print(take(10, merge(multiples(2), merge(multiples(3), multiples(4)))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
