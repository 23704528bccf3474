"""Searching, counting, removing and reversing."""


def show(items):
    print(' '.join([str(item) for item in items]))


def find_all(items, wanted):
    return [i for i in range(len(items)) if items[i] == wanted]


def binary_search(items, wanted):
    low = 0
    high = len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < wanted:
            low = middle + 1
        else:
            high = middle
    if low < len(items) and items[low] == wanted:
        return low
    return -1


def entry_point(argv):
    items = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
    print(f'{items.index(5)} {items.index(3)} {items.count(5)} '
          f'{items.count(7)}')
    print(f'{9 in items} {7 in items} {7 not in items}')
    try:
        items.index(77)
    except ValueError:
        print('77 is not there')
    items.remove(1)
    items.remove(5)
    show(items)
    try:
        items.remove(77)
    except ValueError:
        print('nor can it be removed')
    items.reverse()
    show(items)
    show(find_all(items, 5))
    words = ['red', 'green', 'blue']
    print(f'{words.index("blue")} {"green" in words} {"gr" in words}')
    words.remove('green')
    print(','.join(words))
    table = [i * i for i in range(50)]
    for wanted in [0, 1, 50, 49, 2401, 2402, -1]:
        print(f'{wanted} at {binary_search(table, wanted)}')
    print(str(words == ['red', 'blue']) + str(words != ['red']))
    print(str([1, 2] == [1, 2, 3]) + str([1, 2, 3] == [1, 2, 3]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
