# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=generational --roots=shadowstack
# test: also --target=wasm32-wasi
"""Random greenlets that call, switch and throw at any other one, begin others, end, and exchange their parents.

The arguments say how many times, with a different seed each time, and whether to print all that happens. What does is the
same with Python's package `greenlet`: tests/rpy-frontend/lib/test_greenlets.py.
"""

from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rgreenlet import Greenlet, GreenletExit, getcurrent

MOST = 8       # greenlets
DEEPEST = 4


class Random(object):
    def __init__(self, seed):
        self.state = r_uint(seed * 2654435 + 12345)

    def below(self, n):
        self.state = (self.state * r_uint(1103515245) + r_uint(12345)) & r_uint(0x7fffffff)
        return intmask(self.state >> 8) % n


class Boom(Exception):
    def __init__(self, n):
        self.n = n


class Box(object):
    def __init__(self, n):
        self.n = n


class World(object):
    """What the greenlets share."""

    def __init__(self, seed):
        self.random = Random(seed)
        self.log = []
        self.left = 120  # steps
        self.all = [getcurrent()]

    def note(self, what, number):
        greenlet = self.all.index(getcurrent())
        self.log.append(f'{greenlet}:{what}{number}')

    def any(self):
        return self.all[self.random.below(len(self.all))]

    def new_error(self):
        if self.random.below(3) == 0:
            return GreenletExit()
        return Boom(self.random.below(100))

    def get(self, box):
        self.note('got', -1 if box is None else box.n)
        return 0 if box is None else box.n

    def step(self, depth):
        """Do something at random. Return a number."""
        random = self.random
        action = random.below(12)
        if action <= 2:
            return work(self, depth + 1) if depth < DEEPEST else 0
        if action <= 6:
            return self.get(self.any().switch(Box(random.below(100)) if random.below(5) else None))
        if action == 7:
            return self.get(self.any().throw(self.new_error()))
        if action == 8:
            if random.below(2) == 0:
                raise self.new_error()
            return random.below(10)
        if action == 9:
            each, other = self.any(), self.any()
            try:
                each.parent = other
            except (ValueError, AttributeError) as e:
                self.note(str(e), 0)
        elif len(self.all) < MOST:
            self.all.append(Walker(self, self.any()))
        return 1

    def states(self):
        return ''.join(['d' if each.dead else 'a' if each else 'n' for each in self.all])


class Walker(Greenlet):
    def __init__(self, world, parent):
        Greenlet.__init__(self, parent)
        self.world = world

    def run(self, value):
        total = self.world.get(value) + work(self.world, 0)
        return Box(total) if total % 3 else None


def work(world, depth):
    """Some steps, of which exceptions may be caught."""
    total = 0
    catches = world.random.below(2) == 0
    steps = world.random.below(5) + 1
    while steps > 0 and world.left > 0:
        steps -= 1
        world.left -= 1
        world.note(world.states(), depth)
        if catches:
            try:
                total += world.step(depth)
            except Boom as e:
                world.note('boom', e.n)
                total += e.n
            except GreenletExit:
                world.note('exit', depth)
            finally:
                world.note('finally', depth)
        else:
            total += world.step(depth)
    return intmask(total) % 1000


def run(seed):
    """Begin a world, and end it. Return what has happened."""
    world = World(seed)
    while world.left > 0:
        try:
            world.note('main', work(world, 0))
        except Boom as e:
            world.note('boom', e.n)
        except GreenletExit:
            world.note('exit', 0)
    for each in world.all[1:]:
        while each:
            try:
                each.throw()
            except Boom as e:
                world.note('boom', e.n)
    world.note(world.states(), 0)
    return world.log


def checksum(log):
    total = r_uint(0)
    for line in log:
        for character in line:
            total = total * r_uint(31) + r_uint(ord(character))
    return intmask(total & r_uint(0x3fffffff))


def entry_point(argv):
    runs = int(argv[1]) if len(argv) > 1 else 60
    for seed in range(runs):
        log = run(seed)
        print(seed, len(log), checksum(log))
        if len(argv) > 2:
            print('\n'.join(log))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
