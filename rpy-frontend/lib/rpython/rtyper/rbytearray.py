"""`bytearray` and `memoryview`: ordinary classes over a string that is changed in place.

`_getslice_`, `_setslice_` and `_delslice_` are what slices of an instance
call; bounds that are not given are None.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rtyper.annlowlevel import hlbytes, llstr
from rpython.rtyper.bytesmethods import bytes_argument, bytes_of
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Void, malloc
from rpython.rtyper.registration import prebuilt_converters, refuse, replaces
from rpython.rtyper.rslice import clamp_bound, raise_zero_step, step_count, step_start, step_stop
from rpython.rtyper.rstr import STR, ll_strcmp, ll_substring


@dont_inline
def _raise_byte_range():
    raise ValueError('byte must be in range(0, 256)')


@always_inline
def _byte(value: int):
    """The character of a byte."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, value, 256)):
        _raise_byte_range()
    return chr(value)


@dont_inline
def _raise_index_error(message: str):
    raise IndexError(message)


@always_inline
def _position(index: int, length: int, message: str) -> int:
    """The position an index means."""
    if index < 0:
        index += length
    if llop.unlikely(Bool, llop.uint_ge(Bool, index, length)):
        _raise_index_error(message)
    return index


@specialize.argtype(0, 1, 3)
def _bounds(start, stop, length: int, step):
    """The first position, the number of items and the step of a slice."""
    real_step = 1 if step is None else step
    if real_step == 0:
        raise_zero_step()
    has_start, first = (False, 0) if start is None else (True, start)
    has_stop, end = (False, 0) if stop is None else (True, stop)
    begin = step_start(first, has_start, length, real_step)
    return begin, step_count(begin, step_stop(end, has_stop, length, real_step), real_step), real_step


