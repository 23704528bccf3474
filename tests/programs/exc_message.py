"""Exceptions with arguments, and what str says of them."""


class Refused(Exception):
    pass


class Located(Exception):
    def __init__(self, message, line):
        Exception.__init__(self, message)
        self.line = line

    def __str__(self):
        return f'line {self.line}'


def check(n):
    if n < 0:
        raise ValueError('negative: %d' % n)
    if n > 100:
        raise Refused('too big')
    if n == 50:
        raise Located('fifty', 7)
    return n


def entry_point(argv):
    for n in [1, -5, 500, 50]:
        try:
            print(str(check(n)))
        except ValueError as error:
            print('ValueError: ' + str(error))
        except Refused as error:
            print(f'Refused: {error}')
        except Located as error:
            print('Located: ' + str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
