"""deques, counters and the like: made in several places, kept in attributes, lists, dicts; prebuilt."""

from collections import Counter, OrderedDict, defaultdict, deque


def fill(d, n):
    for i in range(n): d.append(i)
QUEUE = deque([5, 6], maxlen=3)
WORDS = deque(['a'])
TABLE = OrderedDict([('x', 1), ('y', 2)])
SEEN = Counter('hello')
GROUPS = defaultdict(list, {1: ['one']})
class Machine:
    def __init__(self):
        self.queue = deque()
        self.log = None
    def reset(self):
        self.queue = deque([100])
    def start(self, flag):
        if flag:
            self.log = deque()
        return self.log
def choose(flag):
    return deque([1.5]) if flag else deque((2.5, 3.5))
def total(d):
    result = 0
    for x in d: result += x
    return result


def first_steps():
    d = deque([1,2])
    d.append(3); d.appendleft(0)
    print(d.pop(), d.popleft(), len(d), d)


def parameters():
    a = deque()
    b = deque()
    c = deque(['x'])
    fill(a, 3)
    fill(b, 2)
    c.append('yy')
    print(a, b, c, a[1], c[0], 2 in a, 'q' in c)


def meeting():
    m = Machine()
    m.queue.append(1); m.queue.append(2)
    old = m.queue
    m.reset()
    m.queue.appendleft(7)
    print(m.queue, old, total(m.queue), total(QUEUE), m.start(False) is None, m.start(True))
    m.log.append('text'); m.log.append('more')
    print(m.log, len(m.log), choose(True), choose(False), choose(len('a') == 1)[0])
    QUEUE.append(7); QUEUE.append(8)
    print(QUEUE, QUEUE == deque([6, 7, 8]), WORDS, 'a' in WORDS)
    TABLE.move_to_end('x'); TABLE['z'] = 3
    print(TABLE, SEEN, SEEN['l'], GROUPS[1], GROUPS[2], len(GROUPS))
    deques = [deque(), deque([1]), deque([2, 3])]
    deques[0].extend(deques[2])
    print(deques, [len(d) for d in deques], max(deques, key=len))
    by_name = {'a': deque([1]), 'b': deque()}
    by_name['b'].append(9)
    print(by_name['b'].pop(), by_name['a'])
    a = deque([1]); b = a
    b.append(2)
    print(a is b, a, deque([1, 2]) == a, deque([1]) != a, deque([1]) < a, isinstance(a, deque))


def entry_point(argv):
    first_steps()
    parameters()
    meeting()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
