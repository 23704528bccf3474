"""Prebuilt lists, dictionaries, tuples and sets, read and changed."""

PRIMES = [2, 3, 5, 7, 11]
MATRIX = [[1, 2], [3, 4]]
NAMES = {1: 'one', 2: 'two', 10: 'ten'}
NESTED = {'a': [1, 2], 'b': [], 'c': [3]}
PAIRS = [('x', 1), ('y', 2)]
TREE = ('root', (('left', 1), ('right', 2)))
VOWELS = frozenset('aeiou')
KEYWORDS = {'if', 'else', 'while'}
FLOATS = [0.5, 1.5, -2.25]
TEXT = 'line one\nline two'
SQUARES = {n: n * n for n in range(20)}
GRID = [[0] * 4 for _ in range(3)]
EMPTY_NAMES = []
BIG = 1 << 30
CACHE = {}


def fib(n):
    if n < 2:
        return n
    if n not in CACHE:
        CACHE[n] = fib(n - 1) + fib(n - 2)
    return CACHE[n]


def entry_point(argv):
    PRIMES.append(13)
    PRIMES[0] += 100
    print(' '.join([str(p) for p in PRIMES]))
    MATRIX[1][0] = 30
    MATRIX.append([5])
    print(' '.join([str(n) for row in MATRIX for n in row]))
    NAMES[3] = 'three'
    del NAMES[1]
    print(' '.join([f'{n}:{NAMES[n]}' for n in NAMES]))
    NESTED['b'].append(9)
    NESTED['d'] = [4]
    print(' '.join([key + str(sum(NESTED[key])) for key in NESTED]))
    for name, value in PAIRS:
        print(name + str(value))
    root, (left, right) = TREE
    print(root + left[0] + str(right[1]))
    print(''.join([c for c in 'education' if c in VOWELS]))
    KEYWORDS.add('for')
    print(str('for' in KEYWORDS) + str('def' in KEYWORDS) + str(len(KEYWORDS)))
    print(str(sum(FLOATS)) + ' ' + TEXT.split('\n')[1])
    print(str(SQUARES[19]) + str(20 in SQUARES))
    GRID[1][2] = 7
    print(str([sum(row) for row in GRID] == [0, 7, 0]))
    EMPTY_NAMES.append('filled')
    print(EMPTY_NAMES[0] + str(BIG))
    print(str(fib(45)) + ' ' + str(len(CACHE)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
