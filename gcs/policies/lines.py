"""Blocks of lines: memory is taken and found free a line at a time, objects are placed one behind the other.

S. M. Blackburn and K. S. McKinley, "Immix: a mark-region garbage collector with
space efficiency, fast collection, and mutator performance", PLDI 2008. Objects
that are reached mark the lines they are in. What is between marked lines is a
hole, which is filled by moving a pointer. Objects larger than a line go to
empty blocks if they do not fit in the hole at hand.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reset_objects
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Char, Signed, Void

from gcs.base import WORD
from gcs.policies.addresses import AddressStack
from gcs.policies.blocks import BlockSupply
from gcs.verify import poison

BLOCK_SHIFT = 15
BLOCK = 1 << BLOCK_SHIFT
LINE_SHIFT = 8
LINE = 1 << LINE_SHIFT

# One line of a block, its own, holds its state, the number of its holes and of
# its marked lines, and a byte for each line: is it marked? (The own line is
# always.) Which one it is differs from block to block: lines at one place in all
# blocks would share a few places in the processor's caches.
STATE = 0
HOLES = WORD
LIVE_LINES = 2 * WORD
MARKS = 4 * WORD

IN_USE = 0
TO_EMPTY = 1
"""Objects are moved out of the block."""


class LineSpace:
    """Holes of blocks. `free` and `top` are those of the hole that is being filled."""

    _immutable_fields_ = ['supply', 'blocks', 'recyclable']

    def __init__(self):
        self.supply = BlockSupply(BLOCK)
        self.blocks = AddressStack()      # those in use
        self.recyclable = AddressStack()  # those with holes
        self.free = llmemory.NULL
        self.top = llmemory.NULL
        self.hole_block = llmemory.NULL   # the block whose holes are being filled, and where to look for the next
        self.next_line = 0
        self.large_free = llmemory.NULL   # in an empty block: for objects larger than a line
        self.large_top = llmemory.NULL
        self.copy_free = llmemory.NULL    # the same, for copies
        self.copy_top = llmemory.NULL
        self.taken_bytes = 0              # holes and blocks that were taken since somebody looked
        self.live_bytes = 0               # of lines marked at the last sweep
        self.free_lines = 0               # in holes, at the last sweep
        self.poisons_freed = False        # for the verifier

    @always_inline
    def lines_in_block(self) -> int:
        """Return how many lines a block has."""
        return self.supply.block_size >> LINE_SHIFT

    @always_inline
    def _own_line(self, block) -> int:
        return llop.cast_adr_to_int(Signed, block) >> BLOCK_SHIFT & (self.lines_in_block() - 1)

    @always_inline
    def _own(self, block):
        return block + (self._own_line(block) << LINE_SHIFT)

    # ---- allocation

    @dont_inline
    def next_hole(self) -> bool:
        """Go to the next hole of blocks in use; is there one?"""
        lines = self.lines_in_block()
        while True:
            block = self.hole_block
            if not block:
                if self.recyclable.is_empty():
                    return False
                block = self.hole_block = self.recyclable.pop()
                self.next_line = 0
            own = self._own(block)
            line = self.next_line
            while line < lines and self._is_marked(own, line):
                line += 1
            if line < lines:
                end = line + 1
                while end < lines and not self._is_marked(own, end):
                    end += 1
                self.next_line = end
                self.free = block + (line << LINE_SHIFT)
                self.top = block + (end << LINE_SHIFT)
                self.taken_bytes += self.top - self.free
                return True
            self.hole_block = llmemory.NULL

    def take_block(self) -> bool:
        """Fill an empty block next; is there one?"""
        block = self._new_block()
        if not block:
            return False
        self.hole_block = block
        self.next_line = 0
        return self.next_hole()

    def take_block_for_large(self) -> bool:
        """Fill an empty block with objects larger than a line; is there one?"""
        block = self._new_block()
        if not block:
            return False
        self.large_free = self._larger_hole(block)
        self.large_top = self._end_of_larger_hole(block)
        self.taken_bytes += self.supply.block_size
        return True

    def _larger_hole(self, block):
        """Return the beginning of the larger one of the two holes of an empty block."""
        own = self._own_line(block)
        return block if 2 * own >= self.lines_in_block() else block + (own + 1 << LINE_SHIFT)

    def _end_of_larger_hole(self, block):
        own = self._own_line(block)
        return block + (own << LINE_SHIFT if 2 * own >= self.lines_in_block() else self.supply.block_size)

    def room_for_copy(self, size: int, may_grow: bool):
        """Return room in a block that is not emptied, or NULL."""
        if size > self.copy_top - self.copy_free:
            if not may_grow:
                return llmemory.NULL
            block = self._new_block()
            if not block:
                return block
            self.copy_free = self._larger_hole(block)
            self.copy_top = self._end_of_larger_hole(block)
        result = self.copy_free
        self.copy_free = result + size
        return result

    def _new_block(self):
        block = self.supply.take()
        if block:
            line = self._own_line(block)
            own = block + (line << LINE_SHIFT)
            llmemory.raw_memclear(own, LINE)
            llop.raw_store(Void, own, MARKS + line, '\x01')
            arena_reset_objects(block, line << LINE_SHIFT)
            arena_reset_objects(own + LINE, self.lines_in_block() - line - 1 << LINE_SHIFT)
            self.blocks.push(block)
        return block

    # ---- marks

    @always_inline
    def _is_marked(self, own, line: int) -> bool:
        return llop.raw_load(Char, own, MARKS + line) != '\x00'

    @always_inline
    def mark_lines(self, obj, size: int) -> None:
        """Mark the lines that an object is in."""
        block = self.supply.block_of(obj)
        line = obj - block >> LINE_SHIFT
        last = obj - block + size - 1 >> LINE_SHIFT
        own = self._own(block)
        while True:
            llop.raw_store(Void, own, MARKS + line, '\x01')
            if line == last:
                return
            line += 1

    @always_inline
    def is_emptied(self, obj) -> bool:
        """Are objects moved out of this one's block?"""
        return llop.raw_load(Signed, self._own(self.supply.block_of(obj)), STATE) == TO_EMPTY

    def clear_marks(self) -> None:
        """No line is marked."""
        i = 0
        while i < self.blocks.length():
            block = self.blocks.at(i)
            line = self._own_line(block)
            own = block + (line << LINE_SHIFT)
            llmemory.raw_memclear(own + MARKS, self.lines_in_block())
            llop.raw_store(Void, own, MARKS + line, '\x01')
            i += 1

    # ---- collections

    def stop_filling(self) -> None:
        """What was to be filled is looked at by the next sweep."""
        self.free = self.top = llmemory.NULL
        self.large_free = self.large_top = llmemory.NULL
        self.copy_free = self.copy_top = llmemory.NULL
        self.hole_block = llmemory.NULL
        self.recyclable.clear()

    def choose_blocks_to_empty(self, most_lines: int) -> int:
        """Choose blocks with few marked lines, so many together; return how many blocks that are."""
        chosen = 0
        wanted = 8  # blocks that are full to an eighth, then those to a quarter, and to half
        while wanted >= 2:
            i = 0
            while i < self.blocks.length():
                own = self._own(self.blocks.at(i))
                live = llop.raw_load(Signed, own, LIVE_LINES)
                if llop.raw_load(Signed, own, STATE) == IN_USE and llop.raw_load(Signed, own, HOLES) > 0 and (
                        0 < live <= most_lines and live * wanted <= self.lines_in_block()):
                    llop.raw_store(Void, own, STATE, TO_EMPTY)
                    most_lines -= live
                    chosen += 1
                i += 1
            wanted >>= 1
        return chosen

    def sweep(self) -> None:
        """Marking is done: find the holes, and give empty blocks back."""
        self.stop_filling()
        lines = self.lines_in_block()
        kept = live_lines = i = 0
        self.free_lines = 0
        count = self.blocks.length()
        while i < count:
            block = self.blocks.at(i)
            i += 1
            live = self._sweep_block(block, lines)
            if live == 0:
                self.supply.give_back(block)
            else:
                live_lines += live
                self.blocks.put(kept, block)
                kept += 1
                if live < lines - 1:
                    self.free_lines += lines - 1 - live
                    self.recyclable.push(block)
        self.blocks.shorten(kept)
        self.supply.cool_down(1 << 30)
        self.live_bytes = live_lines << LINE_SHIFT
        self.taken_bytes = 0

    def _sweep_block(self, block, lines: int) -> int:
        """Return the number of marked lines, without its own."""
        own = self._own(block)
        live = -1
        holes = line = 0
        while line < lines:
            if self._is_marked(own, line):
                live += 1
                line += 1
                continue
            start = line
            while line < lines and not self._is_marked(own, line):
                line += 1
            holes += 1
            hole = block + (start << LINE_SHIFT)
            arena_reset_objects(hole, line - start << LINE_SHIFT)
            if self.poisons_freed:
                poison(hole, line - start << LINE_SHIFT)
        llop.raw_store(Void, own, STATE, IN_USE)
        llop.raw_store(Void, own, HOLES, holes)
        llop.raw_store(Void, own, LIVE_LINES, live)
        return live
