"""`else` of loops, `break`, `continue`, nested, with try and finally."""


def find(items, wanted):
    for i, item in enumerate(items):
        if item == wanted:
            break
    else:
        return -1
    return i


def primes(limit):
    result = []
    for n in range(2, limit):
        for p in result:
            if p * p > n:
                result.append(n)
                break
            if n % p == 0:
                break
        else:
            result.append(n)
    return result


def tries():
    log = []
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            log.append(i)
        finally:
            log.append(100 + i)
    else:
        log.append(-1)
    return log


def countdown(n):
    while n:
        n -= 1
        if n == 100:
            break
    else:
        return 'done'
    return 'broken'


def nested():
    for i in range(3):
        for j in range(3):
            if j == 2:
                continue
            if i == 2:
                return i, j
            print(i, j)
    return -1, -1


def entry_point(argv):
    print(find([1, 2, 3], 2), find([1], 5), find([], 5))
    print(primes(30))
    print(tries())
    print(countdown(3), countdown(200))
    print(nested())
    i = -1
    for i in []:
        pass
    print(i)
    for i in range(3):
        i = i * 10
    print(i)
    for name, size in (('a', 1), ('b', 2)):
        print(name, size)
    for mixed in (1, 'two', 3.5):
        print(mixed)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
