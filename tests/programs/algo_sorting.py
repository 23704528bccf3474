"""Six ways to sort, all with the same result."""


def bubble_sort(items):
    for i in range(len(items)):
        swapped = False
        for j in range(len(items) - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
                swapped = True
        if not swapped:
            return


def insertion_sort(items):
    for i in range(1, len(items)):
        item = items[i]
        j = i
        while j > 0 and items[j - 1] > item:
            items[j] = items[j - 1]
            j -= 1
        items[j] = item


def selection_sort(items):
    for i in range(len(items)):
        smallest = i
        for j in range(i + 1, len(items)):
            if items[j] < items[smallest]:
                smallest = j
        items[i], items[smallest] = items[smallest], items[i]


def shell_sort(items):
    gap = len(items) // 2
    while gap > 0:
        for i in range(gap, len(items)):
            item = items[i]
            j = i
            while j >= gap and items[j - gap] > item:
                items[j] = items[j - gap]
                j -= gap
            items[j] = item
        gap //= 2


def heap_sort(items):
    def_end = len(items)
    for start in range(def_end // 2 - 1, -1, -1):
        sift(items, start, def_end)
    for end in range(def_end - 1, 0, -1):
        items[0], items[end] = items[end], items[0]
        sift(items, 0, end)


def sift(items, root, end):
    while 2 * root + 1 < end:
        child = 2 * root + 1
        if child + 1 < end and items[child] < items[child + 1]:
            child += 1
        if items[root] >= items[child]:
            return
        items[root], items[child] = items[child], items[root]
        root = child


def library_sort(items):
    items.sort()


ALGORITHMS = [
    ('bubble', bubble_sort), ('insertion', insertion_sort),
    ('selection', selection_sort), ('shell', shell_sort),
    ('heap', heap_sort), ('library', library_sort)]


def numbers(n):
    result = []
    x = 12345
    for i in range(n):
        x = (x * 69069 + 1) & 0x7fffffff
        result.append((x >> 8) % 1000 - 500)
    return result


def entry_point(argv):
    expected = sorted(numbers(150))
    print(' '.join([str(n) for n in expected[:10]]))
    for name, sort in ALGORITHMS:
        items = numbers(150)
        sort(items)
        small = [2, 1]
        sort(small)
        empty = numbers(0)
        sort(empty)
        print(f'{name} {items == expected} {small[0]} {len(empty)}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
