"""Lists and string builders that grow: the memory they outgrow is reused at once, so nothing may be left in it."""

from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rstring import StringBuilder


class Node:
    def __init__(self, value):
        self.value = value


def checksum(numbers):
    result = 0
    for n in numbers:
        result = intmask(result * 31 + n) & 0xffffff
    return result


def interleaved(count):
    """Many lists grow in turns, through the same sizes."""
    lists = [[k] for k in range(40)]
    for i in range(count):
        for k in range(len(lists)):
            if i % (k % 7 + 1) == 0:
                lists[k].append(i * k)
    print([len(l) for l in lists])
    print([checksum(l) for l in lists])


def of_objects(count):
    """Arrays with pointers: what is reused must not show stale ones, and what is in use must stay."""
    kept = []
    for k in range(30):
        nodes = []
        for i in range(count + k):
            nodes.append(Node(i ^ k))
        if k % 3 == 0:
            kept.append(nodes)
    total = 0
    for nodes in kept:
        for node in nodes:
            total = intmask(total * 7 + node.value) & 0xffffff
    print(len(kept), total)


def while_iterating():
    numbers = [1]
    for n in numbers:
        if len(numbers) < 5000:
            numbers.append(n + 1)
            numbers.append(n * 2)
    print(len(numbers), checksum(numbers))
    seen = 0
    for i, n in enumerate(numbers):
        if i < 3000:
            numbers.append(i)
        seen += n
    print(len(numbers), seen)


def with_itself():
    """The list is also the source of what it grows by."""
    numbers = [i * i for i in range(100)]
    numbers.extend(numbers)
    numbers += numbers
    print(len(numbers), checksum(numbers))
    numbers[100:100] = numbers
    print(len(numbers), checksum(numbers))
    numbers *= 3
    print(len(numbers), checksum(numbers))
    numbers.insert(50, numbers[1000])
    for i in range(1500):
        numbers.insert(i, numbers[-1 - i])
    print(len(numbers), checksum(numbers))


def shrinking():
    numbers = []
    for i in range(20000):
        numbers.append(i)
    others = []
    while len(numbers) > 3:
        others.append(numbers.pop())
        if len(numbers) % 100 == 0:
            del numbers[len(numbers) // 2:]
    print(len(numbers), len(others), checksum(others), numbers)


class Store:
    def __init__(self):
        self.items = []


class Growing:
    """Its comparison makes the list grow that is being searched."""

    def __init__(self, value, store):
        self.value = value
        self.store = store

    def __eq__(self, other):
        items = self.store.items
        if len(items) < 3000:
            for i in range(300):
                items.append(Growing(len(items), self.store))
        return self.value == other.value

    def __hash__(self):
        return self.value


def searched_while_growing():
    store = Store()
    for i in range(200):
        store.items.append(Growing(i, store))
    needle = Growing(299, store)
    print(store.items.index(needle), needle in store.items, len(store.items))
    del store.items[250:]
    print(store.items.count(needle), len(store.items))


def builders():
    """What was built stays while its builder goes on."""
    built = []
    builder = StringBuilder(4)
    for i in range(3000):
        builder.append(str(i))
        if i % 100 == 0:
            built.append(builder.build())
            built.append(builder.build())
        if i % 250 == 0:
            builder.append_multiple_char('x', i)
            built.append(builder.build())
        if i % 333 == 0:
            builder.append_slice('0123456789', 2, 8)
    whole = builder.build()
    for text in built:
        assert whole.startswith(text)
    print(len(built), len(whole), builder.getlength(), checksum([ord(c) for c in whole]))


def full_builders():
    """Exactly full when they are built: then the string is the buffer."""
    built = []
    for size in [0, 1, 2, 64, 100, 1000, 5000]:
        builder = StringBuilder(size)
        for i in range(size):
            builder.append(chr(97 + i % 26))
        first = builder.build()
        builder.append('!')
        second = builder.build()
        builder.append('?')
        third = builder.build()
        again = builder.build()
        built.append(first)
        built.append(second)
        built.append(third)
        for i in range(3):
            other = StringBuilder(size)
            other.append_multiple_char('z', size)
            built.append(other.build())
        assert again == third
    print(checksum([len(text) for text in built]), checksum([ord(c) for c in ''.join(built)]))


def splitting():
    text = ','.join([str(i * i) for i in range(3000)])
    pieces = text.split(',')
    print(len(pieces), pieces[0], pieces[-1], checksum([int(piece) for piece in pieces]))
    for text in ['', ',', ',,', 'a', 'a,', ',a', 'a,,b', 'one,two,three with, long pieces, that a call finds,']:
        print(text.split(','), text.split(',', 1), text.split(',', 0), text.split(', '))
    print(b'1 2  3'.split(b' '))


def entry_point(argv):
    interleaved(2000)
    of_objects(700)
    while_iterating()
    with_itself()
    shrinking()
    searched_while_growing()
    builders()
    full_builders()
    splitting()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
