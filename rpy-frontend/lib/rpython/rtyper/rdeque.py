"""`collections.deque`."""

import collections

from rpython.rlib.objectmodel import instantiate, specialize
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.annlowlevel import static_class
from rpython.rtyper.rclass import generic_copy, stands_for
from rpython.rtyper.registration import prebuilt_converters, replaces

_ROOM = 8


@replaces(collections.deque)
@stands_for(collections.deque)
class Deque:
    """A list whose first items may be unused: there is room at both ends."""

    _generic_ = True

    @specialize.call_location()
    def __init__(self, iterable=(), maxlen=None):
        self._items = []
        self._start = 0
        self._state = 0  # counts changes of the length
        self._most = -1
        if maxlen is not None:
            if maxlen < 0:
                raise ValueError('maxlen must be non-negative')
            self._most = maxlen
        self.extend(iterable)

    def _new(self):
        """Return an empty deque like this one."""
        result = instantiate(static_class(self))
        result._items = []
        result._start = 0
        result._state = 0
        result._most = self._most
        return result

    def __len__(self):
        return len(self._items) - self._start

    def __bool__(self):
        return len(self._items) > self._start

    # ---- the ends

    def append(self, x):
        self._state += 1
        self._items.append(x)
        if self._most >= 0 and len(self) > self._most:
            self.popleft()

    def appendleft(self, x):
        self._state += 1
        if self._start == 0:
            # Something has to be in the places that are unused.
            room = len(self._items) + _ROOM
            self._items = [x] * room + self._items
            self._start = room
        self._start -= 1
        self._items[self._start] = x
        if self._most >= 0 and len(self) > self._most:
            self.pop()

    def pop(self):
        if len(self._items) == self._start:
            raise IndexError('pop from an empty deque')
        self._state += 1
        item = self._items.pop()
        self._tidy()
        return item

    def popleft(self):
        if len(self._items) == self._start:
            raise IndexError('pop from an empty deque')
        self._state += 1
        item = self._items[self._start]
        # No reference is kept to what was taken out.
        self._items[self._start] = self._items[len(self._items) - 1]
        self._start += 1
        self._tidy()
        return item

    def _tidy(self):
        """Give up unused places when there are more than others."""
        if self._start > _ROOM and self._start * 2 > len(self._items):
            del self._items[:self._start]
            self._start = 0

    @specialize.call_location()
    def extend(self, iterable):
        for x in iterable:
            self.append(x)

    @specialize.call_location()
    def extendleft(self, iterable):
        for x in iterable:
            self.appendleft(x)

    def clear(self):
        self._state += 1
        self._items = []
        self._start = 0

    def rotate(self, n: int = 1):
        length = len(self)
        if length > 1:
            n %= length
            for _ in range(n):
                self.appendleft(self.pop())

    def reverse(self):
        items = self._items[self._start:]
        items.reverse()
        self._items = items
        self._start = 0

    def copy(self):
        result = self._new()
        result._items = self._items[self._start:]
        return result

    # ---- by index

    def _position(self, index: int) -> int:
        length = len(self)
        if index < 0:
            index += length
        if index < 0 or index >= length:
            raise IndexError('deque index out of range')
        return self._start + index

    def __getitem__(self, index: int):
        return self._items[self._position(index)]

    def __setitem__(self, index: int, x):
        self._items[self._position(index)] = x

    def __delitem__(self, index: int):
        del self._items[self._position(index)]
        self._state += 1

    def insert(self, index: int, x):
        length = len(self)
        if length == self._most:
            raise IndexError('deque already at its maximum size')
        if index < 0:
            index = max(index + length, 0)
        self._state += 1
        self._items.insert(self._start + min(index, length), x)

    def index(self, x, start: int = 0, stop: int = maxint) -> int:
        length = len(self)
        if start < 0:
            start = max(start + length, 0)
        if stop < 0:
            stop += length
        for i in range(start, min(stop, length)):
            if self._items[self._start + i] == x:
                return i
        raise ValueError(repr(x) + ' is not in deque')

    def count(self, x) -> int:
        found = 0
        for item in self:
            if item == x:
                found += 1
        return found

    def remove(self, x):
        for i in range(self._start, len(self._items)):
            if self._items[i] == x:
                del self._items[i]
                self._state += 1
                return
        raise ValueError(repr(x) + ' is not in deque')

    def __contains__(self, x) -> bool:
        for item in self:
            if item == x:
                return True
        return False

    # ---- all of it

    def __iter__(self):
        state = self._state
        for i in range(len(self)):
            if self._state != state:
                raise RuntimeError('deque mutated during iteration')
            yield self._items[self._start + i]
        if self._state != state:
            raise RuntimeError('deque mutated during iteration')

    def __reversed__(self):
        state = self._state
        for i in range(len(self) - 1, -1, -1):
            if self._state != state:
                raise RuntimeError('deque mutated during iteration')
            yield self._items[self._start + i]

    @specialize.call_location()
    def __add__(self, other):
        result = self.copy()
        result.extend(other)
        return result

    @specialize.call_location()
    def __iadd__(self, other):
        self.extend(other)
        return self

    def __mul__(self, times: int):
        result = self._new()
        for _ in range(times):
            result.extend(self)
        return result

    def __eq__(self, other) -> bool:
        return self._items[self._start:] == other._items[other._start:]

    def __lt__(self, other) -> bool:
        return self._items[self._start:] < other._items[other._start:]

    def __repr__(self) -> str:
        text = 'deque(' + repr(self._items[self._start:])
        if self._most >= 0:
            text += ', maxlen=' + str(self._most)
        return text + ')'


def _prebuilt_deque(live):
    return generic_copy(Deque)(list(live), live.maxlen)


prebuilt_converters[collections.deque] = _prebuilt_deque
