"""The operating system: what `os`, `sys` and `time` are in translated code.

Failures are OSErrors, or the subclass that Python raises, whose text is
Python's: `[Errno 2] No such file or directory: 'x'`.
"""

import errno
import os
import sys
import time

from rpython.rlib.objectmodel import dont_inline, specialize
from rpython.rlib.rarithmetic import r_int32
from rpython.rtyper.annlowlevel import hlbytes, hlstr, llstr
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT32, Address, Char, Float, Signed, Void, malloc)
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.rstr import STR, ll_null_terminated, ll_repr_str, ll_substring

# ____________________________________________________________
# The C functions, and what they are on plain Python

_errno = 0


def _simulated(function):
    """Return -1 and set errno where Python raises OSError, as C does."""
    def call(*arguments):
        global _errno
        try:
            return function(*arguments)
        except OSError as error:
            _errno = error.errno
            return -1
    return call


@_simulated
def _simulate_read(fd, buffer, size):
    data = os.read(fd, size)
    buffer.write_bytes(data)
    return len(data)


@_simulated
def _simulate_write(fd, buffer, size):
    return os.write(fd, buffer.read_bytes(size))


@_simulated
def _simulate_open(path, flags, mode):
    return os.open(path.read_c_string(), flags, mode)


@_simulated
def _simulate_close(fd):
    os.close(fd)
    return 0


def _simulate_getenv(name):
    value = os.environb.get(name.read_c_string())
    if value is None:
        return llmemory.NULL
    return llmemory.FakeAddress(llmemory.RawMemory(len(value) + 1, value), 0)


def _simulate_path(function):
    """Simulate a C function of a path and perhaps more, with an `int` result."""
    def call(path, *arguments):
        function(path.read_c_string(), *arguments)
        return 0
    return lambda *arguments: r_int32(_simulated(call)(*arguments))


def _simulate_access(path, mode):
    return r_int32(0 if os.access(path.read_c_string(), mode) else -1)


def _simulate_malloc(size):
    return llmemory.FakeAddress(llmemory.RawMemory(size), 0)


def _simulate_free(address):
    address.memory.is_released = True


weft_read = external('weft_read', [Signed, Address, Signed], Signed, python=_simulate_read)
weft_write = external('weft_write', [Signed, Address, Signed], Signed, python=_simulate_write)
weft_open = external('weft_open', [Address, Signed, Signed], Signed, python=_simulate_open)
weft_close = external('weft_close', [Signed], Signed, python=_simulate_close)
weft_get_errno = external('weft_get_errno', [], Signed, python=lambda: _errno)
weft_stdout_write = external('weft_stdout_write', [Address, Signed], Void)
weft_stdout_flush = external(
    'weft_stdout_flush', [], Void, python=lambda: sys.stdout.flush())
weft_exit = external('weft_exit', [Signed], Void, python=lambda status: sys.exit(status))
weft_time = external('weft_time', [], Float, python=time.time)
weft_clock = external('weft_clock', [], Float, python=time.process_time)
weft_raw_malloc = external('weft_raw_malloc', [Signed], Address, python=_simulate_malloc)
weft_raw_free = external('weft_raw_free', [Address], Void, python=_simulate_free)
# C's `int` results are 32 bits wide.
c_getpid = external('getpid', [], INT32, python=lambda: r_int32(os.getpid()))
c_unlink = external('unlink', [Address], INT32, python=_simulate_path(os.unlink))
c_rmdir = external('rmdir', [Address], INT32, python=_simulate_path(os.rmdir))
c_mkdir = external('mkdir', [Address, INT32], INT32, python=_simulate_path(os.mkdir))
c_access = external('access', [Address, INT32], INT32, python=_simulate_access)
c_isatty = external('isatty', [INT32], INT32, python=lambda fd: r_int32(os.isatty(fd)))
c_getenv = external('getenv', [Address], Address, python=_simulate_getenv)
c_strlen = external('strlen', [Address], Signed, python=lambda text: len(text.read_c_string()))

# ____________________________________________________________
# Errors

_MESSAGES = [os.strerror(number) for number in range(134)]


def _error_text(number: int, path: str | None) -> str:
    if 0 <= number < len(_MESSAGES):
        message = _MESSAGES[number]
    else:
        message = 'Unknown error ' + str(number)
    text = '[Errno ' + str(number) + '] ' + message
    if path is not None:
        text += ': ' + hlstr(ll_repr_str(llstr(path)))
    return text


@dont_inline
def raise_os_error(path: str | None):
    """Raise what the last failed call left in errno."""
    number = weft_get_errno()
    text = _error_text(number, path)
    if number == errno.ENOENT:
        raise FileNotFoundError(text)
    if number == errno.EACCES or number == errno.EPERM:
        raise PermissionError(text)
    if number == errno.EEXIST:
        raise FileExistsError(text)
    if number == errno.EISDIR:
        raise IsADirectoryError(text)
    if number == errno.ENOTDIR:
        raise NotADirectoryError(text)
    if number == errno.EPIPE:
        raise BrokenPipeError(text)
    if number == errno.EAGAIN:
        raise BlockingIOError(text)
    raise OSError(text)


