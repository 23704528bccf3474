"""While loops with several conditions, breaks and continues."""


def collatz(n):
    steps = 0
    while n != 1 and steps < 1000:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def skip_blanks(text, i):
    while i < len(text) and (text[i] == ' ' or text[i] == '\t'):
        i += 1
    return i


def digits(n):
    result = []
    while True:
        result.append(n % 10)
        n //= 10
        if not n:
            break
    result.reverse()
    return result


def partition(items):
    i = 0
    j = len(items) - 1
    pivot = items[len(items) // 2]
    while i <= j:
        while items[i] < pivot:
            i += 1
        while items[j] > pivot:
            j -= 1
        if i <= j:
            items[i], items[j] = items[j], items[i]
            i += 1
            j -= 1
    return i


def quicksort(items, low, high):
    while low < high:
        pivot = items[high]
        store = low
        for i in range(low, high):
            if items[i] < pivot:
                items[i], items[store] = items[store], items[i]
                store += 1
        items[store], items[high] = items[high], items[store]
        quicksort(items, low, store - 1)
        low = store + 1


def entry_point(argv):
    print(' '.join([str(collatz(n)) for n in range(1, 30)]))
    for text in ['', '  x', '\t ', 'y']:
        print(str(skip_blanks(text, 0)))
    print(' '.join([str(d) for d in digits(90210)]))
    items = [5, 1, 9, 3, 7, 3]
    print(str(partition(items)))
    quicksort(items, 0, len(items) - 1)
    print(' '.join([str(n) for n in items]))
    found = False
    x = 0
    y = 0
    while not found and x < 50:
        x += 1
        y = 0
        while y < 50:
            y += 1
            if x * x + y * y != 625 or x < 7:
                continue
            found = True
            break
    print(f'{found} {x} {y}')
    a, b = 1, 100
    while a < b or a % 7 != 0:
        a *= 2
        b -= a
        if a > 10000:
            break
    print(f'{a} {b}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
