import functools


def show(**kwargs):
    if 'x' in kwargs:
        print('x is', kwargs['x'])
    print(len(kwargs), kwargs.get('y', 'none'))
    for name, value in kwargs.items():
        print(name, value)


def names(**kwargs):
    return [name for name in kwargs]


def forward(a, *args, **kwargs):
    return target_function(a, *args, **kwargs)


def target_function(a, b=2, *, c=3, d=4):
    return a * 1000 + b * 100 + c * 10 + d


class Record:
    def __init__(self, name, **fields):
        self.name = name
        self.size = fields.get('size', 1)
        self.label = fields.get('label', 'none')


def as_dict(**values):
    values['extra'] = 0
    return values


def nothing(**ignored):
    return 7


def must(**kwargs):
    return kwargs['needed']


def traced(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print('call', function.__name__, len(args), len(kwargs))
        return function(*args, **kwargs)
    return wrapper


@traced
def area(width, height=2):
    return width * height


@traced
def greet(name, *, punctuation='!'):
    return 'hello ' + name + punctuation


def values_of(**kwargs):
    total = 0
    for v in kwargs.values():
        total += v
    return total


def entry_point(argv):
    n = len(argv)
    show(x=n, z='text')
    show(y=1.5)
    show()
    print(names(a=1, b='x'))
    print(forward(1), forward(1, 5), forward(1, c=9), forward(1, 2, d=0, c=1))
    r = Record('r', size=5)
    s = Record('s', label='big')
    print(r.name, r.size, r.label, s.name, s.size, s.label)
    print(as_dict(a=1, b=2), as_dict())
    print(nothing(a=1, b='x'), nothing())
    print(must(needed=3))
    try:
        print(must(other=3))
    except KeyError as e:
        print('missing', e)
    print(area(3), area(3, height=4), area(width=5), greet('you'), greet('me', punctuation='?'))
    print(values_of(a=1, b=2, c=n))
    print(target_function(1, **{'c': n, 'd': 8}))
    p = functools.partial(target_function, n, c=7)
    print(p(), p(1), p(d=0))
    adders = [functools.partial(plus, i) for i in range(3)]
    print([f(10) for f in adders])
    return 0


def plus(a, b):
    return a + b


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
