"""Conway's game of life on a torus."""

GLIDER = '''
.#........
..#.......
###.......
..........
..........
......##..
......##..
..........
'''


class World:
    def __init__(self, rows):
        self.rows = rows
        self.height = len(rows)
        self.width = len(rows[0])

    def neighbours(self, x, y):
        count = 0
        for dy in range(-1, 2):
            for dx in range(-1, 2):
                if dx == 0 and dy == 0:
                    continue
                row = self.rows[(y + dy) % self.height]
                if row[(x + dx) % self.width]:
                    count += 1
        return count

    def step(self):
        rows = []
        for y in range(self.height):
            row = []
            for x in range(self.width):
                n = self.neighbours(x, y)
                row.append(n == 3 or (n == 2 and self.rows[y][x]))
            rows.append(row)
        return World(rows)

    def population(self):
        return sum([len([cell for cell in row if cell]) for row in self.rows])

    def show(self):
        for row in self.rows:
            print(''.join(['#' if cell else '.' for cell in row]))
        print('')


def parse(text):
    return World([[c == '#' for c in line]
                  for line in text.strip().split('\n')])


def entry_point(argv):
    world = parse(GLIDER)
    for generation in range(60):
        if generation % 12 == 0:
            print(f'generation {generation}: {world.population()}')
            world.show()
        world = world.step()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
