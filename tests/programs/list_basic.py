"""Growing and shrinking lists, and their items."""


def show(items):
    print('[' + ', '.join([str(item) for item in items]) + ']')


def entry_point(argv):
    items = []
    for i in range(5):
        items.append(i * i)
    show(items)
    items.insert(0, 100)
    items.insert(3, 200)
    items.insert(len(items), 300)
    items.insert(-1, 250)
    items.insert(1000, 400)
    show(items)
    print(str(items.pop()))
    print(str(items.pop(0)))
    print(str(items.pop(2)))
    print(str(items.pop(-2)))
    show(items)
    items[0] = 7
    items[-1] = 8
    items[1] += 10
    show(items)
    del items[1]
    del items[-1]
    show(items)
    items.extend([1, 2, 3])
    items += [4, 5]
    show(items)
    print(str(len(items)) + ' ' + str(items[0]) + ' ' + str(items[-2]))
    items.clear()
    print('empty' if not items else 'bug')
    fixed = [0] * 5
    for i in range(5):
        fixed[i] = 5 - i
    show(fixed)
    words = ['x', 'y']
    words[0] += 'z'
    print(words[0] + words[1])
    stack = [1]
    while stack:
        top = stack.pop()
        if top < 20:
            stack.append(top * 2)
            if top % 3 == 1:
                stack.append(top + 5)
        print(str(top))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