@replaces(bytearray)
class ByteArray:
    """`bytearray` in translated code."""

    __module__ = 'builtins'
    __qualname__ = 'bytearray'

    @specialize.argtype(1)
    def __init__(self, source=b'', encoding: str | None = None, errors: str = 'strict'):
        if isinstance(source, str):
            if encoding is None:
                raise TypeError('string argument without an encoding')
            content = llstr(source.encode(encoding, errors))
        else:
            content = llstr(bytes_of(source))
        length = len(content.chars)
        self._buffer = malloc(STR, length)
        self._length = length
        llop.tailcopy(Void, content, 0, self._buffer, 0, length)

    # ---- length

    def _reserve(self, length: int):
        """Have a buffer for that many bytes, growing by an eighth at least."""
        capacity = len(self._buffer.chars)
        if length <= capacity:
            return
        larger = capacity + (capacity >> 1) + 16
        buffer = malloc(STR, larger if larger > length else length)
        llop.tailcopy(Void, self._buffer, 0, buffer, 0, self._length)
        self._buffer = buffer

    def _replace(self, start: int, end: int, content):
        """Put other bytes in the place of those from `start` to `end`."""
        added = len(content.chars)
        tail = self._length - end
        if added != end - start:
            self._reserve(start + added + tail)
            if tail > 0:
                rest = ll_substring(self._buffer, end, end + tail)
                llop.tailcopy(Void, rest, 0, self._buffer, start + added, tail)
            self._length = start + added + tail
        llop.tailcopy(Void, content, 0, self._buffer, start, added)

    @always_inline
    def __len__(self) -> int:
        return self._length

    # ---- items and slices

    @always_inline
    def __getitem__(self, index: int) -> int:
        return ord(self._buffer.chars[_position(index, self._length, 'bytearray index out of range')])

    @always_inline
    def __setitem__(self, index: int, value: int):
        position = _position(index, self._length, 'bytearray index out of range')
        self._buffer.chars[position] = _byte(value)

    def __delitem__(self, index: int):
        position = _position(index, self._length, 'bytearray index out of range')
        self._replace(position, position + 1, llstr(''))

    @specialize.argtype(1, 2, 3)
    def _getslice_(self, start, stop, step):
        begin, count, real_step = _bounds(start, stop, self._length, step)
        result = ByteArray(b'')
        result._buffer = malloc(STR, count)
        result._length = count
        for i in range(count):
            result._buffer.chars[i] = self._buffer.chars[begin + i * real_step]
        return result

    @specialize.argtype(1, 2, 3, 4)
    def _setslice_(self, start, stop, step, value):
        content = llstr(bytes_of(value))
        begin, count, real_step = _bounds(start, stop, self._length, step)
        if real_step == 1:
            self._replace(begin, begin + count, content)
            return
        if len(content.chars) != count:
            if len(content.chars) == 0:
                self._delslice_(start, stop, step)
                return
            raise ValueError('attempt to assign bytes of size ' + str(len(content.chars))
                             + ' to extended slice of size ' + str(count))
        for i in range(count):
            self._buffer.chars[begin + i * real_step] = content.chars[i]

    @specialize.argtype(1, 2, 3)
    def _delslice_(self, start, stop, step):
        begin, count, real_step = _bounds(start, stop, self._length, step)
        if count == 0:
            return
        if real_step < 0:
            begin += (count - 1) * real_step
            real_step = -real_step
        kept = begin
        for position in range(begin, self._length):
            distance = position - begin
            if distance % real_step != 0 or distance // real_step >= count:
                self._buffer.chars[kept] = self._buffer.chars[position]
                kept += 1
        self._length = kept

    # ---- changing

    def append(self, item: int):
        length = self._length
        if llop.unlikely(Bool, length >= len(self._buffer.chars)):
            self._reserve(length + 1)
        self._buffer.chars[length] = _byte(item)
        self._length = length + 1

    @specialize.argtype(1)
    def extend(self, iterable_of_ints):
        if isinstance(iterable_of_ints, bytes):
            self._replace(self._length, self._length, llstr(iterable_of_ints))
        elif isinstance(iterable_of_ints, str):
            refuse('bytes are needed here, not {}', iterable_of_ints)
        else:
            content = llstr(bytes_of(iterable_of_ints))
            self._replace(self._length, self._length, content)

    def insert(self, index: int, item: int):
        position = clamp_bound(index, self._length)
        self._replace(position, position, llstr(_byte(item)))

    def pop(self, index: int = -1) -> int:
        if self._length == 0:
            raise IndexError('pop from empty bytearray')
        position = _position(index, self._length, 'pop index out of range')
        result = ord(self._buffer.chars[position])
        self._replace(position, position + 1, llstr(''))
        return result

    def remove(self, value: int):
        c = _byte(value)
        for i in range(self._length):
            if self._buffer.chars[i] == c:
                self._replace(i, i + 1, llstr(''))
                return
        raise ValueError('value not found in bytearray')

    def reverse(self):
        i = 0
        j = self._length - 1
        while i < j:
            c = self._buffer.chars[i]
            self._buffer.chars[i] = self._buffer.chars[j]
            self._buffer.chars[j] = c
            i += 1
            j -= 1

    def clear(self):
        self._length = 0

    def copy(self):
        return ByteArray(self)

    # ---- operators

    @specialize.argtype(1)
    def __iadd__(self, other):
        self._replace(self._length, self._length, bytes_argument(other))
        return self

    @specialize.argtype(1)
    def __add__(self, other):
        result = ByteArray(self)
        result += other
        return result

    def __radd__(self, other: bytes) -> bytes:
        return other + bytes(self)

    def __mul__(self, count: int):
        return ByteArray(bytes(self) * count)

    __rmul__ = __mul__

    def __imul__(self, count: int):
        self._replace(0, self._length, llstr(bytes(self) * count))
        return self

    @specialize.argtype(1)
    def __mod__(self, values):
        return refuse('the format of % must be known while translating, which {} is not', self)

    @specialize.argtype(1)
    def __contains__(self, item) -> bool:
        if isinstance(item, int):
            c = _byte(item)
            for i in range(self._length):
                if self._buffer.chars[i] == c:
                    return True
            return False
        return bytes(self).find(item) >= 0

    @specialize.argtype(1)
    def __eq__(self, other) -> bool:
        return _compare(self, other) == 0

    @specialize.argtype(1)
    def __ne__(self, other) -> bool:
        return _compare(self, other) != 0

    @specialize.argtype(1)
    def __lt__(self, other) -> bool:
        return _compare(self, other) < 0

    @specialize.argtype(1)
    def __le__(self, other) -> bool:
        return _compare(self, other) <= 0

    @specialize.argtype(1)
    def __gt__(self, other) -> bool:
        return _compare(self, other) > 0

    @specialize.argtype(1)
    def __ge__(self, other) -> bool:
        return _compare(self, other) >= 0

    # ---- views of it

    def __iter__(self):
        return _ByteArrayIterator(self)

    @always_inline
    def __bytes__(self) -> bytes:
        return hlbytes(ll_substring(self._buffer, 0, self._length))

    def __repr__(self) -> str:
        return 'bytearray(' + repr(bytes(self)) + ')'


@specialize.argtype(1)
def _compare(array, other) -> int:
    return ll_strcmp(llstr(bytes(array)), bytes_argument(other))


class _ByteArrayIterator:
    def __init__(self, array):
        self._array = array
        self._next = 0

    def __iter__(self):
        return self

    @always_inline
    def __next__(self) -> int:
        position = self._next
        if position >= self._array._length:
            raise StopIteration
        self._next = position + 1
        return ord(self._array._buffer.chars[position])


# ____________________________________________________________
# What a bytearray does like bytes


def _forward(name: str):
    @specialize.argtype(1, 2)
    def method(self, *arguments):
        return getattr(bytes(self), name)(*arguments)
    return method


def _forward_to_array(name: str):
    @specialize.argtype(1, 2)
    def method(self, *arguments):
        return ByteArray(getattr(bytes(self), name)(*arguments))
    return method


def _forward_to_arrays(name: str):
    @specialize.argtype(1, 2)
    def method(self, *arguments):
        return [ByteArray(piece) for piece in getattr(bytes(self), name)(*arguments)]
    return method


