"""Exceptions that carry values of several types."""


class ReturnValue(Exception):
    def __init__(self, value):
        self.value = value


class SyntaxProblem(Exception):
    def __init__(self, message, line, column=1):
        self.message = message
        self.line = line
        self.column = column

    def describe(self):
        return f'{self.line}:{self.column}: {self.message}'


class UnexpectedEnd(SyntaxProblem):
    def __init__(self, line):
        SyntaxProblem.__init__(self, 'unexpected end', line)

    def describe(self):
        return 'at the end, ' + SyntaxProblem.describe(self)


class Found(Exception):
    def __init__(self, position):
        self.position = position


def search(grid, wanted):
    for y in range(len(grid)):
        for x in range(len(grid[y])):
            if grid[y][x] == wanted:
                raise Found((x, y))


def check_brackets(text):
    depth = 0
    line = 1
    column = 0
    for c in text:
        column += 1
        if c == '\n':
            line += 1
            column = 0
        elif c == '(':
            depth += 1
        elif c == ')':
            depth -= 1
            if depth < 0:
                raise SyntaxProblem('nothing to close', line, column)
    if depth > 0:
        raise UnexpectedEnd(line)
    return depth


def leave(depth):
    if depth == 0:
        raise ReturnValue(42)
    leave(depth - 1)


def entry_point(argv):
    try:
        leave(20)
    except ReturnValue as result:
        print(str(result.value))
    for text in ['(())', '(\n()\n', 'a\nb)c', '(']:
        try:
            check_brackets(text)
            print('good')
        except UnexpectedEnd as problem:
            print(problem.describe())
        except SyntaxProblem as problem:
            print(problem.describe())
    try:
        search(['abc', 'def'], 'e')
    except Found as found:
        x, y = found.position
        print(f'{x} {y}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
