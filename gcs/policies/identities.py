"""Numbers for objects that move: a table from an object's address to its number."""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_free, arena_malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void

from gcs.base import WORD
from gcs.settings import fatal

ENTRY = 2 * WORD
SMALLEST = 256
"""How many entries a table begins with; always a power of two."""


class AddressTable:
    """A hash table from addresses to words, with open addressing; entries are not removed."""

    def __init__(self):
        self.entries = llmemory.NULL
        self.capacity = 0
        self.used = 0

    @always_inline
    def _entry(self, address):
        """Return where an address is, or where it belongs."""
        mask = self.capacity - 1
        number = llop.cast_adr_to_int(Signed, address)
        i = (number >> 3 ^ number >> 11) & mask
        while True:
            entry = self.entries + i * ENTRY
            found = llop.raw_load(Address, entry, 0)
            if not found or found == address:
                return entry
            i = (i + 1) & mask

    def get(self, address) -> int:
        """Return the word of an address; 0 if it has none."""
        if self.used == 0:
            return 0
        return llop.raw_load(Signed, self._entry(address), WORD)

    def set(self, address, word: int) -> None:
        """Give an address a word."""
        if self.used * 2 >= self.capacity:
            self._resize(self.capacity * 2 if self.capacity else SMALLEST)
        self._put(address, word)

    @always_inline
    def _put(self, address, word: int) -> None:
        entry = self._entry(address)
        if not llop.raw_load(Address, entry, 0):
            llop.raw_store(Void, entry, 0, address)
            self.used += 1
        llop.raw_store(Void, entry, WORD, word)

    def _resize(self, capacity: int) -> None:
        entries = self.entries
        count = self.capacity
        self._start(capacity)
        i = 0
        while i < count:
            address = llop.raw_load(Address, entries, i * ENTRY)
            if address:
                # Not by `set`: functions that come back to themselves look whether the stack is full.
                self._put(address, llop.raw_load(Signed, entries, i * ENTRY + WORD))
            i += 1
        if entries:
            arena_free(entries, count * ENTRY)

    def _start(self, capacity: int) -> None:
        self.entries = arena_malloc(capacity * ENTRY)
        if not self.entries:
            fatal('no memory for the collector')
        self.capacity = capacity
        self.used = 0

    def take_all(self):
        """Empty the table; return its entries, which `free_entries` frees, and which may be NULL."""
        entries = self.entries
        self.entries = llmemory.NULL
        self.capacity = 0
        self.used = 0
        return entries


class Identities:
    """Which number each object has that somebody asked for. Numbers are given in order."""

    def __init__(self):
        self.old = AddressTable()
        self.young = AddressTable()
        self.last = 0

    def find(self, obj, is_young: bool) -> int:
        """Return an object's number; 0 if it has none."""
        return self.young.get(obj) if is_young else self.old.get(obj)

    def new_number(self, obj, is_young: bool) -> int:
        """Give an object a number. Like an address it is never odd."""
        self.last += 2 * WORD
        if is_young:
            self.young.set(obj, self.last)
        else:
            self.old.set(obj, self.last)
        return self.last

    def young_moved(self, gc) -> None:
        """Once it is known where the young objects went: they are old, if they survive."""
        self._move(gc, self.young)

    def all_moved(self, gc) -> None:
        """The same for all objects."""
        self._move(gc, self.old)
        self._move(gc, self.young)

    def _move(self, gc, table) -> None:
        if table.used == 0:
            return
        count = table.capacity
        entries = table.take_all()
        i = 0
        while i < count:
            obj = llop.raw_load(Address, entries, i * ENTRY)
            if obj and gc.survives(obj):
                self.old.set(gc.new_address(obj), llop.raw_load(Signed, entries, i * ENTRY + WORD))
            i += 1
        arena_free(entries, count * ENTRY)
