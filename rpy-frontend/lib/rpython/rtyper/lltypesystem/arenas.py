"""Simulated memory of a collector, on plain Python.

An arena is reserved from the system and is at first the collector's own data:
any word of it may be read and written. What the collector has reset is free
memory, which nobody may touch, until an object is placed there, or a cell of
the collector's own. Every access to an object is checked: against its bounds,
against its type's layout, against what was never written, against its end.
A mistake is a `HeapFault` which names the object, raised at the line that
makes it.
"""

import struct
import sys

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import llmemory, lltype, rawlayout
from rpython.rtyper.lltypesystem.simulator import MemoryFault

WORD = LONG_BIT // 8
SHIFT = WORD.bit_length() - 1
PAGE = 4096

FIRST_BASE = 1 << 56 if LONG_BIT == 64 else 1 << 30
"""Where simulated arenas begin: far above real memory, and below the sign bit; with words of 32 bits on both sides of it."""

BASE_SHIFT = 32 if LONG_BIT == 64 else 16
"""Each arena begins with a piece of the address space of its own."""

PIECES = (1 << 63 if LONG_BIT == 64 else 1 << 32) - FIRST_BASE >> BASE_SHIFT

MOST_BYTES = 1 << 30
"""No simulated system gives more at once."""


class HeapFault(MemoryFault):
    """A collector, or the program under it, does what would corrupt the heap."""


class Layout:
    """What the simulator knows of a type: its name, and where its pointers are."""

    def __init__(self, name: str, pointers=(), item_size: int = 0, length_offset: int = -1,
                 items_offset: int = -1, item_pointers=()):
        self.name = name
        self.pointers = frozenset(pointers)
        self.item_size = item_size
        self.length_offset = length_offset
        self.items_offset = items_offset
        self.item_pointers = frozenset(item_pointers)


layouts: dict[int, Layout] = {}
"""The layout of each type number; types that are not here are not checked."""


class Region:
    """Part of an arena: an object or, without a type, a cell of the collector's own."""

    __slots__ = ('arena', 'start', 'size', 'layout', 'serial', 'place', 'end_place', 'before')

    _next_serial = 1

    def __init__(self, arena, start: int, size: int, layout, place: str):
        self.arena = arena
        self.start = start
        self.size = size
        self.layout = layout
        self.serial = Region._next_serial
        Region._next_serial += 1
        self.place = place
        self.end_place = None
        self.before = None  # of a cell: the object that was there

    def describe(self) -> str:
        """Say what it is, for messages."""
        kind = 'cell' if self.layout is None else f'object {self.layout.name}'
        text = f'{kind} of {self.size} bytes at {self.arena.base + self.start:#x}'
        text += f' (number {self.serial}, allocated at {self.place}'
        text += f', freed at {self.end_place})' if self.end_place else ')'
        return text + (f', where there was the {self.before.describe()}' if self.before is not None else '')

    def is_pointer(self, offset: int):
        """Does a pointer belong there? None where anything does: in the header, and where no type is known."""
        layout = self.layout
        if layout is None or offset == 0:
            return None
        if offset in layout.pointers:
            return True
        if layout.items_offset < 0 or offset < layout.items_offset:
            return False
        index = offset - layout.items_offset
        length = self.arena.plain_word(self.start + layout.length_offset)
        if index >= length * layout.item_size:
            return False  # behind the object: a hash
        return index % layout.item_size in layout.item_pointers


_OWN = Region.__new__(Region)
_OWN.layout = None
_OWN.end_place = _OWN.before = None


class _ProtectedRegion(Region):
    """Memory that nobody may access now."""

    __slots__ = ()

    def describe(self) -> str:
        return 'memory that is protected'


_PROTECTED = _ProtectedRegion(None, 0, 0, None, '')

are_pointers_ahead = False
"""Do pointers refer to where objects will be? Then nobody can say whether they are right."""

