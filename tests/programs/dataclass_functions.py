"""asdict, astuple and replace of dataclasses."""

from dataclasses import asdict, astuple, dataclass, field, replace


@dataclass
class P:
    x: int
    y: int = 3
@dataclass
class Line:
    start: P
    end: P
    weights: list[int] = field(default_factory=list)
    points: list[P] = field(default_factory=list)
@dataclass
class Colour:
    red: int
    green: int


def conversions():
    p = P(1)
    print(asdict(p), astuple(p))
    line = Line(p, P(5, 6), [1, 2])
    line.points.append(P(8, 9))
    t = astuple(line)
    line.weights.append(3)
    print(t, line)
    d = asdict(Colour(3, len('abcd')))
    d['blue'] = 9
    print(d, asdict(Colour(1, 2)) == {'red': 1, 'green': 2})


def entry_point(argv):
    conversions()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
