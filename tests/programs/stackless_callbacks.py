# test: always --stackless
# test: not --gc-stress
# test: also --gc=semispace --gc-debug
# test: also --gc=generational --roots=shadowstack
# test: also --target=aarch64-linux-gnu --gc=incminimark
"""C that calls back: deep recursion above and below it, coroutines on either side, and none across."""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rcoroutine import Coroutine
from rpython.rlib.rgreenlet import Greenlet
from rpython.rlib.rstacklet import CannotSwitch, Computation, start, switch
from rpython.rlib.rtasklet import Channel, Tasklet, schedule
from rpython.rtyper.lltypesystem import rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

CALLBACK = rffi.CCallback([rffi.LONG], rffi.LONG)
info = ExternalCompilationInfo(separate_module_sources=["""
long call_once(long (*function)(long), long argument) { return function(argument); }
"""])
call_once = rffi.llexternal('call_once', [CALLBACK, rffi.LONG], rffi.LONG, compilation_info=info)


def depth_of_recursion():
    return 20000 if we_are_translated() else 100


class Node(object):
    def __init__(self, value, next):
        self.value = value
        self.next = next


def build(n):
    return None if n == 0 else Node(n, build(n - 1))


def total(node):
    return 0 if node is None else node.value + total(node.next)


class Nothing(Computation):
    def run(self, previous):
        return previous


def called_back(n):
    node = build(n)
    try:
        start(Nothing())
        if not we_are_translated():
            print('can not switch')
    except CannotSwitch:
        print('can not switch')
    return total(node)


def deep(n):
    """C is called at the bottom of a deep recursion, whose frames are in the heap by then."""
    if n == 0:
        return call_once(called_back, 1000 if we_are_translated() else 100)
    return deep(n - 1) + 1


def generate(coroutine, n):
    for i in range(n):
        coroutine.suspend(call_once(plain, i))
    return -1


def plain(n):
    return n * n


def again(n):
    """C calls back, and that calls C, and so on: its stack can not be unwound."""
    if n == 0:
        return 0
    return call_once(again, n - 1) + 1


class Box(object):
    def __init__(self, n):
        self.n = n


class Echo(Greenlet):
    def run(self, value):
        while value.n > 0:
            value = self.parent.switch(Box(value.n + 1))
        return value


class Receiver(Tasklet):
    def run(self):
        print('received', channel.receive(), channel.receive())


echo, new_echo = Echo(), Echo()
channel = Channel()


def give_way(coroutine, n):
    while n > 0:
        n = coroutine.suspend(n * 2)
    return n


doubling = Coroutine(give_way)


def refused(n):
    """Nothing can be switched to from here; it must be as if it had not been tried."""
    if not we_are_translated():
        return n
    for i in range(4):
        try:
            if i == 0:
                echo.switch(Box(n))
            elif i == 1:
                new_echo.switch(Box(n))
            elif i == 2:
                doubling.resume(n)
            else:
                channel.send(n)
            print('switched')
        except CannotSwitch:
            n += 1
    return n - 4


def used_again():
    Receiver().start()
    schedule()
    print(echo.switch(Box(1)).n, doubling.resume(1), bool(new_echo))
    print(call_once(refused, 7), bool(new_echo), channel.balance())
    print(echo.switch(Box(2)).n, new_echo.switch(Box(3)).n, doubling.resume(4))
    channel.send(10)
    channel.send(20)
    schedule()


def entry_point(argv):
    depth = depth_of_recursion()
    n = 1000 if we_are_translated() else 100
    print(call_once(called_back, depth) == depth * (depth + 1) // 2)
    print(deep(depth) == depth + n * (n + 1) // 2)
    generator = Coroutine(generate)
    value = generator.resume(5)
    while value >= 0:
        print(value)
        value = generator.resume(0)
    print(call_once(again, 50))
    used_again()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
