"""`match` over constants, classes and attributes."""

from dataclasses import dataclass

RED = 1


class Color:
    GREEN = 2
    BLUE = 3


class Shape:
    pass


@dataclass
class Circle(Shape):
    radius: int


@dataclass
class Rectangle(Shape):
    width: int
    height: int


class Group(Shape):
    __match_args__ = ('first', 'second')

    def __init__(self, first, second):
        self.first = first
        self.second = second


def color(n):
    match n:
        case 0 | 10:
            return 'special'
        case Color.GREEN:
            return 'green'
        case Color.BLUE:
            return 'blue'
        case -1:
            return 'minus'
        case n if n > 100:
            return 'big'
        case other:
            return f'other {other}'


def area(shape):
    match shape:
        case Circle(radius=0):
            return 0
        case Circle(r):
            return 3 * r * r
        case Rectangle(width=w, height=h) if w == h:
            return w * w
        case Rectangle(w, h):
            return w * h
        case Group(Circle(r), Circle(s)):
            return 3 * (r * r + s * s)
        case Group(first, second):
            return area(first) + area(second)
        case _:
            return -1


def word(text):
    match text:
        case 'yes' | 'y':
            return True
        case 'no' | 'n':
            return False
        case '':
            return False
    return len(text) > 3


def dispatch(op, a, b):
    match op:
        case '+': return a + b
        case '-': return a - b
        case '*': return a * b
        case '/' if b != 0: return a // b
        case '/': return 0
        case _: return -1


def optional(value):
    match value:
        case None: return 'none'
        case 'x' as letter: return letter * 2
        case str(s): return 'str ' + s


def entry_point(argv):
    for n in [0, 10, 2, 3, -1, 500, 7]:
        print(color(n))
    for s in [Circle(0), Circle(2), Rectangle(3, 3), Rectangle(2, 5),
              Group(Circle(1), Circle(2)), Group(Rectangle(1, 2), Circle(1)), Shape()]:
        print(area(s))
    for t in ['yes', 'n', '', 'abcd']:
        print(word(t))
    for op in '+-*/%':
        print(dispatch(op, 7, 2), end=' ')
    print(dispatch('/', 1, 0))
    print(optional(None), optional('x'), optional('y'))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
