"""functools.lru_cache and cache: on functions and methods, bounded and not."""

import functools


@functools.lru_cache(maxsize=None)
def fibonacci(n):
    return n if n < 2 else fibonacci(n - 1) + fibonacci(n - 2)


@functools.lru_cache(maxsize=2)
def square(n, times=1):
    print('square', n, times)
    return n * n * times


@functools.lru_cache
def word(text: str) -> str:
    print('word', text)
    return text.upper()


@functools.cache
def answer():
    print('thinking')
    return 'forty-two'


@functools.lru_cache(maxsize=0)
def never(n):
    print('never', n)
    return n


class Table:
    def __init__(self, base):
        self.base = base

    @functools.lru_cache(maxsize=None)
    def entry(self, key):
        print('entry', self.base, key)
        return self.base + key


def main():
    print(fibonacci(45))
    for number in [1, 2, 1, 3, 1, 2]:
        print(square(number))
    print(square(2, times=5), square(2, times=5))
    print(word('a'), word('b'), word('a'))
    print(answer(), answer())
    print(never(1), never(1))
    table = Table(10)
    print(table.entry(1), table.entry(1), table.entry(2), Table(20).entry(1))
    print(sorted([3, 1, 2], key=fibonacci))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
