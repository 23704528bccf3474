"""Assignment expressions, chained comparisons, conditional expressions."""


class Reader:
    def __init__(self, text):
        self.text = text
        self.place = 0

    def next_char(self):
        if self.place == len(self.text):
            return ''
        self.place += 1
        return self.text[self.place - 1]


def entry_point(argv):
    reader = Reader('abc')
    while (c := reader.next_char()) != '':
        print(c, end=';')
    print()
    if (n := len('hello')) > 3:
        print(n)
    values = [y for x in range(6) if (y := x * x) % 2 == 0]
    print(values, y)
    print([last := i for i in range(3)], last)
    total = 0
    partial = [total := total + v for v in [1, 2, 3]]
    print(partial, total)
    any_big = any((big := v) > 2 for v in [1, 3, 5])
    print(any_big, big)
    x = 5
    print(1 < x < 10, 1 < x > 7, 0 <= x == 5 != 4, not 1 < x < 3)
    calls = []

    print(x if x > 3 else -x, 'a' if x < 3 else 'b' if x < 6 else 'c')
    print((x > 3 and 'yes') or 'no', x and 7, 0 or x, '' or 'empty')
    print(3 in [1, 2, 3], 'b' not in 'abc', 2 in (1, 2), 5 in {1: 2}, 'x' in {'x'}, 3 in range(0, 10, 2))
    a = b = [1]
    print(a is b, a is not b, a == [1], None is None)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
