# test: not --gc-stress --stackless
"""Deep recursion of every kind is caught as RecursionError, again and again."""


class Node(object):
    def depth(self):
        return 0


class Chain(Node):
    def __init__(self, next):
        self.next = next

    def depth(self):
        return 1 + self.next.depth()


class Key(object):
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        d = {Key(1): 1}
        return Key(1) in d and self.n == other.n

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return 1

    def __lt__(self, other):
        keys = [Key(2), Key(1)]
        keys.sort()
        return self.n < other.n

    def __repr__(self):
        return 'Key(%r)' % (Holder(self),)


class Holder(object):
    def __init__(self, key):
        self.key = key

    def __repr__(self):
        return '[%s]' % repr(self.key)


def down(n):
    if n == 0:
        return 0
    return 1 + down(n - 1)


def even(n):
    if n == 0:
        return True
    return odd(n - 1)


def odd(n):
    if n == 0:
        return False
    return even(n - 1)


def no_result(n):
    if n != 0:
        no_result(n - 1)


def catch_inside(n):
    """The handler runs where there is hardly any stack left."""
    try:
        return catch_inside(n + 1)
    except RecursionError:
        return len('caught %d' % n) > 0


def with_finally(counter, n):
    counter[0] += 1
    try:
        with_finally(counter, n + 1)
    finally:
        counter[0] -= 1


def through_a_table(n):
    return TABLE[n % 2](n + 1)


TABLE = [through_a_table, lambda n: through_a_table(n)]


def compare():
    d = {Key(1): 1}
    return Key(1) in d


def sort():
    keys = [Key(2), Key(1)]
    keys.sort()


def run(which):
    if which == 0:
        down(-1)
    elif which == 1:
        even(-1)
    elif which == 2:
        chain = Chain(Node())
        chain.next = chain
        chain.depth()
    elif which == 3:
        no_result(-1)
    elif which == 4:
        through_a_table(0)
    elif which == 5:
        compare()
    elif which == 6:
        sort()
    else:
        repr(Key(1))


def entry_point(argv):
    print(down(500), even(500), Chain(Chain(Node())).depth())
    for which in range(8):
        for again in range(3):
            try:
                run(which)
                print('no error')
            except RecursionError as error:
                print(which, again, str(error).startswith('maximum recursion depth exceeded'))
    try:
        down(-1)
    except RuntimeError:
        print('a RuntimeError')
    try:
        down(-1)
    except Exception:
        print('an Exception')
    print(catch_inside(0))
    counter = [0]
    try:
        with_finally(counter, 0)
    except RecursionError:
        print('balanced', counter[0])
    down(-1)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
