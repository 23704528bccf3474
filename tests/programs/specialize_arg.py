"""One copy of a function per constant argument: specialize.arg."""

from rpython.rlib.objectmodel import specialize


class Circle:
    def __init__(self, size):
        self.size = size

    def text(self):
        return f'circle {self.size}'


class Label:
    def __init__(self, content):
        self.content = content

    def text(self):
        return 'label ' + self.content


@specialize.arg(0)
def create(cls, value):
    return cls(value)


@specialize.arg(1)
def convert(text, kind):
    if kind == 'int':
        return int(text)
    elif kind == 'float':
        return float(text)
    else:
        return text.strip()


@specialize.arg(0)
def apply_to(function, x):
    return function(x)


@specialize.arg(1)
def read_field(point, name):
    return getattr(point, name)


class Point:
    def __init__(self):
        self.x = 3
        self.label = 'p'


def half(n):
    return n // 2


def shout(text):
    return text + '!'


def entry_point(argv):
    print(create(Circle, 5).text())
    print(create(Label, 'five').text())
    print(str(convert(' 12 ', 'int') + 1))
    print(str(convert(' 12 ', 'float') / 5.0))
    print('[' + convert(' 12 ', 'str') + ']')
    print(str(apply_to(half, 9)) + apply_to(shout, 'hey'))
    point = Point()
    print(str(read_field(point, 'x') + 1) + read_field(point, 'label') + '.')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
