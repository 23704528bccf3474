# Exception classes with several bases are caught by each.
class AppError(Exception):
    code = 1

    def describe(self):
        return 'app error %d: %s' % (self.code, str(self))


class NotFound(AppError, KeyError):
    code = 2

    def __str__(self):
        return 'not found'


class BadValue(AppError, ValueError):
    code = 3


class Both(NotFound, BadValue):
    pass


def attempt(n):
    if n == 0:
        raise NotFound('x')
    if n == 1:
        raise BadValue('y')
    if n == 2:
        raise Both('z')
    if n == 3:
        raise KeyError('plain')
    raise ValueError('plain')


def first(n):
    try:
        attempt(n)
    except KeyError as e:
        return 'KeyError'
    except ValueError as e:
        return 'ValueError'
    return ''


def second(n):
    try:
        attempt(n)
    except AppError as e:
        return e.describe()
    except LookupError:
        return 'lookup'
    except ValueError:
        return 'value'
    return ''


def main():
    for n in range(5):
        print(first(n), '|', second(n))
    e = Both('q')
    print(isinstance(e, KeyError), isinstance(e, ValueError), isinstance(e, (OSError, LookupError)), e.code)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
