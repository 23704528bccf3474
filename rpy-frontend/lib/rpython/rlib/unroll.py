"""Loops that are unrolled while the flow graph is built."""


class unrolling_iterable:
    """A constant sequence; a `for` over it becomes one body per item.

    In each copy the loop variable is a constant, so items of different types
    are fine. A `for` over tuples may unpack them.
    """

    def __init__(self, iterable):
        self.items = tuple(iterable)

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def __repr__(self):
        return f'unrolling_iterable({list(self.items)!r})'


class SpecTag:
    """A value that is always a constant: functions that are given one are specialised by it."""

    def _freeze_(self):
        return True
