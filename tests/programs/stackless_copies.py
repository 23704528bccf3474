# test: always --stackless
# test: also --gc=semispace --gc-stress --gc-debug
# test: also --gc=generational --roots=shadowstack
# test: also --gc=refcount
# test: also --target=wasm32-wasi
"""A computation that is copied goes on more than once from one place: it makes a choice, and then each of the others.

Plain Python can not copy it; there it begins anew and is given the same choices as before.
"""

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rstacklet import CannotSwitch, Computation, copy, functions_of, start, switch


class Choosing(Computation):
    """Something that makes choices, which all of them are tried for."""

    def __init__(self, given):
        self.given = given    # what is chosen first
        self.manager = None
        self.options = 0      # how many there are for the choice that it waits for
        self.chosen = 0

    def choose(self, options):
        """Return each number below `options`, once for each time that this goes on."""
        if self.given:
            return self.given.pop(0)
        self.options = options
        self.manager = switch(self.manager)
        return self.chosen

    def run(self, previous):
        self.manager = previous
        self.body()
        return self.manager

    def body(self):
        raise NotImplementedError

    def again(self, given):
        """On plain Python: a new one, which will choose that."""
        raise NotImplementedError


def try_all(choosing, suspended, path):
    """Let a computation go on with each of its choices."""
    options = choosing.options
    for option in range(options):
        if we_are_translated():
            choosing.chosen = option
            each = suspended if option == options - 1 else copy(suspended)
            each = switch(each)
        else:
            choosing = choosing.again(path + [option])
            each = start(choosing)
        if not each.is_empty():
            try_all(choosing, each, path + [option])


class Queens(Choosing):
    """Places queens on a board; the rows above are in the variables of the callers."""

    def __init__(self, n, given):
        Choosing.__init__(self, given)
        self.n = n

    def again(self, given):
        return Queens(self.n, given)

    def body(self):
        self.place(0, None)

    def place(self, row, above):
        if row == self.n:
            print(above.shown())
            return 0
        column = self.choose(self.n)
        if above is not None and above.attacks(column, 1):
            return -1
        result = self.place(row + 1, Queen(column, above))
        return result + 1


class Queen(object):
    def __init__(self, column, above):
        self.column = column
        self.above = above

    def attacks(self, column, distance):
        if column == self.column or abs(column - self.column) == distance:
            return True
        return self.above is not None and self.above.attacks(column, distance + 1)

    def shown(self):
        return ('' if self.above is None else self.above.shown()) + str(self.column)


class Refused(Exception):
    def __init__(self, number):
        self.number = number


class Adding(Choosing):
    """Changes variables of all kinds between its choices, and leaves with exceptions."""

    def again(self, given):
        return Adding(given)

    def body(self):
        total, half, text, seen = 0, 0.5, '', []
        for i in range(3):
            try:
                chosen = self.checked(i)
                total += chosen
                half *= chosen + 1
                text += 'abc'[chosen]
                seen = seen + [chosen]
            except Refused as e:
                total -= e.number
                text += '-'
            finally:
                half += 0.25
        print(total, half, text, seen)

    def checked(self, i):
        chosen = self.choose(3)
        try:
            if chosen == i:
                raise Refused(chosen * 10)
            return chosen
        finally:
            if i == 2 and self.choose(2) == 1:
                print('twice', chosen)


def search(choosing):
    try_all(choosing, start(choosing), [])


class Once(Computation):
    def run(self, previous):
        previous = switch(previous)
        print('goes on')
        return previous


def used_up():
    """Each copy can be switched to once, whatever became of the others."""
    suspended = start(Once())
    copies = [suspended]
    if we_are_translated():
        copies = [suspended, copy(suspended), copy(copy(suspended))]
        print(len(functions_of(copies[2])) == len(functions_of(suspended)))
    else:
        copies = [suspended, start(Once()), start(Once())]
        print(True)
    for each in copies:
        print(switch(each).is_empty(), each.is_empty())
    for each in copies:
        try:
            switch(copy(each) if we_are_translated() else each)
        except CannotSwitch:
            print('used')


def entry_point(argv):
    search(Queens(5, []))
    search(Adding([]))
    used_up()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
