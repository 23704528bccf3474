# test: not --gc=none --gc=boehm
"""What `rgc` tells of objects: their references, types and sizes."""

from rpython.rlib import rgc


class Node:
    def __init__(self, name, left, right):
        self.name = name
        self.left = left
        self.right = right


class Leaf(Node):
    def __init__(self, name):
        Node.__init__(self, name, None, None)
        self.number = 1


class Other:
    def __init__(self, nodes):
        self.nodes = nodes


def names_of_referents(node):
    names = []
    for reference in rgc.get_rpy_referents(node):
        found = rgc.try_cast_gcref_to_instance(Node, reference)
        if found is not None:
            names.append(found.name)
    names.sort()
    return names


def reachable(start):
    """The names of all nodes below one, through whatever there is."""
    seen = [rgc.cast_instance_to_gcref(start)]
    names = []
    i = 0
    while i < len(seen):
        reference = seen[i]
        i += 1
        node = rgc.try_cast_gcref_to_instance(Node, reference)
        if node is not None:
            names.append(node.name)
        for each in rgc.get_rpy_referents(reference):
            if each not in seen:
                seen.append(each)
    names.sort()
    return names


def entry_point(argv):
    a, b = Leaf('a'), Leaf('b')
    c = Node('c', a, b)
    d = Node('d', c, c)
    print(names_of_referents(a), names_of_referents(c), names_of_referents(d))
    other = Other([a, d, d])
    print(reachable(d))
    rgc.collect()
    many = Other([Leaf('n%d' % i) for i in range(20)])
    print(len(reachable(a)), rgc.try_cast_gcref_to_instance(Other, rgc.cast_instance_to_gcref(other)) is other)
    print(rgc.try_cast_gcref_to_instance(Leaf, rgc.cast_instance_to_gcref(c)) is None,
          rgc.try_cast_gcref_to_instance(Node, rgc.cast_instance_to_gcref(b)) is b)
    references = [rgc.cast_instance_to_gcref(a), rgc.cast_instance_to_gcref(b), rgc.cast_instance_to_gcref(a)]
    rgc.collect(0)
    numbers = {reference: i for i, reference in enumerate(references)}
    rgc.collect()
    print(len(numbers), numbers[references[0]], numbers[rgc.cast_instance_to_gcref(b)])
    print(references[0] == references[2], references[0] == references[1], references.index(references[1]))
    print(rgc.get_rpy_type_index(a) == rgc.get_rpy_type_index(b), rgc.get_rpy_type_index(a) == rgc.get_rpy_type_index(c),
          rgc.get_rpy_type_index(references[0]) == rgc.get_rpy_type_index(b))
    print(rgc.get_rpy_memory_usage(a) > 0, rgc.get_rpy_memory_usage(references[1]) == rgc.get_rpy_memory_usage(b))
    texts = [''.join(argv) + 'x' * 1000, 'y']
    print(rgc.get_rpy_memory_usage(texts[0]) >= 1000)
    print(len(rgc.get_rpy_roots()) > 0, len(many.nodes))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
