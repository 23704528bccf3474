"""A class with `_generic_`: reached through its base, by type tests, as prebuilt instances, and where copies merge."""


class Task(object):
    def run(self):
        raise NotImplementedError

    def name(self):
        return 'task'


class Apply(Task):
    """Applies a function to its last value: values of any type, of another for each place that makes instances."""

    _generic_ = True
    seen = None

    def __init__(self, function):
        self._function = function
        self._values = []

    def resume(self, value):
        self._values.append(value)
        go(self)
        return self._values.pop()

    def again(self):
        if self.seen is not None:
            self._values.append(self.seen[-1])
        go(self)
        return self._values.pop()

    def run(self):
        value = self._function(self, self._values.pop())
        self.seen = [value]
        self._values.append(value)

    def name(self):
        return 'apply after %d' % len(self._values)


def go(task: Task) -> None:
    task.run()


def name_of(task: Task) -> str:
    if isinstance(task, Apply):
        return 'generic: ' + task.name()
    return task.name()


def increment(task, value):
    return value + 1


def exclaim(task, text):
    return text + '!'


def both(task, value):
    return visit(task, value)


def visit(task, value):
    return value * 2 + len(task._values)


def halve(task, value):
    return value / 2


prebuilt_number = Apply(increment)
prebuilt_text = Apply(exclaim)


def entry_point(argv):
    number = Apply(increment)
    print(number.resume(1), number.again())
    text = Apply(exclaim)
    print(text.resume('a'), text.again())
    # These two meet in `visit`.
    first = Apply(both)
    second = Apply(both)
    print(first.resume(1), second.resume(10), first.again())
    fraction = Apply(halve)
    print(fraction.resume(3.0))
    print(prebuilt_number.resume(41), prebuilt_text.resume('b'))
    for task in [Task(), number, text, prebuilt_text]:
        print(name_of(task))
    return 0


def target(driver, args):
    return entry_point
