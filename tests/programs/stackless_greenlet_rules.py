# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=incminimark --roots=shadowstack
# test: also --target=armv6-linux-gnueabi
"""Greenlets in every state, one small program for each rule that Python's package `greenlet` has for them.

tests/rpy-frontend/lib/test_greenlets.py runs it with that package, too.
"""

from rpython.rlib.rgreenlet import Greenlet, GreenletExit, getcurrent


class Text(object):
    def __init__(self, text):
        self.text = text


def shown(value):
    return 'None' if value is None else value.text


def state(greenlet):
    return 'dead' if greenlet.dead else 'alive' if greenlet else 'new'


class Echo(Greenlet):
    """Gives back to its parent what it is given, until that is None."""

    def run(self, value):
        while value is not None:
            value = self.parent.switch(Text(value.text + '!'))
        return Text('end')


class Saying(Greenlet):
    """Says what it gets, and ends with an exception, or with a text."""

    def __init__(self, name, error=None, parent=None):
        Greenlet.__init__(self, parent)
        self.name = name
        self.error = error

    def run(self, value):
        print(self.name, 'gets', shown(value))
        if self.error is not None:
            raise self.error
        return Text('result of ' + self.name)


def attempt(greenlet, value, error=None):
    """Switch to it, or throw, and say what comes of it."""
    try:
        value = greenlet.switch(value) if error is None else greenlet.throw(error)
        print('comes back:', shown(value), state(greenlet))
    except ValueError as e:
        print('ValueError', str(e), state(greenlet))
    except KeyError:
        print('KeyError', state(greenlet))


def states():
    echo = Echo()
    print(state(echo), bool(echo), echo.parent is getcurrent())
    attempt(echo, Text('a'))
    attempt(echo, Text('b'))
    attempt(echo, None)
    attempt(echo, Text('to the dead'))
    attempt(echo, None)


def thrown_at_the_new():
    new = Echo()
    attempt(new, None, ValueError('early'))
    attempt(new, Text('later'))
    new = Echo()
    attempt(new, None, GreenletExit())
    attempt(new, None, GreenletExit())
    attempt(new, None, ValueError('dead'))
    print(shown(Echo().throw()))


class Catching(Greenlet):
    def run(self, value):
        try:
            self.parent.switch(value)
        except ValueError as e:
            value = Text('caught ' + str(e))
        except GreenletExit:
            value = Text('caught the exit')
        return value


class NotCatching(Greenlet):
    def run(self, value):
        try:
            self.parent.switch(value)
        except Exception:
            print('GreenletExit is no Exception')
        finally:
            print('finally')
        return value


def thrown_at_the_suspended():
    for i in range(3):
        catching = Catching()
        attempt(catching, Text('begin'))
        attempt(catching, None, [ValueError('v'), GreenletExit(), KeyError('k')][i])
    not_catching = NotCatching()
    attempt(not_catching, Text('begin'))
    attempt(not_catching, None, GreenletExit())


class ThrowingAtItself(Greenlet):
    def run(self, value):
        try:
            self.throw(ValueError('to myself'))
        except ValueError as e:
            value = Text(str(e))
        print(shown(self.switch(Text('myself'))), state(self))
        return value


def itself():
    attempt(ThrowingAtItself(), None)
    main = getcurrent()
    attempt(main, Text('main'))
    attempt(main, None, ValueError('main'))
    attempt(main, None, KeyError('main'))
    try:
        main.throw()
    except GreenletExit:
        print('GreenletExit in the main program')
    print(main.parent is None, state(main))


