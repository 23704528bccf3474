"""`open`, its file objects, `sys.stdin`, `sys.stdout` and `sys.stderr`, and `input` in translated code."""

import builtins
import errno
import os
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_int64
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.filecore import FileCore
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Void
from rpython.rtyper.registration import replaces, stand_ins
from rpython.rtyper.ros import weft_stdout_flush, weft_stdout_write


class StandardOutputCore(FileCore):
    """Standard output: the buffer is the one that `print` writes to."""

    def write(self, text: str) -> None:
        self.check_open()
        p = llstr(text)
        weft_stdout_write(llop.tailaddress(Address, p), len(text))
        llop.keepalive(Void, p)

    def flush(self) -> None:
        weft_stdout_flush()


class _File:
    """What text and binary files have in common."""

    def __init__(self, core: FileCore, name: str, mode: str):
        self._core = core
        self.name = name
        self.mode = mode

    @property
    def closed(self) -> bool:
        return self._core.closed

    def close(self) -> None:
        self._core.close()

    def flush(self) -> None:
        self._core.check_open()
        self._core.flush()

    def fileno(self) -> int:
        self._core.check_open()
        return self._core.fd

    def isatty(self) -> bool:
        self._core.check_open()
        return os.isatty(self._core.fd)

    def readable(self) -> bool:
        return self._core.readable

    def writable(self) -> bool:
        return self._core.writable

    def seekable(self) -> bool:
        try:
            self._core.tell()
        except OSError:
            return False
        return True

    @specialize.argtype(1)
    def seek(self, offset, whence: int = 0):
        return self._core.seek(r_int64(offset), whence)

    def tell(self):
        return self._core.tell()

    @specialize.argtype(1)
    def truncate(self, size=-1):
        return self._core.truncate(r_int64(size))


class BinaryFile(_File):
    """A file of bytes."""

    def read(self, size: int = -1) -> bytes:
        return self._core.read(size).encode('latin-1')

    def read1(self, size: int = -1) -> bytes:
        return self._core.read_some(size if size >= 0 else 8192).encode('latin-1')

    def readline(self, limit: int = -1) -> bytes:
        return self._core.read_line(limit).encode('latin-1')

    def readlines(self) -> list[bytes]:
        lines = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def write(self, data: bytes) -> int:
        self._core.write(data.decode('latin-1'))
        return len(data)

    def writelines(self, lines: list[bytes]) -> None:
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._core.check_open()
        return self

    def __exit__(self, kind, value, traceback) -> None:
        self.close()

    def __iter__(self):
        self._core.check_open()
        return self

    def __next__(self) -> bytes:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line


