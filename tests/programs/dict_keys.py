"""Keys of several types: integers, characters, strings, tuples, bools."""


class Sparse:
    """A matrix that stores what is not zero."""

    def __init__(self):
        self.cells = {}

    def get(self, x, y):
        return self.cells.get((x, y), 0)

    def set(self, x, y, value):
        if value != 0:
            self.cells[x, y] = value
        elif (x, y) in self.cells:
            del self.cells[x, y]

    def total(self):
        result = 0
        for (x, y), value in self.cells.items():
            result += value * (x + y)
        return result


def count_chars(text):
    counts = {}
    for c in text:
        counts[c] = counts.get(c, 0) + 1
    return counts


def entry_point(argv):
    matrix = Sparse()
    for i in range(10):
        matrix.set(i, i * 2, i)
        matrix.set(-i, i, 1)
    matrix.set(3, 6, 0)
    print(f'{matrix.get(4, 8)} {matrix.get(3, 6)} {len(matrix.cells)} '
          f'{matrix.total()}')
    counts = count_chars('mississippi')
    print(' '.join([c + str(counts[c]) for c in counts]))
    names = {-1: 'minus one', 0: 'zero', 1 << 30: 'big'}
    print(names[-1] + ' ' + names[0] + ' ' + names[1 << 30])
    parity = {True: 'even', False: 'odd'}
    print(' '.join([parity[n % 2 == 0] for n in range(4)]))
    moves = {('a', 1): 5, ('a', 2): 6, ('b', 1): 7}
    print(str(moves[('a', 2)] + moves['b', 1]) + str(('b', 2) in moves))
    memo = {}
    for a in range(20):
        for b in range(20):
            memo[a, b, a * b] = a + b
    print(str(memo[7, 8, 56]) + ' ' + str(len(memo)))
    by_half = {0.5: 'half', 1.5: 'three halves'}
    print(by_half[0.25 * 2.0])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