def parents_that_are_new():
    parent = Saying('parent')
    child = Saying('child', parent=parent)
    attempt(child, Text('x'))
    print(state(parent))

    parent = Saying('parent', KeyError('of the parent'))
    child = Saying('child', parent=parent)
    attempt(child, Text('x'))
    print(state(parent))

    parent = Saying('parent')
    child = Saying('child', ValueError('of the child'), parent)
    attempt(child, Text('x'))
    print(state(parent))

    parent = Saying('parent')
    child = Saying('child', GreenletExit(), parent)
    attempt(child, Text('x'))
    print(state(parent))

    grandparent = Saying('grandparent')
    parent = Saying('parent', parent=grandparent)
    child = Saying('child', parent=parent)
    attempt(child, None, GreenletExit())
    print(state(parent), state(grandparent))

    grandparent = Saying('grandparent')
    parent = Saying('parent', parent=grandparent)
    child = Saying('child', parent=parent)
    attempt(child, None, ValueError('through all'))
    print(state(parent), state(grandparent))


def parents_that_are_dead():
    grandparent = Echo()
    attempt(grandparent, Text('a'))
    parent = Saying('parent', parent=grandparent)
    child = Echo(parent)
    other = Saying('other', ValueError('of the other'), parent)
    print(shown(parent.switch(Text('b'))), state(parent), state(grandparent))
    attempt(child, Text('c'))
    attempt(grandparent, None)
    attempt(other, Text('d'))
    attempt(child, Text('e'))


class Moving(Greenlet):
    """Takes another parent while it runs."""

    def __init__(self, other):
        Greenlet.__init__(self)
        self.other = other

    def run(self, value):
        self.parent = self.other
        return value


def parents_that_change():
    echo = Echo()
    attempt(echo, Text('a'))
    moving = Moving(echo)
    attempt(moving, Text('moved'))
    print(moving.parent is echo, state(echo))
    attempt(Moving(Saying('new')), Text('moved again'))

    a, b, c = Echo(), Echo(), Echo()
    a.parent = b
    b.parent = c
    for each in [a, c]:
        try:
            c.parent = each
        except ValueError as e:
            print(str(e))
    try:
        getcurrent().parent = a
    except AttributeError as e:
        print(str(e))
    c.parent = getcurrent()
    attempt(a, Text('to the innermost'))


class Outer(Greenlet):
    def run(self, value):
        inner = Saying('inner', ValueError('inside'))
        try:
            inner.switch(value)
        except ValueError as e:
            print('outer sees', str(e), state(inner))
            raise KeyError('outer')
        return None


class Waiting(Greenlet):
    """Its child ends while it waits for somebody else."""

    def __init__(self, other):
        Greenlet.__init__(self)
        self.other = other

    def run(self, value):
        child = Saying('child')
        print('waiting gets', shown(child.switch(value)), state(child))
        return self.other.switch(Text('from waiting'))


def exceptions_through_parents():
    attempt(Outer(), Text('go'))
    other = Echo()
    attempt(other, Text('other'))
    attempt(Waiting(other), Text('w'))
    print(state(other))


class Leaving(Greenlet):
    def run(self, value):
        raise SystemExit


def leave():
    try:
        Leaving().switch()
    except SystemExit:
        print('SystemExit goes to the parent')


class Ring(Greenlet):
    def __init__(self, n):
        Greenlet.__init__(self)
        self.n = n
        self.next = self

    def run(self, value):
        while len(value.text) < 20:
            value = self.next.switch(Text(value.text + chr(ord('a') + self.n)))
        main = self.parent
        return Text(value.text + ' ' + str(self.n) + (' of main' if main.parent is None else ''))


def ring():
    rings = [Ring(i) for i in range(5)]
    for i in range(5):
        rings[i].next = rings[(i + 1) % 5]
    first = rings[2]
    print(shown(first.switch(Text('>'))))
    for each in rings:
        print(each.n, state(each))
    for each in rings:
        if each:
            print(shown(each.switch(Text('enough, enough, enough'))))
    print([state(each) for each in rings])


def entry_point(argv):
    states()
    thrown_at_the_new()
    thrown_at_the_suspended()
    itself()
    parents_that_are_new()
    parents_that_are_dead()
    parents_that_change()
    exceptions_through_parents()
    leave()
    ring()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
