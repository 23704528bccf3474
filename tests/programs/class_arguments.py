"""Default and keyword arguments of functions, methods and constructors."""


class Box:
    def __init__(self, width, height=2, depth=1, label='box'):
        self.size = width * height * depth
        self.label = label

    def grow(self, by=1, times=1):
        for i in range(times):
            self.size += by
        return self

    def text(self, brackets='[]'):
        return brackets[0] + self.label + ' ' + str(self.size) + brackets[1]


def connect(host, port=80, secure=False):
    scheme = 'https' if secure else 'http'
    return f'{scheme}://{host}:{port}'


def power(base, exponent=2):
    result = 1
    for i in range(exponent):
        result *= base
    return result


def entry_point(argv):
    print(Box(3).text())
    print(Box(3, 4).text('()'))
    print(Box(3, depth=5).text())
    print(Box(label='crate', width=2, height=2).text(brackets='<>'))
    print(Box(1).grow().grow(5).grow(times=3).grow(2, times=2).text())
    print(connect('a'))
    print(connect('b', 8080))
    print(connect('c', secure=True))
    print(connect(port=1, host='d'))
    print(f'{power(5)} {power(2, 10)} {power(exponent=3, base=3)}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
