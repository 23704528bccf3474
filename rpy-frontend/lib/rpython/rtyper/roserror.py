"""OSError and its subclasses in translated code: what they hold, and which one a failed call raises."""

import errno
import os

from rpython.rlib.objectmodel import dont_inline
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
def raise_errno(number: int, path: str | None, second: str | None = None):
    """Raise the OSError that Python raises for this error number."""
    message = os_strerror(number)
    if number == errno.ENOENT:
        raise FileNotFoundError(number, message, path, None, second)
    if number == errno.EACCES or number == errno.EPERM:
        raise PermissionError(number, message, path, None, second)
    if number == errno.EEXIST:
        raise FileExistsError(number, message, path, None, second)
    if number == errno.EISDIR:
        raise IsADirectoryError(number, message, path, None, second)
    if number == errno.ENOTDIR:
        raise NotADirectoryError(number, message, path, None, second)
    if number == errno.EINTR:
        raise InterruptedError(number, message, path, None, second)
    if number == errno.ECHILD:
        raise ChildProcessError(number, message, path, None, second)
    if number == errno.ESRCH:
        raise ProcessLookupError(number, message, path, None, second)
    if number == errno.ETIMEDOUT:
        raise TimeoutError(number, message, path, None, second)
    if number in (errno.EPIPE, errno.ESHUTDOWN):
        raise BrokenPipeError(number, message, path, None, second)
    if number in (errno.EAGAIN, errno.EALREADY, errno.EINPROGRESS):
        raise BlockingIOError(number, message, path, None, second)
    if number == errno.ECONNABORTED:
        raise ConnectionAbortedError(number, message, path, None, second)
    if number == errno.ECONNREFUSED:
        raise ConnectionRefusedError(number, message, path, None, second)
    if number == errno.ECONNRESET:
        raise ConnectionResetError(number, message, path, None, second)
    raise OSError(number, message, path, None, second)
