# test: always --stackless --threads=gil
# test: also --threads=free
# test: also --threads=free --gc=semispace --gc-debug
# test: also --threads=free --gc=marksweep --gc-stress
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --gc=incminimark --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
"""What is suspended belongs to a thread: each has its own coroutines, greenlets and tasklets, and can not switch to others."""

from rpython.rlib.rcoroutine import Coroutine
from rpython.rlib.rgreenlet import Greenlet, getcurrent
from rpython.rlib.rstacklet import CannotSwitch, Computation, start, switch
from rpython.rlib.rtasklet import Channel, Tasklet, TaskletError, run, schedule
from rpython.rlib.rthread import Thread, ThreadLocalField
from rpython.rtyper.lltypesystem import lltype

own_number = ThreadLocalField(lltype.Signed, 'number')


class Box(object):
    def __init__(self, n):
        self.n = n


class Counting(Computation):
    """Says how often it went on."""

    def __init__(self):
        self.count = 0

    def run(self, previous):
        while self.count < 3:
            self.count += 1
            previous = switch(previous)
        return previous


class Echo(Greenlet):
    def run(self, value):
        while value.n > 0:
            value = self.parent.switch(Box(value.n + own_number.getraw()))
        return value


class Failing(Greenlet):
    def run(self, value):
        raise ValueError('in a greenlet')


class Sender(Tasklet):
    def __init__(self, channel, n):
        Tasklet.__init__(self)
        self.channel = channel
        self.n = n

    def run(self):
        for i in range(self.n):
            self.channel.send(100 * own_number.getraw() + i)


class Waiting(Tasklet):
    def __init__(self, channel):
        Tasklet.__init__(self)
        self.channel = channel

    def run(self):
        self.channel.receive()


def double(coroutine, n):
    while n > 0:
        n = coroutine.suspend(n * 2)
    return -1


class Shared(object):
    """What the main thread makes, and others try to use."""

    def __init__(self):
        self.suspended = None
        self.coroutine = Coroutine(double)
        self.new_coroutine = Coroutine(double)
        self.greenlet = Echo()
        self.new_greenlet = Echo()
        self.channel = Channel()
        self.tasklet = Sender(self.channel, 1)


shared = Shared()
prebuilt = Coroutine(double)


class Other(Thread):
    """A thread that does not belong to any of it, and has the same for itself."""

    def __init__(self, number):
        self.number = number
        self.refused = 0
        self.lines = []
        self.suspended = None

    def run(self):
        own_number.setraw(self.number)
        for i in range(10):
            self.try_all()
        self.use_own()

    def try_all(self):
        for i in range(9):
            try:
                self.try_one(i)
            except CannotSwitch:
                self.refused += 1
            except ValueError as e:
                self.refused += 1
                assert str(e) == 'parent cannot be on a different thread'

    def try_one(self, i):
        if i == 0:
            switch(shared.suspended)
        elif i == 1:
            shared.coroutine.resume(1)
        elif i == 2:
            shared.new_coroutine.resume(1)
        elif i == 3:
            shared.greenlet.switch(Box(1))
        elif i == 4:
            shared.new_greenlet.throw()
        elif i == 5:
            shared.channel.send(1)
        elif i == 6:
            shared.tasklet.start()
        elif i == 7:
            Echo().parent = shared.greenlet
        else:
            prebuilt.kill()

    def use_own(self):
        main = getcurrent()
        echo = Echo()
        total = 0
        for i in range(1, 5):
            total += echo.switch(Box(i)).n
        assert echo.parent is main and getcurrent() is main
        try:
            Failing().switch(Box(0))
        except ValueError as e:
            self.lines.append(str(e))
        coroutine = Coroutine(double)
        self.lines.append('%d %d %d' % (total, coroutine.resume(4), coroutine.resume(self.number)))
        channel = Channel()
        senders = [Sender(channel, 3) for _ in range(3)]
        for sender in senders:
            sender.start()
        received = [channel.receive() for _ in range(9)]
        received.sort()
        run()
        self.lines.append(' '.join([str(n) for n in received]))
        waiting = Waiting(Channel())
        waiting.start()
        schedule()
        try:
            Channel().receive()
        except TaskletError as e:
            self.lines.append(str(e))
        self.suspended = start(Counting())  # left behind, when the thread has ended


def use_again():
    """Nothing that was refused has left a trace."""
    print(shared.coroutine.resume(10), shared.new_coroutine.resume(11), prebuilt.resume(12))
    print(shared.greenlet.switch(Box(3)).n, shared.new_greenlet.switch(Box(4)).n)
    shared.tasklet.start()
    print(shared.channel.receive(), shared.channel.balance())
    suspended = shared.suspended
    suspended = switch(switch(suspended))
    print(suspended.is_empty())


def main(argv):
    own_number.setraw(7)
    counting = Counting()
    shared.suspended = start(counting)
    print(shared.coroutine.resume(5), shared.greenlet.switch(Box(1)).n)
    others = [Other(k + 1) for k in range(3)]
    for other in others:
        other.start()
    for other in others:
        other.join()
        print(other.refused, other.lines)
    for other in others:
        try:
            switch(other.suspended)
        except CannotSwitch as e:
            print(str(e))
    use_again()
    print(counting.count)
    return 0


def target(driver, args):
    return main, None
