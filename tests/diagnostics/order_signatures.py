class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank


class Trump(Card):
    def __lt__(self, other, by_suit=False):
        return by_suit


def entry_point(argv):
    cards = [Card(3), Trump(2)]
    cards.sort()
    return cards[0].rank


def target(driver, args):
    return entry_point
