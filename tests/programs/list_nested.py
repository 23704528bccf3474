"""Lists of lists, and lists shared between variables."""


def make_grid(width, height):
    return [[0] * width for y in range(height)]


def show(grid):
    for row in grid:
        print(' '.join([str(item) for item in row]))


def fill(grid, x, y, old, new):
    if y < 0 or y >= len(grid) or x < 0 or x >= len(grid[y]):
        return
    if grid[y][x] != old:
        return
    grid[y][x] = new
    fill(grid, x + 1, y, old, new)
    fill(grid, x - 1, y, old, new)
    fill(grid, x, y + 1, old, new)
    fill(grid, x, y - 1, old, new)


def add_item(items, n):
    items.append(n)
    return items


def pascal(n):
    rows = [[1]]
    for i in range(n):
        last = rows[-1]
        row = [1]
        for j in range(len(last) - 1):
            row.append(last[j] + last[j + 1])
        row.append(1)
        rows.append(row)
    return rows


def entry_point(argv):
    grid = make_grid(6, 4)
    for i in range(4):
        grid[i][2] = 1
    grid[1][4] += 5
    show(grid)
    fill(grid, 5, 0, 0, 7)
    show(grid)
    a = [1, 2]
    b = a
    c = a[:]
    add_item(b, 3)
    print(f'{len(a)} {len(b)} {len(c)} {a is b} {a is c} {a == b} {a == c}')
    shared = [a] * 2
    shared[0].append(4)
    print(str(len(shared[1])) + str(shared[0] is shared[1]))
    jagged = [[0] * i for i in range(5)]
    print(str(sum([len(row) for row in jagged])))
    show(pascal(7))
    deep = [[[1, 2], [3]], [[4, 5, 6]]]
    deep[0][1].append(7)
    deep.append([[8]])
    print(' '.join([str(n) for plane in deep for row in plane for n in row]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
