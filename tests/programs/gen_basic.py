"""Generator functions: loops, several alive, infinite ones, passed as values and stored."""


def count(start, step=1):
    while True:
        yield start
        start += step


def up_to(limit):
    i = 0
    while i < limit:
        yield i
        i += 1


def words(text):
    word = ''
    for c in text:
        if c == ' ':
            if word:
                yield word
            word = ''
        else:
            word += c
    if word:
        yield word


def take(n, items):
    result = []
    for item in items:
        if n == 0:
            break
        n -= 1
        result.append(item)
    return result


def pairs(names, values):
    for i, name in enumerate(names):
        for value in values:
            if value % 2 == i % 2:
                yield name, value


def nothing():
    return
    yield 1


class Stream:
    def __init__(self, source):
        self.source = source
        self.peeked = -1
        self.has_peeked = False

    def peek(self):
        if not self.has_peeked:
            self.peeked = next(self.source, -1)
            self.has_peeked = True
        return self.peeked

    def read(self):
        value = self.peek()
        self.has_peeked = False
        return value


def entry_point(argv):
    print(take(5, count(10)))
    print(take(4, count(0, -3)))
    print(list(up_to(4)), sum(up_to(5)), max(up_to(9)))
    for word in words('  the quick brown  fox '):
        print(repr(word))
    for name, value in pairs(['a', 'b'], [1, 2, 3, 4]):
        print(name, value)
    for x in nothing():
        print('never', x)
    a = count(1)
    b = count(100)
    for _ in range(3):
        print(next(a), next(b))
    stream = Stream(up_to(3))
    while stream.peek() != -1:
        print('read', stream.read())
    alive = [up_to(n) for n in range(4)]
    while alive:
        rest = []
        for g in alive:
            value = next(g, -1)
            if value >= 0:
                print(value, end=' ')
                rest.append(g)
        print('|', len(rest))
        alive = rest
    print(dict(pairs(['x', 'y'], [1, 2])), sorted(words('b c a')), ','.join(words('x y z')))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    entry_point([])
