"""Files in the manner of C's `stdio`: `RFile`.

Text is `str`, one character for each byte. A mode is one of `fopen`.
"""

import os

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_int64
from rpython.rtyper.filecore import FileCore


class RFile:
    """An open file with buffers. Reading and writing may alternate."""

    def __init__(self, core: FileCore, mode: str):
        self._core = core
        self.mode = mode

    def write(self, value: str) -> None:
        self._core.write(value)

    def read(self, size: int = -1) -> str:
        """Return `size` characters, fewer at the end; all there are if it is negative."""
        return self._core.read(size)

    def readline(self, size: int = -1) -> str:
        """Return a line with its newline; no more than `size` characters if not negative."""
        return self._core.read_line(size)

    @specialize.argtype(1)
    def seek(self, pos, whence: int = 0) -> None:
        self._core.seek(r_int64(pos), whence)

    def tell(self):
        """Return the position, an r_int64."""
        return self._core.tell()

    def flush(self) -> None:
        self._core.check_open()
        self._core.flush()

    @specialize.argtype(1)
    def truncate(self, size=-1) -> None:
        """Cut off what is behind `size`, or behind the position if it is negative."""
        self._core.truncate(r_int64(size))

    def fileno(self) -> int:
        self._core.check_open()
        return self._core.fd

    def isatty(self) -> bool:
        return os.isatty(self.fileno())

    def close(self) -> int:
        self._core.close()
        return 0

    @property
    def closed(self) -> bool:
        return self._core.closed

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback) -> None:
        self.close()

    def __iter__(self):
        return self

    def __next__(self) -> str:
        line = self.readline()
        if len(line) == 0:
            raise StopIteration
        return line


def _flags(mode: str) -> int:
    first = mode[0] if len(mode) > 0 else ' '
    is_updated = mode.find('+') >= 0
    if first == 'r':
        return os.O_RDWR if is_updated else os.O_RDONLY
    access = os.O_RDWR if is_updated else os.O_WRONLY
    if first == 'w':
        return access | os.O_CREAT | os.O_TRUNC
    if first == 'a':
        return access | os.O_CREAT | os.O_APPEND
    raise ValueError("invalid mode: '" + mode + "'")


def _file_of(fd: int, mode: str, buffering: int) -> RFile:
    is_updated = mode.find('+') >= 0
    is_read = mode[0] == 'r'
    core = FileCore(fd, is_read or is_updated, not is_read or is_updated)
    core.line_buffered = buffering == 1
    core.unbuffered = buffering == 0
    return RFile(core, mode)


def create_file(filename: str, mode: str = 'r', buffering: int = -1) -> RFile:
    """Open a file. `buffering`: 0 writes at once, 1 at the end of a line."""
    return _file_of(os.open(filename, _flags(mode), 0o666), mode, buffering)


def create_fdopen_rfile(fd: int, mode: str = 'r', buffering: int = -1) -> RFile:
    """Make a file of a descriptor that is open in that mode."""
    _flags(mode)
    return _file_of(fd, mode, buffering)


def create_temp_rfile() -> RFile:
    """Make a file without a name, which is gone when it is closed."""
    folder = os.getenv('TMPDIR', '/tmp')
    assert folder is not None
    number = os.getpid()
    while True:
        path = os.path.join(folder, f'weft-temporary-{number}')
        try:
            fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            number += 1
            continue
        os.unlink(path)
        return _file_of(fd, 'w+', -1)


def create_stdio() -> tuple[RFile, RFile, RFile]:
    """Return files for standard input, output and error. They do not share `print`'s buffer."""
    return _file_of(0, 'r', -1), _file_of(1, 'w', 1 if os.isatty(1) else -1), _file_of(2, 'w', 0)
