"""Comprehensions of all kinds, nested, conditional, over anything."""


class Grid:
    def __init__(self, width, height):
        self.cells = [[x * y for x in range(width)] for y in range(height)]

    def transposed(self):
        return [[row[i] for row in self.cells] for i in range(len(self.cells[0]))]


def words(text):
    for word in text.split():
        yield word


def entry_point(argv):
    grid = Grid(3, 2)
    print(grid.cells, grid.transposed())
    print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3])
    print({len(w): w for w in words('a bb cc ddd')}, sorted({w[0] for w in words('apple ant bee')}))
    print([c.upper() for c in 'abc' if c != 'b'], [b + 1 for b in b'ab'], [k + str(v) for k, v in {'a': 1}.items()])
    print([[j for j in range(i)] for i in range(3)], [x if x > 1 else -x for x in range(4)])
    x = 'outer'
    squares = [x * x for x in range(3)]
    print(x, squares, [x for x in [x]])
    flat = [item for row in [[1, 2], [3]] for item in row]
    print(flat, sum([i * v for i, v in enumerate(flat)]), [a + b for a, b in zip(flat, reversed(flat))])
    matrix = {(i, j): i * 10 + j for i in range(2) for j in range(2)}
    print(matrix, [matrix[i, i] for i in range(2)])
    print([y for x in range(3) if (y := x * 2) > 0], [s for s in words('one two') for _ in range(2)])
    print(sum(x * y for x in range(3) for y in range(3) if x != y), sum(0.5 for _ in range(3)), sum(len(w) for w in []))
    print(any(w == 'b' for w in 'abc'), all(w < 'c' for w in 'abc'), max((len(w), w) for w in words('aa b cc')))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
