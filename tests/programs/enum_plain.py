# Enumerations: members as values and keys, names and values, look-up, iteration, match.
from enum import Enum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = 2
    BLUE = 3

    def is_warm(self):
        return self is Color.RED

    @property
    def code(self):
        return self.name[0] + str(self.value)

    @classmethod
    def favourite(cls):
        return cls.GREEN


@unique
class Kind(Enum):
    NUMBER = auto()
    NAME = auto()
    OPERATOR = auto()


class Planet(Enum):
    EARTH = ('earth', 5.97)
    MARS = ('mars', 0.642)

    def __init__(self, title, mass):
        self.title = title
        self.mass = mass

    def __str__(self):
        return self.title


class Word(Enum):
    IF = 'if'
    ELSE = 'else'


class Token:
    def __init__(self, kind, text):
        self.kind = kind
        self.text = text


def classify(c):
    match c:
        case Color.RED:
            return 'r'
        case Color.GREEN | Color.BLUE:
            return 'gb'


def pick(n):
    return Color(n)


def main():
    c = Color.RED
    print(c, repr(c), c.name, c.value, c.is_warm(), c.code)
    for each in Color:
        print(each.name, each.value, each is c, each == c, each != c, each.code, classify(each))
    table = {Color.RED: 'warm', Color.BLUE: 'cold'}
    print(table[c], Color.GREEN in table, table.get(pick(3), '?'), len(Color), list(Color))
    print(pick(2), Color['BLUE'], Color.favourite(), [x.name for x in Color if x.value > 1])
    try:
        print(pick(9))
    except ValueError as e:
        print('refused:', e)
    name = 'RE' + 'D'
    print(Color[name])
    try:
        print(Color[name + 'X'])
    except KeyError as e:
        print('no', e)
    tokens = [Token(Kind.NUMBER, '1'), Token(Kind.NAME, 'x')]
    for t in tokens:
        if t.kind is Kind.NUMBER:
            print('number', t.text)
        elif t.kind == Kind.NAME:
            print('name', t.text, t.kind.name, t.kind.value)
    for p in Planet:
        print(p, p.title, p.mass, p.name, f'{p}')
    print(Word('if'), Word('else').name, isinstance(c, Color), type(c).__name__, c in [Color.BLUE, Color.RED])
    print({c: 1}, (c, 2), [Kind.NAME], hash(c) == hash(Color.RED), c in Color)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
