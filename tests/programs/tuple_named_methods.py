"""_replace, _asdict, _make and _fields of named tuples."""

from collections import namedtuple
from typing import NamedTuple


P = namedtuple('P', 'x y')
class Named(NamedTuple):
    name: str
    size: int = 3


def methods():
    p = P(1, 2)
    q = p._replace(x=3)
    print(q, q._replace(), q._replace(y=7, x=9), P._fields, P._make([4, 5]), p._asdict(), P._make(iter([7, 8])).x)
    n = Named('a')
    print(n._replace(name='b'), n._replace(size=len('abc') + 4).size, Named._make(('z', 5)), Named._fields, n._fields)
    try:
        print(P._make([1, 2, 3]))
    except TypeError as e:
        print('TypeError')
    print(p == (1, 2), P._make([1, 2]) == p, {p: 1}[P(1, 2)])


def entry_point(argv):
    methods()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
