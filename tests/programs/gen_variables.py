"""What lives across a yield: narrowed, unassigned, deleted and shadowed variables, loops within loops."""


class Item:
    def __init__(self, name, next_item):
        self.name = name
        self.next_item = next_item


def chain(item):
    while item is not None:
        yield item.name
        item = item.next_item


def late(n):
    started = False
    for i in range(n):
        if started:
            yield total
        total = i * 10
        started = True
    yield -1


def many(a, b, c):
    x = a + b
    y = 'start'
    z = [c]
    w = (a, b)
    yield x
    y = y + '!'
    z.append(x)
    yield len(y)
    for q in w:
        for r in z:
            if q == r:
                continue
            yield q * 100 + r
        else:
            yield -q
    try:
        yield z[10]
    except IndexError as error:
        yield len(str(error))
    del x
    yield len(z)


def lookups(table, keys):
    for key in keys:
        try:
            found = table[key]
        except KeyError:
            yield 'no ' + key
        else:
            yield key + '=' + found
        finally:
            key = ''


def optional(flag):
    name = None
    if flag:
        name = 'given'
    yield 1
    if name is not None:
        yield len(name)
    name = 'x'
    yield len(name)


def expressions(n):
    total = n + (yield_total(n)) * 2
    for part in [total, n]:
        yield part + (1 if part > n else 0)


def yield_total(n):
    return sum(x for x in many(n, 1, 2) if x > 0)


def entry_point(argv):
    print(list(chain(Item('a', Item('b', Item('c', None))))))
    print(list(late(4)), list(late(0)))
    print(list(many(1, 2, 3)))
    print(list(lookups({'a': 'x'}, ['a', 'b'])))
    print(list(optional(True)), list(optional(False)))
    print(list(expressions(5)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
