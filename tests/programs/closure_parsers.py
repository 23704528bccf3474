# Parser combinators: functions that make functions of functions.


class Result:
    def __init__(self, value, rest):
        self.value = value
        self.rest = rest


def char(expected):
    def parse(text, at):
        if at < len(text) and text[at] == expected:
            return Result(ord(expected), at + 1)
        return None
    return parse


def digit(text, at):
    if at < len(text) and text[at].isdigit():
        return Result(ord(text[at]) - ord('0'), at + 1)
    return None


def many(parser, combine, start):
    def parse(text, at):
        value = start
        while True:
            result = parser(text, at)
            if result is None:
                return Result(value, at)
            value = combine(value, result.value)
            at = result.rest
    return parse


def either(*parsers):
    def parse(text, at):
        for parser in parsers:
            result = parser(text, at)
            if result is not None:
                return result
        return None
    return parse


def then(first, second, combine):
    def parse(text, at):
        one = first(text, at)
        if one is None:
            return None
        two = second(text, one.rest)
        if two is None:
            return None
        return Result(combine(one.value, two.value), two.rest)
    return parse


def chain(item, operators):
    def parse(text, at):
        left = item(text, at)
        while left is not None and left.rest < len(text) and text[left.rest] in operators:
            right = item(text, left.rest + 1)
            if right is None:
                return None
            left = Result(operators[text[left.rest]](left.value, right.value), right.rest)
        return left
    return parse


class Lazy:
    def __init__(self):
        self.parser = None

    def __call__(self, text, at):
        return self.parser(text, at)


def grammar():
    number = then(digit, many(digit, lambda a, b: a * 10 + b, 0), lambda a, b: a * 1000 + b)
    expression = Lazy()
    parens = then(then(char('('), expression, lambda a, b: b), char(')'), lambda a, b: a)
    atom = either(number, parens)
    product = chain(atom, {'*': lambda a, b: a * b, '/': lambda a, b: a // b if b else 0})
    expression.parser = chain(product, {'+': lambda a, b: a + b, '-': lambda a, b: a - b})
    return expression


def entry_point(argv):
    parse = grammar()
    for text in ['1', '12', '1+2*3', '(1+2)*3', '2*(3+4', '(7-2)*(1+1)-4/2', 'x']:
        result = parse(text, 0)
        if result is None:
            print(text, 'does not parse')
        else:
            print(text, result.value, result.rest)
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
