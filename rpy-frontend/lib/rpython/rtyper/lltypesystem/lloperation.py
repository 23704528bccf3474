"""`llop`: the operations of the IR by name, `llop.int_add(Signed, x, y)`.

The first argument is the type of the result. The translator emits the
operation; on plain Python the functions below simulate it. They are listed in
the order of the operation table, translator/ir/operations.h.
"""

import math
import struct

from rpython.rlib.rarithmetic import LONG_BIT, base_int
from rpython.rtyper.lltypesystem import llmemory, lltype
from rpython.rtyper.lltypesystem.simulator import (
    MemoryFault, SimulatedPointer, copy_items)


class _Operations:
    """Gives each simulated operation as an attribute."""

    def __getattr__(self, name: str):
        raise AttributeError(f'there is no operation {name}')


llop = _Operations()


def _operation(function):
    setattr(llop, function.__name__, function)
    return function


# ____________________________________________________________
# Integers


def _bits(x) -> int:
    return type(x).BITS if isinstance(x, base_int) else LONG_BIT


def _unsigned(x) -> int:
    """Return the integer's bits as a number that is not negative."""
    return int(x) & ((1 << _bits(x)) - 1)


def _same_integers(x, y) -> None:
    if isinstance(x, bool) or type(x) is not type(y) or not isinstance(x, int):
        raise TypeError(f'operands {x!r} and {y!r} are not integers of one type')
    lltype.typeOf(x)._check(x)
    lltype.typeOf(y)._check(y)


def _define_integers() -> None:
    def arithmetic(name, compute):
        def operation(RESULT, x, y):
            _same_integers(x, y)
            return RESULT._wrap(compute(x, y))
        setattr(llop, name, operation)

    def comparison(name, compare):
        def operation(RESULT, x, y):
            _same_integers(x, y)
            return compare(x, y)
        setattr(llop, name, operation)

    def overflow(name, compute):
        def operation(RESULT, x, y):
            _same_integers(x, y)
            exact = compute(int(x), int(y))
            return exact != int(lltype.typeOf(x)._wrap(exact))
        setattr(llop, name, operation)

    def shift_count(x, y) -> int:
        if not 0 <= int(y) < _bits(x):
            raise MemoryFault(f'shift by {y} is undefined')
        return int(y)

    def divide(x: int, y: int) -> int:
        if y == 0:
            raise MemoryFault('division by zero is undefined')
        quotient = abs(x) // abs(y)
        return quotient if (x < 0) == (y < 0) else -quotient

    arithmetic('int_add', lambda x, y: int(x) + int(y))
    arithmetic('int_sub', lambda x, y: int(x) - int(y))
    arithmetic('int_mul', lambda x, y: int(x) * int(y))
    arithmetic('int_and', lambda x, y: int(x) & int(y))
    arithmetic('int_or', lambda x, y: int(x) | int(y))
    arithmetic('int_xor', lambda x, y: int(x) ^ int(y))
    arithmetic('int_lshift', lambda x, y: int(x) << shift_count(x, y))
    arithmetic('int_rshift', lambda x, y: int(x) >> shift_count(x, y))
    arithmetic('uint_rshift', lambda x, y: _unsigned(x) >> shift_count(x, y))
    arithmetic('int_div', lambda x, y: divide(int(x), int(y)))
    arithmetic('uint_div', lambda x, y: divide(_unsigned(x), _unsigned(y)))
    arithmetic('int_mod', lambda x, y: int(x) - divide(int(x), int(y)) * int(y))
    arithmetic('uint_mod', lambda x, y: _unsigned(x) - (
        divide(_unsigned(x), _unsigned(y)) * _unsigned(y)))

    arithmetic('uint_mul_high', lambda x, y: (_unsigned(x) * _unsigned(y)) >> _bits(x))

    overflow('int_add_overflows', lambda x, y: x + y)
    overflow('int_sub_overflows', lambda x, y: x - y)
    overflow('int_mul_overflows', lambda x, y: x * y)

    comparison('int_eq', lambda x, y: int(x) == int(y))
    comparison('int_ne', lambda x, y: int(x) != int(y))
    comparison('int_lt', lambda x, y: int(x) < int(y))
    comparison('int_le', lambda x, y: int(x) <= int(y))
    comparison('int_gt', lambda x, y: int(x) > int(y))
    comparison('int_ge', lambda x, y: int(x) >= int(y))
    comparison('uint_lt', lambda x, y: _unsigned(x) < _unsigned(y))
    comparison('uint_le', lambda x, y: _unsigned(x) <= _unsigned(y))
    comparison('uint_gt', lambda x, y: _unsigned(x) > _unsigned(y))
    comparison('uint_ge', lambda x, y: _unsigned(x) >= _unsigned(y))


