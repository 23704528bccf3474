"""Loops that are unrolled: the items may differ in type."""

from rpython.rlib.unroll import unrolling_iterable


class Settings:
    def __init__(self):
        self.width = 80
        self.name = 'none'
        self.ratio = 0.5


def parse_string(text):
    return text


FIELDS = unrolling_iterable([
    ('width', int), ('name', parse_string), ('ratio', float)])
SIZES = unrolling_iterable([8, 16, 32])
NUMBERS = unrolling_iterable(range(4))
OPERATORS = unrolling_iterable([
    ('+', lambda a, b: a + b),
    ('-', lambda a, b: a - b),
    ('max', lambda a, b: max(a, b)),
])


def set_field(settings, name, text):
    for field, convert in FIELDS:
        if field == name:
            setattr(settings, field, convert(text))
            return True
    return False


def show(settings):
    for field, convert in FIELDS:
        print(field + ' = ' + str(getattr(settings, field)))


def fits(n):
    for bits in SIZES:
        if n >> bits == 0:
            return bits
    return 64


def calculate(name, a, b):
    for operator, function in OPERATORS:
        if operator == name:
            return function(a, b)
    raise ValueError(name)


def entry_point(argv):
    settings = Settings()
    for item in 'width=100 name=weft ratio=0.25 color=red'.split():
        name, text = item.split('=')
        if not set_field(settings, name, text):
            print('unknown: ' + name)
    show(settings)
    for n in [5, 300, 70000, 1 << 30]:
        print(str(fits(n)))
    for name in ['+', '-', 'max', '*']:
        try:
            print(str(calculate(name, 7, 3)))
        except ValueError:
            print('unknown: ' + name)
    total = 0
    for n in NUMBERS:
        total += n
    print(str(total))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
