"""Backtracking with recursive generators: queens, subsets, partitions, Gray codes."""


def queens(n, columns):
    if len(columns) == n:
        yield columns[:]
        return
    row = len(columns)
    for column in range(n):
        if all(column != c and abs(column - c) != row - r for r, c in enumerate(columns)):
            columns.append(column)
            yield from queens(n, columns)
            columns.pop()


def subsets(items, i=0):
    if i == len(items):
        yield []
        return
    for rest in subsets(items, i + 1):
        yield rest
        yield [items[i]] + rest


def partitions(n, largest):
    if n == 0:
        yield []
    for first in range(min(n, largest), 0, -1):
        for rest in partitions(n - first, first):
            yield [first] + rest


def gray(bits):
    if bits == 0:
        yield ''
        return
    for code in gray(bits - 1):
        yield '0' + code
    for code in reversed(list(gray(bits - 1))):
        yield '1' + code


def collatz(n):
    while n != 1:
        yield n
        n = n // 2 if n % 2 == 0 else 3 * n + 1
    yield 1


def entry_point(argv):
    print(sum(1 for _ in queens(6, [])), next(queens(8, [])))
    print(list(subsets(['a', 'b', 'c'])))
    print(list(partitions(5, 5)))
    print(' '.join(gray(3)))
    print(list(collatz(6)), max(collatz(27)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
