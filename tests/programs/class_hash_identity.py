# Identity, hashes and ids.
from rpython.rlib.objectmodel import (
    compute_hash, compute_identity_hash, compute_unique_id, current_object_addr_as_int)


class Plain:
    pass


class Valued:
    def __init__(self, v):
        self.v = v

    def __eq__(self, other):
        return self.v == other.v

    def __hash__(self):
        return compute_hash(self.v)


class Sub(Valued):
    pass


def main():
    a = Plain()
    b = Plain()
    c = a
    print(a is c, a is b, a is not b, id(a) == id(c), id(a) == id(b))
    print(compute_identity_hash(a) == compute_identity_hash(c), compute_unique_id(a) == compute_unique_id(c))
    print(current_object_addr_as_int(a) == current_object_addr_as_int(c), hash(a) == hash(c))
    x = Valued('k')
    y = Valued('k')
    z = Sub('k')
    print(x is y, x == y, hash(x) == hash(y), hash(x) == hash(z), x == z, x != z)
    print(len({x: 1, y: 2}), len({a, b, c}), {x: 'found'}[y], {x: 's'}[z])
    print(compute_hash('abc') == compute_hash('ab' + 'c'), compute_hash(5) == compute_hash(5))
    print(hash((1, 'a')) == hash((1, 'a')), hash(2.0) == hash(2), hash(True) == hash(1))
    seen = {}
    for thing in [a, b, a, c]:
        seen[thing] = seen.get(thing, 0) + 1
    print(seen[a], seen[b])


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
