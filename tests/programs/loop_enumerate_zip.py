"""enumerate, zip, reversed, and loops over two things at once."""


class Item:
    def __init__(self, name, price):
        self.name = name
        self.price = price


def dot(a, b):
    return sum([x * y for x, y in zip(a, b)])


def index_of_largest(items):
    best = 0
    for i, item in enumerate(items):
        if item > items[best]:
            best = i
    return best


def entry_point(argv):
    words = ['zero', 'one', 'two', 'three']
    for i, word in enumerate(words):
        print(f'{i} {word}')
    for i, word in enumerate(words, 1):
        print(f'{i}. {word}')
    for i, c in enumerate('abc'):
        print(c * (i + 1))
    numbers = [10, 20, 30]
    for number, word in zip(numbers, words):
        print(f'{number} {word}')
    print(str(dot([1, 2, 3], [4, 5, 6])))
    for word in reversed(words):
        print(word)
    for i in reversed(range(3)):
        print(str(i))
    items = [Item(word, len(word)) for word in words]
    for i, item in enumerate(items):
        item.price *= i
    print(' '.join([f'{item.name}:{item.price}' for item in items]))
    print(str(index_of_largest([3, 9, 2, 9])))
    pairs = list(zip(words, [1, 2, 3, 4]))
    for i, (word, n) in enumerate(pairs):
        print(f'{i} {word} {n}')
    table = {word: i for i, word in enumerate(words)}
    print(str(table['two']))
    changing = [1, 2, 3]
    for n in changing:
        if n < 3 and len(changing) < 10:
            changing.append(n + 1)
    print(' '.join([str(n) for n in changing]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
