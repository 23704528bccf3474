"""Raw memory on plain Python: real memory, so that C functions can work on it.

Pointers know the block they point into, if it was allocated here, and refuse
to leave it or to use it after it was freed.
"""

import ctypes
import struct

from rpython.rtyper.lltypesystem import llmemory, lltype, rawlayout
from rpython.rtyper.lltypesystem.simulator import MemoryFault, NullPointer, SimulatedPointer, UseAfterFree

_blocks = {}
"""The blocks allocated here, by address."""

_callbacks = {}
"""Functions that C was given, by address."""


class RawBlock:
    """Memory from `malloc(..., flavor='raw')`."""

    def __init__(self, size: int):
        self.memory = ctypes.create_string_buffer(max(size, 1))
        self.size = size
        self.address = ctypes.addressof(self.memory)
        self.is_freed = False
        _blocks[self.address] = self


class RawPointer(SimulatedPointer):
    """A pointer to a raw struct or array; `_block` is None if the memory is C's."""

    __slots__ = ('_block', '_address')

    def __init__(self, T, block, address: int):
        SimulatedPointer.__init__(self, T, None)
        object.__setattr__(self, '_block', block)
        object.__setattr__(self, '_address', address)

    def _container(self):
        raise TypeError(f'{self!r} has no simulated memory')

    def _check_access(self, offset: int, size: int) -> int:
        """Return the address; MemoryFault if it is not in the block."""
        if self._address == 0:
            raise NullPointer(f'null pointer to {self._T}')
        address = self._address + offset
        block = self._block
        if block is not None:
            if block.is_freed:
                raise UseAfterFree(f'pointer to freed {self._T}')
            if not block.address <= address <= address + size <= block.address + block.size:
                raise MemoryFault(f'access {offset} bytes behind {self!r}, outside of its block')
        return address

    def _load(self, offset: int, T):
        if rawlayout.is_compound(T):
            return RawPointer(T, self._block, self._check_access(offset, 0))
        size = rawlayout.size_and_alignment(T)[0]
        return decode(T, ctypes.string_at(self._check_access(offset, size), size))

    def _store(self, offset: int, T, value) -> None:
        if rawlayout.is_compound(T):
            raise TypeError(f'{T} is stored inline: write its parts')
        content = encode(T, value)
        ctypes.memmove(self._check_access(offset, len(content)), content, len(content))

    def _field(self, name: str):
        found = rawlayout.field(self._T, name)
        if found is None:
            raise AttributeError(f'{self._T} has no field {name}')
        return found

    def _item(self, index: int):
        found = rawlayout.items(self._T)
        if found is None or not isinstance(index, int):
            raise TypeError(f'{self._T} has no items, or {index!r} is no index')
        offset, size, ITEM = found
        return offset + int(index) * size, ITEM

    def __getattr__(self, name: str):
        if name.startswith('__'):
            raise AttributeError(name)
        return self._load(*self._field(name))

    def __setattr__(self, name: str, value) -> None:
        self._store(*self._field(name), value)

    def __getitem__(self, index: int):
        return self._load(*self._item(index))

    def __setitem__(self, index: int, value) -> None:
        self._store(*self._item(index), value)

    def __len__(self) -> int:
        if isinstance(self._T, lltype.FixedSizeArray):
            return self._T.length
        if not rawlayout.has_length(self._T):
            raise TypeError(f'{self._T} does not know its length')
        return self._load(0, lltype.Signed)

    def __bool__(self) -> bool:
        return self._address != 0

    def __eq__(self, other) -> bool:
        if not isinstance(other, RawPointer):
            raise TypeError(f'comparing a pointer with {other!r}')
        return self._address == other._address

    def __hash__(self) -> int:
        return hash(self._address)

    def __repr__(self) -> str:
        return f'<pointer to {self._T} at {self._address:#x}>' if self._address else f'<null pointer to {self._T}>'


def pointer_at(T, address: int) -> RawPointer:
    """Return the pointer to an address, which may lie in a block from here."""
    for block in _blocks.values():
        if block.address <= address < block.address + max(block.size, 1):
            return RawPointer(T, block, address)
    return RawPointer(T, None, address)


def allocate(T, n) -> RawPointer:
    """Allocate zeroed memory for a struct, or for an array of `n` items."""
    fixed, item_size, length_at = rawlayout.allocation(T)
    block = RawBlock(fixed + item_size * (n or 0))
    pointer = RawPointer(T, block, block.address)
    if length_at >= 0:
        pointer._store(length_at, lltype.Signed, n)
    return pointer


def release(pointer: RawPointer) -> None:
    """Free what was allocated here; null is nothing."""
    if pointer._address == 0:
        return
    block = pointer._block
    if block is None or pointer._address != block.address:
        raise MemoryFault(f'free of {pointer!r}, which was not allocated')
    if block.is_freed:
        raise UseAfterFree(f'{pointer!r} is freed twice')
    block.is_freed = True
    del _blocks[block.address]


# ____________________________________________________________
# Values as bytes


def _format_of(T) -> str:
    if isinstance(T, lltype.IntegerType):
        code = {1: 'b', 2: 'h', 4: 'i', 8: 'q'}[rawlayout.size_and_alignment(T)[0]]
        return '=' + (code if T._is_signed else code.upper())
    if T is lltype.Address or isinstance(T, lltype.Ptr):
        return '=Q' if rawlayout.word_size() == 8 else '=I'
    return {lltype.Float: '=d', lltype.SingleFloat: '=f', lltype.Bool: '=?', lltype.Char: '=c', lltype.UniChar: '=I'}[T]


def decode(T, content: bytes):
    """Return the value that the bytes are."""
    raw = struct.unpack(_format_of(T), content)[0]
    if isinstance(T, lltype.Ptr):
        if isinstance(T.TO, lltype.FuncType):
            return _callbacks.get(raw)
        return pointer_at(T.TO, raw)
    if T is lltype.Address:
        return llmemory.cast_int_to_adr(raw)
    if T is lltype.Char:
        return raw.decode('latin-1')
    if T is lltype.UniChar:
        return chr(raw)
    if isinstance(T, lltype.IntegerType):
        return T._wrap(raw)
    return raw


def encode(T, value) -> bytes:
    """Return the bytes of a value. Integers of any type are converted, as translated code does."""
    if isinstance(T, lltype.Ptr):
        if isinstance(T.TO, lltype.FuncType):
            raw = 0 if value is None else callback_address(T.TO, value)
        elif value is None:
            raw = 0
        else:
            raw = T._check(value)._address
    elif T is lltype.Address:
        raw = value.as_integer()
    elif T is lltype.Char:
        raw = lltype.Char._check(value).encode('latin-1')
    elif T is lltype.UniChar:
        raw = ord(value)
    elif isinstance(T, lltype.IntegerType):
        if not isinstance(value, int):
            raise TypeError(f'{T} can not hold {value!r}')
        raw = int(T._wrap(int(value)))
    else:
        raw = value
    return struct.pack(_format_of(T), raw)


def callback_address(FUNCTION, function) -> int:
    """Return the address of a C function that calls a Python function."""
    from rpython.rtyper.lltypesystem import rffi
    for address, known in _callbacks.items():
        if known is function:
            return address
    made = rffi.ctypes_callback(FUNCTION, function)
    address = ctypes.cast(made, ctypes.c_void_p).value
    _callbacks[address] = function
    _keep.append(made)
    return address


_keep = []
