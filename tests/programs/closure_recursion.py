def depth_first(graph, start):
    order = []
    seen = {}

    def visit(node):
        if node in seen:
            return
        seen[node] = True
        order.append(node)
        for neighbour in graph[node]:
            visit(neighbour)

    visit(start)
    return order


def permutations(items):
    results = []
    chosen = []
    used = [False] * len(items)

    def extend():
        if len(chosen) == len(items):
            results.append(' '.join(chosen))
            return
        for i in range(len(items)):
            if not used[i]:
                used[i] = True
                chosen.append(items[i])
                extend()
                chosen.pop()
                used[i] = False

    extend()
    return results


def ackermann_counter(limit):
    calls = 0

    def ackermann(m, n):
        nonlocal calls
        calls += 1
        if m == 0:
            return n + 1
        if n == 0:
            return ackermann(m - 1, 1)
        return ackermann(m - 1, ackermann(m, n - 1))

    value = ackermann(limit, limit)
    return value, calls


def power_of(base):
    power = lambda n: 1 if n == 0 else base * power(n - 1)
    return power


def hanoi(n):
    pegs = {'a': list(range(n, 0, -1)), 'b': [0][:0], 'c': [0][:0]}
    moves = []

    def move(count, source, goal, spare):
        if count == 0:
            return
        move(count - 1, source, spare, goal)
        disk = pegs[source].pop()
        pegs[goal].append(disk)
        moves.append('%d%s%s' % (disk, source, goal))
        move(count - 1, spare, goal, source)

    move(n, 'a', 'c', 'b')
    return moves, pegs['c']


def entry_point(argv):
    print(depth_first({1: [2, 3], 2: [4], 3: [4, 1], 4: [1]}, 1))
    print(permutations(['x', 'y', 'z']))
    print(ackermann_counter(2))
    print(power_of(3)(5), power_of(2)(len(argv) + 9))
    print(hanoi(3))
    return 0


def target(driver, args):
    return entry_point


if __name__ == "__main__":
    import sys
    sys.exit(entry_point(sys.argv))