_define_integers()


@_operation
def uint_leading_zeros(RESULT, x):
    """The width of the type for 0."""
    return RESULT._wrap(_bits(x) - _unsigned(x).bit_length())


@_operation
def int_neg(RESULT, x):
    return RESULT._wrap(-int(x))


@_operation
def int_invert(RESULT, x):
    return RESULT._wrap(~int(x))


# ____________________________________________________________
# Booleans, characters, floats


@_operation
def bool_not(RESULT, x):
    return not lltype.Bool._check(x)


def _define_comparisons(prefix: str, check) -> None:
    def define(name, compare):
        def operation(RESULT, x, y):
            return compare(check(x), check(y))
        setattr(llop, f'{prefix}_{name}', operation)

    define('eq', lambda x, y: x == y)
    define('ne', lambda x, y: x != y)
    define('lt', lambda x, y: x < y)
    define('le', lambda x, y: x <= y)
    define('gt', lambda x, y: x > y)
    define('ge', lambda x, y: x >= y)


_define_comparisons('char', lltype.UniChar._check)
_define_comparisons('float', lltype.Float._check)


@_operation
def float_add(RESULT, x, y):
    return lltype.Float._check(x) + lltype.Float._check(y)


@_operation
def float_sub(RESULT, x, y):
    return lltype.Float._check(x) - lltype.Float._check(y)


@_operation
def float_mul(RESULT, x, y):
    return lltype.Float._check(x) * lltype.Float._check(y)


@_operation
def float_div(RESULT, x, y):
    """IEEE division: by zero it gives an infinity or NaN."""
    lltype.Float._check(x)
    if lltype.Float._check(y) != 0.0:
        return x / y
    if x == 0.0 or x != x:
        return math.nan
    return math.copysign(math.inf, x) * math.copysign(1.0, y)


@_operation
def float_neg(RESULT, x):
    return -lltype.Float._check(x)


@_operation
def float_abs(RESULT, x):
    return abs(lltype.Float._check(x))


@_operation
def float_sqrt(RESULT, x):
    return math.sqrt(x) if lltype.Float._check(x) >= 0.0 else math.nan


@_operation
def float_floor(RESULT, x):
    return math.copysign(float(math.floor(x)), x) if math.isfinite(lltype.Float._check(x)) else x


@_operation
def float_ceil(RESULT, x):
    return math.copysign(float(math.ceil(x)), x) if math.isfinite(lltype.Float._check(x)) else x


# ____________________________________________________________
# Conversions


@_operation
def cast_int(RESULT, x):
    return RESULT._wrap(int(x))


@_operation
def cast_bool_to_int(RESULT, x):
    return RESULT._wrap(int(lltype.Bool._check(x)))


@_operation
def cast_char_to_int(RESULT, x):
    return RESULT._wrap(ord(x))


@_operation
def cast_int_to_char(RESULT, x):
    if not 0 <= x < RESULT._limit:
        raise MemoryFault(f'{x} is no character of type {RESULT}')
    return chr(x)


@_operation
def cast_int_to_float(RESULT, x):
    return float(int(x))


@_operation
def cast_float_to_int(RESULT, x):
    lltype.Float._check(x)
    if x != x or RESULT._python_class is not int and x < 0 or int(RESULT._wrap(int(x))) != int(x):
        raise MemoryFault(f'{x!r} as {RESULT} is undefined')
    return RESULT._wrap(int(x))


@_operation
def cast_float_to_single(RESULT, x):
    return struct.unpack('<f', struct.pack('<f', x))[0]


