"""References that do not keep their objects alive: `weakref.ref`, and dictionaries of such.

    reference = weakref.ref(node)
    node = reference()      # None once the node is gone

    cache = RWeakValueDictionary(str, Node)
    cache.set('key', node)
    node = cache.get('key')

A collector that never frees keeps everything.
"""

import weakref

from rpython.rlib.objectmodel import compute_identity_hash, specialize

ref = weakref.ref


def RWeakValueDictionary(keyclass, valueclass):
    """Return a dictionary whose entries go when their values, of one class, do.

    Keys are of a type that can be the key of a dict: `str`, `int`, a class.
    """
    return _value_dictionary_class(keyclass, valueclass)()


RWeakValueDictionary._annspecialcase_ = 'specialize:arg(0, 1)'


def RWeakKeyDictionary(keyclass, valueclass):
    """Return a dictionary by identity whose entries go when their keys do."""
    return _key_dictionary_class(keyclass, valueclass)()


RWeakKeyDictionary._annspecialcase_ = 'specialize:arg(0, 1)'

_value_classes = {}
_key_classes = {}
_LEAST_SWEEP = 16


@specialize.memo()
def _value_dictionary_class(keyclass, valueclass):
    known = _value_classes.get((keyclass, valueclass))
    if known is not None:
        return known

    class ValueDictionary:
        """Keys to weak references."""

        def __init__(self):
            self._references = {}
            self._sweep_at = _LEAST_SWEEP

        def get(self, key):
            """Return the value, or None."""
            reference = self._references.get(key, None)
            if reference is None:
                return None
            return reference()

        def set(self, key, value) -> None:
            """Enter a value; None removes the entry."""
            if value is None:
                if key in self._references:
                    del self._references[key]
                return
            self._references[key] = weakref.ref(value)
            if len(self._references) > self._sweep_at:
                self._sweep()

        def _sweep(self) -> None:
            """Remove the entries of values that are gone."""
            for key in list(self._references.keys()):
                if self._references[key]() is None:
                    del self._references[key]
            self._sweep_at = max(_LEAST_SWEEP, 2 * len(self._references))

    ValueDictionary.__name__ = ValueDictionary.__qualname__ = (
        f'RWeakValueDictionary_{keyclass.__name__}_{valueclass.__name__}')
    _value_classes[keyclass, valueclass] = ValueDictionary
    return ValueDictionary


@specialize.memo()
def _key_dictionary_class(keyclass, valueclass):
    known = _key_classes.get((keyclass, valueclass))
    if known is not None:
        return known

    class Entry:
        """A key, its value, and the next entry with the same hash."""

        def __init__(self, key, value, following):
            self.key = weakref.ref(key)
            self.value = value
            self.following = following

    class KeyDictionary:
        """Identity hashes to entries."""

        def __init__(self):
            self._entries = {}
            self._sweep_at = _LEAST_SWEEP

        def get(self, key):
            """Return the value, or None."""
            entry = self._find(key)
            return None if entry is None else entry.value

        def set(self, key, value) -> None:
            """Enter a value; None removes the entry."""
            number = compute_identity_hash(key)
            first = self._without(self._entries.get(number, None), key)
            if value is not None:
                first = Entry(key, value, first)
            if first is not None:
                self._entries[number] = first
            elif number in self._entries:
                del self._entries[number]
            if len(self._entries) > self._sweep_at:
                self._sweep()

        def length(self) -> int:
            """Return how many keys are alive."""
            self._sweep()
            count = 0
            for number in self._entries:
                entry = self._entries[number]
                while entry is not None:
                    count += 1
                    entry = entry.following
            return count

        def _find(self, key):
            entry = self._entries.get(compute_identity_hash(key), None)
            while entry is not None and entry.key() is not key:
                entry = entry.following
            return entry

        def _without(self, entry, key):
            """Return the chain without a key and those that are gone."""
            if entry is None:
                return None
            following = self._without(entry.following, key)
            live = entry.key()
            if live is None or live is key:
                return following
            entry.following = following
            return entry

        def _sweep(self) -> None:
            for number in list(self._entries.keys()):
                first = self._without(self._entries[number], None)
                if first is None:
                    del self._entries[number]
                else:
                    self._entries[number] = first
            self._sweep_at = max(_LEAST_SWEEP, 2 * len(self._entries))

    KeyDictionary.__name__ = KeyDictionary.__qualname__ = (
        f'RWeakKeyDictionary_{keyclass.__name__}_{valueclass.__name__}')
    _key_classes[keyclass, valueclass] = KeyDictionary
    return KeyDictionary
