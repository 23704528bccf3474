"""heapq and bisect."""

import bisect
import heapq


def breakpoint_of(score):
    return 'FDCBA'[bisect.bisect([60, 70, 80, 90], score)]


def heaps():
    h = []
    for x in [5, 2, 8, 1, 9, 3]: heapq.heappush(h, x)
    print(h, heapq.heappop(h), h, heapq.heapreplace(h, 7), h, heapq.heappushpop(h, 0), h)
    g = [9,8,7,6,5,4,3,2,1]
    heapq.heapify(g)
    print(g, heapq.nsmallest(3, g), heapq.nlargest(2, g, key=lambda x: -x))
    print(list(heapq.merge([1,4,6],[2,3],[0,9])), list(heapq.merge([3,1],[2], reverse=True)), list(heapq.merge(['a','ccc'],['bb'], key=len)))
    q = []
    heapq.heappush(q, (2, 'b')); heapq.heappush(q, (1, 'z')); heapq.heappush(q, (1, 'a'))
    print([heapq.heappop(q) for _ in range(3)])
    try:
        heapq.heappop(q)
    except IndexError as e:
        print('empty', e)


def search():
    a = [1,2,2,3]
    print(bisect.bisect_left(a, 2), bisect.bisect(a, 2), bisect.bisect_right(a, 2, 1, 3), bisect.bisect_left(['a','ccc'], 2, key=len))
    bisect.insort(a, 2); bisect.insort_left(a, 0)
    print(a)
    try:
        bisect.bisect_left(a, 1, -1)
    except ValueError as e:
        print(e)


def random_order():
    state = 12345
    heap = []
    ordered = []
    for _ in range(300):
        state = (state * 1103515245 + 12345) & 0x7fffffff
        value = state // 65536 % 1000
        heapq.heappush(heap, value)
        bisect.insort(ordered, value)
        if value % 3 == 0:
            assert heapq.heappop(heap) == ordered.pop(0)
    print(heap[:20], sum(heap), ordered[:20], len(ordered))
    rest = [heapq.heappop(heap) for _ in range(len(heap))]
    print(rest == ordered, [bisect.bisect_left(ordered, x) for x in (0, 500, 1000)])


def tasks():
    tasks = []
    for priority, name in [(3, 'write'), (1, 'think'), (2, 'read'), (1, 'ask')]:
        heapq.heappush(tasks, (priority, name))
    while tasks:
        print(heapq.heappop(tasks))
    grades = [breakpoint_of(score) for score in [33, 60, 77, 89, 90, 100]]
    print(grades)


def entry_point(argv):
    heaps()
    search()
    random_order()
    tasks()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