# ____________________________________________________________
# Files

_SMALL_READ = 256


@replaces(os.read)
def os_read(fd: int, n: int) -> bytes:
    if n < 0:
        raise OSError('[Errno 22] Invalid argument')
    if n <= _SMALL_READ:
        result = malloc(STR, n)
        count = weft_read(fd, llop.tailaddress(Address, result), n)
        if count < 0:
            raise_os_error(None)
        return hlbytes(ll_substring(result, 0, count))
    # Most reads give less than was asked for.
    buffer = weft_raw_malloc(n)
    count = weft_read(fd, buffer, n)
    if count < 0:
        weft_raw_free(buffer)
        raise_os_error(None)
    result = malloc(STR, count)
    llop.raw_memcopy(Void, buffer, llop.tailaddress(Address, result), count)
    weft_raw_free(buffer)
    return hlbytes(result)


@replaces(os.write)
@specialize.argtype(1)
def os_write(fd, data):
    """Write bytes, or a str as Latin-1."""
    return _write(fd, llstr(data))


def _write(fd, p):
    count = weft_write(fd, llop.tailaddress(Address, p), len(p.chars))
    if count < 0:
        raise_os_error(None)
    return count


@replaces(os.open)
def os_open(path: str, flags: int, mode: int = 0o777) -> int:
    terminated = ll_null_terminated(llstr(path))
    fd = weft_open(llop.tailaddress(Address, terminated), flags, mode)
    if fd < 0:
        raise_os_error(path)
    return fd


@replaces(os.close)
def os_close(fd: int) -> None:
    if weft_close(fd) < 0:
        raise_os_error(None)


def _address_of_path(path: str):
    """Return the address of a NUL-terminated copy."""
    return llop.tailaddress(Address, ll_null_terminated(llstr(path)))


@replaces(os.unlink, os.remove)
def os_unlink(path: str) -> None:
    if llop.cast_int(Signed, c_unlink(_address_of_path(path))) < 0:
        raise_os_error(path)


@replaces(os.rmdir)
def os_rmdir(path: str) -> None:
    if llop.cast_int(Signed, c_rmdir(_address_of_path(path))) < 0:
        raise_os_error(path)


@replaces(os.mkdir)
def os_mkdir(path: str, mode: int = 0o777) -> None:
    if llop.cast_int(Signed, c_mkdir(_address_of_path(path), llop.cast_int(INT32, mode))) < 0:
        raise_os_error(path)


@replaces(os.access)
def os_access(path: str, mode: int) -> bool:
    return llop.cast_int(Signed, c_access(_address_of_path(path), llop.cast_int(INT32, mode))) == 0


@replaces(os.isatty)
def os_isatty(fd: int) -> bool:
    return llop.cast_int(Signed, c_isatty(llop.cast_int(INT32, fd))) != 0


@replaces(input)
def builtin_input(prompt: str = '') -> str:
    if len(prompt) > 0:
        weft_stdout_write(llop.tailaddress(Address, llstr(prompt)), len(prompt))
    weft_stdout_flush()
    result = ''
    while True:
        data = os_read(0, 1)
        if len(data) == 0:
            if len(result) == 0:
                raise EOFError('EOF when reading a line')
            return result
        c = data.decode('latin-1')
        if c == '\n':
            return result
        result += c


# ____________________________________________________________
# The process


def c_string(address):
    """Return a copy of a C string as a string pointer."""
    length = c_strlen(address)
    result = malloc(STR, length)
    i = 0
    while i < length:
        result.chars[i] = llop.raw_load(Char, address, i)
        i += 1
    return result


@replaces(os.getenv)
def os_getenv(key: str, default: str | None = None) -> str | None:
    terminated = ll_null_terminated(llstr(key))
    value = c_getenv(llop.tailaddress(Address, terminated))
    if not value:
        return default
    return hlstr(c_string(value))


@replaces(os.getpid)
def os_getpid() -> int:
    return llop.cast_int(Signed, c_getpid())


@replaces(sys.setrecursionlimit)
def sys_setrecursionlimit(limit: int) -> None:
    """Do nothing: the stack is as deep as the operating system allows."""


@replaces(sys.exit, os._exit)
def sys_exit(status: int = 0) -> None:
    """End the program at once."""
    weft_exit(status)


@replaces(time.time, time.perf_counter, time.monotonic)
def time_time() -> float:
    return weft_time()


@replaces(time.process_time, time.thread_time)
def time_process_time() -> float:
    return weft_clock()
