# Classes made by a function for each type of item, and containers with the full protocol.
def make_stack(name):
    class Stack:
        def __init__(self):
            self._items = []

        def push(self, item):
            self._items.append(item)
            return self

        def pop(self):
            if not self._items:
                raise IndexError(name + ' is empty')
            return self._items.pop()

        def __len__(self):
            return len(self._items)

        def __iter__(self):
            return iter(self._items)

        def __repr__(self):
            return name + repr(self._items)

        def __bool__(self):
            return len(self._items) > 0

        def __eq__(self, other):
            return self._items == other._items

    Stack.__name__ = Stack.__qualname__ = name
    return Stack


IntStack = make_stack('IntStack')
StrStack = make_stack('StrStack')


class Matrix:
    def __init__(self, rows):
        self.rows = rows

    def __getitem__(self, i):
        return self.rows[i]

    def __setitem__(self, i, row):
        self.rows[i] = row

    def __eq__(self, other):
        return self.rows == other.rows

    def __add__(self, other):
        return Matrix([[a + b for a, b in zip(r, s)] for r, s in zip(self.rows, other.rows)])

    def __mul__(self, k):
        return Matrix([[a * k for a in r] for r in self.rows])

    def __rmul__(self, k):
        return self * k

    def __str__(self):
        return '; '.join([' '.join([str(a) for a in row]) for row in self.rows])

    def __contains__(self, x):
        for row in self.rows:
            if x in row:
                return True
        return False


def main():
    a = IntStack().push(1).push(2)
    b = StrStack().push('x')
    print(a, b, len(a), bool(a), bool(IntStack()), a == IntStack().push(1).push(2), [x for x in b])
    print(a.pop() + a.pop(), b.pop())
    try:
        a.pop()
    except IndexError as e:
        print(e)
    m = Matrix([[1, 2], [3, 4]])
    print(m + m, '|', m * 3, '|', 2 * m, m == Matrix([[1, 2], [3, 4]]), 4 in m, 9 in m, m[1][0])
    m[0] = [9, 9]
    m[1][1] += 1
    print(m)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
