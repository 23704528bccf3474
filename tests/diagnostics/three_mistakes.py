"""Three mistakes that have nothing to do with each other, and code that depends on each."""


class Counter:
    def __init__(self):
        self.counts = {}

    def add(self, word):
        self.counts[word] = self.counts.get(word, 0) + 1


def average(counter):
    total = 0
    for word in counter.counts:
        total += counter.counts[word]
    return total / len(counter.counts)


def pick(words, counter):
    word = words[average(counter)]
    return word.upper()


def longest(words):
    best = ''
    for word in words:
        if word.length > len(best):
            best = word
    return best


def entry_point(argv):
    counter = Counter()
    for word in argv:
        counter.add(word)
    counter.add(len(argv))
    print(pick(argv, counter))
    print(longest(argv).upper())
    return 0


def target(driver, args):
    return entry_point
