"""String builders: a string with room for more at the end."""

from rpython.rlib import rstring
from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rtyper import guards, threads
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.discarding import ll_discard
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Bool, Char, Void, malloc_uncleared, typeOf)
from rpython.rtyper.registration import prebuilt_converters, replaces
from rpython.rtyper.rstr import STR, ll_substring
from rpython.rtyper.sizes import add_sizes


@replaces(rstring.StringBuilder)
class StringBuilder:
    """`rpython.rlib.rstring.StringBuilder` in translated code."""

    def __init__(self, init_size: int = rstring.INIT_SIZE):
        self._buffer = malloc_uncleared(STR, init_size if init_size > 0 else 0)
        self._length = 0
        self._is_shared = False
        if threads.are_free:
            self.guard = 0

    @specialize.argtype(1)
    @always_inline
    def append(self, s):
        """Add a string (or character) at the end."""
        if typeOf(s) == Char:
            self._append_char(s)
        else:
            self._append_string(s, 0, len(s))

    @always_inline
    def _append_char(self, c):
        if guards.is_mine(self):
            length = self._length
            if llop.likely(Bool, length < len(self._buffer.chars)):
                self._buffer.chars[length] = c
                self._length = length + 1
                return
        self._append_char_growing(c)

    @dont_inline
    @guards.guarded
    def _append_char_growing(self, c):
        length = self._length
        if length >= len(self._buffer.chars):
            self._grow(1)
        self._buffer.chars[length] = c
        self._length = length + 1

    @always_inline
    def _append_string(self, s: str, start: int, count: int):
        if guards.is_mine(self):
            length = self._length
            if llop.likely(Bool, length + count <= len(self._buffer.chars)):
                llop.tailcopy(Void, llstr(s), start, self._buffer, length, count)
                self._length = length + count
                return
        self._append_string_growing(s, start, count)

    @dont_inline
    @guards.guarded
    def _append_string_growing(self, s: str, start: int, count: int):
        length = self._length
        if length + count > len(self._buffer.chars):
            self._grow(count)
        llop.tailcopy(Void, llstr(s), start, self._buffer, length, count)
        self._length = length + count

    def _grow(self, needed: int):
        """Make room for so many characters more, at least doubling the buffer."""
        capacity = 2 * len(self._buffer.chars) + 16
        if capacity < add_sizes(self._length, needed):
            capacity = self._length + needed
        outgrown = self._buffer
        buffer = malloc_uncleared(STR, capacity)
        llop.tailcopy(Void, outgrown, 0, buffer, 0, self._length)
        self._buffer = buffer
        if not self._is_shared:
            ll_discard(outgrown, len(outgrown.chars))
        self._is_shared = False

    def append_slice(self, s: str, start: int, end: int):
        """Add `s[start:end]`; the bounds must lie in the string."""
        if start < 0 or end > len(s) or start > end:
            raise IndexError('string index out of range')
        self._append_string(s, start, end - start)

    @guards.guarded
    def append_multiple_char(self, c: str, times: int):
        """Add the character `times` times."""
        if times <= 0:
            return
        char = c[0]
        length = self._length
        if times > len(self._buffer.chars) - length:
            self._grow(times)
        buffer = self._buffer
        end = length + times
        while length < end:
            buffer.chars[length] = char
            length += 1
        self._length = end

    @always_inline
    def getlength(self) -> int:
        """Return how many characters were added so far."""
        return self._length

    @guards.guarded
    def build(self) -> str:
        """Return everything that was added. More may be added afterwards."""
        buffer = self._buffer
        if self._length != len(buffer.chars):
            self._buffer = ll_substring(buffer, 0, self._length)
            ll_discard(buffer, len(buffer.chars))
        # The full buffer is the string itself: adding to it makes a new one.
        self._is_shared = True
        return hlstr(self._buffer)


def prebuilt_builder(live):
    """Make what stands for a builder that was filled while importing."""
    result = StringBuilder()
    result.append(live.build())
    return result


prebuilt_converters[rstring.StringBuilder] = prebuilt_builder
