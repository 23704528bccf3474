# test: not --gc=none --gc-stress
"""`rgc.FinalizerQueue`: objects come back when nothing else refers to them."""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Resource:
    def __init__(self, name):
        self.name = name
        self.other = None


class Special(Resource):
    pass


class Number:
    def __init__(self, value):
        self.value = value


class Resources(rgc.FinalizerQueue):
    Class = Resource

    def __init__(self):
        self.triggered = 0

    def finalizer_trigger(self):
        self.triggered += 1


class Numbers(rgc.FinalizerQueue):
    Class = Number

    def finalizer_trigger(self):
        if state.fails:
            raise KeyError('ignored')
        state.log.append('numbers')


class State:
    def __init__(self):
        self.fails = False
        self.log = []


LAST = 1000000

state = State()
resources = Resources()
numbers = Numbers()
more_numbers = Numbers()


@dont_inline
def make(count):
    for i in range(count + 1):
        if i == count:  # a conservative collector may still see what was made last
            i = LAST
        resource = Resource('r%d' % i) if i % 3 else Special('s%d' % i)
        resource.other = resource
        resources.register_finalizer(resource)
        number = Number(i)
        numbers.register_finalizer(number)
        if i % 2:
            more_numbers.register_finalizer(Number(i * 100))


@dont_inline
def scribble(depth):
    if depth == 0:
        return 0
    return scribble(depth - 1) + depth % 3


def collect():
    scribble(300)
    for i in range(5):
        rgc.collect()


@dont_inline
def take_numbers(queue):
    values = []
    while True:
        number = queue.next_dead()
        if number is None:
            break
        if number.value != LAST:
            values.append(number.value)
    values.sort()
    return values


@dont_inline
def take_resources():
    names = []
    special = 0
    while True:
        resource = resources.next_dead()
        if resource is None:
            break
        assert resource.other is resource
        if resource.name[1:] == str(LAST):
            continue
        if isinstance(resource, Special):
            special += 1
        names.append(resource.name)
    names.sort()
    print(' '.join(names), special)


@dont_inline
def register_again():
    """What came back may be registered again."""
    count = 0
    while True:
        number = more_numbers.next_dead()
        if number is None:
            return count
        if number.value != LAST * 100:
            count += 1
            numbers.register_finalizer(number)


def entry_point(argv):
    print(resources.next_dead() is None, numbers.next_dead() is None)
    kept = Number(4711)
    numbers.register_finalizer(kept)
    make(12)
    collect()
    take_resources()
    print(resources.triggered > 0, len(state.log) > 0)
    print(take_numbers(numbers))
    print(register_again())
    state.fails = True
    collect()
    print(take_numbers(numbers), kept.value)
    make(3000)
    collect()
    print(len(take_numbers(numbers)), len([value for value in take_numbers(more_numbers) if value != LAST * 100]))
    print(kept.value)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
