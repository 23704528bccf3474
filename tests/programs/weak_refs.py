"""Weak references and dictionaries of them."""

import weakref

from rpython.rlib import rgc
from rpython.rlib.objectmodel import keepalive_until_here
from rpython.rlib.rweakref import RWeakKeyDictionary, RWeakValueDictionary


class Node:
    def __init__(self, name):
        self.name = name


class Special(Node):
    def __init__(self, name, extra):
        Node.__init__(self, name)
        self.extra = extra


class Data:
    def __init__(self, number):
        self.number = number


def show(reference):
    node = reference()
    if node is None:
        print('gone')
    elif isinstance(node, Special):
        print(node.name, node.extra)
    else:
        print(node.name)


prebuilt = Node('prebuilt')
prebuilt_reference = weakref.ref(prebuilt)
cache = RWeakValueDictionary(str, Node)
cache.set('prebuilt', prebuilt)


def values():
    kept = []
    for i in range(1000):
        node = Node('node %d' % i)
        cache.set(node.name, node)
        if i % 100 == 0:
            kept.append(node)
    found = 0
    for node in kept:
        if cache.get(node.name) is node:
            found += 1
    print(found, cache.get('absent') is None, cache.get('prebuilt') is prebuilt)
    cache.set('prebuilt', None)
    print(cache.get('prebuilt') is None)


def keys():
    table = RWeakKeyDictionary(Node, Data)
    nodes = [Node(str(i)) for i in range(20)]
    for node in nodes:
        table.set(node, Data(len(node.name)))
    print(table.length())
    total = 0
    for node in nodes:
        total += table.get(node).number
    print(total)
    table.set(nodes[3], Data(100))
    table.set(nodes[4], None)
    print(table.get(nodes[3]).number, table.get(nodes[4]) is None, table.length())
    keepalive_until_here(nodes)


def by_number():
    table = RWeakValueDictionary(int, Data)
    one = Data(1)
    table.set(1, one)
    print(table.get(1).number, table.get(2) is None)
    # Translated, a variable keeps what is in it until it is used for the last time.
    keepalive_until_here(one)


def entry_point(argv):
    nodes = [Node('plain'), Special('special', 5)]
    references = [weakref.ref(node) for node in nodes]
    special = weakref.ref(Special('kept by nobody', 6))
    for reference in references:
        show(reference)
    rgc.collect()
    for reference in references:
        show(reference)
    print(references[0]() is nodes[0], len(nodes))
    show(prebuilt_reference)
    values()
    keys()
    by_number()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
