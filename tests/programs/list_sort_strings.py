"""Sorting strings: common beginnings, prefixes of each other, equal ones, every character."""


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7fffffff
        return (self.state >> 8) % n


def word(random, letters, longest):
    return ''.join([letters[random.below(len(letters))] for i in range(random.below(longest + 1))])


def check(strings):
    order = strings[:]
    order.sort()
    descending = sorted(strings, reverse=True)
    total = 0
    for i in range(len(order)):
        if i > 0 and order[i - 1] > order[i]:
            print('wrong at', i)
        for c in order[i]:
            total = (total * 31 + ord(c) + i) & 0xffffff
    print(len(order), total, repr(order[0][:20]), repr(order[-1][:20]), descending[0] == order[-1])


def entry_point(argv):
    random = Random(1)
    check(['b', 'a'])
    check(['only'])
    check([word(random, 'ab', 6) for i in range(500)])
    check([word(random, 'a', 90) for i in range(300)])
    check(['same'] * 100)
    check(['same' * 10 + str(i % 7) for i in range(200)])
    check(['key' + str(random.below(100000)) for i in range(1000)])
    check([word(random, ''.join([chr(i) for i in range(256)]), 5) for i in range(1000)])
    check(['\x00' * random.below(9) for i in range(200)])
    check(['a' * 50 + '\x00' * random.below(3) + word(random, '\x00\x01', 4) for i in range(300)])
    check(['%05d' % i for i in range(300)])
    check(['%05d' % (300 - i) for i in range(300)])
    # Each level of characters sets one string apart.
    check(['xyz' * i for i in range(250)])
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
