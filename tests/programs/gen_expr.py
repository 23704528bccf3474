"""Generator expressions: consumed at once, kept, passed on, nested."""


def take(n, items):
    result = []
    for item in items:
        result.append(item)
        n -= 1
        if n == 0:
            break
    return result


def first_over(limit, items):
    return next((x for x in items if x > limit), -1)


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def cells(self):
        return (cell for row in self.rows for cell in row)

    def scaled(self, factor):
        return (cell * factor for row in self.rows for cell in row if cell % 2)


def entry_point(argv):
    squares = (x * x for x in range(10))
    print(next(squares), next(squares), take(3, squares), list(squares))
    print(first_over(5, [1, 7, 9]), first_over(50, [1, 7, 9]))
    m = Matrix([[1, 2], [3, 4], [5]])
    print(list(m.cells()), sum(m.scaled(10)))
    print(sum(x for x in range(5)), any(x > 3 for x in range(5)), all(x > 3 for x in range(5)))
    print(max(len(w) for w in ['a', 'bbb', 'cc']), min((x - 3) * (x - 3) for x in range(6)))
    print(','.join(str(x) for x in range(4)), sorted(-x for x in [1, 3, 2]))
    print(set(x % 3 for x in range(10)) == {0, 1, 2}, dict((x, str(x)) for x in range(3)))
    words = ['apple', 'fig']
    lengths = ((w, len(w)) for w in words)
    for w, n in lengths:
        print(w, n)
    offset = len(argv) * 0 + 7
    shifted = (x + offset for x in (y * 2 for y in range(3)))
    print(list(shifted))
    print(list(c for c in 'abc' if c != 'b'))
    print(list(enumerate(x for x in 'ab')), list(zip((x for x in range(3)), 'xyz')))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
