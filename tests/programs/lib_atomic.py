# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=refcount --gc-debug
# test: also --threads=gil
# test: also --threads=free --gc=incminimark --gc-stress --gc-debug
"""Numbers and references that threads may share: what each operation does."""

import sys

from rpython.rlib.ratomic import AtomicInt, AtomicReference


class Node(object):
    def __init__(self, value):
        self.value = value


prebuilt_number = AtomicInt(5)
prebuilt_reference = AtomicReference(Node, Node(77))
prebuilt_text = AtomicReference(str, 'before')


def main(argv):
    number = AtomicInt(10)
    print(number.load(), number.exchange(-4), number.load())
    print(number.compare_exchange(-4, 6), number.compare_exchange(-4, 7), number.load())
    print(number.fetch_add(-10), number.fetch_sub(1), number.load())
    print(number.fetch_and(0xff), number.load(), number.fetch_or(0x100), number.load())
    number.store(sys.maxsize)
    print(number.fetch_add(1) == sys.maxsize, number.load() == -sys.maxsize - 1)
    number.fetch_sub(-sys.maxsize - 1)
    print(number.load(), prebuilt_number.fetch_add(number.load() + 1), prebuilt_number.load())

    first, second = Node(1), Node(2)
    reference = AtomicReference(Node)
    print(reference.load() is None, reference.compare_exchange(None, first), reference.load() is first)
    print(reference.compare_exchange(second, None), reference.exchange(second).value, reference.load().value)
    reference.store(None)
    print(reference.load() is None, reference.exchange(first) is None, reference.load().value)
    print(prebuilt_reference.exchange(second).value, prebuilt_reference.load().value)
    print(prebuilt_text.exchange('after' + str(number.load())), prebuilt_text.load())
    numbers = AtomicReference(list, [1, 2])
    before = numbers.load()
    print(numbers.compare_exchange(before, before + [3]), numbers.load(), before)
    nothing = AtomicReference()
    print(nothing.load() is None, nothing.compare_exchange(None, None))
    return 0


def target(driver, args):
    return main, None
