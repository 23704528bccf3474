# __slots__, _attrs_, _immutable_fields_ and the other declarations of RPython.
class Cell:
    __slots__ = ('value', 'next')

    def __init__(self, value, next):
        self.value = value
        self.next = next


class Pair:
    _attrs_ = ['left', 'right']

    def __init__(self, left, right):
        self.left = left
        self.right = right


class Code:
    _immutable_fields_ = ['name', 'ops[*]', 'cached?', 'count']
    _settled_ = True

    def __init__(self, name, ops):
        self.name = name
        self.ops = ops
        self.cached = None
        self.count = len(ops)

    def total(self):
        n = 0
        for op in self.ops:
            n += op
        return n


class Frame:
    _virtualizable_ = ['stack[*]', 'depth']

    def __init__(self, size):
        self.stack = [0] * size
        self.depth = 0

    def push(self, v):
        self.stack[self.depth] = v
        self.depth += 1

    def pop(self):
        self.depth -= 1
        return self.stack[self.depth]


class Frozen:
    _immutable_ = True

    def __init__(self, x):
        self.x = x


CODE = Code('prebuilt', [1, 2, 3])


def main():
    cells = None
    for i in range(4):
        cells = Cell(i, cells)
    while cells is not None:
        print(cells.value, end=' ')
        cells = cells.next
    print()
    p = Pair(1, 'x')
    print(p.left, p.right)
    code = Code('made', [4, 5])
    print(code.name, code.total(), CODE.name, CODE.total(), CODE.count)
    CODE.cached = 'yes'
    print(CODE.cached, code.cached)
    f = Frame(4)
    f.push(3)
    f.push(8)
    print(f.pop() - f.pop(), Frozen(5).x)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
