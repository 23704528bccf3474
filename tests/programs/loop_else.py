"""else of loops: it runs unless the loop was left by break."""


def find_factor(n):
    d = 2
    while d * d <= n:
        if n % d == 0:
            break
        d += 1
    else:
        return 0
    return d


def first_negative(items):
    for i in range(len(items)):
        if items[i] < 0:
            result = i
            break
    else:
        result = -1
    return result


def returns_early(items):
    for item in items:
        if item == 3:
            return 'returned'
    else:
        return 'else'


def nested(rows):
    for row in rows:
        for item in row:
            if item == 0:
                break
        else:
            return 'row of ' + str(row[0])
    return 'each row has a zero'


def continues(items):
    seen = 0
    for item in items:
        if item % 2:
            continue
        seen += item
        if seen > 10:
            break
    else:
        seen = -seen
    return seen


def entry_point(argv):
    print(' '.join([str(find_factor(n)) for n in range(2, 30)]))
    print(f'{first_negative([1, -2])} {first_negative([1])} '
          f'{first_negative([])}')
    print(returns_early([1, 2]) + ' ' + returns_early([1, 3]))
    print(nested([[1, 0], [2, 5], [0]]))
    print(nested([[1, 0], [0]]))
    print(f'{continues([1, 2, 3])} {continues([8, 1, 6, 100])}')
    n = 10
    while n > 0:
        n -= 3
    else:
        print('ended at ' + str(n))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