_known: dict[int, 'Arena'] = {}  # by piece
_quiet_files = {__file__, __file__.replace('arenas.py', 'llarena.py')}


def quiet(path: str) -> str:
    """Leave a file's functions out when saying where something was allocated; return its path."""
    _quiet_files.add(path)
    return path


def _place() -> str:
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename in _quiet_files:
        frame = frame.f_back
    return f'{frame.f_code.co_filename.rpartition("/")[2]}:{frame.f_lineno}'


def _codec(T):
    size = rawlayout.size_and_alignment(T)[0]
    return size, struct.Struct(llmemory._format(T))


_codecs: dict[lltype.LowLevelType, tuple] = {}


def set_pointers_ahead(yes: bool) -> None:
    """Say whether pointers refer to where objects will be."""
    global are_pointers_ahead
    are_pointers_ahead = yes


def arena_at(number: int):
    """Return the arena that an address as a number lies in, or None."""
    return _known.get((number - FIRST_BASE) >> BASE_SHIFT)


def pieces_in_use() -> int:
    """Return how much of the address space was given out."""
    return Arena._next_piece


def forget_arenas(since: int) -> None:
    """Give out again what was given out since `pieces_in_use` said that. Nothing in it may be used any more."""
    for piece in range(since, Arena._next_piece):
        _known.pop(piece, None)
    Arena._next_piece = since


