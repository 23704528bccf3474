"""Sorting lists that consist of runs of all lengths: integers, unsigned ones, characters, floats with NaN among them."""

from rpython.rlib.rarithmetic import intmask, r_uint


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 8) % limit


def checksum(numbers):
    """Of a list in its order."""
    result = 0
    for n in numbers:
        result = intmask(result * 31 + n)
    return result & 0xffffff


def is_ascending(numbers):
    for i in range(1, len(numbers)):
        if numbers[i - 1] > numbers[i]:
            return False
    return True


def runs(random, count, longest, range_):
    """Ascending and descending runs, with equal items."""
    result = []
    while len(result) < count:
        length = 1 + random.below(longest)
        value = random.below(range_) - range_ // 2
        step = random.below(3) - 1
        for i in range(length):
            result.append(value)
            value += step
    return result


def sum_of(numbers):
    total = 0
    for n in numbers:
        total = intmask(total + n * n + n)
    return total


def sort_integers():
    random = Random(1)
    for count in [0, 1, 2, 3, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 127, 129, 500, 1000, 3000]:
        for longest in [1, 2, 40, 700]:
            numbers = runs(random, count, longest, 10 if longest == 2 else 100000)
            before = sum_of(numbers)
            numbers.sort()
            print(count, longest, is_ascending(numbers), sum_of(numbers) == before, checksum(numbers))


def sort_unbalanced():
    """A long run and a short one, at either end; and what is merged lies anywhere in the long one."""
    for long_length in [40, 200, 1000]:
        for first in [-5, 0, 333, 995]:
            short = [first + 3 * i for i in range(17)]
            long = list(range(long_length))
            one = long + short
            other = short + long
            one.sort()
            other.sort()
            print(is_ascending(one), one == other, checksum(one))


def sort_extremes():
    limits = [intmask(1 << 63), intmask((1 << 63) - 1), 0, -1, 1]
    numbers = []
    random = Random(2)
    for i in range(200):
        numbers.append(limits[random.below(5)])
    numbers.sort()
    print(is_ascending(numbers), numbers.count(0), numbers[0] == limits[0], numbers[-1] == limits[1])
    numbers.sort(reverse=True)
    print(numbers[0] == limits[1], numbers[-1] == limits[0])


def sort_unsigned():
    random = Random(3)
    numbers = [r_uint(0) - r_uint(random.below(1000)) * r_uint(random.below(2)) for i in range(300)]
    numbers.sort()
    ascending = True
    for i in range(1, len(numbers)):
        if numbers[i - 1] > numbers[i]:
            ascending = False
    print(ascending, intmask(numbers[0]), intmask(numbers[-1]))


def sort_characters():
    random = Random(4)
    letters = [chr(97 + random.below(26)) for i in range(300)]
    letters.sort()
    print(''.join(letters))
    flags = [random.below(2) == 0 for i in range(100)]
    flags.sort()
    print(flags[0], flags[-1], flags.index(True))


def sort_floats():
    random = Random(5)
    nan = float('inf') - float('inf')
    for with_nan in [False, True]:
        numbers = []
        for i in range(500):
            numbers.append(nan if with_nan and random.below(7) == 0 else (random.below(2000) - 1000) / 8.0)
        total = 0.0
        missing = 0
        for x in numbers:
            if x == x:
                total += x
            else:
                missing += 1
        numbers.sort()
        # With NaN there is no order, but each number must still be there.
        after = 0.0
        missing_after = 0
        ascending = True
        for i in range(len(numbers)):
            if numbers[i] == numbers[i]:
                after += numbers[i]
            else:
                missing_after += 1
            if i > 0 and numbers[i - 1] > numbers[i]:
                ascending = False
        print(len(numbers), total == after, missing == missing_after, with_nan or ascending)


def sort_others():
    """Strings and pairs: stable, and what they are compared by is not all there is."""
    random = Random(6)
    words = ['w' + str(random.below(50)) for i in range(400)]
    words.sort()
    print(words[0], words[200], words[-1], words.index('w7'))
    pairs = [(random.below(20), i) for i in range(400)]
    pairs.sort(key=lambda pair: pair[0])
    stable = True
    for i in range(1, len(pairs)):
        if pairs[i - 1] > pairs[i]:
            stable = False
    print(stable, pairs[0], pairs[-1])


def entry_point(argv):
    sort_integers()
    sort_unbalanced()
    sort_extremes()
    sort_unsigned()
    sort_characters()
    sort_floats()
    sort_others()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
