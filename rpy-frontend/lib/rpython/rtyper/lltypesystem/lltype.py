"""The low-level types, and a simulator of memory made of them.

Type objects describe what the machine sees: words, characters, structs,
arrays, pointers. The translator turns them into types of its IR. Inside
helpers they are compile-time constants.

On plain Python, `malloc` gives simulated objects. Every access is checked:
bounds, the type of what is stored, null pointers, use after `free`.
"""

from rpython.rlib import rarithmetic
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem.simulator import (
    MemoryFault, SimulatedArray, SimulatedPointer, SimulatedStruct)


class LowLevelType:
    """Base of all type objects. They compare by identity."""

    _name = '?'
    _gc = False

    def __repr__(self):
        return self._name

    def _zero(self):
        """Return what a new variable of this type holds."""
        raise TypeError(f'{self} has no default value')

    def _check(self, value):
        """Return `value`, or raise TypeError if it is not of this type."""
        raise TypeError(f'{self} can not be stored in a variable')


class Primitive(LowLevelType):
    """A type whose values are ordinary Python objects of one class."""

    def __init__(self, name: str, python_class, zero):
        self._name = name
        self._python_class = python_class
        self._zero_value = zero

    def _zero(self):
        return self._zero_value

    def _check(self, value):
        if type(value) is not self._python_class:
            raise TypeError(f'{self} can not hold {value!r}')
        return value


class IntegerType(Primitive):
    """An integer of fixed width; `int` for Signed, else an `r_...` type."""

    def __init__(self, name: str, python_class, bits: int, is_signed: bool):
        super().__init__(name, python_class, python_class(0))
        self._bits = bits
        self._is_signed = is_signed

    def _check(self, value):
        super()._check(value)
        if self._python_class is int and not rarithmetic.is_valid_int(value):
            raise TypeError(f'{self} can not hold {value!r}: wrap it first')
        return value

    def _wrap(self, value: int):
        """Return the low bits of any integer as a value of this type."""
        if self._python_class is int:
            return rarithmetic.intmask(value)
        return self._python_class(value)


class CharType(Primitive):
    """One character, a string of length 1."""

    def __init__(self, name: str, limit: int):
        super().__init__(name, str, '\x00')
        self._limit = limit

    def _check(self, value):
        super()._check(value)
        if len(value) != 1 or ord(value) >= self._limit:
            raise TypeError(f'{self} can not hold {value!r}')
        return value


class AddressType(Primitive):
    """A machine address: `llmemory.FakeAddress` on plain Python."""

    def __init__(self):
        self._name = 'Address'

    def _zero(self):
        from rpython.rtyper.lltypesystem import llmemory
        return llmemory.NULL

    def _check(self, value):
        from rpython.rtyper.lltypesystem import llmemory
        if not isinstance(value, llmemory.FakeAddress):
            raise TypeError(f'Address can not hold {value!r}')
        return value


class ForeignType(LowLevelType):
    """A type that only the typer knows, such as a pointer to an instance.

    `index` is the typer's. On plain Python any value has this type.
    """

    def __init__(self, index: int, text: str):
        self._index = index
        self._name = text

    def _zero(self):
        return None

    def _check(self, value):
        return value


def _integer(name: str, bits: int, is_signed: bool) -> IntegerType:
    python_class = rarithmetic.build_int(None, is_signed, bits)
    return IntegerType(name, python_class, bits, is_signed)


Void = Primitive('Void', type(None), None)
Bool = Primitive('Bool', bool, False)
Char = CharType('Char', 256)
UniChar = CharType('UniChar', 0x110000)
Signed = IntegerType('Signed', int, rarithmetic.LONG_BIT, True)
Unsigned = _integer('Unsigned', rarithmetic.LONG_BIT, False)
INT8 = _integer('INT8', 8, True)
UINT8 = _integer('UINT8', 8, False)
INT16 = _integer('INT16', 16, True)
UINT16 = _integer('UINT16', 16, False)
INT32 = _integer('INT32', 32, True)
UINT32 = _integer('UINT32', 32, False)
INT64 = _integer('INT64', 64, True)
UINT64 = _integer('UINT64', 64, False)
Float = Primitive('Float', float, 0.0)
SingleFloat = Primitive('SingleFloat', float, 0.0)
Address = AddressType()


# ____________________________________________________________
# Compound types


