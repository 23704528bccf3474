"""Blocks of one size, aligned to it, which are taken from the system many at a time."""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_discard, arena_malloc
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed

from gcs.policies.addresses import AddressStack

CHUNK = 1024 * 1024

def reserve_for(bytes_in_use: int) -> int:
    """Return how much unused memory to keep: giving it back and taking it again costs more than a collection."""
    return (bytes_in_use >> 1) + 2 * CHUNK


class BlockSupply:
    """Blocks that are not in use. `block_size` is a power of two."""

    _immutable_fields_ = ['warm', 'cold']

    def __init__(self, block_size: int):
        self.block_size = block_size
        self.chunk_size = CHUNK
        self.warm = AddressStack()
        self.cold = AddressStack()  # without memory
        self.free = llmemory.NULL   # those that were never used
        self.end = llmemory.NULL
        self.bytes_in_use = 0
        self.most_in_use = 0        # lately

    def take(self):
        """Return a block, or NULL. Its content may be anything."""
        block = self._take()
        if block:
            self.bytes_in_use += self.block_size
            if self.bytes_in_use > self.most_in_use:
                self.most_in_use = self.bytes_in_use
        return block

    def _take(self):
        if not self.warm.is_empty():
            return self.warm.pop()
        if not self.cold.is_empty():
            return self.cold.pop()
        if self.free == self.end:
            size = self.chunk_size
            if self.bytes_in_use > 32 * size:
                size *= 8  # a big heap gets large pages
            chunk = arena_malloc(size + self.block_size)
            if not chunk:
                return chunk
            self.free = self.block_of(chunk + (self.block_size - 1))
            self.end = self.free + size
        block = self.free
        self.free = block + self.block_size
        return block

    def cool_down(self, blocks: int) -> bool:
        """Give back the memory of so many blocks that are not needed soon; are there more? Called after collections."""
        while not self._keeps_warm():
            if blocks == 0:
                return True
            blocks -= 1
            self._cool(self.warm.pop())
        # If the program does not come back to where it was, less and less is kept.
        self.most_in_use -= (self.most_in_use - self.bytes_in_use) >> 1
        return False

    def _keeps_warm(self) -> bool:
        """Is all that is not in use needed soon? Between collections a program takes what it gave back before."""
        unused = self.warm.length() * self.block_size
        return unused <= reserve_for(self.bytes_in_use) or unused <= self.most_in_use - self.bytes_in_use

    def _cool(self, block) -> None:
        arena_discard(block, self.block_size)
        self.cold.push(block)

    def give_back(self, block) -> None:
        """A block is not in use any more."""
        self.bytes_in_use -= self.block_size
        self.warm.push(block)
        if not self._keeps_warm():
            self._cool(self.warm.pop())

    @always_inline
    def block_of(self, address):
        """Return the beginning of the block that an address is in."""
        return llop.cast_int_to_adr(Address, llop.cast_adr_to_int(Signed, address) & -self.block_size)
