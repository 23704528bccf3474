# Comparison methods, total_ordering, and what uses them.
from functools import total_ordering


@total_ordering
class Version:
    def __init__(self, major, minor):
        self.major = major
        self.minor = minor

    def __eq__(self, other):
        if not isinstance(other, Version):
            return NotImplemented
        return self.major == other.major and self.minor == other.minor

    def __lt__(self, other):
        return (self.major, self.minor) < (other.major, other.minor)

    def __hash__(self):
        return self.major * 31 + self.minor

    def __repr__(self):
        return f'v{self.major}.{self.minor}'


class Money:
    def __init__(self, cents):
        self.cents = cents

    def __eq__(self, other):
        return self.cents == other.cents

    def __ne__(self, other):
        return not self == other

    def __lt__(self, other):
        return self.cents < other.cents

    def __le__(self, other):
        return self.cents <= other.cents

    def __gt__(self, other):
        return self.cents > other.cents

    def __ge__(self, other):
        return self.cents >= other.cents

    def __hash__(self):
        return hash(self.cents)


class Identity:
    pass


def main():
    v = [Version(1, 2), Version(0, 9), Version(1, 0)]
    print(v[0] == Version(1, 2), v[0] != Version(1, 2), v[0] < v[1], v[0] <= v[1], v[0] > v[2], v[0] >= v[2])
    print(sorted(v), min(v), max(v))
    v.sort()
    print(v, v.index(Version(1, 0)), Version(1, 2) in v, Version(3, 3) in v, v.count(Version(0, 9)))
    v.sort(reverse=True)
    print(v)
    d = {Version(1, 0): 'one', Version(2, 0): 'two'}
    d[Version(1, 0)] = 'uno'
    print(len(d), d[Version(1, 0)], Version(2, 0) in d, d.get(Version(5, 5), 'none'))
    s = {Version(1, 1), Version(1, 1), Version(1, 2)}
    print(len(s), Version(1, 1) in s)
    print([Version(1, 1), Version(2, 2)] == [Version(1, 1), Version(2, 2)], (Version(1, 1), 3) == (Version(1, 1), 3))
    print((Version(1, 1), 3) < (Version(1, 1), 4), (Version(1, 1), 3) < (Version(1, 2), 0))
    m = Money(5)
    print(m == Money(5), m != Money(5), m < Money(6), m <= Money(5), m > Money(4), m >= Money(6))
    print(max(Money(3), Money(9)).cents, min([Money(3), Money(1)]).cents)
    t = {(Money(1), 'x'): 1}
    print(t[(Money(1), 'x')])
    i = Identity()
    j = Identity()
    print(i == i, i == j, i != j, i in [j, i], [i].index(i), {i: 1}[i])
    n = None if len(v) > 5 else m
    print(n is None, n is not m)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
