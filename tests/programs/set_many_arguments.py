"""Methods of sets with several arguments, or none."""



def several():
    a = {1,2,3}
    print(a.union({4}, [5]) == {1,2,3,4,5}, sorted(a.intersection({1,2},{2})), sorted(a.difference({1},[2])), sorted(a.union()), a.union() is a)
    a.update({7}, [8], (9,))
    a.update()
    a |= {10}
    a -= {1}
    a ^= {2}
    a &= {7, 8, 10}
    print(sorted(a), sorted(frozenset([1]) | {2}), a >= {7}, a < {7,8,10,11})
    a.difference_update([7], {8})
    print(a)
    b = {1,2,3,4}
    b.intersection_update({1,2,3}, [2,3,9])
    print(sorted(b))
    print(set().union({1},{2}))


def entry_point(argv):
    several()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
