"""A heap of tasks, and Dijkstra's shortest paths with it."""


class Task:
    def __init__(self, priority, name):
        self.priority = priority
        self.name = name

    def before(self, other):
        if self.priority != other.priority:
            return self.priority < other.priority
        return self.name < other.name


class Heap:
    def __init__(self):
        self.items = []

    def push(self, task):
        items = self.items
        items.append(task)
        i = len(items) - 1
        while i > 0:
            parent = (i - 1) // 2
            if not items[i].before(items[parent]):
                break
            items[i], items[parent] = items[parent], items[i]
            i = parent

    def pop(self):
        items = self.items
        top = items[0]
        last = items.pop()
        if items:
            items[0] = last
            i = 0
            while True:
                child = 2 * i + 1
                if child >= len(items):
                    break
                if child + 1 < len(items) and (
                        items[child + 1].before(items[child])):
                    child += 1
                if not items[child].before(items[i]):
                    break
                items[i], items[child] = items[child], items[i]
                i = child
        return top


ROADS = '''
a b 7
a c 9
a f 14
b c 10
b d 15
c d 11
c f 2
d e 6
e f 9
'''


def shortest(graph, start):
    distances = {start: 0}
    heap = Heap()
    heap.push(Task(0, start))
    while heap.items:
        task = heap.pop()
        if task.priority > distances[task.name]:
            continue
        for name, length in graph[task.name]:
            distance = task.priority + length
            if name not in distances or distance < distances[name]:
                distances[name] = distance
                heap.push(Task(distance, name))
    return distances


def entry_point(argv):
    heap = Heap()
    for i, name in enumerate('the quick brown fox jumps over'.split()):
        heap.push(Task(i * 7 % 4, name))
    while heap.items:
        task = heap.pop()
        print(f'{task.priority} {task.name}')
    graph = {}
    for line in ROADS.strip().split('\n'):
        a, b, length = line.split(' ')
        for x, y in [(a, b), (b, a)]:
            if x not in graph:
                graph[x] = []
            graph[x].append((y, int(length)))
    distances = shortest(graph, 'a')
    for name in sorted(distances.keys()):
        print(f'{name} {distances[name]}')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
