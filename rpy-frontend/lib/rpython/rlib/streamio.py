"""Streams of characters that are stacked: a descriptor, buffers above it, line ends above them.

    stream = open_file_as_stream('file', 'r')
    line = stream.readline()

A stream's text is `str`, one character for each byte. Failures of the system
are OSErrors; what a stream can not do is a StreamError.
"""

import os

from rpython.rlib.rarithmetic import intmask
from rpython.rlib.rstring import StringBuilder

BUFFER_SIZE = 8192


class StreamError(Exception):
    """A stream was asked for what it can not do."""

    def __init__(self, message: str):
        self.message = message

    def __str__(self) -> str:
        return self.message


StreamErrors = (OSError, StreamError)
"""What operations on streams raise."""


class Stream:
    """Base of all streams: everything is refused, or follows from `read` and `write`."""

    def read(self, n: int) -> str:
        """Return up to `n` characters; '' at the end only."""
        raise StreamError('this stream can not be read')

    def write(self, data: str) -> None:
        raise StreamError('this stream can not be written')

    def tell(self) -> int:
        raise StreamError('this stream has no position')

    def seek(self, offset: int, whence: int) -> None:
        raise StreamError('this stream has no position')

    def truncate(self, size: int) -> None:
        raise StreamError('this stream can not be truncated')

    def flush(self) -> None:
        """Pass on what is held back, down to the system."""

    def flushable(self) -> bool:
        """Might `flush` have something to do?"""
        return False

    def close(self) -> None:
        """Flush, and close what is below."""

    def close1(self, closefileno: bool) -> None:
        """Close; the descriptor only if asked for."""
        self.close()

    def peek(self) -> str:
        """Return what can be read without asking the system; perhaps ''."""
        return ''

    def count_buffered_bytes(self) -> int:
        """Return how many characters were read ahead; -1 if nothing knows."""
        return -1

    def try_to_find_file_descriptor(self) -> int:
        """Return the descriptor at the bottom, or -1."""
        return -1

    def getnewlines(self) -> int:
        """Return the kinds of line ends met: 1 CR, 2 LF, 4 CRLF, or a sum of these."""
        return 0

    def readall(self) -> str:
        """Return everything up to the end."""
        builder = StringBuilder(BUFFER_SIZE)
        while True:
            data = self.read(BUFFER_SIZE)
            if len(data) == 0:
                return builder.build()
            builder.append(data)

    def readline(self) -> str:
        """Return a line with its newline; without one at the end of the file."""
        builder = StringBuilder(80)
        while True:
            data = self.read(1)
            builder.append(data)
            if len(data) == 0 or data == '\n':
                return builder.build()


class DiskFile(Stream):
    """A descriptor without any buffer."""

    def __init__(self, fd: int):
        self.fd = fd

    def read(self, n: int) -> str:
        assert n >= 0
        return os.read(self.fd, n).decode('latin-1')

    def write(self, data: str) -> None:
        while len(data) > 0:
            written = os.write(self.fd, data.encode('latin-1'))
            data = data[written:]

    def tell(self) -> int:
        position = os.lseek(self.fd, 0, os.SEEK_CUR)
        if intmask(position) != position:
            raise StreamError('the position does not fit in a machine word')
        return intmask(position)

    def seek(self, offset: int, whence: int) -> None:
        os.lseek(self.fd, offset, whence)

    def truncate(self, size: int) -> None:
        os.ftruncate(self.fd, size)

    def close1(self, closefileno: bool) -> None:
        if closefileno:
            os.close(self.fd)

    def close(self) -> None:
        self.close1(True)

    def try_to_find_file_descriptor(self) -> int:
        return self.fd


class _Filter(Stream):
    """A stream above another one, which does what this one does not do itself."""

    def __init__(self, base: Stream):
        self.base = base

    def read(self, n: int) -> str:
        return self.base.read(n)

    def write(self, data: str) -> None:
        self.base.write(data)

    def tell(self) -> int:
        return self.base.tell()

    def seek(self, offset: int, whence: int) -> None:
        self.base.seek(offset, whence)

    def truncate(self, size: int) -> None:
        self.base.truncate(size)

    def flush(self) -> None:
        self.base.flush()

    def flushable(self) -> bool:
        return self.base.flushable()

    def close(self) -> None:
        self.close1(True)

    def close1(self, closefileno: bool) -> None:
        self.base.close1(closefileno)

    def peek(self) -> str:
        return self.base.peek()

    def count_buffered_bytes(self) -> int:
        return self.base.count_buffered_bytes()

    def try_to_find_file_descriptor(self) -> int:
        return self.base.try_to_find_file_descriptor()

    def getnewlines(self) -> int:
        return self.base.getnewlines()


