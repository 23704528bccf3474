"""Objects in a nursery that must not move: they become old where they are.

Only objects without pointers are pinned, so nobody has to look at them again.
What the nursery's next objects get is the gaps between them.
"""

from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper.lltypesystem.llarena import arena_reset

from gcs.header import PINNED, header_of, set_header
from gcs.policies.addresses import AddressStack
from gcs.types import object_size
from gcs.verify import poison


def size_of(obj) -> int:
    """Return how many bytes an object takes."""
    return object_size(obj, header_of(obj))


class PinnedObjects:
    """Those that were pinned since the last collection, and those that stay, by address."""

    _immutable_fields_ = ['added', 'staying']

    def __init__(self):
        self.added = AddressStack()
        self.staying = AddressStack()
        self.bytes = 0

    def count(self) -> int:
        """Return how many there are."""
        return self.added.length() + self.staying.length()

    def add(self, obj) -> None:
        """Pin a young object."""
        set_header(obj, header_of(obj) | PINNED)
        self.added.push(obj)
        self.bytes += size_of(obj)

    def remove(self, obj) -> None:
        """Undo `add`, if there was no collection since."""
        added = self.added
        i = added.length()
        while i > 0:
            i -= 1
            if added.at(i) == obj:
                last = added.pop()
                if i < added.length():
                    added.put(i, last)
                set_header(obj, header_of(obj) & ~PINNED)
                self.bytes -= size_of(obj)
                return

    def settle(self, flags: int) -> None:
        """At the end of a collection of the nursery: they are old, with these flags."""
        while not self.added.is_empty():
            obj = self.added.pop()
            set_header(obj, header_of(obj) | flags)
            self._insert(obj)

    @dont_inline
    def _insert(self, obj) -> None:
        staying = self.staying
        staying.push(obj)
        i = staying.length() - 1
        while i > 0 and staying.at(i - 1) > obj:
            staying.put(i, staying.at(i - 1))
            i -= 1
        staying.put(i, obj)

    def sweep(self, mark: int, poisons: bool) -> None:
        """At the end of a collection of everything: forget those without the mark, clear that of the others."""
        staying = self.staying
        kept = i = 0
        while i < staying.length():
            obj = staying.at(i)
            i += 1
            header = header_of(obj)
            if header & mark:
                set_header(obj, header & ~mark)
                staying.put(kept, obj)
                kept += 1
            else:
                size = object_size(obj, header)
                self.bytes -= size
                arena_reset(obj, size)
                if poisons:
                    poison(obj, size)
        staying.shorten(kept)