class Arena:
    """Reserved memory. Offsets are bytes from its beginning."""

    is_arena = True
    _next_piece = 0

    def __init__(self, size: int):
        self.size = size
        self.data = bytearray(size)
        # What is right behind an arena is in none.
        pieces = (size >> BASE_SHIFT) + 1
        first = Arena._next_piece
        if first + pieces > PIECES:
            raise MemoryFault('no more simulated memory: call forget_arenas')
        self.base = FIRST_BASE + (first << BASE_SHIFT)
        for piece in range(first, first + pieces):
            _known[piece] = self
        Arena._next_piece = first + pieces
        self.owners = None  # for each word a Region, or None if it is free; None if all is the collector's own
        self.written = None  # for each word: was it written since it was reset?
        self.is_released = False

    # ---- what collectors say

    def _track(self) -> None:
        if self.owners is None:
            words = self.size >> SHIFT
            self.owners = [_OWN] * words
            self.written = bytearray(b'\x01') * words

    def _words(self, offset: int, size: int, what: str) -> tuple[int, int]:
        if self.is_released:
            raise HeapFault(f'{what} in an arena that was released')
        if offset % WORD or size % WORD or size < 0:
            raise HeapFault(f'{what} of {size} bytes at {self.base + offset:#x}: not whole words')
        if offset < 0 or offset + size > self.size:
            raise HeapFault(f'{what} of bytes {offset}..{offset + size} of an arena of {self.size}')
        self._track()
        return offset >> SHIFT, (offset + size) >> SHIFT

    def reset(self, offset: int, size: int, zero: bool) -> None:
        """Make memory free: what was there is dead."""
        first, end = self._words(offset, size, 'reset')
        place = None
        for region in set(self.owners[first:end]):
            if region is None or region is _OWN or region.end_place is not None:
                continue
            if region is _PROTECTED:
                raise HeapFault(f'reset of bytes {offset}..{offset + size}, where memory is protected')
            if region.start < offset or region.start + region.size > offset + size:
                raise HeapFault(f'reset of bytes {offset}..{offset + size} cuts through the {region.describe()}')
            place = place or _place()
            region.end_place = place
        for i in range(first, end):
            if self.owners[i] is _OWN:
                self.owners[i] = None
        self._fill(offset, size, zero)

    def own(self, offset: int, size: int) -> None:
        """Let the collector use memory as it likes. No object may be there."""
        self.reset(offset, size, False)
        first, end = self._words(offset, size, 'use')
        for i in range(first, end):
            self.owners[i] = _OWN

    def reset_objects(self, offset: int, size: int) -> None:
        """Make memory free, and that of all objects that are partly in it."""
        first, end = self._words(offset, size, 'reset')
        place = _place()
        for region in set(self.owners[first:end]):
            if region is not None and region is not _OWN and region.end_place is None:
                region.end_place = place
        self.reset(offset, size, False)

    def _fill(self, offset: int, size: int, zero: bool) -> None:
        words = size >> SHIFT
        first = offset >> SHIFT
        self.data[offset:offset + size] = bytes(size) if zero else b'\xdd' * size
        self.written[first:first + words] = (b'\x01' if zero else b'\x00') * words

    def place(self, offset: int, size: int, type_number) -> None:
        """Place an object in free memory; with None, a cell of the collector's own."""
        first, end = self._words(offset, size, 'allocation')
        if first == end:
            raise HeapFault(f'allocation of nothing at {self.base + offset:#x}')
        for region in self.owners[first:end]:
            if region is not None and region.end_place is None:
                what = 'the collector\'s own data' if region is _OWN else f'the {region.describe()}'
                raise HeapFault(f'allocation of {size} bytes at {self.base + offset:#x} overlaps {what}')
        layout = None
        if type_number is not None:
            layout = layouts.get(type_number)
            if layout is None:
                layout = Layout(f'of type {type_number}')
        region = Region(self, offset, size, layout, _place())
        before = self.owners[first]
        if layout is None and before is not None:
            region.before = before.before if before.layout is None else before
        self.owners[first:end] = [region] * (end - first)

    def move(self, source, source_offset: int, offset: int, size: int, new_size: int, type_number) -> None:
        """Free an object's place, and place it here with its content."""
        source._block('move', source_offset, size)
        first = source_offset >> SHIFT
        content = source.data[source_offset:source_offset + size]
        written = source.written[first:first + (size >> SHIFT)]
        source.reset(source_offset, size, False)
        self.place(offset, new_size, type_number)
        self.data[offset:offset + size] = content
        self.written[offset >> SHIFT:offset + size >> SHIFT] = written

    def release(self, offset: int, size: int) -> None:
        """Give all of it back to the system."""
        if self.is_released:
            raise HeapFault('release of an arena that was released')
        if offset != 0 or size != self.size:
            raise HeapFault(f'release of bytes {offset}..{offset + size} of an arena of {self.size}')
        self.is_released = True
        self.data = None

    def discard(self, offset: int, size: int) -> None:
        """Give pages back: they are zero when used again."""
        if offset % PAGE or size % PAGE:
            raise HeapFault(f'discard of bytes {offset}..{offset + size}: not whole pages')
        if self.owners is None:
            self.data[offset:offset + size] = bytes(size)
            return
        first, end = self._words(offset, size, 'discard')
        for region in set(self.owners[first:end]):
            if region is not None and region is not _OWN and region.end_place is None:
                raise HeapFault(f'discard of the {region.describe()}')
        self._fill(offset, size, True)

    def protect(self, offset: int, size: int, is_inaccessible: bool) -> None:
        """Let nothing be placed in whole pages of free memory, or let it again."""
        if offset % PAGE or size % PAGE:
            raise HeapFault(f'protection of bytes {offset}..{offset + size}: not whole pages')
        first, end = self._words(offset, size, 'protection')
        for region in set(self.owners[first:end]):
            if region is not None and region is not _PROTECTED and region.end_place is None:
                what = 'the collector\'s own data' if region is _OWN else f'the {region.describe()}'
                raise HeapFault(f'protection of {what}')
        self.owners[first:end] = [_PROTECTED if is_inaccessible else None] * (end - first)

    # ---- accesses

    def region_at(self, offset: int):
        """Return the live object or cell that an offset lies in, or None."""
        if self.is_released or self.owners is None or not 0 <= offset < self.size:
            return None
        region = self.owners[offset >> SHIFT]
        return None if region is None or region is _OWN or region.end_place is not None else region

    def _what_was_at(self, offset: int) -> str:
        region = self.owners[offset >> SHIFT] if self.owners is not None and 0 <= offset < self.size else None
        return '' if region is None or region is _OWN else f', where there was the {region.describe()}'

    def _fault(self, what: str, offset: int, size: int, why: str):
        return HeapFault(f'{what} of {size} bytes at {self.base + offset:#x}: {why}')

    def expect_object(self, offset: int) -> None:
        """Report that what is there is the collector's own, such as a free cell, and no object."""
        region = self._check('look at the type', offset, offset, 1 << SHIFT)
        if region is not None and region.layout is None:
            raise self._fault('look at the type', offset, region.size, f'no object but the {region.describe()}')

    def _check(self, what: str, origin: int, offset: int, size: int):
        """Return the object or cell that is accessed, or None where nothing is known of it."""
        if self.is_released:
            raise self._fault(what, offset, size, 'in an arena that was released' + self._what_was_at(offset))
        if offset < 0 or offset + size > self.size:
            raise self._fault(what, offset, size, f'outside of the arena of {self.size} bytes at {self.base:#x}')
        if self.owners is None:
            return None
        region = self.owners[offset >> SHIFT]
        if region is _OWN:
            return None
        if region is None or region is _PROTECTED:
            raise self._fault(what, offset, size, 'free memory' if region is None else 'protected memory')
        if region.end_place is not None:
            raise self._fault(what, offset, size, f'in freed {region.describe()}')
        if offset + size > region.start + region.size:
            raise self._fault(what, offset, size, f'reaches out of the {region.describe()}')
        if origin != offset:
            begun = self.region_at(origin)
            if begun is not None and begun is not region and begun.layout is not None:
                raise self._fault(what, offset, size, f'from the {begun.describe()} into the {region.describe()}')
        return region

    def load(self, T, origin: int, delta: int):
        """Read a value, `delta` bytes behind the address `origin`."""
        codec = _codecs.get(T)
        if codec is None:
            codec = _codecs[T] = _codec(T)
        size, packed = codec
        offset = origin + delta
        if offset & (size - 1):
            raise self._fault('misaligned read', offset, size, f'{T} lies at multiples of {size}')
        region = self._check('read', origin, offset, size)
        if region is None:
            raw = packed.unpack_from(self.data, offset)[0]
            return llmemory.address_from_integer(raw) if T is lltype.Address else _as_value(T, raw)
        if not self.written[offset >> SHIFT]:
            raise self._fault('read', offset, size, f'never written, in the {region.describe()}')
        raw = packed.unpack_from(self.data, offset)[0]
        place = offset - region.start
        wanted = region.is_pointer(place)
        if T is lltype.Address:
            if wanted is False:
                raise self._fault('read', offset, size, f'no pointer at offset {place} of the {region.describe()}')
            if wanted:
                problem = pointer_problem(raw)
                if problem:
                    raise self._fault('read', offset, size,
                                      f'stale pointer {problem}, at offset {place} of the {region.describe()}')
            return llmemory.address_from_integer(raw)
        if wanted:
            raise self._fault('read', offset, size, f'{T} where the {region.describe()} has a pointer, offset {place}')
        return _as_value(T, raw)

    def store(self, T, origin: int, delta: int, value) -> None:
        """Write a value, `delta` bytes behind the address `origin`."""
        codec = _codecs.get(T)
        if codec is None:
            codec = _codecs[T] = _codec(T)
        size, packed = codec
        offset = origin + delta
        if offset & (size - 1):
            raise self._fault('misaligned write', offset, size, f'{T} lies at multiples of {size}')
        region = self._check('write', origin, offset, size)
        T._check(value)
        if T is lltype.Address:
            raw = value.as_integer()
        elif T is lltype.Char:
            raw = value.encode('latin-1')
        else:
            raw = value
        if region is not None:
            place = offset - region.start
            wanted = region.is_pointer(place)
            if T is lltype.Address:
                if wanted is False:
                    raise self._fault('write', offset, size,
                                      f'a pointer into a number, offset {place} of the {region.describe()}')
                if wanted:
                    problem = pointer_problem(raw)
                    if problem:
                        raise self._fault('write', offset, size,
                                          f'{problem}, stored at offset {place} of the {region.describe()}')
            elif wanted:
                raise self._fault('write', offset, size,
                                  f'a number into a pointer, offset {place} of the {region.describe()}')
            self.written[offset >> SHIFT] = 1
        packed.pack_into(self.data, offset, raw)

    def plain_word(self, offset: int) -> int:
        """Return a word that nobody checks; 0 if it was never written."""
        if self.owners is not None and not self.written[offset >> SHIFT]:
            return 0
        return int.from_bytes(self.data[offset:offset + WORD], 'little', signed=True)

    def _block(self, what: str, offset: int, size: int) -> None:
        """Check an access to many bytes: all in one object or cell, or the collector's own."""
        if size == 0:
            return
        region = self._check(what, offset, offset, size)
        if region is None and self.owners is not None:
            if any(owner is not _OWN for owner in self.owners[offset >> SHIFT:(offset + size - 1 >> SHIFT) + 1]):
                raise self._fault(what, offset, size, 'reaches out of the collector\'s own data')

    def clear(self, offset: int, size: int) -> None:
        """Set bytes to zero."""
        self._block('clearing', offset, size)
        self.data[offset:offset + size] = bytes(size)
        if self.owners is not None:
            first, end = offset >> SHIFT, (offset + size + WORD - 1) >> SHIFT
            self.written[first:end] = b'\x01' * (end - first)

    def copy_from(self, offset: int, source: 'Arena', source_offset: int, size: int) -> None:
        """Copy bytes, and which of them were written."""
        source._block('copying', source_offset, size)
        self._block('copying', offset, size)
        self.data[offset:offset + size] = source.data[source_offset:source_offset + size]
        if self.owners is None:
            return
        first, end = offset >> SHIFT, (offset + size + WORD - 1) >> SHIFT
        if source.owners is None:
            self.written[first:end] = b'\x01' * (end - first)
        else:
            start = source_offset >> SHIFT
            self.written[first:end] = source.written[start:start + end - first]

    def read(self, offset: int, size: int) -> bytes:
        """Return these bytes."""
        self._block('read', offset, size)
        return bytes(self.data[offset:offset + size])

    def write(self, offset: int, content: bytes) -> None:
        """Replace bytes."""
        self._block('write', offset, len(content))
        self.data[offset:offset + len(content)] = content
        if self.owners is not None:
            first, end = offset >> SHIFT, (offset + len(content) + WORD - 1) >> SHIFT
            self.written[first:end] = b'\x01' * (end - first)


def _as_value(T, raw):
    if T is lltype.Char:
        return raw.decode('latin-1')
    return raw if T is lltype.Signed or not isinstance(T, lltype.IntegerType) else T._wrap(raw)


def pointer_problem(number: int) -> str:
    """Say what is wrong with a pointer; nothing if it is null or an object's address."""
    if number == 0 or are_pointers_ahead:
        return ''
    arena = arena_at(number)
    if arena is None:
        return f'{number:#x}, which is in no arena'
    if arena.is_released:
        return f'{number:#x}, in an arena that was released{arena._what_was_at(number - arena.base)}'
    offset = number - arena.base
    region = arena.owners[offset >> SHIFT] if arena.owners is not None and 0 <= offset < arena.size else None
    if region is None or region is _OWN:
        return f'{number:#x}, where there is no object'
    if region.end_place is not None:
        return f'{number:#x} to freed {region.describe()}'
    if region.start != offset:
        return f'{number:#x} into the {region.describe()}'
    return '' if region.layout is not None else f'{number:#x} to a {region.describe()}'
