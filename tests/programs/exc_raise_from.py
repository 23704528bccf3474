# `raise X from Y`, and exceptions as ordinary objects.
class Wrapper(Exception):
    def __init__(self, inner):
        Exception.__init__(self, 'wrapped ' + str(inner))
        self.inner = inner


def convert(text):
    try:
        return int(text)
    except ValueError as e:
        raise Wrapper(e) from e


def quiet(text):
    try:
        return int(text)
    except ValueError:
        raise KeyError(text) from None


def collect(texts):
    errors = []
    for text in texts:
        try:
            convert(text)
        except Wrapper as e:
            errors.append(e)
    return errors


def main():
    for e in collect(['1', 'x', '2', '']):
        print(e, '|', e.inner)
    try:
        quiet('q')
    except KeyError as e:
        print('key', e)
    stored = ValueError('kept')
    try:
        raise stored
    except ValueError as e:
        print(e is stored, str(e))
    errors = {'a': ValueError('1'), 'b': TypeError('2')}
    for name in ['a', 'b']:
        try:
            raise errors[name]
        except ValueError as e:
            print('value', e)
        except TypeError as e:
            print('type', e)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
