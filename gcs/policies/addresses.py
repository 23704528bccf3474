"""Stacks of addresses, in memory of their own."""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_free, arena_malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void

from gcs.base import WORD
from gcs.settings import fatal

SMALLEST = 4096
"""How many bytes a stack begins with."""

KEPT = 4 << 20
"""A stack that is cleared keeps so many bytes at most."""


class AddressStack:
    """A stack of addresses that grows; its items can be reached by number too."""

    def __init__(self):
        self.items = llmemory.NULL
        self.used = 0      # bytes
        self.capacity = 0  # bytes

    @always_inline
    def push(self, address) -> None:
        """Add an address at the end."""
        used = self.used
        if llop.unlikely(Bool, used == self.capacity):
            self._grow()
        llop.raw_store(Void, self.items, used, address)
        self.used = used + WORD

    @always_inline
    def pop(self):
        """Remove the last address and return it; there must be one."""
        self.used -= WORD
        return llop.raw_load(Address, self.items, self.used)

    @always_inline
    def is_empty(self) -> bool:
        """Is there nothing?"""
        return self.used == 0

    @always_inline
    def length(self) -> int:
        """Return how many there are."""
        return llop.int_div(Signed, self.used, WORD)

    @always_inline
    def at(self, index: int):
        """Return one by its number."""
        return llop.raw_load(Address, self.items, index * WORD)

    @always_inline
    def put(self, index: int, address) -> None:
        """Replace one."""
        llop.raw_store(Void, self.items, index * WORD, address)

    def shorten(self, length: int) -> None:
        """Keep only the first ones."""
        self.used = length * WORD

    def clear(self) -> None:
        """Remove all. Much memory is given back."""
        self.used = 0
        if self.capacity > KEPT:
            arena_free(self.items, self.capacity)
            self.items = llmemory.NULL
            self.capacity = 0

    @dont_inline
    def _grow(self) -> None:
        size = self.capacity * 2 if self.capacity else SMALLEST
        items = arena_malloc(size)
        if not items:
            fatal('no memory for the collector')
        if self.capacity:
            llmemory.raw_memcopy(self.items, items, self.used)
            arena_free(self.items, self.capacity)
        self.items = items
        self.capacity = size
