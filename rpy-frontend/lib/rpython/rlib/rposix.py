"""POSIX calls: `os` under another name, and the `errno` that C functions leave.

    c_open = llexternal('open', [...], INT, save_err=RFFI_SAVE_ERRNO)
    if c_open(...) < 0:
        raise OSError(get_saved_errno(), 'open failed')
"""

import os
from os import (  # noqa: F401
    access, chdir, chmod, close, dup, dup2, execv, execve, fork, fstat, fsync, ftruncate, getcwd, getegid, geteuid, getgid,
    getpid, getppid, getuid, isatty, kill, link, listdir, lseek, lstat, mkdir, open, pipe, putenv, read, readlink,
    rename, rmdir, stat, strerror, symlink, system, umask, unlink, unsetenv, urandom, utime, waitpid, write)

from rpython.rtyper.lltypesystem import cbridge
from rpython.rtyper.lltypesystem.lltype import Signed, Void
from rpython.rtyper.lltypesystem.rffi import external

_weft_saved_errno = external('weft_saved_errno', [], Signed, python=cbridge.saved_errno)
_weft_set_saved_errno = external('weft_set_saved_errno', [Signed], Void, python=cbridge.set_saved_errno)


def get_saved_errno() -> int:
    """Return the `errno` after the last call of a function with RFFI_SAVE_ERRNO."""
    return _weft_saved_errno()


def set_saved_errno(errno: int) -> None:
    """Set what the next call of a function with RFFI_READSAVED_ERRNO finds in `errno`."""
    _weft_set_saved_errno(errno)


def handle_posix_error(name: str, result: int) -> int:
    """Return a result that is no failure; raise OSError for one that is negative."""
    if result < 0:
        number = get_saved_errno()
        raise OSError(number, os.strerror(number))
    return result


def is_valid_fd(fd: int) -> bool:
    """Is this the number of an open file?"""
    try:
        os.fstat(fd)
    except OSError:
        return False
    return True


def validate_fd(fd: int) -> None:
    """Raise OSError unless this is the number of an open file."""
    os.fstat(fd)


class SuppressIPH:
    """A block around calls with descriptors that may be bad: only Windows needs it."""

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return None


class FdValidator(SuppressIPH):
    """Raises OSError at the beginning of the block unless the file is open."""

    def __init__(self, fd: int):
        validate_fd(fd)
