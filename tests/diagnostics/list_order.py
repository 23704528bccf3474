class Card:
    def __init__(self, rank):
        self.rank = rank


def entry_point(argv):
    cards = [Card(len(argv)), Card(2)]
    cards.sort()
    return cards[0].rank


def target(driver, args):
    return entry_point
