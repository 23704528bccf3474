"""Comparisons, also chained, and numbers as conditions."""


class Counter:
    def __init__(self):
        self.calls = 0

    def value(self, n):
        self.calls += 1
        return n


def classify(n):
    if n < 0:
        return 'negative'
    elif n == 0:
        return 'zero'
    elif n < 10:
        return 'digit'
    elif not n % 2:
        return 'even'
    return 'odd'


def entry_point(argv):
    for n in [-5, 0, 3, 10, 11]:
        print(classify(n))
    for a in range(3):
        for b in range(3):
            print(f'{a} {b}: {a < b} {a <= b} {a == b} {a != b} {a >= b} '
                  f'{a > b}')
    for x in range(-1, 6):
        print(f'{0 <= x < 4} {0 < x <= 4 != 3} {x == x == 2} {1 < x > 3}')
    counter = Counter()
    # The middle operand is evaluated once, the last one only if needed.
    first = counter.value(1) < counter.value(5) < counter.value(3)
    print(f'{first} {counter.calls}')
    second = counter.value(5) < counter.value(1) < counter.value(3)
    print(f'{second} {counter.calls}')
    n = 5
    while n:
        n -= 1
    print('done' if not n else 'bug')
    print(str(bool(n)))
    print(str(bool(n + 1)))
    print(str(-1 if n < 0 else 1))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
