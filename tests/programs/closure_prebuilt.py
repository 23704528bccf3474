import functools
import operator


def make_counter():
    count = 0

    def increment():
        nonlocal count
        count += 1
        return count

    def peek():
        return count
    return increment, peek


counter, peek = make_counter()
counter()


def add3(a, b, c=100):
    return a + b + c


add5 = functools.partial(add3, 5)
add6 = functools.partial(add3, 6, c=1)
second = operator.itemgetter(1)


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y


def entry_point(argv):
    print(counter(), counter(), peek())
    print(add5(1), add6(2), add6(2, c=7), add5(b=3))
    pairs = [('a', 3), ('b', 1), ('c', 2)]
    print(sorted(pairs, key=second))
    ps = [P(3, 1), P(1, 2), P(2, 0)]
    print([p.x for p in sorted(ps, key=operator.attrgetter('y'))])
    ops = {'+': operator.add, '-': operator.sub, '*': operator.mul}
    for k in ops:
        print(k, ops[k](len(argv) + 5, 3))
    conv = [str.upper, str.lower, str.strip]
    for f in conv:
        print(f(' aB '))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
