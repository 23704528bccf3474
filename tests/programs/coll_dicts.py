"""defaultdict, Counter and OrderedDict."""

from collections import Counter, OrderedDict, defaultdict


def dicts():
    c = Counter(['a', 'b', 'a'])
    c.update('abz'); c.subtract(['z', 'z']); print(c, c.total(), sorted(c.elements()), c.most_common())
    c['q'] += 5; del c['nothere']; print(c, 'nothere' in c, len(c), c.get('a', 0), c.get('n', -1), c.pop('a'))
    x = Counter({'a': 3, 'b': 1}); y = Counter({'a': 1, 'b': 2, 'c': 0})
    print(x + y, x - y, x | y, x & y, x == y, x == Counter('aaab'), Counter(x) == x)
    for k, v in sorted(x.items()): print(k, v)
    d = defaultdict(lambda: 'none')
    d[1] = 'one'
    print(d[1], d[2], dict(d.items()), sorted(d), list(d.values()), d == d.copy(), d.setdefault(9, 'n'), d.pop(9), d.get(77, 'def'))
    n = defaultdict(lambda: defaultdict(int))
    n['x']['y'] += 1; n['x']['z'] += 2; n['w']['y'] += 3
    print(sorted([(k, sorted(v.items())) for k, v in n.items()]))
    g = defaultdict(set)
    g['a'].add(1); g['a'].add(1)
    print(len(g['a']), len(g), g['b'] == set())
    o = OrderedDict([('b', 1), ('a', 2)])
    p = OrderedDict([('a', 2), ('b', 1)])
    print(o == p, o == OrderedDict([('b', 1), ('a', 2)]), list(reversed(o)), o.popitem(), o, OrderedDict(), o.copy())
    p.update({'z': 9}); p.update([('y', 8)]); p.update(o); print(p, len(p), [k for k in p])
    try:
        OrderedDict({1: 2}).popitem(False)
        e = OrderedDict({1: 2}); e.clear(); e.popitem()
    except KeyError as err:
        print(err)
    lru = OrderedDict()
    for k in [1, 2, 3, 1, 4, 2, 5]:
        if k in lru: lru.move_to_end(k)
        else: lru[k] = k * k
        if len(lru) > 3: lru.popitem(last=False)
    print(lru)


def entry_point(argv):
    dicts()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
