"""Numbers and references that threads change without a lock.

    hits = AtomicInt()
    hits.fetch_add(1)

Each operation happens at once, and all of them in one order that every thread
sees. Prebuilt ones are fine.
"""

from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rtyper import atomics
from rpython.rtyper.registration import refuse


class AtomicInt:
    """A machine word."""

    def __init__(self, value: int = 0):
        self._value = value

    @always_inline
    def load(self) -> int:
        """Return it."""
        return atomics.load(self, '_value')

    @always_inline
    def store(self, value: int) -> None:
        """Set it."""
        atomics.store(self, '_value', value)

    @always_inline
    def exchange(self, value: int) -> int:
        """Set it; return what it was."""
        return atomics.exchange(self, '_value', value)

    @always_inline
    def compare_exchange(self, expected: int, value: int) -> bool:
        """Set it if it is what is expected; was it?"""
        return atomics.compare_exchange(self, '_value', expected, value)

    @always_inline
    def fetch_add(self, number: int) -> int:
        """Add to it, wrapping around; return what it was."""
        return atomics.add(self, '_value', number)

    @always_inline
    def fetch_sub(self, number: int) -> int:
        """Subtract from it, wrapping around; return what it was."""
        return atomics.add(self, '_value', -number)

    @always_inline
    def fetch_and(self, number: int) -> int:
        """Keep the bits that a number has; return what it was."""
        return atomics.and_(self, '_value', number)

    @always_inline
    def fetch_or(self, number: int) -> int:
        """Set the bits that a number has; return what it was."""
        return atomics.or_(self, '_value', number)


@specialize.argtype(0)
@always_inline
def _object(value):
    if isinstance(value, (int, float)):
        return refuse('an AtomicReference refers to objects, not to {}', value)
    return value


class AtomicReference:
    """A reference to an instance of a class, or None.

    What it refers to may be a list, a dict or a string as well. It is compared as
    `is` does.
    """

    _generic_ = True

    def __init__(self, Cls=None, value=None):
        self._value = value
        _object(value)

    @always_inline
    def load(self):
        """Return it."""
        return atomics.load(self, '_value')

    @always_inline
    def store(self, value) -> None:
        """Set it."""
        atomics.store(self, '_value', _object(value))

    @always_inline
    def exchange(self, value):
        """Set it; return what it was."""
        return atomics.exchange(self, '_value', _object(value))

    @always_inline
    def compare_exchange(self, expected, value) -> bool:
        """Set it if it refers to what is expected; did it?"""
        return atomics.compare_exchange(self, '_value', expected, _object(value))
