"""The second operand's method is called first if its class derives from the first one's and has its own."""


class Value:
    def __init__(self, number):
        self.number = number

    def __add__(self, other):
        return 'Value.add'

    def __radd__(self, other):
        return 'Value.radd'

    def __eq__(self, other):
        return self.number == other.number

    def __lt__(self, other):
        return self.number < other.number

    def __gt__(self, other):
        return self.number > other.number


class Special(Value):
    def __radd__(self, other):
        return 'Special.radd'

    def __eq__(self, other):
        print('Special.eq')
        return False

    def __gt__(self, other):
        print('Special.gt')
        return False


class Same(Value):
    pass


class Shy(Value):
    def __radd__(self, other):
        return NotImplemented


def main():
    value, special, same = Value(1), Special(2), Same(3)
    print(value + special, special + value, value + same, same + value, special + special)
    print(value == special, special == value, value == same, value < special, value < same)
    print(value + Shy(1))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
