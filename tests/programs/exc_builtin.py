"""Errors that operations raise themselves."""


class Node:
    def __init__(self, value):
        self.value = value


def get_item(items, i):
    try:
        return str(items[i])
    except IndexError:
        return 'IndexError'


def get_char(s, i):
    try:
        return s[i]
    except IndexError:
        return 'IndexError'


def get_key(d, key):
    try:
        return str(d[key])
    except KeyError:
        return 'KeyError'


def divide(a, b):
    try:
        return str(a // b) + ' ' + str(a % b)
    except ZeroDivisionError:
        return 'ZeroDivisionError'


def parse(text):
    try:
        return str(int(text))
    except ValueError:
        return 'ValueError'


def pop(items):
    try:
        return str(items.pop())
    except IndexError:
        return 'IndexError'


def set_item(items, i):
    try:
        items[i] = 99
        return 'set'
    except IndexError:
        return 'IndexError'


def delete(items, i):
    try:
        del items[i]
        return 'deleted'
    except IndexError:
        return 'IndexError'


def several(items, d, i):
    try:
        return 100 // d[items[i]]
    except IndexError:
        return -1
    except KeyError:
        return -2
    except ZeroDivisionError:
        return -3


def lookup_error(items, d, i):
    try:
        return d[items[i]]
    except LookupError:
        return -4


def entry_point(argv):
    items = [10, 20, 30]
    for i in [0, 2, 3, -1, -3, -4, 1000000]:
        print(get_item(items, i) + ' ' + get_char('abc', i))
    d = {1: 'a', 5: 'b'}
    print(get_key(d, 1) + ' ' + get_key(d, 2))
    print(divide(7, 2) + ', ' + divide(7, 0) + ', ' + divide(-7, 2))
    print(parse('12') + ' ' + parse('1 2') + ' ' + parse(''))
    print(set_item(items, 3) + ' ' + set_item(items, -3))
    print(delete(items, 3) + ' ' + delete(items, 0))
    print(' '.join([pop(items) for i in range(4)]))
    numbers = [1, 2, 3]
    table = {1: 0, 2: 50}
    for i in range(4):
        print(f'{several(numbers, table, i)} {lookup_error(numbers, table, i)}')
    try:
        assert len(items) == 5
    except AssertionError:
        print('AssertionError')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
