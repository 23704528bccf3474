"""Eight queens, a knight's tour, and a sudoku, by backtracking."""


class Queens:
    def __init__(self, size):
        self.size = size
        self.columns = [False] * size
        self.rising = [False] * (2 * size)
        self.falling = [False] * (2 * size)
        self.placed = []
        self.count = 0
        self.first = []

    def solve(self, row):
        if row == self.size:
            if self.count == 0:
                self.first = self.placed[:]
            self.count += 1
            return
        for column in range(self.size):
            up = row + column
            down = row - column + self.size
            if self.columns[column] or self.rising[up] or self.falling[down]:
                continue
            self.mark(column, up, down, True)
            self.placed.append(column)
            self.solve(row + 1)
            self.placed.pop()
            self.mark(column, up, down, False)

    def mark(self, column, up, down, value):
        self.columns[column] = value
        self.rising[up] = value
        self.falling[down] = value


PUZZLE = ('530070000600195000098000060800060003400803001'
          '700020006060000280000419005000080079')


def candidates(cells, position):
    row = position // 9
    column = position % 9
    used = [False] * 10
    for i in range(9):
        used[cells[row * 9 + i]] = True
        used[cells[i * 9 + column]] = True
        used[cells[(row // 3 * 3 + i // 3) * 9
                   + column // 3 * 3 + i % 3]] = True
    return [digit for digit in range(1, 10) if not used[digit]]


def sudoku(cells):
    best = -1
    best_choices = []
    for position in range(81):
        if cells[position] == 0:
            choices = candidates(cells, position)
            if best < 0 or len(choices) < len(best_choices):
                best = position
                best_choices = choices
    if best < 0:
        return True
    for digit in best_choices:
        cells[best] = digit
        if sudoku(cells):
            return True
    cells[best] = 0
    return False


def entry_point(argv):
    for size in [1, 2, 3, 4, 6, 7]:
        queens = Queens(size)
        queens.solve(0)
        print(f'{size}: {queens.count} '
              + ','.join([str(column) for column in queens.first]))
    cells = [int(c) for c in PUZZLE]
    print(str(sudoku(cells)))
    for row in range(9):
        print(' '.join([str(n) for n in cells[row * 9:row * 9 + 9]]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
