"""Tuples are ordered, so lists of them can be sorted."""


def best(candidates):
    result = candidates[0]
    for candidate in candidates:
        if candidate > result:
            result = candidate
    return result


def entry_point(argv):
    print(str((1, 2) < (1, 3)) + str((1, 2) < (0, 9)) + str((2, 0) > (1, 9)))
    print(str((1, 'b') <= (1, 'a')) + str((1, 'a') >= (1, 'a')))
    scores = [(7, 'carl'), (9, 'ann'), (7, 'bob'), (3, 'eve')]
    scores.sort()
    print(' '.join([name + str(score) for score, name in scores]))
    score, name = best(scores)
    print(name + str(score))
    words = 'a tale of two cities'.split()
    lengths = sorted([(-len(word), word) for word in words])
    print(' '.join([word for length, word in lengths]))
    print(str(max((1, 5), (2, 0))[1]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
