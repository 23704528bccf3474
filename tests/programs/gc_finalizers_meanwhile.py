# test: not --gc=none
"""Finalizers that change what the program is changing: lists, dicts, sets, strings being built."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rstring import StringBuilder


class Shared:
    def __init__(self):
        self.finalized = 0
        self.numbers = []
        self.names = []
        self.table = {}
        self.seen = set()
        self.builder = StringBuilder()
        self.bytes = bytearray()


shared = Shared()


class Node:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        shared.finalized += 1
        number = self.number
        for i in range(number % 40):
            shared.numbers.append(number)
            shared.names.append('f%d' % number)
        shared.table[number] = 'f'
        shared.seen.add(number)
        shared.builder.append('f' * (number % 50))
        shared.bytes += b'f' * (number % 20)
        if number % 7 == 0:
            del shared.numbers[len(shared.numbers) // 4:]
            del shared.names[:len(shared.names) // 2]
        if number % 11 == 0:
            shared.table.clear()
            shared.seen.clear()


@dont_inline
def make(i):
    Node(i)
    for k in range(i % 5):
        shared.numbers.append(i)
        shared.names.append('m%d' % i)
    shared.table[i] = 'm' * (i % 9)
    shared.table[-i] = 'm'
    shared.seen.add(-i)
    shared.builder.append('m' * (i % 70))
    shared.bytes += b'm' * (i % 30)
    shared.numbers.extend([i] * (i % 13))
    if i % 50 == 0:
        shared.names.insert(len(shared.names) // 2, 'x')
        shared.numbers = shared.numbers[len(shared.numbers) // 2:]
        shared.builder = StringBuilder()


def check():
    for name in shared.names:
        assert name[0] == 'f' or name[0] == 'm' or name[0] == 'x'
    for number in shared.numbers:
        assert 0 <= number < 5000
    for key in shared.table:
        value = shared.table[key]
        assert len(value) < 10 and -5000 < key < 5000
    for key in shared.seen:
        assert -5000 < key < 5000
    for character in shared.builder.build():
        assert character == 'f' or character == 'm'
    for byte in shared.bytes:
        assert byte == ord('f') or byte == ord('m')


def entry_point(argv):
    for i in range(5000):
        make(i)
        if i % 250 == 0:
            check()
            shared.bytes = bytearray()
    for i in range(4):
        rgc.collect()
    check()
    print(shared.finalized > 4900)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
