# test: always --threads=gil
# test: also --stackless
# test: also --threads=free --stackless
# test: also --threads=free
# test: also --threads=free --gc=semispace
# test: also --threads=free --gc=marksweep
# test: also --threads=free --gc=immix
# test: also --threads=free --gc=generational --gc-debug
# test: also --threads=free --gc=incminimark --gc-stress --gc-debug
# test: also --threads=free --target=aarch64-linux-gnu
# test: not --target=wasm32-wasi: it has no threads
"""Threads that make many objects at the same time: trees, dicts, texts, large arrays, weak references, finalizers."""

import gc
import weakref

from rpython.rlib.objectmodel import compute_identity_hash
from rpython.rlib.rthread import Lock, Thread


class Tree(object):
    def __init__(self, left, right):
        self.left = left
        self.right = right

    def count(self):
        if self.left is None:
            return 1
        return 1 + self.left.count() + self.right.count()


def make_tree(depth):
    if depth == 0:
        return Tree(None, None)
    return Tree(make_tree(depth - 1), make_tree(depth - 1))


class Counter(object):
    def __init__(self):
        self.lock = Lock()
        self.made = 0
        self.ended = 0


counter = Counter()


class Ending(object):
    def __init__(self):
        with counter.lock:
            counter.made += 1

    def __del__(self):
        counter.ended += 1


class Worker(Thread):
    def __init__(self, seed):
        self.seed = seed
        self.lines = []

    def run(self):
        self.lines.append('%d trees' % self.trees())
        self.lines.append('%d in dicts' % self.dicts())
        self.lines.append('%d characters' % self.texts())
        self.lines.append('%d in arrays' % self.arrays())
        self.lines.append('%d known' % self.identities())

    def trees(self):
        kept = make_tree(6)
        total = 0
        for i in range(30):
            total += make_tree(5).count()
            kept.left = Tree(kept.left.left, make_tree(3))  # an old object that refers to a new one
        return total + kept.count()

    def dicts(self):
        numbers = {}
        names = {}
        for i in range(1500):
            key = (i * 7919 + self.seed) % 701
            numbers[key] = numbers.get(key, 0) + 1
            names['n%d' % key] = Tree(None, None)
        total = 0
        for key in numbers:
            total += numbers[key] * (1 if names['n%d' % key].count() == 1 else 1000)
        return total

    def texts(self):
        parts = []
        for i in range(300):
            parts.append('%d:%s' % (i, 'x' * (i % 10)))
        text = ','.join(parts)
        return len(text) + len(text.replace('x', 'yy'))

    def arrays(self):
        total = 0
        for i in range(4):
            large = [Tree(None, None)] * 20000
            for k in range(0, 20000, 1000):
                large[k] = make_tree(1)
            for tree in large:
                total += tree.count()
        return total

    def identities(self):
        objects = [Tree(None, None) for _ in range(50)]
        hashes = [compute_identity_hash(each) for each in objects]
        references = [weakref.ref(each) for each in objects]
        for i in range(20):
            Ending()
            make_tree(4)
        gc.collect()
        known = 0
        for i in range(50):
            if compute_identity_hash(objects[i]) == hashes[i] and references[i]() is objects[i]:
                known += 1
        return known


def main(argv):
    workers = [Worker(seed) for seed in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    for worker in workers:
        print(' / '.join(worker.lines))
    print(counter.made, counter.ended <= counter.made)
    return 0


def target(driver, args):
    return main, None
