"""Segregated free lists: blocks of cells of one size, swept when cells are needed.

H.-J. Boehm and M. Weiser, "Garbage collection in an uncooperative environment",
Software: Practice and Experience 18(9), 1988, have the layout: a block holds cells of one
size class. A free cell holds the next one's address in place of a header, so
that a block can be walked. After marking, nothing is swept at once: a block is
swept when its class runs out of cells (R. J. M. Hughes, "A semi-incremental garbage
collection algorithm", Software: Practice and Experience 12(11), 1982).
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_malloc, arena_reserve_cell, arena_reset
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void

from gcs.base import WORD
from gcs.header import forwarded_address, forwarding_header, header_of, is_forwarded, set_header
from gcs.policies.blocks import BlockSupply
from gcs.settings import fatal
from gcs.verify import poison

GRAIN_SHIFT = 3 if WORD == 8 else 2
GRAIN = 1 << GRAIN_SHIFT
LINEAR_CLASSES = 64
LINEAR = LINEAR_CLASSES * GRAIN
"""Up to this size there is a class for each multiple of GRAIN."""

MOST_CLASSES = 96

# A block begins with the next one's address in its list, the size of its cells, and its class.
NEXT = 0
CELL = WORD
CLASS = 2 * WORD
HEADER = 4 * WORD

ALL_BLOCKS = 1 << 30

BLOCK = 16 * 1024

# What the space knows of a class: words at these offsets.
CELLS = 0          # free cells
SWEPT = WORD       # blocks
UNSWEPT = 2 * WORD
CELL_SIZE = 3 * WORD
CLASS_WORDS = 4 * WORD


def forget_own_cells(words) -> None:
    """What a thread has of free cells is found again by sweeping."""
    number = 0
    while number < MOST_CLASSES:
        llop.raw_store(Void, words, threads.CELLS + number * WORD, llmemory.NULL)
        number += 1


class FreeListSpace:
    """Cells for objects of up to `largest` bytes. Marks are the flag `mark` in headers.

    Its user calls `setup` first, `start_sweep` after marking, and
    `finish_sweep` before it marks again.
    """

    _immutable_fields_ = ['mark', 'supply']

    def __init__(self, mark: int):
        self.mark = mark
        self.supply = BlockSupply(BLOCK)
        self.largest = 0
        self.class_count = 0
        self.classes = llmemory.NULL    # CLASS_WORDS for each class
        self.class_table = llmemory.NULL  # for sizes above LINEAR: the class, by the size in grains
        self.poisons_freed = False         # for the verifier
        self.freed_bytes = 0               # since somebody looked
        self.offered_bytes = 0             # free cells that were found, since somebody looked
        self.unswept_class = 0             # classes from here on may have blocks that are not swept

    def setup(self) -> None:
        """Make the size classes."""
        self.classes = arena_malloc(MOST_CLASSES * CLASS_WORDS)
        if not self.classes:
            fatal('no memory for the collector')
        size = self._room(4)
        self.largest = size
        self.class_table = arena_malloc((size >> GRAIN_SHIFT) * WORD + WORD)
        if not self.class_table:
            fatal('no memory for the collector')
        count = 0
        while count <= LINEAR_CLASSES:
            self._set(count, CELL_SIZE, count * GRAIN)
            count += 1
        # Larger ones fill the block: 1/n of it.
        previous = LINEAR
        while previous < self.largest:
            cells = self._room(1) // previous
            size = self._room(cells)
            while size <= previous + (previous >> 3) and size < self.largest:
                cells -= 1
                size = self._room(cells)
            self._set(count, CELL_SIZE, size)
            grains = (previous >> GRAIN_SHIFT) + 1
            while grains << GRAIN_SHIFT <= size:
                llop.raw_store(Void, self.class_table, grains * WORD, count)
                grains += 1
            count += 1
            previous = size
        self.class_count = count
        self.unswept_class = count

    def _room(self, cells: int) -> int:
        """Return how large cells are of which so many fit into a block."""
        return (self.supply.block_size - HEADER) // cells & -GRAIN

    # ---- size classes

    @always_inline
    def _set(self, number: int, field: int, value: int) -> None:
        llop.raw_store(Void, self.classes, number * CLASS_WORDS + field, value)

    @always_inline
    def _put(self, number: int, field: int, value) -> None:
        llop.raw_store(Void, self.classes, number * CLASS_WORDS + field, value)

    @always_inline
    def _at(self, number: int, field: int):
        return llop.raw_load(Address, self.classes, number * CLASS_WORDS + field)

    @always_inline
    def cell_size(self, number: int) -> int:
        """Return how large the cells of a class are."""
        return llop.raw_load(Signed, self.classes, number * CLASS_WORDS + CELL_SIZE)

    @always_inline
    def class_of(self, size: int) -> int:
        """Return the class for objects of that size, which is no more than `largest`."""
        grains = (size + GRAIN - 1) >> GRAIN_SHIFT
        if size <= LINEAR:
            return grains
        return llop.raw_load(Signed, self.class_table, grains * WORD)

    # ---- allocation

    @always_inline
    def take(self, number: int):
        """Return a cell of a class, with any content, or NULL if `refill` has to be called first."""
        cell = self._at(number, CELLS)
        if llop.likely(Bool, bool(cell)):
            self._put(number, CELLS, forwarded_address(header_of(cell)))
            arena_reset(cell, self.cell_size(number))
        return cell

    # ---- threads that run at the same time have cells of their own

    @always_inline
    def take_own(self, number: int):
        """Return one of the running thread's cells, or NULL if `own_cells` has to be called first."""
        words = threads.thread_words()
        cell = llop.raw_load(Address, words, threads.CELLS + number * WORD)
        if llop.likely(Bool, bool(cell)):
            llop.raw_store(Void, words, threads.CELLS + number * WORD, forwarded_address(header_of(cell)))
            arena_reset(cell, self.cell_size(number))
        return cell

    def has_own(self, number: int) -> bool:
        """Has the running thread a cell of its own?"""
        return bool(llop.raw_load(Address, threads.thread_words(), threads.CELLS + number * WORD))

    def own_cells(self, number: int) -> bool:
        """Give the running thread all free cells that were found; are there any?"""
        cells = self._at(number, CELLS)
        self._put(number, CELLS, llmemory.NULL)
        llop.raw_store(Void, threads.thread_words(), threads.CELLS + number * WORD, cells)
        return bool(cells)

    def give_back(self, number: int, cell) -> None:
        """Undo `take`."""
        self._put(number, CELLS, self._link(cell, self._at(number, CELLS)))

    @dont_inline
    def refill(self, number: int, blocks: int) -> bool:
        """Find free cells by sweeping no more than so many blocks."""
        while blocks > 0:
            blocks -= 1
            block = self._at(number, UNSWEPT)
            if not block:
                return False
            self._put(number, UNSWEPT, llop.raw_load(Address, block, NEXT))
            self._sweep(block)
            if self._at(number, CELLS):
                return True
        return False

    def may_grow(self, number: int) -> bool:
        """Take a block for a class. Is there one?"""
        block = self.supply.take()
        if not block:
            return False
        size = self.cell_size(number)
        llop.raw_store(Void, block, CELL, size)
        llop.raw_store(Void, block, CLASS, number)
        llop.raw_store(Void, block, NEXT, self._at(number, SWEPT))
        self._put(number, SWEPT, block)
        arena_reset(block + HEADER, self.supply.block_size - HEADER)
        cells = self._at(number, CELLS)
        cell = self._last_cell(block, size)
        first = block + HEADER
        while cell >= first:
            cells = self._link(cell, cells)
            cell = cell - size
        self._put(number, CELLS, cells)
        self.offered_bytes += self.supply.block_size
        return True

    @always_inline
    def _last_cell(self, block, size: int):
        return block + (HEADER + ((self.supply.block_size - HEADER) // size - 1) * size)

    @always_inline
    def _link(self, cell, following):
        arena_reserve_cell(cell, WORD)
        set_header(cell, forwarding_header(following))
        return cell

    def free(self, cell) -> None:
        """Free one cell."""
        block = self.supply.block_of(cell)
        number = llop.raw_load(Signed, block, CLASS)
        size = llop.raw_load(Signed, block, CELL)
        arena_reset(cell, size)
        if self.poisons_freed:
            poison(cell, size)
        self._put(number, CELLS, self._link(cell, self._at(number, CELLS)))

    # ---- sweeping

    def start_sweep(self) -> None:
        """Marking is done: what is not marked is dead."""
        number = 0
        while number < self.class_count:
            self._put(number, UNSWEPT, self._at(number, SWEPT))
            self._put(number, SWEPT, llmemory.NULL)
            self._put(number, CELLS, llmemory.NULL)
            number += 1
        self.unswept_class = 0

    def finish_sweep(self) -> None:
        """Sweep all that is not swept."""
        while self.sweep_some(ALL_BLOCKS):
            pass

    def sweep_some(self, blocks: int) -> bool:
        """Sweep no more than so many blocks, or give their memory back; are there any left?"""
        while self.unswept_class < self.class_count:
            number = self.unswept_class
            while True:
                block = self._at(number, UNSWEPT)
                if not block:
                    break
                if blocks == 0:
                    return True
                blocks -= 1
                self._put(number, UNSWEPT, llop.raw_load(Address, block, NEXT))
                self._sweep(block)
            self.unswept_class += 1
        return self.supply.cool_down(blocks)

    @dont_inline
    def _sweep(self, block) -> None:
        """Free the dead, clear the marks of the others; give an empty block back."""
        mark = self.mark
        number = llop.raw_load(Signed, block, CLASS)
        size = llop.raw_load(Signed, block, CELL)
        cells = before = self._at(number, CELLS)
        cell = self._last_cell(block, size)
        live = free = freed = 0
        first = block + HEADER
        while cell >= first:
            header = header_of(cell)
            if is_forwarded(header):  # free already
                set_header(cell, forwarding_header(cells))
                cells = cell
                free += size
            elif header & mark:
                set_header(cell, header & ~mark)
                live += 1
            else:
                arena_reset(cell, size)
                if self.poisons_freed:
                    poison(cell, size)
                cells = self._link(cell, cells)
                freed += size
            cell = cell - size
        self.freed_bytes += freed
        if live == 0:
            arena_reset(block + HEADER, self.supply.block_size - HEADER)
            self.supply.give_back(block)
            return
        self._put(number, CELLS, cells)
        self.offered_bytes += freed + free
        llop.raw_store(Void, block, NEXT, self._at(number, SWEPT))
        self._put(number, SWEPT, block)
