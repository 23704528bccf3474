"""Where the parts of raw structs and arrays are: C's layout, for the machine that is translated for."""

from rpython import target
from rpython.rtyper.lltypesystem import lltype


def word_size() -> int:
    return target.LONG_BIT // 8


def is_raw(T) -> bool:
    """Is this memory that the collector does not manage?"""
    compound = (lltype.Struct, lltype.Array, lltype.FixedSizeArray, lltype.OpaqueType)
    return isinstance(T, compound) and not T._gc


_sizes = {}


def size_and_alignment(T) -> tuple[int, int]:
    """Return both in bytes; of what has a varying size, without its items."""
    key = T, target.LONG_BIT
    try:
        return _sizes[key]
    except KeyError:
        result = _sizes[key] = _find_size(T)
        return result


def _find_size(T) -> tuple[int, int]:
    if isinstance(T, lltype.IntegerType):
        size = T._bits // 8 if T not in (lltype.Signed, lltype.Unsigned) else word_size()
        return size, target.INT64_ALIGNMENT if size == 8 else size
    if T in (lltype.Bool, lltype.Char):
        return 1, 1
    if T in (lltype.UniChar, lltype.SingleFloat):
        return 4, 4
    if T is lltype.Float:
        return 8, target.DOUBLE_ALIGNMENT
    if T is lltype.Void:
        return 0, 1
    if T is lltype.Address or isinstance(T, lltype.Ptr):
        return word_size(), word_size()
    if isinstance(T, lltype.FixedSizeArray):
        size, alignment = size_and_alignment(T.OF)
        return size * T.length, alignment
    if isinstance(T, lltype.Array):
        alignment = size_and_alignment(T.OF)[1]
        if T._hints.get('nolength'):
            return 0, alignment
        alignment = max(alignment, word_size())
        return _round_up(word_size(), alignment), alignment
    if isinstance(T, lltype.Struct):
        end, alignment = 0, 1
        for _, FIELD in T._fields:
            size, wanted = size_and_alignment(FIELD)
            end = _round_up(end, wanted) + size
            alignment = max(alignment, wanted)
        return (end if T._tail else _round_up(end, alignment)), alignment
    raise TypeError(f'{T} has no size')


def _round_up(size: int, alignment: int) -> int:
    return (size + alignment - 1) // alignment * alignment


_fields = {}


def field(T, name: str):
    """Return the offset and type of a field, or None."""
    if not isinstance(T, lltype.Struct):
        return None
    key = T, name, target.LONG_BIT
    try:
        return _fields[key]
    except KeyError:
        result = _fields[key] = _find_field(T, name)
        return result


def _find_field(T, name: str):
    end = 0
    for each, FIELD in T._fields:
        size, alignment = size_and_alignment(FIELD)
        end = _round_up(end, alignment)
        if each == name:
            return end, FIELD
        end += size
    return None


def items(T):
    """Return the offset of an array's items, the size of one, and their type; None for what has no items."""
    if isinstance(T, lltype.FixedSizeArray):
        return 0, size_and_alignment(T.OF)[0], T.OF
    if isinstance(T, lltype.Array):
        return size_and_alignment(T)[0], size_and_alignment(T.OF)[0], T.OF
    return None


def has_length(T) -> bool:
    """Is the number of items stored in front of them?"""
    return isinstance(T, lltype.Array) and not T._hints.get('nolength')


def allocation(T):
    """Return the size of the fixed part, that of an item, or 0, and whether the length is stored, and where."""
    if isinstance(T, lltype.Array):
        offset, size, _ = items(T)
        return offset, size, 0 if has_length(T) else -1
    fixed, _ = size_and_alignment(T)
    if isinstance(T, lltype.Struct) and T._tail:
        start, TAIL = field(T, T._tail)
        offset, size, _ = items(TAIL)
        return start + offset, size, start if has_length(TAIL) else -1
    return fixed, 0, -1


def is_compound(T) -> bool:
    """Is this a type of memory, and of no value?"""
    return isinstance(T, (lltype.Struct, lltype.Array, lltype.FixedSizeArray, lltype.OpaqueType))
