# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=marksweep --roots=shadowstack --gc-stress
# test: also --gc=boehm
# test: also --gc=none -O3
# test: also --target=aarch64-linux-gnu --gc-stress
"""Computations that are begun and switched to, by both interfaces; what is refused."""

from rpython.rlib.rstacklet import CannotSwitch, Computation, StackletThread, functions_of, start, switch


class Pausing(Computation):
    def __init__(self, name, times):
        self.name = name
        self.times = times

    def run(self, previous):
        for i in range(self.times):
            print(self.name, i)
            previous = self.pause(previous, i * 0.5)
        print(self.name, 'ends')
        return previous

    def pause(self, previous, number):
        previous = switch(previous)
        print(self.name, 'goes on with', number)
        return previous


class Visiting(Computation):
    """Switches to another one than that which began it."""

    def __init__(self, other):
        self.other = other

    def run(self, previous):
        gone = switch(self.other)
        print('the other one', gone.is_empty())
        return previous


class Collecting(Computation):
    def __init__(self, items):
        self.items = items

    def run(self, previous):
        try:
            for i in range(3):
                self.items.append(i)
                previous = switch(previous)
                if i == 1:
                    raise ValueError('inside')
        except ValueError as e:
            print('caught', str(e))
        return previous


def callback(handle, arg):
    print('callback', arg)
    handle = thread.switch(handle)
    print('callback again', arg)
    return handle


thread = StackletThread()


def refused():
    waiting = start(Pausing('once', 1))
    used = waiting
    waiting = switch(waiting)
    print(waiting.is_empty(), used.is_empty())
    for each in [used, waiting]:
        try:
            switch(each)
        except CannotSwitch as e:
            print(str(e))


def entry_point(argv):
    first, second = start(Pausing('first', 3)), start(Pausing('second', 2))
    while not first.is_empty() or not second.is_empty():
        print('main')
        if not first.is_empty():
            first = switch(first)
        if not second.is_empty():
            second = switch(second)
    refused()

    waiting = start(Pausing('visited', 1))
    gone = start(Visiting(waiting))
    print(gone.is_empty())

    items = []
    waiting = start(Collecting(items))
    while not waiting.is_empty():
        waiting = switch(waiting)
    print(items)

    handle = thread.new(callback, 5)
    print(thread.is_empty_handle(handle))
    handle = thread.switch(handle)
    print(thread.is_empty_handle(handle))
    handle = thread.new(callback, 6)
    thread.destroy(handle)
    print(thread.is_empty_handle(handle))

    waiting = start(Pausing('named', 1))
    print(functions_of(waiting)[-1] != '', len(functions_of(gone)))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
