"""Objects of some subclasses have no hash: they define an equality only."""


class Item:
    pass


class Number(Item):
    def __init__(self, number):
        self.number = number

    def __eq__(self, other):
        return isinstance(other, Number) and self.number == other.number


class Word(Item):
    def __init__(self, word):
        self.word = word

    def __eq__(self, other):
        return isinstance(other, Word) and self.word == other.word

    def __hash__(self):
        return len(self.word)


def main():
    seen = {}
    for item in [Item(), Word('a'), Number(3), Word('a'), Number(3), Word('b')]:
        try:
            seen[item] = seen.get(item, 0) + 1
        except TypeError as error:
            print(error)
    print(sorted(seen.values()))
    print(Number(3) in [Number(2), Number(3)])


def entry_point(argv):
    main()
    return 0


def target(driver, args):
    return entry_point
