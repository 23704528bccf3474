import dataclasses


class Word:
    def __init__(self, text):
        self.text = text

    def __eq__(self, other):
        return self.text == other.text


@dataclasses.dataclass
class Point:
    x: int


def entry_point(argv):
    counts = {}
    for argument in argv:
        counts[Word(argument)] = 1
    seen = set()
    seen.add(Point(len(argv)))
    return hash(Word('a'))


def target(driver, args):
    return entry_point
