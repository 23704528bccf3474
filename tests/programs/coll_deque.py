"""collections.deque: all its methods."""

from collections import deque


def methods():
    d = deque('abcdef')
    d.rotate(2); print(d); d.rotate(-1); print(d)
    d.reverse(); print(d, list(reversed(d)), d.index('a'), d.count('b'))
    d.insert(2, 'X'); d.insert(-1, 'Y'); d.insert(100, 'Z'); print(d)
    d.remove('X'); del d[0]; d[1] = 'Q'; print(d, d[-1], 'Q' in d)
    e = d.copy(); e.clear(); e.extend(['m']); e.extendleft('no'); print(e, d + e, e * 2)
    e += 'pq'
    print(e, bool(e), bool(deque()), len(deque()))
    for i in range(3):
        try:
            if i == 0: deque([1]).index(7)
            elif i == 1: e.remove('zz')
            else: print(e[10])
        except (ValueError, IndexError) as x:
            print(x)
    try:
        deque().popleft()
    except IndexError as x:
        print(x)
    f = deque([1, 2, 3], 3)
    f.append(4); print(f); f.appendleft(0); print(f, f.copy())
    try:
        f.insert(1, 9)
    except IndexError as x:
        print(x)
    g = deque(range(5))
    try:
        for x in g:
            g.append(x)
    except RuntimeError as x:
        print(x)
    q = deque()
    for i in range(1000):
        q.append(i)
        if i % 3 == 0: q.popleft()
        if i % 7 == 0: q.appendleft(-i)
    print(len(q), sum(q), q[0], q[-1], q[100])


def entry_point(argv):
    methods()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
