"""Sets at work: a sieve, a flood fill, and cycle detection."""


def sieve(limit):
    composite = set()
    primes = []
    for n in range(2, limit):
        if n not in composite:
            primes.append(n)
            for multiple in range(n * n, limit, n):
                composite.add(multiple)
    return primes


def flood(open_cells, start):
    seen = {start}
    stack = [start]
    while stack:
        x, y = stack.pop()
        for cell in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)]:
            if cell in open_cells and cell not in seen:
                seen.add(cell)
                stack.append(cell)
    return seen


def happy(n):
    seen = set()
    while n != 1 and n not in seen:
        seen.add(n)
        total = 0
        while n > 0:
            total += (n % 10) * (n % 10)
            n //= 10
        n = total
    return n == 1


MAP = '''
#########
#...#...#
#.#.#.#.#
#.#...#.#
#.#####.#
#.......#
####.####
#..#...##
#########
'''


def entry_point(argv):
    print(' '.join([str(p) for p in sieve(60)]))
    open_cells = set()
    for y, row in enumerate(MAP.strip().split('\n')):
        for x in range(len(row)):
            if row[x] == '.':
                open_cells.add((x, y))
    seen = flood(open_cells, (1, 1))
    print(f'{len(seen)} of {len(open_cells)}')
    print(str((1, 7) in seen) + str((5, 7) in seen))
    print(' '.join([str(n) for n in range(1, 50) if happy(n)]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
