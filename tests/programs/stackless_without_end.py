# test: always --stackless --max-heap=32m
# test: not --gc-stress --gc-debug --gc=none --gc=boehm
# test: also --gc=semispace
# test: also --gc=marksweep --roots=shadowstack -O0
# test: also --gc=immix -O1
# test: also --target=armv6-linux-gnueabi
"""Recursion without end takes all the memory that there is, again and again, and leaves everything as it was."""


class Node(object):
    def __init__(self, n, next):
        self.n = n
        self.next = next


def forever(n, node):
    return forever(n + 1, Node(n, node)) + node.n


def cleaning_up(n, log):
    try:
        return cleaning_up(n + 1, log) + 1
    finally:
        log[0] += 1


def entry_point(argv):
    for i in range(5):
        try:
            forever(0, Node(0, None))
        except (MemoryError, RecursionError):
            print('caught')
        log = [0]
        try:
            cleaning_up(0, log)
        except (MemoryError, RecursionError):
            print('cleaned up', log[0] > 100)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