class TextFile(_File):
    """A file of text, a byte for each character. Any kind of line end is read as a newline."""

    def __init__(self, core: FileCore, name: str, mode: str, translates: bool):
        _File.__init__(self, core, name, mode)
        self._translates = translates
        self.buffer = BinaryFile(core, name, mode)

    def read(self, size: int = -1) -> str:
        text = self._core.read(size)
        if not self._translates or text.find('\r') < 0:
            return text
        text = self._translated(text)
        while 0 <= size and len(text) < size:
            more = self._core.read(size - len(text))
            if len(more) == 0:
                break
            text += self._translated(more)
        return text

    def _translated(self, text: str) -> str:
        if text.endswith('\r') and self._core.peek() == '\n':
            self._core.read(1)
        return text.replace('\r\n', '\n').replace('\r', '\n')

    def readline(self, limit: int = -1) -> str:
        line = self._core.read_line(limit)
        if not self._translates or line.find('\r') < 0:
            return line
        return self._first_line(line)

    def _first_line(self, line: str) -> str:
        """Return the line up to the first carriage return, and give back the rest."""
        position = line.find('\r')
        rest = line[position + 1:]
        if len(rest) > 0:
            self._core.unread(rest)
        if self._core.peek() == '\n':
            self._core.read(1)
        return line[:position] + '\n'

    def readlines(self) -> list[str]:
        lines = []
        while True:
            line = self.readline()
            if len(line) == 0:
                return lines
            lines.append(line)

    def write(self, text: str) -> int:
        self._core.write(text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def __enter__(self):
        self._core.check_open()
        return self

    def __exit__(self, kind, value, traceback) -> None:
        self.close()

    def __iter__(self):
        self._core.check_open()
        return self

    def __next__(self) -> str:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line


# ____________________________________________________________
# Opening


def open_flags(mode: str) -> int:
    """Return the flags of `os.open` for a mode of `open`."""
    kinds = 0
    flags = 0
    for c in mode:
        if c == 'r':
            kinds += 1
        elif c == 'w':
            kinds += 1
            flags |= os.O_CREAT | os.O_TRUNC
        elif c == 'a':
            kinds += 1
            flags |= os.O_CREAT | os.O_APPEND
        elif c == 'x':
            kinds += 1
            flags |= os.O_CREAT | os.O_EXCL
        elif c != 'b' and c != 't' and c != '+':
            raise ValueError("invalid mode: '" + mode + "'")
    if kinds != 1:
        raise ValueError('must have exactly one of create/read/write/append mode')
    if mode.find('+') >= 0:
        return flags | os.O_RDWR
    return flags | (os.O_RDONLY if mode.find('r') >= 0 else os.O_WRONLY)


def core_of(fd: int, mode: str) -> FileCore:
    """Return the buffers of a file that is open in this mode."""
    is_updated = mode.find('+') >= 0
    is_read = mode.find('r') >= 0
    core = FileCore(fd, is_read or is_updated, not is_read or is_updated)
    if mode.find('a') >= 0:
        try:
            os.lseek(fd, 0, os.SEEK_END)
        except OSError:
            pass
    return core


def _open(path: str, mode: str) -> FileCore:
    fd = os.open(path, open_flags(mode), 0o666)
    core = core_of(fd, mode)
    if os.path.isdir(path):
        os.close(fd)
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), path)
    return core


@replaces(builtins.open)
@specialize.arg(1)
def builtin_open(path: str, mode='r', buffering: int = -1, encoding: str | None = None,
                 errors: str | None = None, newline: str | None = None):
    """Open a file; the mode must be known when translating."""
    core = _open(path, mode)
    if buffering == 1:
        core.line_buffered = True
    if 'b' in mode:
        return BinaryFile(core, path, mode)
    else:
        return TextFile(core, path, mode, newline is None)


@replaces(os.fdopen)
@specialize.arg(1)
def os_fdopen(fd: int, mode='r', buffering: int = -1, encoding: str | None = None,
              errors: str | None = None, newline: str | None = None):
    """Make a file object of a descriptor."""
    open_flags(mode)
    core = core_of(fd, mode)
    if buffering == 1:
        core.line_buffered = True
    name = str(fd)
    if 'b' in mode:
        return BinaryFile(core, name, mode)
    else:
        return TextFile(core, name, mode, newline is None)


# ____________________________________________________________
# The standard files


def _standard_error_core() -> FileCore:
    core = FileCore(2, False, True)
    core.line_buffered = True
    return core


standard_input = TextFile(FileCore(0, True, False), '<stdin>', 'r', True)
standard_output = TextFile(StandardOutputCore(1, False, True), '<stdout>', 'w', False)
standard_error = TextFile(_standard_error_core(), '<stderr>', 'w', False)

stand_ins.append((sys.stdin, standard_input))
stand_ins.append((sys.stdout, standard_output))
stand_ins.append((sys.stderr, standard_error))


@specialize.argtype(0)
def print_to(file, text: str, flush: bool) -> None:
    """Be `print(text, file=file, flush=flush)`; `file` may be None."""
    if file is None:
        file = standard_output
    file.write(text)
    if flush:
        file.flush()


@replaces(input)
def builtin_input(prompt: str = '') -> str:
    standard_output.write(prompt)
    standard_output.flush()
    line = standard_input.readline()
    if len(line) == 0:
        raise EOFError('EOF when reading a line')
    return line[:-1] if line.endswith('\n') else line
