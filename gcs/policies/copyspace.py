"""A space of chunks in which objects lie side by side, to copy objects into.

Allocating is moving a pointer. Objects are never freed one by one: those which
live are copied to another space, and all chunks are given back at once.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_free, arena_malloc, arena_reset
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void

from gcs.base import WORD
from gcs.policies.addresses import AddressStack
from gcs.policies.blocks import CHUNK, reserve_for
from gcs.settings import fatal
from gcs.verify import poison

# A chunk begins with its size, and the end of its objects once it is full.
SIZE = 0
END = WORD
HEADER = 2 * WORD


class CopySpace:
    """Chunks; the last is being filled from `free` to `top`."""

    _immutable_fields_ = ['chunks', 'old_chunks', 'spare', 'freed']

    def __init__(self):
        self.chunk_size = CHUNK
        self.free = llmemory.NULL
        self.top = llmemory.NULL
        self.chunks = AddressStack()
        self.spare = AddressStack()       # of the usual size, not in use
        self.old_chunks = AddressStack()  # what is being copied from
        self.size = 0                     # bytes of all chunks that are not old
        self.retired = 0                  # bytes of the objects in full chunks
        self.scanned_chunk = 0
        self.scanned = llmemory.NULL
        self.keeps_freed = False          # for the verifier: until the next collection
        self.freed = AddressStack()

    @always_inline
    def allocate(self, size: int):
        """Return room for an object while collecting."""
        result = self.free
        if llop.unlikely(Bool, size > self.top - result):
            if not self.grow(size):
                fatal('no memory to copy objects to')
            result = self.free
        self.free = result + size
        return result

    def chunk_for(self, size: int) -> int:
        """Return how large a chunk would be taken for an object of that size."""
        return self.chunk_size if size + HEADER <= self.chunk_size else size + HEADER

    @dont_inline
    def grow(self, size: int) -> bool:
        """Start a chunk with room for an object of that size, if there is memory."""
        bytes = self.chunk_for(size)
        if bytes == self.chunk_size and not self.spare.is_empty():
            chunk = self.spare.pop()
        else:
            chunk = arena_malloc(bytes)
            if not chunk:
                return False
            arena_reset(chunk + HEADER, bytes - HEADER)
            llop.raw_store(Void, chunk, SIZE, bytes)
        self._retire()
        self.chunks.push(chunk)
        self.size += bytes
        self.free = chunk + HEADER
        self.top = chunk + bytes
        return True

    def _retire(self) -> None:
        if not self.chunks.is_empty():
            chunk = self.chunks.at(self.chunks.length() - 1)
            llop.raw_store(Void, chunk, END, self.free)
            self.retired += self.free - chunk - HEADER

    def used(self) -> int:
        """Return how many bytes the objects take."""
        if self.chunks.is_empty():
            return 0
        return self.retired + (self.free - self.chunks.at(self.chunks.length() - 1) - HEADER)

    # ---- collections

    def flip(self) -> None:
        """All that is here is now old, to be copied to new chunks."""
        self._retire()
        i = 0
        count = self.chunks.length()
        while i < count:
            self.old_chunks.push(self.chunks.at(i))
            i += 1
        self.chunks.clear()
        self.free = self.top = llmemory.NULL
        self.size = self.retired = 0
        self.scanned_chunk = 0
        self.scanned = llmemory.NULL

    def release_old(self) -> None:
        """Everything that lives was copied."""
        while not self.freed.is_empty():
            self._release(self.freed.pop())
        while self.spare.length() * self.chunk_size > reserve_for(4 * self.size):
            arena_free(self.spare.pop(), self.chunk_size)
        while not self.old_chunks.is_empty():
            chunk = self.old_chunks.pop()
            if self.keeps_freed:
                bytes = llop.raw_load(Signed, chunk, SIZE)
                arena_reset(chunk + HEADER, bytes - HEADER)
                poison(chunk + HEADER, bytes - HEADER)
                self.freed.push(chunk)
            else:
                self._release(chunk)
        self.old_chunks.clear()

    def _release(self, chunk) -> None:
        bytes = llop.raw_load(Signed, chunk, SIZE)
        if bytes == self.chunk_size and self.spare.length() * bytes < reserve_for(4 * self.size):
            arena_reset(chunk + HEADER, bytes - HEADER)
            self.spare.push(chunk)
        else:
            arena_free(chunk, bytes)

    def next_unscanned(self):
        """Return an object that was copied here and not scanned; NULL if there is none. See `scanned_to`."""
        while self.scanned_chunk < self.chunks.length():
            chunk = self.chunks.at(self.scanned_chunk)
            if not self.scanned:
                self.scanned = chunk + HEADER
            if self.scanned_chunk == self.chunks.length() - 1:
                return self.scanned if self.scanned < self.free else llmemory.NULL
            if self.scanned < llop.raw_load(Address, chunk, END):
                return self.scanned
            self.scanned = llmemory.NULL
            self.scanned_chunk += 1
        return llmemory.NULL

    @always_inline
    def scanned_to(self, address) -> None:
        """The next object to scan begins there."""
        self.scanned = address

    # ---- objects that are moved towards the beginning

    def end_chunk_at(self, chunk_number: int, end) -> None:
        """A chunk's objects end there now."""
        chunk = self.chunks.at(chunk_number)
        old_end = self.end_of_objects(chunk_number)
        if end < old_end:
            arena_reset(end, old_end - end)
            if self.keeps_freed:
                poison(end, old_end - end)
        if chunk_number == self.chunks.length() - 1:
            self.free = end
        else:
            self.retired -= old_end - end
            llop.raw_store(Void, chunk, END, end)

    def keep_chunks(self, count: int) -> None:
        """Give back all chunks but the first ones."""
        chunks = self.chunks
        if chunks.length() == count:
            return
        while chunks.length() > count:
            chunk = chunks.at(chunks.length() - 1)
            bytes = llop.raw_load(Signed, chunk, SIZE)
            if chunks.length() < 2:
                self.free = self.top = llmemory.NULL
            else:
                below = chunks.at(chunks.length() - 2)
                self.free = llop.raw_load(Address, below, END)
                self.top = below + llop.raw_load(Signed, below, SIZE)
                self.retired -= self.free - below - HEADER
            chunks.shorten(chunks.length() - 1)
            self.size -= bytes
            self._release(chunk)

    def room_in(self, chunk_number: int, address) -> int:
        """Return how many bytes there are between an address and the chunk's end."""
        chunk = self.chunks.at(chunk_number)
        return chunk + llop.raw_load(Signed, chunk, SIZE) - address

    # ---- walking over all objects

    def chunk_count(self) -> int:
        """Return the number of chunks."""
        return self.chunks.length()

    def first_object(self, chunk_number: int):
        """Return where a chunk's objects begin."""
        return self.chunks.at(chunk_number) + HEADER

    def end_of_objects(self, chunk_number: int):
        """Return where they end."""
        if chunk_number == self.chunks.length() - 1:
            return self.free
        return llop.raw_load(Address, self.chunks.at(chunk_number), END)
