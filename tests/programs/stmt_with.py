"""`with`: several managers, suppression, contextmanager, exceptions on the way."""

from contextlib import contextmanager

LOG = []


class Named:
    def __init__(self, name, swallow=False):
        self.name = name
        self.swallow = swallow

    def __enter__(self):
        LOG.append('enter ' + self.name)
        return self.name

    def __exit__(self, kind, value, trace):
        LOG.append('exit ' + self.name + (' with error' if value is not None else ''))
        return self.swallow


@contextmanager
def tag(name, sep=':'):
    LOG.append('<' + name + sep)
    try:
        yield len(name)
    finally:
        LOG.append('/' + name + '>')


@contextmanager
def ignoring():
    try:
        yield
    except KeyError as e:
        LOG.append('ignored')


class Writer:
    def __init__(self):
        self.depth = 0

    @contextmanager
    def indented(self, by=1):
        self.depth += by
        try:
            yield self.depth
        finally:
            self.depth -= by


def early(n):
    with Named('early'):
        if n:
            return 'returned'
        for i in range(3):
            with Named(str(i)):
                if i == 1:
                    break
    return 'fell'


def entry_point(argv):
    with Named('a') as a, Named('b') as b:
        LOG.append(a + b)
    with (Named('c'), Named('d')):
        pass
    with Named('s', True):
        raise ValueError('hidden')
    try:
        with Named('outer'), Named('inner'):
            raise KeyError('k')
    except KeyError:
        LOG.append('caught')
    print(early(1), early(0))
    with tag('p') as n:
        LOG.append(str(n))
    try:
        with tag('q', sep='!'):
            raise IndexError('i')
    except IndexError:
        LOG.append('index')
    with ignoring():
        raise KeyError('x')
    try:
        with ignoring():
            raise ValueError('y')
    except ValueError as e:
        LOG.append('value ' + str(e))
    w = Writer()
    with w.indented() as one:
        with w.indented(by=3) as four:
            print(one, four, w.depth)
    print(w.depth)
    for line in LOG:
        print(line)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
