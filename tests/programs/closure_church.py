# Functions all the way down: pairs, streams and delayed values.


def pair(first, second):
    return lambda which: first if which == 0 else second


def first(p):
    return p(0)


def second(p):
    return p(1)


class Stream:
    def __init__(self, head, make_tail):
        self.head = head
        self.make_tail = make_tail
        self.known = None

    def tail(self):
        if self.known is None:
            self.known = self.make_tail()
        return self.known


def count_from(n):
    return Stream(n, lambda: count_from(n + 1))


def keep(stream, test):
    while not test(stream.head):
        stream = stream.tail()
    found = stream
    return Stream(found.head, lambda: keep(found.tail(), test))


def sieve(stream):
    prime = stream.head
    return Stream(prime, lambda: sieve(keep(stream.tail(), lambda n: n % prime != 0)))


def take(stream, n):
    result = []
    while n > 0:
        result.append(stream.head)
        stream = stream.tail()
        n -= 1
    return result


def delay(make):
    value = 0
    done = False

    def force():
        nonlocal value, done
        if not done:
            print('computing')
            value = make()
            done = True
        return value
    return force


def entry_point(argv):
    p = pair(3, 4)
    q = pair(second(p), first(p) + len(argv))
    print(first(p), second(p), first(q), second(q))
    print(take(sieve(count_from(2)), 12))
    lazy = delay(lambda: 6 * 7)
    print('made')
    print(lazy(), lazy())
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
