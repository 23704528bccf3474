# test: always --threads=gil
# test: also --gc=semispace --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
# test: also --gc=generational --roots=shadowstack
# test: also --stackless
# test: also --threads=free --stackless
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
"""Threads get their turns: those that never wait, those that wait in C, and those that C calls back."""

import os
import time

from rpython.rlib.rthread import Thread, get_switch_interval, set_switch_interval
from rpython.rtyper.lltypesystem import lltype, rffi


class Flags(object):
    def __init__(self):
        self.stop = False
        self.turns = 0


flags = Flags()


class Spinning(Thread):
    """Never waits for anything."""

    def __init__(self):
        self.rounds = 0

    def run(self):
        while not flags.stop:
            self.rounds += 1


class Recursing(Thread):
    """The same, without a loop of its own."""

    def __init__(self):
        self.rounds = 0

    def run(self):
        while not flags.stop:
            self.rounds += self.deep(50)

    def deep(self, n):
        return 1 if n == 0 else self.deep(n - 1) + self.deep(0)


def take_turns():
    set_switch_interval(0.0005)
    print(get_switch_interval() < 0.001)
    first, second, third = Spinning(), Spinning(), Recursing()
    first.start()
    second.start()
    third.start()
    while first.rounds < 1000 or second.rounds < 1000 or third.rounds < 100:
        flags.turns += 1
    flags.stop = True
    first.join()
    second.join()
    third.join()
    print(flags.turns >= 0)


class Echo(Thread):
    """Reads from a pipe and writes to another."""

    def __init__(self, source, target):
        self.source = source
        self.target = target
        self.bytes = 0

    def run(self):
        while True:
            data = os.read(self.source, 1000)
            if not data:
                break
            self.bytes += len(data)
            garbage = [str(i) for i in range(20)]
            os.write(self.target, data.upper())
            assert len(garbage) == 20
        os.close(self.target)


def wait_in_c():
    one, two = os.pipe(), os.pipe()
    echo = Echo(one[0], two[1])
    echo.start()
    for i in range(100):
        text = b'message %d;' % i
        os.write(one[1], text)
        answer = b''
        while len(answer) < len(text):
            answer += os.read(two[0], 100)
        assert answer == text.upper()
    os.close(one[1])
    print(os.read(two[0], 10) == b'', echo.join(), echo.bytes)


class Sleeping(Thread):
    def run(self):
        time.sleep(0.02)
        flags.turns = -1


COMPARE = lltype.Ptr(lltype.FuncType([rffi.VOIDP, rffi.VOIDP], rffi.INT))
qsort = rffi.llexternal('qsort', [rffi.VOIDP, rffi.SIZE_T, rffi.SIZE_T, COMPARE], lltype.Void)


class Calls(object):
    def __init__(self):
        self.count = 0
        self.kept = []


calls = Calls()


def compare(first, second):
    a, b = rffi.cast(rffi.LONGP, first)[0], rffi.cast(rffi.LONGP, second)[0]
    calls.count += 1
    calls.kept = [str(a), str(b)]  # collects, now and then
    return rffi.cast(rffi.INT, 1 if a > b else -1 if a < b else 0)


class Sorting(Thread):
    """C calls back, from outside of the lock."""

    def __init__(self, seed):
        self.seed = seed
        self.is_sorted = False

    def run(self):
        n = 100
        numbers = lltype.malloc(rffi.LONGP.TO, n, flavor='raw')
        value = self.seed
        for i in range(n):
            value = (value * 1103515245 + 12345) % (1 << 30)
            numbers[i] = value
        kept = [self.seed, n]
        qsort(rffi.cast(rffi.VOIDP, numbers), rffi.cast(rffi.SIZE_T, n), rffi.cast(rffi.SIZE_T, rffi.sizeof(rffi.LONG)),
              compare)
        assert kept[0] == self.seed
        self.is_sorted = True
        for i in range(1, n):
            if numbers[i - 1] > numbers[i]:
                self.is_sorted = False
        lltype.free(numbers, flavor='raw')


def main(argv):
    take_turns()
    wait_in_c()
    sleeping = Sleeping()
    sleeping.start()
    while flags.turns != -1:
        pass
    sorting = [Sorting(7 * k + 1) for k in range(3)]
    for each in sorting:
        each.start()
    for each in sorting:
        each.join()
    print([each.is_sorted for each in sorting], calls.count > 300)
    return 0


def target(driver, args):
    return main, None
