def by_length(word):
    return len(word)


def by_column(column, descending=False):
    def key(row):
        return -row[column] if descending else row[column]
    return key


class Scorer:
    def __init__(self, weights):
        self.weights = weights

    def score(self, word):
        return sum([self.weights.get(letter, 0) for letter in word])

    def __call__(self, word):
        return -self.score(word)


def entry_point(argv):
    words = ['pear', 'fig', 'banana', 'apple']
    scorer = Scorer({'a': 3, 'p': 2, 'f': 10})
    keys = [by_length, scorer.score, scorer, lambda word: ord(word[-1])]
    for key in keys:
        print(sorted(words, key=key), max(words, key=key), min(words, key=key))
    rows = [[3, 1], [1, 2], [2, 0]]
    print(sorted(rows, key=by_column(0)), sorted(rows, key=by_column(1, True)))
    words.sort(key=scorer.score, reverse=True)
    print(words)
    n = len(argv) + 1
    print(list(map(lambda x: x * n, [1, 2, 3])), list(filter(lambda x: x > n, [1, 2, 3])))
    print(list(map(by_length, words)), [w for w in filter(lambda w: len(w) > n + 2, words)])
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