class Struct(LowLevelType):
    """Raw memory with named fields; `S.field` is the field's type.

    The last field may be an array, stored inline. Hints: `base`, the struct
    whose fields come first; `immutable_fields`, a tuple of names.
    """

    def __init__(self, name: str, *fields, hints=None):
        self._name = name
        self._define(fields, hints or {})

    def _define(self, fields, hints):
        self._hints = hints
        self._base = hints.get('base')
        self._own_fields = fields
        inherited = self._base._fields if self._base is not None else ()
        self._fields = inherited + fields
        self._field_types = dict(self._fields)
        if len(self._field_types) != len(self._fields):
            raise TypeError(f'{self} has two fields of one name')
        self._tail = None
        for position, (field, type_) in enumerate(self._fields):
            if isinstance(type_, Array):
                if position != len(self._fields) - 1:
                    raise TypeError(f'only the last field of {self} may be an inline array')
                self._tail = field

    def __getattr__(self, name: str):
        if name.startswith('_') and name not in self.__dict__.get('_field_types', ()):
            raise AttributeError(name)
        try:
            return self._field_types[name]
        except KeyError:
            raise AttributeError(f'{self} has no field {name}') from None

    def _derives_from(self, other) -> bool:
        struct = self
        while struct is not None:
            if struct is other:
                return True
            struct = struct._base
        return False


class GcStruct(Struct):
    """A struct that the collector manages."""

    _gc = True


class Array(LowLevelType):
    """Raw memory of equal items, `A.OF`.

    Two arrays of the same item type and hints are the same type. Hints:
    `immutable`, items never change; `nolength`, the length is not stored.
    """

    _known = {}

    def __new__(cls, item, hints=None):
        key = (cls, item, tuple(sorted((hints or {}).items())))
        try:
            return cls._known[key]
        except KeyError:
            array = cls._known[key] = super().__new__(cls)
            array.OF = item
            array._hints = hints or {}
            array._name = f'{cls.__name__}({item})'
            return array


class FixedSizeArray(LowLevelType):
    """Raw memory of a fixed number of items, perhaps inline in a struct: `A.OF`, `A.length`."""

    _known = {}

    def __new__(cls, item, length: int):
        key = (item, length)
        try:
            return cls._known[key]
        except KeyError:
            array = cls._known[key] = super().__new__(cls)
            array.OF = item
            array.length = length
            array._name = f'FixedSizeArray({item}, {length})'
            return array


class OpaqueType(LowLevelType):
    """Memory that only C knows what is in."""

    def __init__(self, name: str):
        self._name = name


class GcArray(Array):
    """An array that the collector manages."""

    _gc = True


class FuncType(LowLevelType):
    """The type of a function: `F.ARGS`, `F.RESULT`. Equal ones are identical."""

    _known = {}

    def __new__(cls, arguments, result):
        key = (tuple(arguments), result)
        try:
            return cls._known[key]
        except KeyError:
            function = cls._known[key] = super().__new__(cls)
            function.ARGS, function.RESULT = key
            function._name = f'FuncType({list(key[0])}, {result})'
            return function


class GcForwardReference(LowLevelType):
    """A type that is pointed to before it is known."""

    _gc = True
    _name = '<forward reference>'

    def become(self, real: LowLevelType) -> None:
        """Turn this very object into the type `real`."""
        if type(self) not in (GcForwardReference, ForwardReference):
            raise TypeError('a forward reference becomes a type once')
        if real._gc != self._gc:
            raise TypeError(f'{real}: GC managed or not?')
        pointer = self.__dict__.get('_pointer')
        self.__class__ = real.__class__
        self.__dict__ = real.__dict__
        if pointer is not None:
            real._pointer = pointer
            pointer._name = f'Ptr({real})'


class ForwardReference(GcForwardReference):
    """A raw type that is pointed to before it is known."""

    _gc = False


class Ptr(LowLevelType):
    """A pointer to `P.TO`, which may be null. Equal ones are identical."""

    def __new__(cls, to):
        pointer = to.__dict__.get('_pointer')
        if pointer is None:
            pointer = super().__new__(cls)
            pointer.TO = to
            pointer._name = f'Ptr({to})'
            to._pointer = pointer
        return pointer

    def _zero(self):
        return nullptr(self.TO)

    def _check(self, value):
        if isinstance(self.TO, FuncType):
            if not callable(value) and value is not None:
                raise TypeError(f'{self} can not hold {value!r}')
            return value
        if not isinstance(value, SimulatedPointer) or value._T.__dict__ is not self.TO.__dict__:
            raise TypeError(f'{self} can not hold {value!r}')
        return value


def is_array(T) -> bool:
    """Is this an array type? A compile-time constant."""
    return isinstance(T, Array)


def is_struct(T) -> bool:
    """Is this a struct type? A compile-time constant."""
    return isinstance(T, Struct)


