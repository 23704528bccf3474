"""OSError and its subclasses in translated code: what they hold, and which one a failed call raises."""

import errno
import os

from rpython.rlib.objectmodel import dont_inline, we_are_translated
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.registration import exception_initializers, replaces
from rpython.rtyper.rstr import ll_repr_str

_MESSAGES = [os.strerror(number) for number in range(134)]


@replaces(os.strerror)
def os_strerror(number: int) -> str:
    if 0 <= number < len(_MESSAGES):
        return _MESSAGES[number]
    return 'Unknown error ' + str(number)


def os_error_text(number: int, message: str, filename: str | None, second: str | None) -> str:
    """Return what `str` gives for an OSError."""
    text = '[Errno ' + str(number) + '] ' + message
    if filename is not None:
        text += ': ' + hlstr(ll_repr_str(llstr(filename)))
        if second is not None:
            text += ' -> ' + hlstr(ll_repr_str(llstr(second)))
    return text


def initialize_os_error(self, number: int, message: str, filename: str | None = None,
                        winerror: int | None = None, filename2: str | None = None) -> None:
    """Be the `__init__` of OSErrors that are given more than a text."""
    self.errno = number
    self.strerror = message
    self.filename = filename
    self.filename2 = filename2
    self.args_text = os_error_text(number, message, filename, filename2)


exception_initializers[OSError] = initialize_os_error


@dont_inline
def make_os_error(number: int, message: str, filename: str | None = None, winerror: int | None = None,
                  filename2: str | None = None) -> OSError:
    """Be the class OSError when it is called with more than a text: the number chooses a subclass."""
    if number == errno.ENOENT:
        return FileNotFoundError(number, message, filename, None, filename2)
    if number == errno.EACCES or number == errno.EPERM:
        return PermissionError(number, message, filename, None, filename2)
    if number == errno.EEXIST:
        return FileExistsError(number, message, filename, None, filename2)
    if number == errno.EISDIR:
        return IsADirectoryError(number, message, filename, None, filename2)
    if number == errno.ENOTDIR:
        return NotADirectoryError(number, message, filename, None, filename2)
    if number == errno.EINTR:
        return InterruptedError(number, message, filename, None, filename2)
    if number == errno.ECHILD:
        return ChildProcessError(number, message, filename, None, filename2)
    if number == errno.ESRCH:
        return ProcessLookupError(number, message, filename, None, filename2)
    if number == errno.ETIMEDOUT:
        return TimeoutError(number, message, filename, None, filename2)
    if number in (errno.EPIPE, errno.ESHUTDOWN):
        return BrokenPipeError(number, message, filename, None, filename2)
    if number in (errno.EAGAIN, errno.EALREADY, errno.EINPROGRESS):
        return BlockingIOError(number, message, filename, None, filename2)
    if number == errno.ECONNABORTED:
        return ConnectionAbortedError(number, message, filename, None, filename2)
    if number == errno.ECONNREFUSED:
        return ConnectionRefusedError(number, message, filename, None, filename2)
    if number == errno.ECONNRESET:
        return ConnectionResetError(number, message, filename, None, filename2)
    if not we_are_translated():
        return OSError(number, message, filename, None, filename2)
    error = OSError(message)
    initialize_os_error(error, number, message, filename, None, filename2)
    return error


@dont_inline
def raise_errno(number: int, path: str | None, second: str | None = None):
    """Raise the OSError that Python raises for this error number."""
    raise make_os_error(number, os_strerror(number), path, None, second)
