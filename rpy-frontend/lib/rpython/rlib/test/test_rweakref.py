import gc

from rpython.rlib.rweakref import RWeakKeyDictionary, RWeakValueDictionary, ref


class Node:
    def __init__(self, name):
        self.name = name


def test_ref():
    node = Node('a')
    reference = ref(node)
    assert reference() is node
    del node
    gc.collect()
    assert reference() is None


def test_values():
    cache = RWeakValueDictionary(str, Node)
    assert cache.get('a') is None
    kept = []
    for i in range(100):
        node = Node(str(i))
        cache.set(str(i), node)
        if i % 10 == 0:
            kept.append(node)
        del node
    assert len(cache._references) < 60
    assert [cache.get(node.name) for node in kept] == kept
    assert cache.get('5') is None
    cache.set('10', None)
    assert cache.get('10') is None
    cache.set('absent', None)
    assert type(RWeakValueDictionary(str, Node)) is type(cache)


def test_keys():
    class Data:
        pass

    table = RWeakKeyDictionary(Node, Data)
    kept = [Node(str(i)) for i in range(5)]
    values = [Data() for _ in kept]
    for node, value in zip(kept, values):
        table.set(node, value)
    for i in range(100):
        table.set(Node('x'), values[0])
    gc.collect()
    assert table.length() == 5
    assert [table.get(node) for node in kept] == values
    table.set(kept[0], values[1])
    assert table.get(kept[0]) is values[1]
    table.set(kept[0], None)
    assert table.get(kept[0]) is None and table.length() == 4
    assert table.get(Node('x')) is None
