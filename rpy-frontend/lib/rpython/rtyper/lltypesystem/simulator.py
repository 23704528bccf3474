"""Simulated memory objects, and pointers to them, for plain Python.

An access that would be undefined in translated code raises a MemoryFault,
with a Python traceback that shows who did it.
"""


class MemoryFault(Exception):
    """Translated code would read or write where it must not."""


class NullPointer(MemoryFault):
    """An access through a null pointer."""


class UseAfterFree(MemoryFault):
    """An access to memory that was given back."""


class SimulatedStruct:
    """A struct in memory: a value for each field."""

    __slots__ = ('_TYPE', '_values', '_freed', '__weakref__')

    def __init__(self, TYPE, tail_length=None):
        self._TYPE = TYPE
        self._freed = False
        self._values = {}
        for field, T in TYPE._fields:
            self._values[field] = _new_item(T, tail_length if field == TYPE._tail else None)

    def _read(self, field: str):
        try:
            value = self._values[field]
        except KeyError:
            raise AttributeError(f'{self._TYPE} has no field {field}') from None
        return _as_value(value)

    def _write(self, field: str, value) -> None:
        if field not in self._values:
            raise AttributeError(f'{self._TYPE} has no field {field}')
        T = self._TYPE._field_types[field]
        _refuse_inline(self._values[field], T)
        self._values[field] = T._check(value)


class SimulatedArray:
    """An array in memory, or the inline array at a struct's end."""

    __slots__ = ('_TYPE', '_items', '_freed', '__weakref__')

    def __init__(self, TYPE, length: int):
        self._TYPE = TYPE
        self._freed = False
        self._items = [_new_item(TYPE.OF) for _ in range(length)]

    def _position(self, index: int) -> int:
        if type(index) is not int:
            raise TypeError(f'array index {index!r}')
        if not 0 <= index < len(self._items):
            raise MemoryFault(f'index {index} of {self._TYPE} with {len(self._items)} items')
        return index

    def _read(self, index: int):
        return _as_value(self._items[self._position(index)])

    def _write(self, index: int, value) -> None:
        position = self._position(index)
        _refuse_inline(self._items[position], self._TYPE.OF)
        self._items[position] = self._TYPE.OF._check(value)

    def _range(self, start: int, count: int) -> slice:
        """Check that these items exist, and return the slice of them."""
        if start < 0 or count < 0 or start + count > len(self._items):
            raise MemoryFault(f'items {start}..{start + count} of {self._TYPE} '
                              f'with {len(self._items)} items')
        return slice(start, start + count)

    def _clear(self, start: int, count: int) -> None:
        self._items[self._range(start, count)] = [_new_item(self._TYPE.OF) for _ in range(count)]


def _new_item(T, length=None):
    if hasattr(T, 'OF'):
        return SimulatedArray(T, length)
    if hasattr(T, '_fields'):
        return SimulatedStruct(T)
    return T._zero()


def _as_value(stored):
    """Give out a pointer into an inline struct or array."""
    if isinstance(stored, (SimulatedStruct, SimulatedArray)):
        return SimulatedPointer(stored._TYPE, stored)
    return stored


def _refuse_inline(stored, T) -> None:
    if isinstance(stored, (SimulatedStruct, SimulatedArray)):
        raise TypeError(f'{T} is stored inline: write its fields')


def copy_items(source: SimulatedArray, source_start: int, dest: SimulatedArray,
               dest_start: int, count: int) -> None:
    """Copy items as memmove does; inline structs are copied by value."""
    if source._TYPE.OF is not dest._TYPE.OF:
        raise TypeError(f'copy from {source._TYPE} to {dest._TYPE}')
    items = source._items[source._range(source_start, count)]
    dest._items[dest._range(dest_start, count)] = [_copy(item) for item in items]


def _copy(stored):
    if isinstance(stored, SimulatedStruct):
        copied = SimulatedStruct(stored._TYPE)
        copied._values = {field: _copy(value) for field, value in stored._values.items()}
        return copied
    return stored


class SimulatedPointer:
    """A pointer; `_T` is what it points to, `_obj` is None for null."""

    __slots__ = ('_T', '_obj')

    def __init__(self, T, obj):
        object.__setattr__(self, '_T', T)
        object.__setattr__(self, '_obj', obj)

    def _container(self):
        if self._obj is None:
            raise NullPointer(f'null pointer to {self._T}')
        if self._obj._freed:
            raise UseAfterFree(f'pointer to freed {self._T}')
        return self._obj

    def __getattr__(self, field: str):
        if field.startswith('__'):
            raise AttributeError(field)
        if field not in self._T._field_types:
            raise AttributeError(f'{self._T} has no field {field}')
        return self._container()._read(field)

    def __setattr__(self, field: str, value) -> None:
        if field not in self._T._field_types:
            raise AttributeError(f'{self._T} has no field {field}')
        self._container()._write(field, value)

    def __getitem__(self, index: int):
        return self._container()._read(index)

    def __setitem__(self, index: int, value) -> None:
        self._container()._write(index, value)

    def __len__(self) -> int:
        return len(self._container()._items)

    def __bool__(self) -> bool:
        return self._obj is not None

    def __eq__(self, other) -> bool:
        if not isinstance(other, SimulatedPointer):
            raise TypeError(f'comparing a pointer with {other!r}')
        return self._obj is other._obj

    def __ne__(self, other) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return id(self._obj)

    def __iter__(self):
        raise TypeError('pointers are not iterable')

    def __repr__(self) -> str:
        state = 'null' if self._obj is None else f'at {id(self._obj):#x}'
        return f'<pointer to {self._T} {state}>'
