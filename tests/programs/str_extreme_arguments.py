# test: checked-only
"""String methods with the largest and smallest integers as arguments."""

from rpython.rlib.rarithmetic import maxint

MAX = maxint
MIN = -MAX - 1
EXTREMES = [0, 1, -1, 2, -2, 3, 5, -5, 7, 100, -100, MAX, MIN, MAX - 1, MIN + 1, MAX // 2 + 1, -(MAX // 2) - 1,
            (1 << 30) - 1, 1 << 30, -(1 << 31), MAX // 4 + 4]
SMALL = [0, 1, -1, 2, 9, -9, MIN, MIN + 1, 12]
TEXTS = ['', 'a', 'ab', 'abab', 'hello, world', 'aaa', 'a,b,,c', '\ttab\tbed', '-12', '+7', 'baab']
PARTS = ['', 'a', 'b', 'ab', ',', 'lo', 'aab', 'zz']


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 8) % n

    def extreme(self):
        return EXTREMES[self.below(len(EXTREMES))]

    def small(self):
        return SMALL[self.below(len(SMALL))]


def compute(random, s, t):
    which = random.below(22)
    i = random.extreme()
    j = random.extreme()
    if which == 0:
        return s[i:j]
    if which == 1:
        return s[i:] + s[:j]
    if which == 2:
        return s[i:j:random.extreme()]
    if which == 3:
        return s[i]
    if which == 4:
        return str(s.find(t, i, j))
    if which == 5:
        return str(s.rfind(t, i, j))
    if which == 6:
        return str(s.count(t, i, j))
    if which == 7:
        return str(s.startswith(t, i, j)) + str(s.endswith(t, i, j))
    if which == 8:
        return '|'.join(s.split(t, i))
    if which == 9:
        return '|'.join(s.rsplit(t, i))
    if which == 10:
        return s.replace(t, '<' + t + '>', i)
    if which == 11:
        return s.ljust(random.small(), '.')
    if which == 12:
        return s.rjust(random.small(), '.')
    if which == 13:
        return s.center(random.small(), '.')
    if which == 14:
        return s.zfill(random.small())
    if which == 15:
        return s.expandtabs(random.below(12) - 2)
    if which == 16:
        return s * random.small()
    if which == 17:
        return str(s.index(t, i, j))
    if which == 18:
        return str(s.find(t, i)) + str(s.rfind(t, i)) + str(s.count(t, i))
    if which == 19:
        return '|'.join(s.split(None, i))
    if which == 20:
        return '|'.join(s.rsplit(None, i))
    return s.replace(t, '', i)


def entry_point(argv):
    random = Random(3)
    for s in TEXTS:
        for t in PARTS:
            for again in range(25):
                try:
                    print(compute(random, s, t))
                except IndexError:
                    print('IndexError')
                except ValueError:
                    print('ValueError')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
