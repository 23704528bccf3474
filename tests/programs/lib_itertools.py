"""itertools: what combines, groups and repeats."""

import itertools


def combinations():
    print(list(itertools.permutations([1,2,3], 2)), list(itertools.combinations('abcd', 2)), list(itertools.combinations([1], 2)))
    print(list(itertools.product([1,2], repeat=2)), list(itertools.combinations_with_replacement([1,2],2)), list(itertools.accumulate([1,2], initial=5)))
    print(list(itertools.product([1,2], 'ab', repeat=2))[5], list(itertools.permutations([1,2,3], 3)))
    print([p for p in itertools.permutations('abc', r=2)])


def groups():
    for k, g in itertools.groupby([1,1,2,2,2,3]):
        print(k, list(g))
    for k, g in itertools.groupby('aAbBBc', key=lambda c: c.lower()):
        print(k, next(g))
    old = [g for k, g in itertools.groupby([1,1,2])]
    print([list(g) for g in old])
    print([(k, len(list(g))) for k, g in itertools.groupby(sorted(['a', 'bb', 'c', 'dd'], key=len), len)])


def together():
    print(list(itertools.zip_longest([1,2],[3], fillvalue=0)), list(itertools.chain.from_iterable([[1],[2]])))
    print(list(itertools.zip_longest('ab', 'c', 'def', fillvalue='-')))
    print(list(itertools.zip_longest(['ab'], ['c', 'd'])))
    print([[x for x in t] for t in itertools.tee([1,2], 3)])


def copies():
    a, b = itertools.tee([1,2])
    print(list(a), list(b))
    for x, y in zip(*itertools.tee('abc')):
        print(x, y)


def choosing():
    teams = ['ab', 'cd', 'ef']
    print(sum([1 for _ in itertools.product(range(3), repeat=3)]), list(itertools.product()), list(itertools.product('', [1])))
    print([home + away for home, away in itertools.combinations(teams, 2) if home != 'cd'])
    print(max(itertools.permutations([1, 9, 5], 3), key=lambda p: p[0] * 100 + p[2]))
    for row in zip(teams, itertools.count(1)):
        print(row[1], row[0])


def entry_point(argv):
    combinations()
    groups()
    together()
    copies()
    choosing()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
