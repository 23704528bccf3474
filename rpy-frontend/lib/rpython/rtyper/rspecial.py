"""Special methods that only some subclasses define: functions that test for these.

Each maker takes the classes that define a method and returns a function in
the language; the same classes always give the same function.
"""

import functools

from rpython.rlib.objectmodel import compute_identity_hash


@functools.lru_cache(maxsize=None)
def truth_function(with_bool: tuple, with_length: tuple, has_length: bool):
    """Return bool() for objects of a class below which some define `__bool__` or `__len__`."""
    def truth(self):
        if self is None:
            return False
        if isinstance(self, with_bool):
            return bool(self.__bool__())
        if has_length:
            return self.__len__() != 0
        if isinstance(self, with_length):
            return self.__len__() != 0
        return True
    return truth


@functools.lru_cache(maxsize=None)
def equality_function(first: tuple, second: tuple):
    """Return `==` for objects of two classes below which some define `__eq__`."""
    def equal(self, other):
        if self is None:
            return other is None
        if isinstance(self, first):
            return bool(self.__eq__(other))
        if isinstance(other, second):
            return bool(other.__eq__(self))
        return self is other
    return equal


@functools.lru_cache(maxsize=None)
def hash_function(holders: tuple):
    """Return hash() for objects of a class below which some define `__hash__`."""
    def object_hash(self):
        if isinstance(self, holders):
            return self.__hash__()
        return compute_identity_hash(self)
    return object_hash
