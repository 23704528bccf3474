"""Generators in a pipeline: lines to tokens to statements, each asking the one before."""

SOURCE = """x = 1 + 2
y = x * 10 # comment
print y
z = y - x
print z
"""


def lines(text):
    line = ''
    for c in text:
        if c == '\n':
            yield line
            line = ''
        else:
            line += c


def without_comments(source):
    for line in source:
        place = line.find('#')
        line = (line if place < 0 else line[:place]).strip()
        if line:
            yield line


def tokens(source):
    for number, line in enumerate(source, 1):
        for word in line.split():
            yield number, word
        yield number, ';'


def statements(source):
    current = []
    for number, word in source:
        if word == ';':
            yield number, current
            current = []
        else:
            current.append(word)


def value(word, variables):
    return variables[word] if word in variables else int(word)


def run(program):
    variables = {}
    for number, words in program:
        match words:
            case ['print', name]:
                yield f'{number}: {variables[name]}'
            case [name, '=', left, op, right]:
                a, b = value(left, variables), value(right, variables)
                variables[name] = a + b if op == '+' else a - b if op == '-' else a * b
            case [name, '=', word]:
                variables[name] = value(word, variables)


def entry_point(argv):
    for line in run(statements(tokens(without_comments(lines(SOURCE))))):
        print(line)
    print(sum(1 for _ in tokens(lines(SOURCE))))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
