"""Comprehensions with conditions and several loops."""


class Cell:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def square(n):
    return n * n


def show(items):
    print('[' + ', '.join([str(item) for item in items]) + ']')


def entry_point(argv):
    show([i for i in range(5)])
    show([square(i) for i in range(5)])
    show([i for i in range(20) if i % 3 == 0])
    show([i for i in range(30) if i % 2 == 0 if i % 5 == 0])
    show([x * 10 + y for x in range(3) for y in range(3) if x != y])
    show([len(word) for word in 'a few short words'.split()])
    show([ord(c) - 97 for c in 'weft'])
    cells = [Cell(x, y) for y in range(3) for x in range(4)]
    show([cell.x + cell.y for cell in cells if cell.x > cell.y])
    print(''.join([chr(ord('a') + cell.x) for cell in cells]))
    matrix = [[x * y for x in range(4)] for y in range(3)]
    for row in matrix:
        show(row)
    flat = [item for row in matrix for item in row]
    show(flat)
    transposed = [[row[i] for row in matrix] for i in range(4)]
    for row in transposed:
        show(row)
    i = 99
    show([i for i in range(3)])
    print(str(i))
    pairs = [(a, b) for a in range(1, 4) for b in 'xy']
    print(' '.join([b + str(a) for a, b in pairs]))
    print(str(sum([n for n in [5, -3, 8] if n > 0])))
    print(str(len([c for c in 'hello world' if c in 'aeiou'])))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