class BufferingInputStream(_Filter):
    """Reads ahead."""

    def __init__(self, base: Stream, bufsize: int = -1):
        self.base = base
        self.bufsize = bufsize if bufsize > 0 else BUFFER_SIZE
        self.buf = ''
        self.pos = 0

    def _fill(self) -> bool:
        """Read more once the buffer is used up; False at the end."""
        self.buf = self.base.read(self.bufsize)
        self.pos = 0
        return len(self.buf) > 0

    def read(self, n: int) -> str:
        assert n >= 0
        start = self.pos
        if len(self.buf) - start >= n:
            self.pos = start + n
            return self.buf[start:self.pos]
        builder = StringBuilder(n)
        while True:
            end = min(len(self.buf), self.pos + n - builder.getlength())
            builder.append_slice(self.buf, self.pos, end)
            self.pos = end
            if builder.getlength() == n or not self._fill():
                return builder.build()

    def readall(self) -> str:
        builder = StringBuilder(self.bufsize)
        while True:
            builder.append_slice(self.buf, self.pos, len(self.buf))
            self.pos = len(self.buf)
            if not self._fill():
                return builder.build()

    def readline(self) -> str:
        start = self.pos
        found = self.buf.find('\n', start)
        if found >= 0:
            self.pos = found + 1
            return self.buf[start:self.pos]
        builder = StringBuilder(128)
        while True:
            builder.append_slice(self.buf, self.pos, len(self.buf))
            self.pos = len(self.buf)
            if not self._fill():
                return builder.build()
            found = self.buf.find('\n')
            if found >= 0:
                self.pos = found + 1
                builder.append_slice(self.buf, 0, self.pos)
                return builder.build()

    def peek(self) -> str:
        return self.buf[self.pos:]

    def count_buffered_bytes(self) -> int:
        return len(self.buf) - self.pos

    def tell(self) -> int:
        return self.base.tell() - (len(self.buf) - self.pos)

    def seek(self, offset: int, whence: int) -> None:
        if whence == os.SEEK_CUR:
            target = self.pos + offset
            if 0 <= target <= len(self.buf):
                self.pos = target
                return
            offset -= len(self.buf) - self.pos
        self.base.seek(offset, whence)
        self.buf = ''
        self.pos = 0

    def write(self, data: str) -> None:
        self._forget()
        self.base.write(data)

    def truncate(self, size: int) -> None:
        self._forget()
        self.base.truncate(size)

    def _forget(self) -> None:
        """Give back what was read ahead."""
        ahead = len(self.buf) - self.pos
        self.buf = ''
        self.pos = 0
        if ahead > 0:
            self.base.seek(-ahead, os.SEEK_CUR)


class BufferingOutputStream(_Filter):
    """Collects what is written."""

    def __init__(self, base: Stream, bufsize: int = -1):
        self.base = base
        self.bufsize = bufsize if bufsize > 0 else BUFFER_SIZE
        self.buffer = StringBuilder(0)

    def write(self, data: str) -> None:
        if self.buffer.getlength() + len(data) > self.bufsize:
            self._write_out()
            if len(data) >= self.bufsize:
                self.base.write(data)
                return
        self.buffer.append(data)

    def _write_out(self) -> None:
        if self.buffer.getlength() > 0:
            data = self.buffer.build()
            self.buffer = StringBuilder(0)
            self.base.write(data)

    def flush(self) -> None:
        self._write_out()
        self.base.flush()

    def flushable(self) -> bool:
        return True

    def read(self, n: int) -> str:
        self._write_out()
        return self.base.read(n)

    def peek(self) -> str:
        self._write_out()
        return self.base.peek()

    def tell(self) -> int:
        return self.base.tell() + self.buffer.getlength()

    def seek(self, offset: int, whence: int) -> None:
        self._write_out()
        self.base.seek(offset, whence)

    def truncate(self, size: int) -> None:
        self._write_out()
        self.base.truncate(size)

    def close1(self, closefileno: bool) -> None:
        try:
            self._write_out()
        finally:
            self.base.close1(closefileno)


class LineBufferingOutputStream(BufferingOutputStream):
    """Collects what is written, up to the end of a line."""

    def write(self, data: str) -> None:
        end = data.rfind('\n') + 1
        if end > 0:
            self.buffer.append_slice(data, 0, end)
            self._write_out()
        BufferingOutputStream.write(self, data[end:])


CR = 1
LF = 2
CRLF = 4