# ____________________________________________________________
# Memory

# What uncleared memory holds, so that tests notice who reads it.
_GARBAGE = {Signed: -0x5a5a5a5a, INT32: INT32._wrap(-0x5a5a5a5a), Char: '\xa5', Bool: True, Float: -1e300}


def malloc(T, n=None, flavor='gc', zero=False, track_allocation=True, immortal=False,
           add_memory_pressure=False) -> SimulatedPointer:
    """Allocate a struct or array; `n` items if its size varies.

    What the collector manages is zero; raw memory is if `zero` says so, and
    always here. `add_memory_pressure` says that an object will give it back:
    see `rgc`. The other parameters are RPython's, and mean nothing.
    """
    varies = isinstance(T, Array) or getattr(T, '_tail', None) is not None
    if varies != (n is not None):
        raise TypeError(f'malloc of {T} {"needs" if varies else "takes no"} length')
    if T._gc != (flavor == 'gc'):
        raise TypeError(f'{T} is not allocated with flavor {flavor!r}')
    if n is not None and n < 0:
        raise MemoryFault(f'malloc of {T} with length {n}')
    if flavor == 'raw':
        return rawmemory.allocate(T, n)
    container = SimulatedArray(T, n) if isinstance(T, Array) else SimulatedStruct(T, n)
    return SimulatedPointer(T, container)


def malloc_uncleared(T, n) -> SimulatedPointer:
    """The same, but items without pointers are whatever was there before."""
    p = malloc(T, n)
    array = p._obj if isinstance(T, Array) else p._obj._values[T._tail]
    if isinstance(array._TYPE.OF, Primitive):
        array._items[:] = [_GARBAGE.get(array._TYPE.OF, item) for item in array._items]
    return p


def free(p: SimulatedPointer, flavor='raw', track_allocation=True) -> None:
    """Give back raw memory. Any later access is an error."""
    rawmemory.release(p)


def scoped_alloc(T, n: int = 0, zero: bool = True):
    """Zeroed raw memory for the body of a `with` statement: `with scoped_alloc(T, n) as p:`."""
    return _scope_class(T)(n)


@specialize.memo()
def _scope_class(T):
    known = _scope_classes.get(T)
    if known is not None:
        return known
    varies = isinstance(T, Array)

    class Scope:
        def __init__(self, n: int):
            if varies:
                self.p = malloc(T, n, flavor='raw', zero=True)
            else:
                self.p = malloc(T, flavor='raw', zero=True)

        def __enter__(self):
            return self.p

        def __exit__(self, kind, value, traceback) -> None:
            free(self.p, flavor='raw')

    _scope_classes[T] = Scope
    return Scope


scoped_alloc._annspecialcase_ = 'specialize:arg(0)'
_scope_classes = {}


def nullptr(T) -> SimulatedPointer:
    """Return the null pointer to `T`."""
    if rawlayout.is_raw(T):
        return rawmemory.RawPointer(T, None, 0)
    return SimulatedPointer(T, None)


def cast_pointer(PTRTYPE, p: SimulatedPointer) -> SimulatedPointer:
    """Convert to a pointer to a base or, if it is one, to a derived struct."""
    if isinstance(p, rawmemory.RawPointer):
        return rawmemory.RawPointer(PTRTYPE.TO, p._block, p._address)
    if p._obj is not None and not p._obj._TYPE._derives_from(PTRTYPE.TO):
        raise MemoryFault(f'{p} does not point to {PTRTYPE.TO}')
    return SimulatedPointer(PTRTYPE.TO, p._obj)


def typeOf(value) -> LowLevelType:
    """Return the low-level type of a value. A compile-time constant."""
    found = _TYPE_OF_CLASS.get(type(value))
    if found is not None:
        return found
    from rpython.rtyper.lltypesystem import llmemory
    if isinstance(value, SimulatedPointer):
        return Ptr(value._T)
    if isinstance(value, (str, bytes)):
        return Char if len(value) == 1 else Ptr(_string_type())
    if isinstance(value, llmemory.FakeAddress):
        return Address
    return _FOREIGN


def _string_type():
    from rpython.rtyper.rstr import STR
    return STR


_TYPE_OF_CLASS = {
    T._python_class: T
    for T in (UINT64, INT64, INT8, UINT8, INT16, UINT16, INT32, UINT32,
              Void, Bool, Float, Signed, Unsigned)
}
_FOREIGN = ForeignType(-1, 'any Python object')

# They need the types above.
from rpython.rtyper.lltypesystem import rawlayout, rawmemory  # noqa: E402
