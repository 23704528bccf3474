# test: not --gc=none
"""`__del__`: inherited, overridden, in order, of what comes back, with exceptions, and in the middle of things.

Python calls it as soon as nothing refers to the object; a translated program
after a collection, at some time. What is printed is what both have done once
everything was collected, and not what is said of the objects that were made
last: a conservative collector may still see them on the stack.
"""

from rpython.rlib import rgc
from rpython.rlib.objectmodel import dont_inline


class Log:
    def __init__(self):
        self.lines = []
        self.revived = []
        self.count = 0
        self.sum = 0


log = Log()


class Base:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        log.lines.append('Base ' + self.name)


class Inherits(Base):
    pass


class Overrides(Base):
    def __del__(self):
        log.lines.append('Overrides ' + self.name)
        Base.__del__(self)


class Without:
    """Has no finalizer, but a class below it has."""

    def __init__(self, name):
        self.name = name


class Has(Without):
    def __del__(self):
        log.lines.append('Has ' + self.name)


class Raises(Base):
    def __del__(self):
        log.lines.append('Raises ' + self.name)
        if len(self.name) > 3:
            raise ValueError('ignored: ' + self.name)
        log.count += int(self.name)


class Revived:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        log.revived.append(self)


class Counted:
    """Allocates so much that the heap is collected while finalizers run."""

    def __init__(self, number):
        self.number = number
        self.text = 'number %d' % number

    def __del__(self):
        items = [i * self.number for i in range(50)]
        log.count += 1
        log.sum += items[1]
        assert self.text.endswith(str(self.number))


class Owner:
    """Uses what it owns."""

    def __init__(self, number, owned):
        self.number = number
        self.owned = owned

    def __del__(self):
        assert self.owned.alive
        log.count += 1


class Owned:
    def __init__(self):
        self.alive = True

    def __del__(self):
        self.alive = False
        log.count += 1


def collect():
    for i in range(6):
        rgc.collect()


LAST = 'last'


@dont_inline
def make_some(suffix):
    Base('b' + suffix)
    Inherits('i' + suffix)
    Overrides('o' + suffix)
    Without('w' + suffix)
    Has('h' + suffix)


@dont_inline
def make_raising():
    for name in ['one', 'three', 'four', LAST]:
        Raises(name)


@dont_inline
def make_revived(count):
    for i in range(count):
        Revived(i)


@dont_inline
def make_counted(count):
    kept = Counted(0)
    for i in range(count):
        kept = Counted(i + 1)
    return kept.number


@dont_inline
def make_owners(count):
    for i in range(count):
        Owner(i, Owned())


@dont_inline
def make_by_class(classes, name):
    for i in range(2):
        for cls in classes:
            cls(name if i == 0 else LAST)


@dont_inline
def scribble(depth):
    """Write over what the stack still holds."""
    if depth == 0:
        return 0
    return scribble(depth - 1) + depth % 3


def show(title):
    scribble(300)
    collect()
    log.lines.sort()
    print(title + ': ' + ', '.join([line for line in log.lines if not line.endswith(LAST)]))
    log.lines = []


def entry_point(argv):
    for i in range(3):
        make_some(str(i))
    make_some(LAST)
    kept = Overrides('kept')
    show('classes')
    make_raising()
    show('exceptions')
    make_by_class([Base, Inherits, Overrides], 'x')
    show('by class')

    make_revived(6)
    scribble(300)
    collect()
    numbers = [each.number for each in log.revived if each.number < 5]
    numbers.sort()
    print('revived', numbers)
    log.revived = []
    scribble(300)
    collect()
    print('once', len([each for each in log.revived if each.number < 5]))

    make_counted(3000)
    scribble(300)
    collect()
    print('counted', log.count >= 3000, log.sum >= 4498500)
    log.count = 0
    make_owners(100)
    scribble(300)
    collect()
    print('owners', log.count >= 198)
    print(kept.name)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
