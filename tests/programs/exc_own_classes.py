# Exception classes with constructors, attributes, methods and __str__ of their own.
class ParseError(Exception):
    def __init__(self, message, line=0, column=0):
        super().__init__(message)
        self.message = message
        self.line = line
        self.column = column

    def __str__(self):
        return f'{self.line}:{self.column}: {self.message}'


class Unexpected(ParseError):
    def __init__(self, token, line):
        ParseError.__init__(self, 'unexpected ' + token, line)
        self.token = token

    def describe(self):
        return 'token ' + self.token


class Return(Exception):
    def __init__(self, value):
        self.value = value


class Signal(BaseException):
    level = 3

    def __init__(self, level=None):
        if level is not None:
            self.level = 10


class Counted(Exception):
    def __init__(self, *rest):
        Exception.__init__(self, *rest)
        self.count = len(rest)


def run(n):
    if n == 0:
        raise ParseError('bad')
    if n == 1:
        raise Unexpected('}', 12)
    if n == 2:
        raise Return(42)
    if n == 3:
        raise Signal
    if n == 4:
        raise Signal('x')
    raise Counted('a', 'b')


def main():
    for n in range(6):
        try:
            run(n)
        except Unexpected as e:
            print('unexpected', e.token, e.line, e.describe(), e, e.message)
        except ParseError as e:
            print('parse', e.line, e, repr(e))
        except Return as e:
            print('return', e.value)
        except Signal as e:
            print('signal', e.level)
        except Counted as e:
            print('counted', e.count, str(e))


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
