# test: checked-only
"""Random operations on lists with the largest and smallest integers as arguments."""

from rpython.rlib.rarithmetic import maxint

MAX = maxint
MIN = -MAX - 1
EXTREMES = [0, 1, -1, 2, -2, 3, 5, -5, 7, 100, -100, MAX, MIN, MAX - 1, MIN + 1, MAX // 2 + 1, -(MAX // 2) - 1,
            (1 << 30) - 1, 1 << 30, -(1 << 31), MAX // 4 + 4]


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 8) % n

    def extreme(self):
        return EXTREMES[self.below(len(EXTREMES))]


def show(l):
    return '[' + ' '.join([str(x) for x in l]) + ']'


def change(random, l):
    which = random.below(16)
    i = random.extreme()
    j = random.extreme()
    if which == 0:
        return show(l[i:j])
    if which == 1:
        return show(l[i:])
    if which == 2:
        return show(l[:j])
    if which == 3:
        step = random.extreme()
        return show(l[i:j:step])
    if which == 4:
        step = random.extreme()
        return show(l[::step])
    if which == 5:
        l[i:j] = [9] * random.below(4)
    elif which == 6:
        del l[i:j]
    elif which == 7:
        l.insert(i, random.below(10))
    elif which == 8:
        return str(l.pop(i))
    elif which == 9:
        return str(l[i])
    elif which == 10:
        l[i] = 8
    elif which == 11:
        del l[i]
    elif which == 12:
        if random.below(2) == 0:
            l *= random.below(3)
        else:
            l[i:i] = l
        if len(l) > 40:
            del l[10:]
    elif which == 13:
        l[i:j] = l[j:i]
    elif which == 14:
        return show(l * (random.below(5) - 2))
    else:
        l.extend(l[i:j])
        if len(l) > 40:
            del l[10:]
    return show(l)


def attempt(random, l):
    try:
        return change(random, l)
    except IndexError:
        return 'IndexError'
    except ValueError:
        return 'ValueError'
    except ZeroDivisionError:
        return 'ZeroDivisionError'


def ranges(random):
    start = random.extreme()
    stop = random.extreme()
    step = random.extreme()
    try:
        result = []
        for x in range(start, stop, step):
            result.append(x)
            if len(result) == 3:
                break
        return show(result)
    except ValueError:
        return 'ValueError'


def entry_point(argv):
    random = Random(7)
    for seed in range(60):
        l = [10, 11, 12, 13, 14]
        trace = []
        for step in range(40):
            trace.append(attempt(random, l))
            if len(l) == 0:
                l.extend([1, 2, 3, 4])
        print(seed, trace[:8], hash_of(trace), show(l))
    for i in range(100):
        print(ranges(random))
    return 0


def hash_of(trace):
    result = 0
    for text in trace:
        for c in text:
            result = (result * 31 + ord(c)) & 0xffffff
    return result


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
