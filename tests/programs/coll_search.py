"""Breadth-first search, generators of deques, deques of tuples and of deques."""

from collections import deque


class Node:
    def __init__(self, name):
        self.name = name
        self.links = []
def bfs(start):
    seen = {start.name}
    queue = deque([start])
    order = []
    while queue:
        node = queue.popleft()
        order.append(node.name)
        for other in node.links:
            if other.name not in seen:
                seen.add(other.name)
                queue.append(other)
    return order
def gen(n):
    d = deque(maxlen=n)
    for i in range(5):
        d.append(i)
        yield d
class Stack:
    def __init__(self, items=None):
        self.items = deque() if items is None else items
    def push(self, x):
        self.items.append(x)
        return self
def make():
    return deque()


def uses():
    nodes = [Node(c) for c in 'abcd']
    nodes[0].links = [nodes[1], nodes[2]]
    nodes[1].links = [nodes[3]]
    nodes[2].links = [nodes[3], nodes[0]]
    print(bfs(nodes[0]))
    print([list(d) for d in gen(2)])
    s = Stack().push(1).push(2)
    t = Stack(deque([9])).push(3)
    print(s.items, t.items, sorted(t.items), sum(s.items), list(enumerate(t.items)))
    m = make(); m.append('x')
    w = make(); w.append('y')
    print(m, w, list(zip(m, w)), [x + '!' for x in m], ''.join(w))
    pairs = deque()
    pairs.append((1, 'a')); pairs.append((2, 'b'))
    while pairs:
        n, c = pairs.popleft()
        print(n, c)
    x = None
    if len(nodes) > 3: x = deque([1, 2])
    if x is not None: print(x.pop())
    first, *rest = deque([1, 2, 3])
    print(first, rest)
    dd = deque([deque([1]), deque([2, 3])])
    dd[0].append(7)
    print(dd, [sum(q) for q in dd])


def entry_point(argv):
    uses()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
