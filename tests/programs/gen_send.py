"""send(), throw() and close(): values and exceptions going into generators."""


def averager():
    total = 0.0
    count = 0
    average = 0.0
    while True:
        value = yield average
        total += value
        count += 1
        average = total / count


def echo():
    received = None
    while True:
        received = yield 'got ' + (received if received is not None else 'nothing')
        if received == 'stop':
            return


class Log:
    def __init__(self):
        self.lines = []


def guarded(log):
    try:
        for i in range(10):
            try:
                yield i
            except ValueError as e:
                log.lines.append('caught ' + str(e))
                yield -1
    finally:
        log.lines.append('closed')


def unguarded():
    yield 1
    yield 2


def stubborn():
    while True:
        try:
            yield 1
        except GeneratorExit:
            yield 2


class Resource:
    def __init__(self, name, log):
        self.name = name
        self.log = log

    def __enter__(self):
        self.log.lines.append('open ' + self.name)
        return self

    def __exit__(self, kind, value, trace):
        self.log.lines.append('close ' + self.name)
        return False


def lines(log):
    with Resource('a', log) as r, Resource('b', log):
        yield r.name
        yield r.name * 2


def outer(log):
    try:
        yield from guarded(log)
    finally:
        log.lines.append('outer closed')


def entry_point(argv):
    a = averager()
    next(a)
    for x in [1.0, 2.0, 6.0]:
        print(a.send(x))
    e = echo()
    print(next(e))
    print(e.send('hello'))
    print(next(e))
    try:
        e.send('stop')
    except StopIteration:
        print('stopped')
    log = Log()
    g = guarded(log)
    print(next(g), next(g))
    print(g.throw(ValueError('oops')))
    print(next(g))
    g.close()
    g.close()
    print(next(g, -5), log.lines)
    u = unguarded()
    print(next(u))
    try:
        u.throw(KeyError('k'))
    except KeyError as error:
        print('KeyError', error)
    print(next(u, 99))
    u = unguarded()
    u.close()
    print(next(u, 98))
    s = stubborn()
    next(s)
    try:
        s.close()
    except RuntimeError as error:
        print(error)
    log = Log()
    l = lines(log)
    print(next(l))
    l.close()
    print(log.lines)
    log = Log()
    print(list(lines(log)), log.lines)
    log = Log()
    o = outer(log)
    print(next(o), next(o))
    o.close()
    print(log.lines)
    a = averager()
    try:
        a.send(1.0)
    except TypeError as error:
        print(error)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
