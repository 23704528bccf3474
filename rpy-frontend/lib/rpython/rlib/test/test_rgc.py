import gc

import pytest
from rpython.rlib import rgc


class Node:
    def __init__(self, name):
        self.name = name
        self.other = None


class Nodes(rgc.FinalizerQueue):
    Class = Node

    def __init__(self):
        self.triggered = 0

    def finalizer_trigger(self):
        self.triggered += 1


def take_all(queue):
    names = []
    while (node := queue.next_dead()) is not None:
        names.append(node.name)
    return sorted(names)


def test_dead_objects_come_back():
    queue = Nodes()
    kept = Node('kept')
    queue.register_finalizer(kept)
    for name in 'abc':
        queue.register_finalizer(Node(name))
    assert queue.next_dead() is None
    gc.collect()
    assert queue.triggered > 0
    assert take_all(queue) == ['a', 'b', 'c']
    gc.collect()
    assert queue.next_dead() is None
    del kept
    gc.collect()
    assert take_all(queue) == ['kept']


def test_an_object_may_be_registered_again():
    queue, other = Nodes(), Nodes()
    queue.register_finalizer(Node('a'))
    gc.collect()
    node = queue.next_dead()
    node.other = node
    other.register_finalizer(node)
    gc.collect()
    assert other.next_dead() is None
    del node
    gc.collect()
    assert take_all(other) == ['a'] and take_all(queue) == []


def test_queues_are_for_a_class():
    with pytest.raises(AssertionError):
        Nodes().register_finalizer('a string')
    with pytest.raises(NotImplementedError):
        rgc.FinalizerQueue().next_dead()


def test_derived_queues():
    class MoreNodes(Nodes):
        def register_finalizer(self, obj):
            obj.name += '!'
            Nodes.register_finalizer(self, obj)

    queue = MoreNodes()
    queue.register_finalizer(Node('a'))
    gc.collect()
    assert take_all(queue) == ['a!'] and queue.triggered == 1


def test_references():
    node = Node('a')
    node.other = Node('b')
    reference = rgc.cast_instance_to_gcref(node)
    assert reference == rgc.cast_instance_to_gcref(node) and hash(reference) == hash(rgc.cast_instance_to_gcref(node))
    assert reference != rgc.cast_instance_to_gcref(node.other)
    assert rgc.try_cast_gcref_to_instance(Node, reference) is node
    assert rgc.try_cast_gcref_to_instance(Nodes, reference) is None
    assert rgc.cast_instance_to_gcref(node.other) in rgc.get_rpy_referents(node)
    assert rgc.get_rpy_referents(reference) == rgc.get_rpy_referents(node)
    assert rgc.get_rpy_type_index(node) == rgc.get_rpy_type_index(reference) != rgc.get_rpy_type_index('text')
    assert rgc.get_rpy_memory_usage('x' * 1000) > 1000
    assert len(rgc.get_rpy_roots()) > 0 and not rgc.dump_rpy_heap(1)


def test_hooks():
    class Hooks(rgc.GcHooks):
        def __init__(self):
            self.heard = []

        def on_gc_minor(self, collections, duration, live_bytes):
            self.heard.append('minor')

        def on_gc_collect(self, collections, duration, live_bytes):
            assert collections == 1 and duration > 0
            self.heard.append('major')

    hooks = Hooks()
    before = rgc.get_stats(rgc.MAJOR_COLLECTIONS)
    rgc.set_hooks(hooks)
    gc.collect(0)
    gc.collect()
    rgc.set_hooks(None)
    gc.collect()
    assert hooks.heard == ['minor', 'major']
    assert rgc.get_stats(rgc.MAJOR_COLLECTIONS) == before + 2
    assert rgc.get_stats(rgc.NURSERY_SIZE) == -1
