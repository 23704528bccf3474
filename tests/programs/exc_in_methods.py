# Exceptions through virtual calls, properties, operators, iterators and context managers.
class Source:
    def read(self, n):
        raise NotImplementedError('read')


class Limited(Source):
    def __init__(self, data):
        self.data = data

    def read(self, n):
        if n > len(self.data):
            raise EOFError('only %d left' % len(self.data))
        result = self.data[:n]
        self.data = self.data[n:]
        return result


class Checked:
    def __init__(self, value):
        self._value = value

    @property
    def value(self):
        if self._value < 0:
            raise ValueError('negative')
        return self._value

    def __add__(self, other):
        if other._value == 0:
            raise ZeroDivisionError('adding nothing')
        return Checked(self._value + other._value)

    def __getitem__(self, i):
        if i > 3:
            raise IndexError('item %d' % i)
        return i * self._value

    def __len__(self):
        raise TypeError('no length')

    def __eq__(self, other):
        if other._value == 99:
            raise RuntimeError('can not compare')
        return self._value == other._value


class Guard:
    def __init__(self, log):
        self.log = log

    def __enter__(self):
        self.log.append('enter')
        return self

    def __exit__(self, kind, error, trace):
        self.log.append('exit' if error is None else 'exit on ' + str(error))
        return False


def attempt(n, c):
    if n == 0:
        return str(c.value)
    if n == 1:
        return str((c + Checked(0)).value)
    if n == 2:
        return str(c[2]) + str(c[5])
    if n == 3:
        return str(len(c))
    if n == 4:
        return str(c in [Checked(1), Checked(99)])
    if n == 5:
        return str(Checked(-1).value)
    return str([Checked(5), c].index(c))


def main():
    sources = [Limited('abcdef'), Source()]
    for s in sources:
        try:
            print(s.read(2), s.read(3))
            print(s.read(9))
        except EOFError as e:
            print('end:', e)
        except NotImplementedError as e:
            print('not implemented:', e)
    for n in range(7):
        try:
            print(n, attempt(n, Checked(7)))
        except (ValueError, ZeroDivisionError) as e:
            print(n, 'value or zero:', e)
        except LookupError as e:
            print(n, 'lookup:', e)
        except Exception as e:
            print(n, type(e).__name__ + ':', e)
    log = []
    try:
        with Guard(log):
            log.append('body')
            raise KeyError('k')
    except KeyError:
        log.append('outside')
    print(log)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
