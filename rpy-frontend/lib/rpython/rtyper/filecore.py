"""An open file with buffers in both directions: what `open`, `sys.stdin` and `rfile` are made of.

Ordinary restricted code over `os.read` and `os.write`; characters are bytes.
"""

import atexit
import os

from rpython.rlib.objectmodel import we_are_translated
from rpython.rlib.rarithmetic import r_int32
from rpython.rlib.rstring import StringBuilder
from rpython.rtyper.lltypesystem.lltype import INT32, FuncType, Ptr, Void
from rpython.rtyper.lltypesystem.rffi import external

CHUNK = 8192


def _simulate_atexit(function):
    atexit.register(function)
    return r_int32(0)


c_atexit = external('atexit', [Ptr(FuncType([], Void))], INT32, python=_simulate_atexit)


class UnflushedFiles:
    """The files that hold output back, so that it can be written when the program ends."""

    def __init__(self):
        self.first = None
        self.is_watched = False      # will it be written?
        self.is_watched_here = False  # the same for plain Python: what import did means nothing to the program

    def watch(self) -> None:
        if we_are_translated():
            if not self.is_watched:
                self.is_watched = True
                c_atexit(flush_unflushed)
        elif not self.is_watched_here:
            self.is_watched_here = True
            c_atexit(flush_unflushed)

    def flush_all(self) -> None:
        while self.first is not None:
            core = self.first
            try:
                core.flush()
            except OSError:
                core.forget_output()


unflushed = UnflushedFiles()


def flush_unflushed() -> None:
    """Write what all files hold back."""
    unflushed.flush_all()


class FileCore:
    """A descriptor and its buffers. Input read ahead is given back before anything else happens."""

    def __init__(self, fd: int, readable: bool, writable: bool):
        self.fd = fd
        self.readable = readable
        self.writable = writable
        self.closed = False
        self.line_buffered = False
        self.unbuffered = False
        self._input = ''
        self._position = 0
        self._output = StringBuilder(0)
        self._is_listed = False
        self._next = None
        self._previous = None

    # ---- reading

    def _check_readable(self) -> None:
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        if not self.readable:
            raise OSError('not readable')

    def _fill(self) -> bool:
        """Replace the used input by what comes next; False at the end of the file."""
        self._input = os.read(self.fd, CHUNK).decode('latin-1')
        self._position = 0
        return len(self._input) > 0

    def read_some(self, size: int) -> str:
        """Return at most `size` characters, as many as one call of the system gives; '' at the end."""
        self._check_readable()
        self.flush()
        if self._position == len(self._input) and not self._fill():
            return ''
        end = min(self._position + size, len(self._input))
        result = self._input[self._position:end]
        self._position = end
        return result

    def read(self, size: int) -> str:
        """Return `size` characters, fewer at the end of the file; all there are if it is negative."""
        self._check_readable()
        self.flush()
        available = len(self._input) - self._position
        if 0 <= size <= available:
            start = self._position
            self._position = start + size
            return self._input[start:start + size]
        builder = StringBuilder(available if size < 0 else size)
        while size < 0 or builder.getlength() < size:
            if self._position == len(self._input) and not self._fill():
                break
            end = len(self._input)
            if size >= 0:
                end = min(end, self._position + size - builder.getlength())
            builder.append_slice(self._input, self._position, end)
            self._position = end
        return builder.build()

    def peek(self) -> str:
        """Return the next character without taking it; '' at the end."""
        self._check_readable()
        if self._position == len(self._input) and not self._fill():
            return ''
        return self._input[self._position]

    def unread(self, text: str) -> None:
        """Give back characters that were read last."""
        self._input = text + self._input[self._position:]
        self._position = 0

    def read_line(self, limit: int = -1) -> str:
        """Return what is left of the line, with its newline; at most `limit` characters if not negative."""
        self._check_readable()
        self.flush()
        end = self._end_of_line(limit)
        if end >= 0:
            start = self._position
            self._position = end
            return self._input[start:end]
        builder = StringBuilder(128)
        while True:
            builder.append_slice(self._input, self._position, len(self._input))
            if limit >= 0:
                limit -= len(self._input) - self._position
            self._position = len(self._input)
            if not self._fill():
                return builder.build()
            end = self._end_of_line(limit)
            if end >= 0:
                builder.append_slice(self._input, self._position, end)
                self._position = end
                return builder.build()

    def _end_of_line(self, limit: int) -> int:
        """Return where the line ends in the input; -1 if that is not known yet."""
        stop = len(self._input)
        if 0 <= limit <= stop - self._position:
            stop = self._position + limit
            found = self._input.find('\n', self._position, stop)
            return found + 1 if found >= 0 else stop
        found = self._input.find('\n', self._position)
        return found + 1 if found >= 0 else -1

    # ---- writing

    def write(self, text: str) -> None:
        if self.closed:
            raise ValueError('I/O operation on closed file.')
        if not self.writable:
            raise OSError('not writable')
        if len(self._input) > 0:
            self._give_back_input()
        if self._output.getlength() + len(text) > CHUNK:
            self.flush()
            if len(text) >= CHUNK:
                self._write_out(text)
                return
        self._output.append(text)
        if not self._is_listed:
            self._list()
        if self.unbuffered or self.line_buffered and text.find('\n') >= 0:
            self.flush()

    def flush(self) -> None:
        """Write out what was held back."""
        if self._output.getlength() == 0:
            return
        text = self._output.build()
        self.forget_output()
        self._write_out(text)

    def forget_output(self) -> None:
        self._output = StringBuilder(0)
        if self._is_listed:
            self._unlist()

    def _write_out(self, text: str) -> None:
        while len(text) > 0:
            written = os.write(self.fd, text.encode('latin-1'))
            text = text[written:]

    def _list(self) -> None:
        unflushed.watch()
        first = unflushed.first
        self._next = first
        if first is not None:
            first._previous = self
        unflushed.first = self
        self._is_listed = True

    def _unlist(self) -> None:
        before, behind = self._previous, self._next
        if before is None:
            unflushed.first = behind
        else:
            before._next = behind
        if behind is not None:
            behind._previous = before
        self._previous = None
        self._next = None
        self._is_listed = False

    # ---- the position

    def _give_back_input(self) -> None:
        """Make the descriptor's position what it is for the reader."""
        ahead = len(self._input) - self._position
        self._input = ''
        self._position = 0
        if ahead > 0:
            os.lseek(self.fd, -ahead, os.SEEK_CUR)

    def check_open(self) -> None:
        if self.closed:
            raise ValueError('I/O operation on closed file.')

    # Positions are r_int64.

    def seek(self, offset, whence: int):
        self.check_open()
        self.flush()
        if whence == os.SEEK_CUR:
            self._give_back_input()
        self._input = ''
        self._position = 0
        return os.lseek(self.fd, offset, whence)

    def tell(self):
        self.check_open()
        position = os.lseek(self.fd, 0, os.SEEK_CUR)
        return position - (len(self._input) - self._position) + self._output.getlength()

    def truncate(self, size):
        self.flush()
        if size < 0:
            size = self.tell()
        self._give_back_input()
        os.ftruncate(self.fd, size)
        return size

    def close(self) -> None:
        if self.closed:
            return
        try:
            self.flush()
        finally:
            self.closed = True
            self._input = ''
            self._position = 0
            os.close(self.fd)
