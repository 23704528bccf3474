"""Functions as values: in lists, dictionaries, and as arguments."""


def add(a, b):
    return a + b


def subtract(a, b):
    return a - b


def multiply(a, b):
    return a * b


def divide(a, b):
    if b == 0:
        return 0
    return a // b


OPERATORS = {'+': add, '-': subtract, '*': multiply, '/': divide}
TABLE = [add, subtract, multiply, lambda a, b: a * 100 + b]


def fold(f, items, start):
    result = start
    for item in items:
        result = f(result, item)
    return result


def apply_all(functions, n):
    return [function(n) for function in functions]


def double(n):
    return n * 2


def negate(n):
    return -n


def pick(name):
    if name in OPERATORS:
        return OPERATORS[name]
    return lambda a, b: -1


def evaluate(text):
    stack = []
    for token in text.split():
        if token in OPERATORS:
            b = stack.pop()
            a = stack.pop()
            stack.append(OPERATORS[token](a, b))
        else:
            stack.append(int(token))
    return stack.pop()


def entry_point(argv):
    for name in ['+', '-', '*', '/', '?']:
        print(str(pick(name)(17, 5)))
    for f in TABLE:
        print(str(f(6, 7)))
    print(str(fold(add, [1, 2, 3, 4], 0)))
    print(str(fold(multiply, [1, 2, 3, 4], 1)))
    print(' '.join([str(n) for n in apply_all([double, negate, abs_of], -4)]))
    print(str(evaluate('3 4 + 2 * 14 7 / -')))
    chosen = add if len(argv) > 0 else subtract
    print(str(chosen(1, 2)) + str(chosen is add) + str(chosen == subtract))
    return 0


def abs_of(n):
    return n if n >= 0 else -n


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
