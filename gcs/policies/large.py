"""Large objects, each with memory of its own from the system. They never move."""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_free, arena_is_zero, arena_malloc, arena_own, arena_reset
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed, Void

from gcs.base import WORD
from gcs.header import header_of, set_header
from gcs.policies.addresses import AddressStack
from gcs.verify import poison

PAGE = 4096
PREFIX = 2 * WORD
"""In front of an object: the size of its memory, and where its cards are, from the object on."""

SPARE_BYTES = (64 if threads.are_free else 16 if WORD == 8 else 2) * 1024 * 1024
"""So much memory of dead objects is kept for others of their size, until nobody wanted it between two full collections."""

MOST_SPARE = 128 if threads.are_free else 32
"""So many pieces of it, at most."""

LATEST = 32
"""An object is only discarded if it is among so many that were made last."""

CARD_SHIFT = 7
"""There is a card, one byte, for so many items of an array of pointers: 128."""


class LargeSpace:
    """Marks are the flag `mark` in headers."""

    _immutable_fields_ = ['mark', 'objects', 'young', 'freed', 'spare', 'unused']

    def __init__(self, mark: int):
        self.mark = mark
        self.objects = AddressStack()
        self.young = AddressStack()  # objects made since the last collection of young ones
        self.young_bytes = 0         # of these
        self.bytes = 0
        self.freed_bytes = 0  # since somebody looked
        self.sweep_from = 0   # objects below this index are swept, those from `sweep_kept` on have gone
        self.sweep_kept = 0
        self.sweep_end = 0
        self.keeps_freed = False  # for the verifier: until the next sweep
        self.freed = AddressStack()
        self.spare = AddressStack()
        self.unused = AddressStack()  # spare memory that was there at the last full collection
        self.spare_bytes = 0

    def memory_for(self, size: int) -> int:
        """Return how much memory an object of that size takes."""
        return (size + PREFIX + PAGE - 1) & -PAGE

    def allocate(self, size: int, cards: int):
        """Return memory for an object with so many cards, which are zero, or NULL."""
        obj = self._new(size, cards)
        if obj:
            self.objects.push(obj)
        return obj

    def allocate_young(self, size: int, cards: int):
        """The same for an object that `end_young` decides about."""
        obj = self._new(size, cards)
        if obj:
            self.young.push(obj)
            self.young_bytes += self.memory_of(obj)
        return obj

    def _new(self, size: int, cards: int):
        bytes = self.memory_for(size + cards)
        arena = self._take_spare(bytes)
        if arena:
            bytes = llop.raw_load(Signed, arena, 0)
            arena_reset(arena + PREFIX, size)
            if cards:
                arena_own(arena + PREFIX + size, cards)
                llmemory.raw_memclear(arena + PREFIX + size, cards)
        else:
            arena = arena_malloc(bytes)
            if not arena:
                return arena
            llop.raw_store(Void, arena, 0, bytes)
            arena_is_zero(arena + PREFIX, size)
        llop.raw_store(Void, arena, WORD, size)
        self.bytes += bytes
        return arena + PREFIX

    def _take_spare(self, bytes: int):
        """Return kept memory of about that size, or NULL."""
        arena = self._take_best(self.spare, bytes)
        return arena if arena else self._take_best(self.unused, bytes)

    def _take_best(self, arenas, bytes: int):
        """Return the smallest one that is large enough, unless it is much too large; NULL if there is none."""
        best = -1
        best_bytes = bytes + (bytes >> 2) + 1
        i = arenas.length()
        while i > 0 and best_bytes > bytes:
            i -= 1
            found = llop.raw_load(Signed, arenas.at(i), 0)
            if bytes <= found < best_bytes:
                best = i
                best_bytes = found
        if best < 0:
            return llmemory.NULL
        arena = arenas.at(best)
        last = arenas.pop()
        if best < arenas.length():
            arenas.put(best, last)
        self.spare_bytes -= best_bytes
        return arena

    def _age_spare(self) -> None:
        """Give back the memory that nobody wanted since the last time."""
        unused = self.unused
        while not unused.is_empty():
            arena = unused.pop()
            bytes = llop.raw_load(Signed, arena, 0)
            self.spare_bytes -= bytes
            arena_free(arena, bytes)
        while not self.spare.is_empty():
            unused.push(self.spare.pop())

    @always_inline
    def memory_of(self, obj) -> int:
        """Return how much memory an object has."""
        return llop.raw_load(Signed, obj, -PREFIX)

    @always_inline
    def cards_of(self, obj):
        """Return where the cards of an object that has some are. They are zero at first."""
        return obj + llop.raw_load(Signed, obj, WORD - PREFIX)

    def start_sweep(self) -> None:
        """Marking is done: what is not marked is dead, of the objects that there are now."""
        self._age_spare()
        while not self.freed.is_empty():
            self._release(self.freed.pop())
        self.sweep_from = self.sweep_kept = 0
        self.sweep_end = self.objects.length()

    def sweep_some(self, count: int) -> bool:
        """Free the dead and clear the marks of the others, at most so many objects; are there any left?"""
        objects = self.objects
        mark = self.mark
        while self.sweep_from < self.sweep_end:
            if count == 0:
                return True
            count -= 1
            obj = objects.at(self.sweep_from)
            self.sweep_from += 1
            header = header_of(obj)
            if header & mark:
                set_header(obj, header & ~mark)
                objects.put(self.sweep_kept, obj)
                self.sweep_kept += 1
            else:
                self.free(obj)
        # What was allocated since follows.
        if self.sweep_kept < self.sweep_end:
            end = objects.length()
            i = self.sweep_end
            while i < end:
                objects.put(self.sweep_kept, objects.at(i))
                self.sweep_kept += 1
                i += 1
            objects.shorten(self.sweep_kept)
        self.sweep_from = self.sweep_kept = self.sweep_end = 0
        return False

    def sweep(self) -> None:
        """Sweep everything."""
        self.start_sweep()
        while self.sweep_some(1 << 30):
            pass

    def free_flagged(self, mask: int, flags: int) -> None:
        """Free the objects of whose flags under the mask exactly these are set."""
        self._age_spare()
        while not self.freed.is_empty():
            self._release(self.freed.pop())
        objects = self.objects
        kept = i = 0
        count = objects.length()
        while i < count:
            obj = objects.at(i)
            i += 1
            if header_of(obj) & mask == flags:
                self.free(obj)
            else:
                objects.put(kept, obj)
                kept += 1
        objects.shorten(kept)

    def end_young(self, flag: int) -> None:
        """Of the young objects, free those that have the flag; the others are young no more."""
        young = self.young
        i = 0
        while i < young.length():
            obj = young.at(i)
            if header_of(obj) & flag:
                self.free(obj)
            else:
                self.objects.push(obj)
            i += 1
        young.clear()
        self.young_bytes = 0

    def discard_young(self, obj) -> None:
        """Free a young object at once."""
        self.young_bytes -= self.memory_of(obj)
        self._free_one_of(self.young, self.young.length(), obj)

    def discard(self, obj) -> None:
        """Free an object at once, if it is among the latest and nothing is being swept."""
        if self.sweep_end == 0:
            self._free_one_of(self.objects, LATEST, obj)

    def _free_one_of(self, objects, count: int, obj) -> None:
        """Free an object if it is among the last so many; another one takes its place."""
        i = objects.length()
        stop = i - count
        while i > 0 and i > stop:
            i -= 1
            if objects.at(i) == obj:
                last = objects.pop()
                if i < objects.length():
                    objects.put(i, last)
                self.free(obj)
                return

    def free(self, obj) -> None:
        """Give an object's memory back."""
        bytes = self.memory_of(obj)
        size = llop.raw_load(Signed, obj, WORD - PREFIX)
        arena_reset(obj, size)
        self.bytes -= bytes
        self.freed_bytes += bytes
        if self.keeps_freed:
            poison(obj, size)
            self.freed.push(obj)
        else:
            self._release(obj)

    def _release(self, obj) -> None:
        bytes = self.memory_of(obj)
        if bytes > SPARE_BYTES - self.spare_bytes or self.spare.length() + self.unused.length() == MOST_SPARE:
            arena_free(obj - PREFIX, bytes)
            return
        self.spare_bytes += bytes
        self.spare.push(obj - PREFIX)
