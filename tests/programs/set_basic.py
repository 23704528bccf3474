"""Sets: adding, removing, asking, and operations on two."""

from rpython.rlib.objectmodel import specialize


def show(items):
    print('{' + ', '.join([str(item) for item in sorted(items)]) + '}')


@specialize.argtype(0)
def unique(items):
    seen = set()
    result = []
    for item in items:
        if item not in seen:
            seen.add(item)
            result.append(item)
    return result


def entry_point(argv):
    primes = {2, 3, 5, 7, 11}
    odd = {n for n in range(12) if n % 2}
    show(primes)
    show(odd)
    show(primes & odd)
    show(primes | odd)
    show(primes - odd)
    show(primes ^ odd)
    print(f'{len(odd)} {3 in odd} {4 in odd} {4 not in odd}')
    odd.add(4)
    odd.add(3)
    odd.discard(99)
    odd.discard(1)
    show(odd)
    odd.remove(4)
    try:
        odd.remove(4)
    except KeyError:
        print('4 is gone')
    copy = set(odd)
    copy.update([100, 200])
    print(f'{len(odd)} {len(copy)} {odd == copy} {odd <= copy}')
    print(' '.join([str(n) for n in unique([3, 1, 3, 2, 1])]))
    print(' '.join(unique('to be or not to be'.split())))
    print(' '.join(sorted(set('mississippi'))))
    points = set([(0, 0), (1, 2), (0, 0)])
    print(str(len(points)) + str((1, 2) in points) + str((2, 1) in points))
    empty = set([1])
    empty.clear()
    print('empty' if not empty else 'bug')
    total = 0
    for n in primes:
        total += n
    print(str(total))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
