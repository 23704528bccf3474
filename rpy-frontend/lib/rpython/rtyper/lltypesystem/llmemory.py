"""Addresses: untyped memory, for collectors and for calling C.

In the language an Address has `+ int`, `- int`, `- Address` (an int),
comparisons and truth. What is there is read and written by `llop.raw_load`
and `llop.raw_store`. On plain Python an address is a place in a block of
simulated memory, and leaving the block is an error.
"""

import ctypes
import itertools
import struct

from rpython.rlib.rarithmetic import LONG_BIT, LONG_MASK, intmask
from rpython.rtyper.lltypesystem import lltype, rawlayout
from rpython.rtyper.lltypesystem import rawmemory
from rpython.rtyper.lltypesystem.simulator import MemoryFault, SimulatedPointer

WORD = LONG_BIT // 8
Address = lltype.Address


class RawMemory:
    """A block of bytes."""

    is_arena = False
    _next_base = itertools.count(1)

    def __init__(self, size: int, content: bytes = b''):
        self.data = bytearray(size)
        self.data[:len(content)] = content
        # Far apart, so that no address in one block looks like one in another.
        self.base = next(RawMemory._next_base) << 40
        self.is_released = False

    def read(self, offset: int, size: int) -> bytes:
        """Return these bytes; MemoryFault if they are not in the block."""
        self._check(offset, size)
        return bytes(self.data[offset:offset + size])

    def write(self, offset: int, content: bytes) -> None:
        """Replace bytes; MemoryFault if they are not in the block."""
        self._check(offset, len(content))
        self.data[offset:offset + len(content)] = content

    def _check(self, offset: int, size: int) -> None:
        if self.is_released:
            raise MemoryFault('access to released memory')
        if offset < 0 or offset + size > len(self.data):
            raise MemoryFault(f'access to bytes {offset}..{offset + size} of {len(self.data)}')


class RealMemory:
    """The memory of the process."""

    is_arena = False
    base = 0

    def read(self, offset: int, size: int) -> bytes:
        """Return bytes at an address."""
        return ctypes.string_at(offset, size)

    def write(self, offset: int, content: bytes) -> None:
        """Replace bytes at an address."""
        ctypes.memmove(offset, content, len(content))


class ItemMemory:
    """The items of a simulated array of characters, seen as bytes."""

    is_arena = False

    def __init__(self, array):
        self.array = array
        self.base = next(RawMemory._next_base) << 40
        if array._TYPE.OF is not lltype.Char:
            raise TypeError(f'no simulated address of items of type {array._TYPE.OF}')

    def read(self, offset: int, size: int) -> bytes:
        """Return these characters as bytes."""
        return ''.join(self.array._items[self.array._range(offset, size)]).encode('latin-1')

    def write(self, offset: int, content: bytes) -> None:
        """Replace characters."""
        self.array._items[self.array._range(offset, len(content))] = content.decode('latin-1')


class _Items:
    """The memory from an address on as items of one type: `adr.signed[i]`."""

    def __init__(self, address, T):
        self.address = address
        self.type = T
        self.size = rawlayout.size_and_alignment(T)[0]

    def __getitem__(self, index: int):
        return (self.address + index * self.size).load(self.type)

    def __setitem__(self, index: int, value) -> None:
        (self.address + index * self.size).store(self.type, value)


ITEM_VIEWS = {'signed': lltype.Signed, 'unsigned': lltype.Unsigned, 'char': lltype.Char, 'address': Address,
              'float': lltype.Float}
"""What the memory behind an address can be seen as: attributes of addresses, which are indexed."""


def _item_view(T):
    return property(lambda self: _Items(self, T))


class FakeAddress:
    """A place in simulated memory; with memory None, a plain number."""

    __slots__ = ('memory', 'offset')

    def __init__(self, memory, offset: int):
        self.memory = memory
        self.offset = offset

    signed, unsigned, char, address, float = map(_item_view, ITEM_VIEWS.values())

    def __add__(self, offset: int):
        return FakeAddress(self.memory, self.offset + offset)

    def __sub__(self, other):
        if isinstance(other, FakeAddress):
            if self.memory is not other.memory:
                self._share_space(other)
                return intmask(self.as_integer() - other.as_integer())
            return self.offset - other.offset
        return FakeAddress(self.memory, self.offset - other)

    def _share_space(self, other) -> None:
        """Collectors ask where an address is by comparing; nobody else compares addresses in different blocks."""
        for memory in (self.memory, other.memory):
            if memory is not None and not memory.is_arena:
                raise MemoryFault('comparing addresses in different blocks of memory')

    def __eq__(self, other) -> bool:
        return self.memory is other.memory and self.offset == other.offset

    def __ne__(self, other) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((id(self.memory), self.offset))

    def __lt__(self, other) -> bool:
        if self.memory is not other.memory:
            self._share_space(other)
            return self.as_integer() < other.as_integer()
        return self.offset < other.offset

    def __le__(self, other) -> bool:
        return not other < self

    def __gt__(self, other) -> bool:
        return other < self

    def __ge__(self, other) -> bool:
        return not self < other

    def __bool__(self) -> bool:
        return self.memory is not None or self.offset != 0

    def __repr__(self) -> str:
        return 'NULL' if not self else f'<address {self.as_integer():#x}>'

    def as_integer(self) -> int:
        """Return the address as a word."""
        if self.memory is None or self.memory is _real_memory:
            return self.offset
        if not self.memory.is_arena:
            _blocks[self.memory.base >> 40] = self.memory
        return self.memory.base + self.offset

    def read_bytes(self, size: int) -> bytes:
        """Return the bytes from here on."""
        if self.memory is None:
            raise MemoryFault(f'access to address {self.offset:#x}')
        return self.memory.read(self.offset, size)

    def write_bytes(self, content: bytes) -> None:
        """Replace the bytes from here on."""
        if self.memory is None:
            raise MemoryFault(f'access to address {self.offset:#x}')
        self.memory.write(self.offset, content)

    def read_c_string(self) -> bytes:
        """Return the bytes from here to the next NUL."""
        result = b''
        while (byte := (self + len(result)).read_bytes(1)) != b'\x00':
            result += byte
        return result

    def load(self, T):
        """Read a value of type `T`."""
        if self.memory is not None and self.memory.is_arena:
            return self.memory.load(T, self.offset, 0)
        raw = struct.unpack(_format(T), self.read_bytes(struct.calcsize(_format(T))))[0]
        if T is lltype.Address:
            return cast_int_to_adr(raw) if self.memory is _real_memory else address_from_integer(raw)
        if T is lltype.Char:
            return raw.decode('latin-1')
        if isinstance(T, lltype.IntegerType):
            return T._wrap(raw)
        return raw

    def store(self, T, value) -> None:
        """Write a value of type `T`."""
        if self.memory is not None and self.memory.is_arena:
            return self.memory.store(T, self.offset, 0, value)
        T._check(value)
        if T is lltype.Address:
            value = value.as_integer()
        elif T is lltype.Char:
            value = value.encode('latin-1')
        self.write_bytes(struct.pack(_format(T), value))


