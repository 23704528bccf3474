from dataclasses import dataclass


@dataclass(frozen=True)
class Point:
    x: int
    y: int = 0


def entry_point(argv):
    point = Point(len(argv))
    point.x = 5
    return point.x


def target(driver, args):
    return entry_point
