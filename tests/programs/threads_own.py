# test: always --threads=gil
# test: also --stackless
# test: also --threads=free --stackless
# test: also --threads=free
# test: also --threads=free --gc=marksweep --gc-debug
# test: also --threads=free --gc=immix --roots=shadowstack
# test: also --gc=semispace --gc-stress --gc-debug
# test: not --target=wasm32-wasi: it has no threads
"""What belongs to each thread: references and words of its own, its exceptions."""

from rpython.rlib.rthread import Condition, Thread, ThreadLocalField, ThreadLocalReference, get_stacksize, set_stacksize
from rpython.rtyper.lltypesystem import lltype


class Box(object):
    def __init__(self, n):
        self.n = n


class Name(object):
    def __init__(self, text):
        self.text = text


own_box = ThreadLocalReference(Box)
own_name = ThreadLocalReference(Name)
own_count = ThreadLocalField(lltype.Signed, 'count')
turn = Condition()


class Numbers(object):
    def __init__(self):
        self.next = 0
        self.lines = []


numbers = Numbers()


class Worker(Thread):
    def __init__(self, k):
        self.k = k

    def run(self):
        assert own_box.get() is None
        own_box.set(Box(self.k))
        own_name.set(Name('worker %d' % self.k))
        for i in range(10):
            with turn:
                while numbers.next % 3 != self.k:
                    turn.wait()
                numbers.next += 1
                own_box.get().n += 10
                own_count.setraw(own_count.getraw() + self.k)
                turn.notify_all()
        self.report()

    def report(self):
        with turn:
            while len(numbers.lines) != self.k:
                turn.wait()
            numbers.lines.append('%s: %d, %d' % (own_name.get().text, own_box.get().n, own_count.getraw()))
            turn.notify_all()


class Failing(Thread):
    """Catches an exception, while others do the same."""

    def __init__(self):
        self.message = ''

    def run(self):
        try:
            self.fail(20)
        except ValueError as e:
            self.message = str(e)

    def fail(self, n):
        if n == 0:
            raise ValueError('from below')
        self.fail(n - 1)


class Leaving(Thread):
    def run(self):
        raise SystemExit


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def main(argv):
    own_box.set(Box(-1))
    run_all([Worker(k) for k in range(3)])
    for line in numbers.lines:
        print(line)
    print(own_box.get().n, own_name.get() is None)
    numbers.next = 0
    numbers.lines = []
    run_all([Worker(k) for k in range(3)])  # with the same small numbers, perhaps
    print(numbers.lines)

    print(get_stacksize(), set_stacksize(-5), set_stacksize(1 << 20), get_stacksize())
    failing = [Failing() for _ in range(3)]
    run_all(failing)
    print([each.message for each in failing])
    leaving = Leaving()
    leaving.start()
    print(leaving.join())
    return 0


def target(driver, args):
    return main, None
