"""min, max, abs, sum, len, any, all, reversed."""


class Box:
    def __init__(self, weight):
        self.weight = weight


def median(numbers):
    ordered = sorted(numbers)
    return ordered[len(ordered) // 2]


def entry_point(argv):
    numbers = [3, -7, 12, 0, 5]
    print(f'{min(numbers)} {max(numbers)} {sum(numbers)} {len(numbers)}')
    print(f'{min(3, 4)} {max(3, 4)} {min(5, 2, 8)} {max(5, 2, 8)}')
    print(f'{abs(-4)} {abs(4)} {abs(-2.5)} {min(1.5, -1.5)}')
    print(f'{max("pear", "fig")} {min(["b", "a"])} {sum([1.5, 2.0])}')
    print(f'{sum(numbers, 100)} {median(numbers)}')
    print(str(any([n < 0 for n in numbers])))
    print(str(all([n < 20 for n in numbers])))
    print(str(all([n > 0 for n in numbers])))
    print(' '.join([str(n) for n in reversed(numbers)]))
    none = numbers[:0]
    print(f'{min(none, default=3)} {max(none, default=-1)} {min(numbers, default=0)} {max(["a", "bb"], default="", key=len)}')
    print(f'{max([str(n) for n in none], default="none")} {sum(none, 4)} {sum([0.5], start=1.0)}')
    boxes = [Box(n) for n in numbers]
    print(str(max([box.weight for box in boxes])))
    print(str(len('text')) + str(len([])) + str(len((1, 2))) + str(len({})))
    try:
        print(str(min(numbers[:0])))
    except ValueError:
        print('nothing to choose from')
    print(str(int(True)) + str(bool('')) + str(bool('x')) + str(bool([])))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
