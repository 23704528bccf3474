"""Slices of lists: reading, assigning, deleting."""


def show(items):
    print('[' + ', '.join([str(item) for item in items]) + ']')


def rotate(items, n):
    return items[n:] + items[:n]


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left = merge_sort(items[:middle])
    right = merge_sort(items[middle:])
    result = []
    i = 0
    j = 0
    while i < len(left) and j < len(right):
        if left[i] <= right[j]:
            result.append(left[i])
            i += 1
        else:
            result.append(right[j])
            j += 1
    return result + left[i:] + right[j:]


def entry_point(argv):
    items = [i * 10 for i in range(10)]
    show(items[2:5])
    show(items[:3])
    show(items[7:])
    show(items[:])
    show(items[-3:])
    show(items[:-3])
    show(items[5:2])
    show(items[5:100])
    show(rotate(items, 4))
    copy = items[:]
    copy[0] = -1
    print(str(items[0]))
    items[2:4] = [1, 2, 3, 4]
    show(items)
    items[0:0] = [9, 9]
    show(items)
    items[3:8] = []
    show(items)
    del items[1:3]
    show(items)
    del items[3:]
    show(items)
    del items[:1]
    show(items)
    show(merge_sort([5, 2, 9, 1, 5, 6, -3, 0, 8]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
