"""objectmodel: the order of dicts, known hashes, switches made of dicts."""

from rpython.rlib.objectmodel import (
    compute_hash, contains_with_hash, delitem_with_hash, dict_to_switch, getitem_with_hash, iteritems_with_hash,
    iterkeys_with_hash, likely, move_to_end, r_dict, r_ordereddict, reversed_dict, setitem_with_hash, unlikely)


f = dict_to_switch({1: 'one', 2: 'two', 30: 'thirty'})


def orders():
    d = {'a': 1, 'b': 2, 'c': 3}
    move_to_end(d, 'a'); print(d)
    move_to_end(d, 'a', False); print(d)
    move_to_end(d, 'c', False)
    print(d, d['a'], d['b'], d['c'], list(reversed_dict(d)))
    for k, h in iterkeys_with_hash(d):
        print(k, h == compute_hash(k), contains_with_hash(d, k, h), getitem_with_hash(d, k, h))
    for k, v, h in iteritems_with_hash(d):
        setitem_with_hash(d, k, h, v + 1)
    print(d)
    delitem_with_hash(d, 'b', compute_hash('b'))
    print(d)
    try:
        move_to_end(d, 'zz')
    except KeyError as e:
        print('KeyError', e)
    for bad in [4]:
        try:
            delitem_with_hash(d, 'q', compute_hash('q'))
        except KeyError:
            print('no')
    r = r_ordereddict(lambda a, b: a % 10 == b % 10, lambda a: a % 10)
    for i in range(5): r[i] = i
    move_to_end(r, 12)
    move_to_end(r, 3, False)
    print([(k, v) for k, v in r.items()], r[13], [h for k, h in iterkeys_with_hash(r)])
    big = {i: i for i in range(300)}
    for i in range(0, 300, 7): del big[i]
    for i in range(1, 300, 2):
        if i in big: move_to_end(big, i, i % 3 == 0)
    print(list(big)[:20], list(big)[-20:], sum([big[k] for k in big]), len(big))
    print(likely(len(big) > 3), unlikely(len(big) == 3))


def switches():
    for i in [1, 2, 30, 4]:
        try:
            print(f(i))
        except KeyError:
            print('none')


def entry_point(argv):
    orders()
    switches()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
