def total(*numbers):
    result = 0
    for n in numbers:
        result += n
    return result


def first_rest(first, *rest):
    if len(rest) == 0:
        return str(first)
    return str(first) + '/' + str(rest[0]) + '/' + str(rest[-1]) + '/' + str(len(rest))


def forward(*args):
    return total(*args) + total(1, *args) + total(*args, 5)


def mixed(*items):
    for item in items:
        print(item)


def nested(*args):
    def inner():
        return len(args)
    return inner()


def as_list(*args):
    return list(args)


class Multi:
    def __init__(self, *parts):
        self.parts = list(parts)

    def add(self, *more):
        for m in more:
            self.parts.append(m)
        return self


def slice_args(*args):
    return total(*args[1:])


def pairs(*args):
    result = []
    for i in range(len(args)):
        result.append(args[i])
    return result


def entry_point(argv):
    print(total(), total(1), total(1, 2, 3))
    print(first_rest(1), first_rest(1, 2, 3))
    print(forward(2, 3))
    t = (4, 5)
    print(total(*t), total(1, *t), first_rest(*t))
    print(nested(1, 2, 3), as_list(3, 4))
    print(Multi(1, 2).add(3, 4).parts)
    print(slice_args(1, 2, 3))
    print(pairs(5, 6, 7))
    print(max(*t), min(3, *t))
    f = total
    print(f(1, 2), f(*t))
    print(*t)
    items = [1, 2, 3]
    print(*items)
    print(*items, sep='-')
    print(*[str(i) for i in items], sep=', ', end='.\n')
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))

