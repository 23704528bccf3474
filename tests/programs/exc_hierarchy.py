"""A hierarchy of exceptions: which clause catches what."""


class AppError(Exception):
    pass


class ParseError(AppError):
    pass


class NameError_(ParseError):
    pass


class NetworkError(AppError):
    pass


def fail(kind):
    if kind == 0:
        raise AppError
    elif kind == 1:
        raise ParseError()
    elif kind == 2:
        raise NameError_
    elif kind == 3:
        raise NetworkError()
    elif kind == 4:
        raise KeyError
    return kind


def first_match(kind):
    try:
        return 'no error ' + str(fail(kind))
    except NameError_:
        return 'name'
    except ParseError:
        return 'parse'
    except AppError:
        return 'app'
    except Exception:
        return 'other'


def by_tuple(kind):
    try:
        fail(kind)
    except (ParseError, NetworkError):
        return 'parse or network'
    except (AppError, KeyError):
        return 'app or key'
    return 'fine'


def nested(kind):
    try:
        try:
            fail(kind)
        except ParseError:
            return 'inner'
    except AppError:
        return 'outer'
    except KeyError:
        return 'key'
    return 'none'


def by_instance(kind):
    try:
        fail(kind)
    except Exception as error:
        if isinstance(error, ParseError):
            return 'a parse error'
        if isinstance(error, AppError):
            return 'an app error'
        return 'something else'
    return 'fine'


def entry_point(argv):
    for kind in range(6):
        print(first_match(kind) + ', ' + by_tuple(kind) + ', ' + nested(kind)
              + ', ' + by_instance(kind))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