_real_memory = RealMemory()
NULL = FakeAddress(None, 0)
_blocks = {}
_objects = {}


def _format(T) -> str:
    if T is lltype.Address:
        return '<Q' if WORD == 8 else '<I'
    if isinstance(T, lltype.IntegerType):
        code = {8: 'b', 16: 'h', 32: 'i', 64: 'q'}[T._bits]
        return '<' + (code if T._is_signed else code.upper())
    return {lltype.Float: '<d', lltype.SingleFloat: '<f', lltype.Bool: '<?', lltype.Char: '<c'}[T]


def address_from_integer(number: int) -> FakeAddress:
    """Return the address with that number, in the block it lies in."""
    if number < 0:
        number &= LONG_MASK
    memory = arenas.arena_at(number) or _blocks.get(number >> 40)
    return FakeAddress(memory, number - memory.base if memory else number)


def real_address(number: int) -> FakeAddress:
    """Return an address of the process's memory."""
    return FakeAddress(_real_memory, number) if number else NULL


def address_of_object(p: SimulatedPointer) -> FakeAddress:
    """Return an opaque address for a simulated object."""
    if isinstance(p, rawmemory.RawPointer):
        return real_address(p._address)
    if not p:
        return NULL
    number = id(p._obj)
    _objects[number] = p._obj
    return FakeAddress(None, number)


def object_at_address(PTRTYPE, adr: FakeAddress) -> SimulatedPointer:
    """Undo `address_of_object`."""
    if rawlayout.is_raw(PTRTYPE.TO):
        return rawmemory.pointer_at(PTRTYPE.TO, adr.as_integer())
    if not adr:
        return PTRTYPE._zero()
    return SimulatedPointer(PTRTYPE.TO, _objects[adr.as_integer()])


# ____________________________________________________________
# For programs. Translated these are single operations.


def cast_ptr_to_adr(p) -> FakeAddress:
    """Return the address that a pointer holds."""
    return address_of_object(p)


def cast_adr_to_ptr(adr: FakeAddress, PTRTYPE):
    """Return the pointer to an address."""
    return object_at_address(PTRTYPE, adr)


def cast_adr_to_int(adr: FakeAddress) -> int:
    """Return an address as a number; one in simulated memory as a word, which may be negative."""
    number = adr.as_integer()
    return intmask(number) if adr.memory is not None and adr.memory.is_arena else number


def cast_int_to_adr(number: int) -> FakeAddress:
    """Return the address that a number is."""
    if number < 0:
        number &= LONG_MASK
    if number == 0 or arenas.arena_at(number):
        return address_from_integer(number)
    return real_address(number)


def raw_malloc(size: int) -> FakeAddress:
    """Return the address of that many bytes; `raw_free` frees them."""
    return address_of_object(rawmemory.allocate(_BYTES, size))


def raw_free(adr: FakeAddress) -> None:
    """Free what `raw_malloc` returned."""
    rawmemory.release(object_at_address(lltype.Ptr(_BYTES), adr))


def raw_memclear(adr: FakeAddress, size: int) -> None:
    """Set bytes to zero."""
    if adr.memory is not None and adr.memory.is_arena:
        adr.memory.clear(adr.offset, size)
    else:
        adr.write_bytes(bytes(size))


def raw_memcopy(source: FakeAddress, dest: FakeAddress, size: int) -> None:
    """Copy bytes; the two may overlap."""
    if dest.memory is not None and dest.memory.is_arena and source.memory is not None and source.memory.is_arena:
        dest.memory.copy_from(dest.offset, source.memory, source.offset, size)
        return
    dest.write_bytes(source.read_bytes(size))


def sizeof(T) -> int:
    """Return the size of a type in bytes."""
    return rawlayout.size_and_alignment(T)[0]


def offsetof(T, name: str) -> int:
    """Return where a field of a raw struct is."""
    return rawlayout.field(T, name)[0]


def itemoffsetof(T, index: int = 0) -> int:
    """Return where an item of a raw array is."""
    offset, size, _ = rawlayout.items(T)
    return offset + index * size


for _function in (sizeof, offsetof, itemoffsetof):
    _function._annspecialcase_ = 'specialize:memo'
_BYTES = lltype.Array(lltype.Char, hints={'nolength': True})

# It needs the names above.
from rpython.rtyper.lltypesystem import arenas  # noqa: E402