def _forward_to_three(name: str):
    @specialize.argtype(1)
    def method(self, separator):
        head, middle, tail = getattr(bytes(self), name)(separator)
        return ByteArray(head), ByteArray(middle), ByteArray(tail)
    return method


_MAKERS = {
    _forward: ['find', 'rfind', 'index', 'rindex', 'count', 'startswith', 'endswith', 'hex', 'decode',
               'isalnum', 'isalpha', 'isascii', 'isdigit', 'islower', 'isspace', 'istitle', 'isupper'],
    _forward_to_array: ['capitalize', 'center', 'expandtabs', 'join', 'ljust', 'lower', 'lstrip',
                        'removeprefix', 'removesuffix', 'replace', 'rjust', 'rstrip', 'strip', 'swapcase',
                        'title', 'translate', 'upper', 'zfill'],
    _forward_to_arrays: ['split', 'rsplit', 'splitlines'],
    _forward_to_three: ['partition', 'rpartition'],
}
for _make, _names in _MAKERS.items():
    for _name in _names:
        _method = _make(_name)
        _method.__name__ = _name
        _method.__qualname__ = f'bytearray.{_name}'
        _method.__module__ = 'builtins'
        setattr(ByteArray, _name, _method)


def _array_of(live: bytearray):
    """What a bytearray made while importing becomes."""
    return ByteArray(bytes(live))


prebuilt_converters[bytearray] = _array_of


# ____________________________________________________________
# memoryview


@replaces(memoryview)
class MemoryView:
    """`memoryview` of bytes or a bytearray, byte by byte."""

    __module__ = 'builtins'
    __qualname__ = 'memoryview'

    @specialize.argtype(1)
    def __init__(self, object):
        if isinstance(object, bytearray):
            self._array = object
            self._string = llstr('')
            self._start = 0
            self._length = len(object)
        elif isinstance(object, memoryview):
            self._array = object._array
            self._string = object._string
            self._start = object._start
            self._length = object._length
        else:
            self._array = None
            self._string = bytes_argument(object)
            self._start = 0
            self._length = len(self._string.chars)

    @always_inline
    def _storage(self):
        """Where the bytes are now."""
        array = self._array
        if array is None:
            return self._string
        if llop.unlikely(Bool, self._start + self._length > array._length):
            raise IndexError('the bytearray became shorter than its view')
        return array._buffer

    @always_inline
    def __len__(self) -> int:
        return self._length

    @property
    def nbytes(self) -> int:
        return self._length

    @property
    def readonly(self) -> bool:
        return self._array is None

    @always_inline
    def __getitem__(self, index: int) -> int:
        position = _position(index, self._length, 'index out of bounds on dimension 1')
        return ord(self._storage().chars[self._start + position])

    def _check_writable(self):
        if self._array is None:
            raise TypeError('cannot modify read-only memory')

    def __setitem__(self, index: int, value: int):
        self._check_writable()
        position = _position(index, self._length, 'index out of bounds on dimension 1')
        if not 0 <= value < 256:
            raise ValueError("memoryview: invalid value for format 'B'")
        self._storage().chars[self._start + position] = chr(value)

    @specialize.argtype(1, 2, 3)
    def _getslice_(self, start, stop, step):
        begin, count, real_step = _bounds(start, stop, self._length, step)
        if real_step != 1:
            raise NotImplementedError('a memoryview has no slices with a step')
        result = MemoryView(b'')
        result._array = self._array
        result._string = self._string
        result._start = self._start + begin
        result._length = count
        return result

    @specialize.argtype(1, 2, 3, 4)
    def _setslice_(self, start, stop, step, value):
        self._check_writable()
        content = bytes_argument(value)
        target = self._getslice_(start, stop, step)
        if len(content.chars) != target._length:
            raise ValueError('memoryview assignment: lvalue and rvalue have different structures')
        llop.tailcopy(Void, content, 0, target._storage(), target._start, target._length)

    def tobytes(self) -> bytes:
        return hlbytes(ll_substring(self._storage(), self._start, self._start + self._length))

    __bytes__ = tobytes

    def tolist(self):
        return [self[i] for i in range(self._length)]

    def hex(self) -> str:
        return self.tobytes().hex()

    def release(self):
        self._length = 0

    @specialize.argtype(1)
    def __eq__(self, other) -> bool:
        return self.tobytes() == bytes(other)

    @specialize.argtype(1)
    def __ne__(self, other) -> bool:
        return self.tobytes() != bytes(other)

    def __contains__(self, item: int) -> bool:
        return item in self.tobytes()

    def __iter__(self):
        return _MemoryViewIterator(self)


class _MemoryViewIterator:
    def __init__(self, view):
        self._view = view
        self._next = 0

    def __iter__(self):
        return self

    def __next__(self) -> int:
        if self._next >= self._view._length:
            raise StopIteration
        self._next += 1
        return self._view[self._next - 1]