class TextInputFilter(_Filter):
    """Turns every kind of line end into a newline."""

    def __init__(self, base: Stream):
        self.base = base
        self.after_cr = False  # the last character was a CR: an LF that follows belongs to it
        self.kinds = 0

    def read(self, n: int) -> str:
        if n == 0:
            return ''
        while True:
            data = self.base.read(n)
            if len(data) == 0:
                if self.after_cr:
                    self.kinds |= CR
                    self.after_cr = False
                return ''
            text = self._translate(data)
            if len(text) > 0:
                return text

    def _translate(self, data: str) -> str:
        if not self.after_cr and data.find('\r') < 0:
            if self.kinds & LF == 0 and data.find('\n') >= 0:
                self.kinds |= LF
            return data
        builder = StringBuilder(len(data))
        for c in data:
            if self.after_cr:
                self.after_cr = False
                if c == '\n':
                    self.kinds |= CRLF
                    continue
                self.kinds |= CR
            if c == '\r':
                self.after_cr = True
                builder.append('\n')
            else:
                if c == '\n':
                    self.kinds |= LF
                builder.append(c)
        return builder.build()

    def getnewlines(self) -> int:
        return self.kinds

    def tell(self) -> int:
        position = self.base.tell()
        if self.after_cr:
            # An LF that follows is still part of what was read.
            following = self.base.read(1)
            if following == '\n':
                self.kinds |= CRLF
                self.after_cr = False
                return position + 1
            if len(following) > 0:
                self.base.seek(-1, os.SEEK_CUR)
        return position

    def seek(self, offset: int, whence: int) -> None:
        if whence == os.SEEK_CUR:
            self.tell()
        self.base.seek(offset, whence)
        self.after_cr = False

    def peek(self) -> str:
        return ''

    def count_buffered_bytes(self) -> int:
        return -1


class TextOutputFilter(_Filter):
    """Writes newlines as the given line end."""

    def __init__(self, base: Stream, linesep: str = os.linesep):
        self.base = base
        self.linesep = linesep

    def write(self, data: str) -> None:
        self.base.write(data.replace('\n', self.linesep))

    def tell(self) -> int:
        raise StreamError('positions in translated text have no meaning')

    def seek(self, offset: int, whence: int) -> None:
        raise StreamError('positions in translated text have no meaning')


# ____________________________________________________________
# Towers of streams


def decode_mode(mode: str) -> tuple[int, bool, bool, bool, bool, bool]:
    """Return what a mode says: the flags of `os.open`; universal, reading, writing, at the end, binary."""
    if len(mode) == 0:
        raise ValueError('the mode is empty')
    first = mode[0]
    is_binary = mode.find('b') >= 0
    is_universal = mode.find('U') >= 0
    is_updated = mode.find('+') >= 0
    if first == 'r' or first == 'U':
        flags = 0
        reading, writing = True, is_updated
    elif first == 'w':
        flags = os.O_CREAT | os.O_TRUNC
        reading, writing = is_updated, True
    elif first == 'a':
        flags = os.O_CREAT
        reading, writing = is_updated, True
    else:
        raise ValueError("the mode must begin with 'r', 'w', 'a' or 'U', not '" + mode + "'")
    if reading and writing:
        flags |= os.O_RDWR
    elif writing:
        flags |= os.O_WRONLY
    return flags, is_universal, reading, writing, first == 'a', is_binary


def construct_stream_tower(stream: Stream, buffering: int, universal: bool, reading: bool,
                           writing: bool, binary: bool) -> Stream:
    """Put above a stream what a file opened in this way has: buffers and line ends.

    `buffering`: 0 none, 1 by line, more: the size of the buffer; -1 the default.
    """
    if buffering == 0:
        pass
    elif buffering == 1:
        if reading:
            stream = BufferingInputStream(stream)
        if writing:
            stream = LineBufferingOutputStream(stream)
    else:
        size = buffering if buffering > 1 else -1
        if reading:
            stream = BufferingInputStream(stream, size)
        if writing:
            stream = BufferingOutputStream(stream, size)
    if universal and reading:
        stream = TextInputFilter(stream)
    return stream


def open_file_as_stream(path: str, mode: str = 'r', buffering: int = -1) -> Stream:
    """Open a file. `U` in the mode turns all kinds of line ends into newlines."""
    flags, universal, reading, writing, at_end, binary = decode_mode(mode)
    fd = os.open(path, flags, 0o666)
    stream = _tower_of_descriptor(fd, buffering, universal, reading, writing, binary)
    if at_end:
        stream.seek(0, os.SEEK_END)
    return stream


def fdopen_as_stream(fd: int, mode: str, buffering: int = -1) -> Stream:
    """Make a stream of a descriptor that is open in that mode."""
    _, universal, reading, writing, at_end, binary = decode_mode(mode)
    stream = _tower_of_descriptor(fd, buffering, universal, reading, writing, binary)
    if at_end:
        try:
            stream.seek(0, os.SEEK_END)
        except OSError:
            pass  # a pipe or a terminal is always at its end
    return stream


def _tower_of_descriptor(fd: int, buffering: int, universal: bool, reading: bool, writing: bool,
                         binary: bool) -> Stream:
    if buffering < 0 and writing and os.isatty(fd):
        buffering = 1
    return construct_stream_tower(DiskFile(fd), buffering, universal, reading, writing, binary)
