# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=generational --roots=shadowstack
# test: also --target=armv6-linux-gnueabi
# test: also --target=wasm32-wasi
"""Random computations that call, raise, catch, begin others and switch to any other do what a model of them does.

The model runs the same without switching: it has a stack of its own for each.
The argument says how many times, with a different seed each time.
"""

from rpython.rlib.rarithmetic import intmask, r_uint
from rpython.rlib.rstacklet import Computation, start, switch

MOST = 6       # computations
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


class World(object):
    """What real computations and those of the model have in common."""

    def __init__(self, seed):
        self.seed = seed
        self.log = []
        self.count = 0
        self.current = 0
        self.last = 0

    def new_random(self):
        self.count += 1
        return Random(self.seed * 31 + self.count)

    def note(self, number):
        self.log.append(number)


# ____________________________________________________________
# For real


class RealWorld(World):
    def __init__(self, seed):
        World.__init__(self, seed)
        self.waiting = [None] * MOST

    def others(self):
        return [i for i in range(MOST) if self.waiting[i] is not None]

    def take(self, number):
        waiting = self.waiting[number]
        self.waiting[number] = None
        self.last = self.current
        self.current = number
        return waiting

    def put(self, suspended):
        self.waiting[self.last] = None if suspended.is_empty() else suspended


class Real(Computation):
    def __init__(self, world):
        self.world = world
        self.number = world.count
        self.random = world.new_random()

    def run(self, previous):
        world = self.world
        world.put(previous)
        self.outermost()
        others = world.others()
        return world.take(others[self.random.below(len(others))])

    def outermost(self):
        try:
            self.world.note(self.body(0))
        except Boom as e:
            self.world.note(-e.n)

    def body(self, depth):
        world, random = self.world, self.random
        n = random.below(3) + 1
        catches = random.below(2) == 0
        total = 0
        for i in range(n):
            world.note(self.number * 100 + depth)
            action = random.below(8)
            if action <= 2:
                if depth < DEEPEST:
                    if catches:
                        try:
                            total += self.body(depth + 1)
                        except Boom as e:
                            world.note(e.n)
                            total += e.n
                    else:
                        total += self.body(depth + 1)
            elif action <= 5:
                others = world.others()
                if others:
                    target = others[random.below(len(others))]
                    world.put(switch(world.take(target)))
            elif action == 6:
                if depth > 0:
                    raise Boom(random.below(100))
            elif world.count < MOST:
                computation = Real(world)
                world.last = world.current
                world.current = computation.number
                world.put(start(computation))
        world.note(total)
        return total + 1


def really(seed):
    world = RealWorld(seed)
    Real(world).outermost()
    return world.log


# ____________________________________________________________
# The model


class ModelFrame(object):
    def __init__(self, random, depth):
        self.left = random.below(3) + 1
        self.catches = random.below(2) == 0
        self.total = 0
        self.depth = depth


class ModelComputation(object):
    def __init__(self, world):
        self.number = world.count
        self.random = world.new_random()
        self.frames = [ModelFrame(self.random, 0)]


class ModelWorld(World):
    def __init__(self, seed):
        World.__init__(self, seed)
        self.computations = [ModelComputation(self)]
        self.is_over = [False]

    def others(self):
        return [i for i in range(len(self.computations)) if i != self.current and not self.is_over[i]]

    def step(self):
        """Do what one round of a loop does. Return whether the first computation goes on."""
        computation = self.computations[self.current]
        frames, random = computation.frames, computation.random
        frame = frames[-1]
        if frame.left == 0:
            self.note(frame.total)
            frames.pop()
            if frames:
                frames[-1].total += frame.total + 1
                return True
            self.note(frame.total + 1)
            return self.end(computation)
        frame.left -= 1
        self.note(computation.number * 100 + frame.depth)
        action = random.below(8)
        if action <= 2:
            if frame.depth < DEEPEST:
                frames.append(ModelFrame(random, frame.depth + 1))
        elif action <= 5:
            others = self.others()
            if others:
                self.current = others[random.below(len(others))]
        elif action == 6:
            if frame.depth > 0:
                return self.raise_(computation, random.below(100))
        elif self.count < MOST:
            self.current = self.count
            self.computations.append(ModelComputation(self))
            self.is_over.append(False)
        return True

    def raise_(self, computation, n):
        frames = computation.frames
        frames.pop()
        while frames:
            if frames[-1].catches:
                self.note(n)
                frames[-1].total += n
                return True
            frames.pop()
        self.note(-n)
        return self.end(computation)

    def end(self, computation):
        if computation.number == 0:
            return False
        others = self.others()
        self.is_over[computation.number] = True
        self.current = others[computation.random.below(len(others))]
        return True


def as_modelled(seed):
    world = ModelWorld(seed)
    while world.step():
        pass
    return world.log


# ____________________________________________________________


def entry_point(argv):
    runs = int(argv[1]) if len(argv) > 1 else 40
    longest = 0
    for seed in range(runs):
        log, model = really(seed), as_modelled(seed)
        longest = max(longest, len(log))
        if log != model:
            print(f'seed {seed}: {log} is not {model}')
            return 1
    print(runs, longest)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
