# Dataclasses: frozen, ordered, hashed, with slots, replaced.
from dataclasses import dataclass, field, replace


@dataclass(frozen=True)
class Key:
    name: str
    number: int


@dataclass(order=True)
class Version:
    major: int
    minor: int
    note: str = field(default='', compare=False)


@dataclass(frozen=True, order=True)
class Money:
    cents: int
    currency: str = 'EUR'

    def __add__(self, other):
        return Money(self.cents + other.cents, self.currency)


@dataclass(slots=True)
class Slotted:
    a: int
    b: float = 2.5


@dataclass(unsafe_hash=True)
class Hashed:
    x: int


def main():
    d = {Key('a', 1): 'x', Key('b', 2): 'y'}
    print(d[Key('a', 1)], Key('b', 2) in d, Key('c', 3) in d, len({Key('a', 1), Key('a', 1)}))
    vs = [Version(2, 0), Version(1, 9, 'late'), Version(1, 10)]
    print(sorted(vs), min(vs), max(vs), vs[0] > vs[1], vs[1] <= vs[2], Version(1, 1, 'a') == Version(1, 1, 'b'))
    print(Money(150) + Money(250), Money(1) < Money(2), Money(3) == Money(3))
    s = Slotted(1)
    s.a += 1
    print(s, s == Slotted(2, 2.5))
    print(hash(Hashed(3)) == hash(Hashed(3)), {Hashed(1): 'one'}[Hashed(1)])
    k = Key('a', 1)
    print(replace(k, number=9), replace(vs[0], minor=5, note='n'), k)


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
