"""Equality, hash, truth and length where only some subclasses define them; and with None."""


class Value:
    pass


class Number(Value):
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Number) and self.number == other.number

    def __hash__(self):
        return self.number % 3

    def __bool__(self):
        return self.number != 0


class Name(Value):
    def __init__(self, name):
        self.name = name

    def __len__(self):
        return len(self.name)


def are_equal(a, b):
    return a == b


def differ(a, b):
    return a != b


def is_true(x):
    return bool(x)


def main():
    name = Name('a')
    for a in [Number(1), Number(2), name]:
        for b in [Number(1), name, Name('a')]:
            print(are_equal(a, b), differ(a, b), a is b, end=' ')
        print(a in [Number(2), name], a == None, [a] == [Number(1)], (a, 1) == (Number(2), 1))
    table = {Number(1): 'a', name: 'b'}
    print(table[Number(1)], table[name], Number(2) in table, hash(Number(1)) == hash(Number(4)))
    values = [Number(1), Number(2), name]
    values.remove(Number(2))
    print(values.index(name), values.count(Number(1)), len(values))
    print(are_equal(None, name), are_equal(name, None), are_equal(None, None), differ(None, name))
    for value in [Number(0), Number(5), Name(''), Name('x'), Value()]:
        print(is_true(value), not value, 'yes' if value else 'no')
    print(is_true(None))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
