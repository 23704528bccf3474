"""Variables that only a loop assigns, read behind it."""


def last_float(items):
    for x in items:
        print(int(x))
    for other in items:
        print(other / 2)
    x += 1
    return x


def last_of_each(numbers, words, pairs):
    for n in numbers:
        pass
    for word in words:
        letters = [c for c in word]
    for pair in pairs:
        table = {pair[0]: pair[1]}
        flag = pair[1] > 1
    print(n, word, letters, pair, table, flag)


def entry_point(argv):
    print(last_float([0.5, 1.5, 0, 2.25]))
    last_of_each([3, 4], ['ab', 'cd'], [('x', 1), ('y', 2)])
    return 0


def target(driver, args):
    return entry_point
