"""The operating system in translated code: file descriptors, and what its other modules share.

Failures are OSErrors, or the subclass that Python raises, whose text is
Python's: `[Errno 2] No such file or directory: 'x'`.
"""

import errno
import os
import sys

from rpython.rlib.objectmodel import dont_inline, specialize
from rpython.rlib.rarithmetic import r_int32
from rpython.rtyper import threads
from rpython.rtyper.annlowlevel import hlbytes, hlstr, llstr
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT32, Address, Char, Signed, Void, malloc)
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.roserror import raise_errno
from rpython.rtyper.rstr import STR, ll_null_terminated, ll_substring

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


def _simulate_malloc(size):
    return llmemory.FakeAddress(llmemory.RawMemory(size), 0)


def _simulate_free(address):
    address.memory.is_released = True


weft_read = external('weft_read', [Signed, Address, Signed], Signed, python=_simulate_read, is_blocking=True)
weft_write = external('weft_write', [Signed, Address, Signed], Signed, python=_simulate_write, is_blocking=True)
weft_open = external('weft_open', [Address, Signed, Signed], Signed, python=_simulate_open, is_blocking=True)
weft_close = external('weft_close', [Signed], Signed, python=_simulate_close)
weft_get_errno = external('weft_get_errno', [], Signed, python=lambda: _errno)
weft_stdout_write = external('weft_stdout_write', [Address, Signed], Void)
weft_stdout_flush = external(
    'weft_stdout_flush', [], Void, python=lambda: sys.stdout.flush())
weft_raw_malloc = external('weft_raw_malloc', [Signed], Address, python=_simulate_malloc)
weft_raw_free = external('weft_raw_free', [Address], Void, python=_simulate_free)
# C's `int` results are 32 bits wide.
c_isatty = external('isatty', [INT32], INT32, python=lambda fd: r_int32(os.isatty(fd)))
c_strlen = external('strlen', [Address], Signed, python=lambda text: len(text.read_c_string()))

# ____________________________________________________________
# Errors


@dont_inline
def raise_os_error(path: str | None, second: str | None = None):
    """Raise what the last failed call left in errno."""
    raise_errno(weft_get_errno(), path, second)


# ____________________________________________________________
# Text between the program and C


def c_text(s: str):
    """Return the string with a NUL at the end; there must be none within."""
    if s.find('\0') >= 0:
        raise ValueError('embedded null byte')
    return ll_null_terminated(llstr(s))


def c_string(address):
    """Return a copy of a C string as a string pointer."""
    length = c_strlen(address)
    result = malloc(STR, length)
    i = 0
    while i < length:
        result.chars[i] = llop.raw_load(Char, address, i)
        i += 1
    return result


def copy_for_c(p):
    """Return the address of a copy of the characters, with a NUL behind, that no collector moves."""
    size = len(p.chars)
    result = weft_raw_malloc(size + 1)
    llop.raw_memcopy(Void, llop.tailaddress(Address, p), result, size)
    llop.raw_store(Void, result, size, '\0')
    llop.keepalive(Void, p)
    return result


# ____________________________________________________________
# Calls with paths. `function` takes addresses of C strings and gives an `int`.


def call_with_path(function, path: str):
    text = c_text(path)
    result = llop.cast_int(Signed, function(llop.tailaddress(Address, text)))
    llop.keepalive(Void, text)
    return result


def call_with_path_and_number(function, path: str, NUMBER, number: int):
    text = c_text(path)
    result = llop.cast_int(
        Signed, function(llop.tailaddress(Address, text), llop.cast_int(NUMBER, number)))
    llop.keepalive(Void, text)
    return result


def call_with_two_paths(function, first: str, second: str):
    text = c_text(first)
    other = c_text(second)
    result = llop.cast_int(
        Signed, function(llop.tailaddress(Address, text), llop.tailaddress(Address, other)))
    llop.keepalive(Void, text)
    llop.keepalive(Void, other)
    return result


for _function in (call_with_path, call_with_path_and_number, call_with_two_paths):
    _function._annspecialcase_ = 'specialize:ll'

# ____________________________________________________________
# Files

_SMALL_READ = 256


@replaces(os.read)
def os_read(fd: int, n: int) -> bytes:
    if n < 0:
        raise_errno(errno.EINVAL, None)
    if n <= _SMALL_READ and not threads.has_threads:
        result = malloc(STR, n)
        count = weft_read(fd, llop.tailaddress(Address, result), n)
        if count < 0:
            raise_os_error(None)
        return hlbytes(ll_substring(result, 0, count))
    # Most reads give less than was asked for. And while one waits, other threads may move objects.
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
    size = len(p.chars)
    if threads.has_threads:
        copy = copy_for_c(p)
        count = weft_write(fd, copy, size)
        weft_raw_free(copy)
    else:
        count = weft_write(fd, llop.tailaddress(Address, p), size)
    if count < 0:
        raise_os_error(None)
    return count


@replaces(os.open)
def os_open(path: str, flags: int, mode: int = 0o777) -> int:
    copy = copy_for_c(llstr(path))
    fd = weft_open(copy, flags, mode)
    weft_raw_free(copy)
    if fd < 0:
        raise_os_error(path)
    return fd


@replaces(os.close)
def os_close(fd: int) -> None:
    if weft_close(fd) < 0:
        raise_os_error(None)


@replaces(os.isatty)
def os_isatty(fd: int) -> bool:
    return llop.cast_int(Signed, c_isatty(llop.cast_int(INT32, fd))) != 0
