"""Recursion: towers, permutations, subsets, Ackermann, and mutual."""


def hanoi(n, source, target, spare, moves):
    if n > 0:
        hanoi(n - 1, source, spare, target, moves)
        moves.append(source + target)
        hanoi(n - 1, spare, target, source, moves)


def permutations(items):
    if len(items) <= 1:
        return [items]
    result = []
    for i in range(len(items)):
        rest = items[:i] + items[i + 1:]
        for tail in permutations(rest):
            result.append(items[i] + tail)
    return result


def subsets(items, start, chosen, result):
    result.append(','.join(chosen))
    for i in range(start, len(items)):
        chosen.append(items[i])
        subsets(items, i + 1, chosen, result)
        chosen.pop()


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def hofstadter_female(n):
    return 1 if n == 0 else n - hofstadter_male(hofstadter_female(n - 1))


def hofstadter_male(n):
    return 0 if n == 0 else n - hofstadter_female(hofstadter_male(n - 1))


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


def entry_point(argv):
    moves = []
    hanoi(5, 'a', 'c', 'b', moves)
    print(str(len(moves)) + ' ' + ' '.join(moves[:7]))
    print(' '.join(permutations('abcd')))
    result = []
    subsets(['x', 'y', 'z'], 0, [], result)
    print('|'.join(result))
    print(str(ackermann(2, 5)) + ' ' + str(ackermann(1, 10)))
    print(f'{is_even(100)} {is_odd(101)} {is_even(7)}')
    print(' '.join([str(hofstadter_female(n)) for n in range(20)]))
    print(' '.join([str(hofstadter_male(n)) for n in range(20)]))
    print(str(depth(500)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
