"""Slices with a step on the left side: all small cases, against loops that do the same."""


def assign(items, start, stop, step, value):
    items[start:stop:step] = value


def delete(items, start, stop, step):
    del items[start:stop:step]


def entry_point(argv):
    checked = 0
    for length in range(0, 7):
        for start in range(-8, 9, 2):
            for stop in range(-8, 9, 3):
                for step in [-3, -2, -1, 1, 2, 3]:
                    items = list(range(length))
                    chosen = items[start:stop:step]
                    delete(items, start, stop, step)
                    expected = [i for i in range(length) if i not in chosen]
                    if items != expected:
                        print('delete', length, start, stop, step, items, expected)
                    items = list(range(length))
                    assign(items, start, stop, step, [i + 100 for i in chosen])
                    expected = [i + 100 if i in chosen else i for i in range(length)]
                    if items != expected:
                        print('assign', length, start, stop, step, items, expected)
                    checked += 1
    print(checked)
    a = list(range(6))
    a[::-1] = a
    print(a)
    a[::2] = 'xyz' and [7, 8, 9]
    print(a)
    a[1::1] = [0]
    print(a)
    for bad in [[1, 2, 3], []]:
        try:
            assign(a, 0, 2, 2, bad)
        except ValueError as e:
            print(e)
    try:
        delete(a, 0, 2, 0)
    except ValueError as e:
        print(e)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
