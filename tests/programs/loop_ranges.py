"""All forms of range, forwards and backwards."""


def show(items):
    print('[' + ' '.join([str(item) for item in items]) + ']')


def count(start, stop, step):
    result = []
    for i in range(start, stop, step):
        result.append(i)
    return result


def entry_point(argv):
    show([i for i in range(5)])
    show([i for i in range(2, 6)])
    show([i for i in range(0, 10, 3)])
    show([i for i in range(10, 0, -3)])
    show([i for i in range(5, 5)])
    show([i for i in range(5, 2)])
    show([i for i in range(-3, 3)])
    show(list(range(4)))
    for step in [1, 2, 5, -1, -4]:
        show(count(0, 10, step))
        show(count(10, 0, step))
    i = -1
    for i in range(3):
        pass
    print(str(i))
    for i in range(0):
        pass
    print(str(i))
    for i in range(5):
        saved = i
        i = 100
    print(f'{i} {saved}')
    n = 3
    for i in range(n):
        n += 10
    print(str(n))
    total = 0
    for i in range(4):
        for j in range(i, 4):
            if j == 2:
                continue
            total += i * j
    print(str(total))
    backwards = range(9, -1, -2)
    show([i for i in backwards])
    print(str(len(range(0, 10, 3))) + str(3 in range(5)))
    show([i for i in reversed(range(4))])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
