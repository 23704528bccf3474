"""Graphs: breadth first, topological order, connected components."""


class Graph:
    def __init__(self):
        self.edges = {}

    def add(self, a, b):
        for node in [a, b]:
            if node not in self.edges:
                self.edges[node] = []
        self.edges[a].append(b)

    def nodes(self):
        return sorted(self.edges.keys())

    def distances(self, start):
        result = {start: 0}
        queue = [start]
        while queue:
            node = queue.pop(0)
            for other in self.edges[node]:
                if other not in result:
                    result[other] = result[node] + 1
                    queue.append(other)
        return result

    def topological_order(self):
        incoming = {node: 0 for node in self.edges}
        for others in self.edges.values():
            for other in others:
                incoming[other] += 1
        ready = [node for node in self.nodes() if incoming[node] == 0]
        order = []
        while ready:
            node = ready.pop()
            order.append(node)
            for other in self.edges[node]:
                incoming[other] -= 1
                if incoming[other] == 0:
                    ready.append(other)
        if len(order) < len(self.edges):
            raise ValueError
        return order


class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))
        self.rank = [0] * n
        self.groups = n

    def find(self, i):
        while self.parent[i] != i:
            self.parent[i] = self.parent[self.parent[i]]
            i = self.parent[i]
        return i

    def union(self, i, j):
        i = self.find(i)
        j = self.find(j)
        if i == j:
            return False
        if self.rank[i] < self.rank[j]:
            i, j = j, i
        self.parent[j] = i
        if self.rank[i] == self.rank[j]:
            self.rank[i] += 1
        self.groups -= 1
        return True


def entry_point(argv):
    graph = Graph()
    for edge in 'shirt-tie tie-jacket trousers-shoes trousers-belt ' \
            'belt-jacket socks-shoes'.split():
        a, b = edge.split('-')
        graph.add(a, b)
    print(' '.join(graph.topological_order()))
    distances = graph.distances('trousers')
    for node in sorted(distances.keys()):
        print(f'{node} {distances[node]}')
    graph.add('jacket', 'shirt')
    try:
        graph.topological_order()
    except ValueError:
        print('there is a cycle')
    union = UnionFind(20)
    for i in range(20):
        union.union(i, i * 7 % 20)
    print(f'{union.groups} ' + ' '.join([str(union.find(i))
                                         for i in range(20)]))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