@_operation
def cast_single_to_float(RESULT, x):
    return x


@_operation
def cast_float_to_bits(RESULT, x):
    return RESULT._wrap(struct.unpack('<q', struct.pack('<d', lltype.Float._check(x)))[0])


@_operation
def cast_bits_to_float(RESULT, x):
    return struct.unpack('<d', struct.pack('<Q', int(x) & 0xffffffffffffffff))[0]


@_operation
def same_as(RESULT, x):
    return x


@_operation
def select(RESULT, condition, x, y):
    return x if lltype.Bool._check(condition) else y


@_operation
def likely(RESULT, condition):
    return lltype.Bool._check(condition)


@_operation
def unlikely(RESULT, condition):
    return lltype.Bool._check(condition)


# ____________________________________________________________
# Pointers and addresses


@_operation
def ptr_eq(RESULT, p, q):
    return p == q


@_operation
def ptr_ne(RESULT, p, q):
    return p != q


@_operation
def ptr_is_null(RESULT, p):
    return not p


@_operation
def ptr_nonnull(RESULT, p):
    return bool(p)


@_operation
def cast_pointer(RESULT, p):
    return lltype.cast_pointer(RESULT, p)


@_operation
def cast_ptr_to_adr(RESULT, p):
    return llmemory.address_of_object(p)


@_operation
def cast_adr_to_ptr(RESULT, adr):
    return llmemory.object_at_address(RESULT, adr)


@_operation
def cast_adr_to_int(RESULT, adr):
    return llmemory.cast_adr_to_int(adr)


@_operation
def cast_int_to_adr(RESULT, number):
    return llmemory.address_from_integer(number)


@_operation
def adr_add(RESULT, adr, offset):
    return adr + offset


@_operation
def adr_sub(RESULT, adr, offset):
    return adr - offset


@_operation
def adr_delta(RESULT, adr, other):
    return adr - other


_define_comparisons('adr', lltype.Address._check)


@_operation
def raw_load(RESULT, adr, offset):
    memory = adr.memory
    if memory is not None and memory.is_arena:
        return memory.load(RESULT, adr.offset, offset)
    return (adr + offset).load(RESULT)


@_operation
def raw_store(RESULT, adr, offset, value):
    memory = adr.memory
    if memory is not None and memory.is_arena:
        memory.store(lltype.typeOf(value), adr.offset, offset, value)
    else:
        (adr + offset).store(lltype.typeOf(value), value)


@_operation
def raw_memclear(RESULT, adr, size):
    llmemory.raw_memclear(adr, size)


@_operation
def raw_memcopy(RESULT, source, dest, size):
    """Like C's memmove, with the source first."""
    llmemory.raw_memcopy(source, dest, size)


# ____________________________________________________________
# Arrays, and the inline arrays at the end of structs


def _tail(p: SimulatedPointer):
    return p._container()._values[p._T._tail]


@_operation
def arraycopy(RESULT, source, source_start, dest, dest_start, count):
    copy_items(source._container(), source_start, dest._container(), dest_start, count)


@_operation
def tailcopy(RESULT, source, source_start, dest, dest_start, count):
    copy_items(_tail(source), source_start, _tail(dest), dest_start, count)


@_operation
def arrayclear(RESULT, array, start, count):
    array._container()._clear(start, count)


@_operation
def tailcompare(RESULT, p, p_start, q, q_start, count):
    """Compare as C's memcmp does: negative, 0 or positive."""
    first, second = _tail(p), _tail(q)
    x = first._items[first._range(p_start, count)]
    y = second._items[second._range(q_start, count)]
    return (x > y) - (x < y)


@_operation
def tailaddress(RESULT, p):
    return llmemory.FakeAddress(llmemory.ItemMemory(_tail(p)), 0)


@_operation
def arrayaddress(RESULT, p):
    return llmemory.FakeAddress(llmemory.ItemMemory(p._container()), 0)


@_operation
def gc_identityhash(RESULT, p):
    return lltype.Signed._wrap(id(p._container()) >> 4)


@_operation
def may_be_shared(RESULT, p):
    return True


@_operation
def keepalive(RESULT, p):
    pass
