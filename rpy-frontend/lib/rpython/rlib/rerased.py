"""Values behind one opaque type: what storage strategies are made of.

`erase, unerase = new_erasing_pair('name')` gives two functions. `erase` makes
an `Erased` of a value, and all of them have one type, whatever is inside;
`unerase` gives the value back, with the type that the pair's values have.
"""


class Erased:
    """A value that only its pair's `unerase` can see."""


def new_erasing_pair(name: str):
    """Return `erase` and `unerase` for values that have a type in common."""

    class Box(Erased):
        _immutable_fields_ = ['value']

        def __init__(self, value):
            self.value = value

        def __repr__(self):
            return f'<{name} {self.value!r}>'

    Box.__name__ = Box.__qualname__ = f'Erased_{name}'

    def erase(x):
        return Box(x)

    def unerase(erased):
        assert isinstance(erased, Box), 'erased by another pair'
        return erased.value

    erase.__name__ = f'erase_{name}'
    unerase.__name__ = f'unerase_{name}'
    return erase, unerase


def new_static_erasing_pair(name: str):
    """Return a pair to be put in a class body, and called as `self.erase(x)`."""
    erase, unerase = new_erasing_pair(name)
    return staticmethod(erase), staticmethod(unerase)


erase_int, unerase_int = new_erasing_pair('integer')
