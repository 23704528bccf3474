"""Equality of tuples, tuples in lists, and membership."""


def neighbours(x, y):
    return [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]


def reachable(walls, width, height):
    seen = [(0, 0)]
    queue = [(0, 0)]
    while queue:
        x, y = queue.pop(0)
        for position in neighbours(x, y):
            px, py = position
            if px < 0 or py < 0 or px >= width or py >= height:
                continue
            if position in walls or position in seen:
                continue
            seen.append(position)
            queue.append(position)
    return seen


def entry_point(argv):
    a = (1, 'x')
    b = (1, 'x')
    c = (2, 'x')
    print(f'{a == b} {a == c} {a != b} {a != c}')
    print(str((1, (2, 3)) == (1, (2, 3))) + str((1, (2, 3)) == (1, (2, 4))))
    positions = [(0, 0), (1, 2), (3, 4)]
    print(str((1, 2) in positions) + str((2, 1) in positions))
    print(str(positions.index((3, 4))))
    positions.remove((1, 2))
    print(str(len(positions)))
    print(str([(1, 'a')] == [(1, 'a')]) + str([(1, 'a')] == [(1, 'b')]))
    walls = [(1, 0), (1, 1), (3, 2), (2, 3)]
    seen = reachable(walls, 5, 4)
    print(str(len(seen)))
    for y in range(4):
        row = ''
        for x in range(5):
            if (x, y) in walls:
                row += '#'
            elif (x, y) in seen:
                row += '.'
            else:
                row += ' '
        print(row)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
