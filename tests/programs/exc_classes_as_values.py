# Exception classes in tables and variables, raised and tested.
class AppError(Exception):
    code = 1


class NotFound(AppError):
    code = 2


class Denied(AppError):
    code = 3


ERRORS = {'found': NotFound, 'denied': Denied, 'app': AppError}


def fail(cls, text):
    raise cls(text)


def make(cls, text):
    return cls(text)


def handle(name):
    try:
        fail(ERRORS[name], 'about ' + name)
    except NotFound as e:
        return 'not found: ' + str(e)
    except AppError as e:
        return type(e).__name__ + ' ' + str(e.code) + ': ' + str(e)


LOOKUPS = (KeyError, IndexError)


def classify(n):
    try:
        if n == 0:
            raise KeyError('k')
        if n == 1:
            raise IndexError('i')
        if n == 2:
            raise ArithmeticError
        if n == 3:
            return str(1 // (n - 3))
        raise NotFound
    except LOOKUPS as e:
        return 'lookup ' + str(e)
    except (ZeroDivisionError, OverflowError):
        return 'zero'
    except ArithmeticError:
        return 'arithmetic'
    except:
        return 'anything'


def main():
    for name in ['found', 'denied', 'app']:
        print(handle(name))
    for n in range(5):
        print(classify(n))
    e = make(Denied, 'x')
    print(isinstance(e, AppError), isinstance(e, (NotFound, KeyError)), e.code)
    kinds = [ValueError, KeyError]
    for kind in kinds:
        try:
            raise kind('text')
        except (ValueError, KeyError) as e:
            print(kind.__name__, e)
    for kind in kinds:
        try:
            raise kind
        except ValueError:
            print('value')
        except KeyError:
            print('key')


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
