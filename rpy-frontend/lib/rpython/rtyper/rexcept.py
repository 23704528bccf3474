"""Exceptions that no statement of the spec raises, what is said about those that nobody caught, and what those hold
that tell more than a text.
"""

from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.registration import exception_initializers
from rpython.rtyper.ros import os_write
from rpython.rtyper.rosprocess import weft_exit
from rpython.rtyper.rstr import ll_null_terminated


def _leave(e: SystemExit) -> None:
    """End the program as `sys.exit` does."""
    if e.exit_message is not None:
        os_write(2, e.exit_message + '\n')
    weft_exit(e.exit_status)


def exception_text(e: BaseException) -> str:
    """Return `str(e)`, or nothing if that fails itself.

    SystemExit is no error: there is nothing to say about it.
    """
    try:
        if isinstance(e, SystemExit):
            _leave(e)
        return str(e)
    except Exception:
        return ''


def exception_c_text(e: BaseException) -> str:
    """Return `exception_text(e)` with a NUL at the end, for C."""
    return hlstr(ll_null_terminated(llstr(exception_text(e))))


def recursion_error() -> RecursionError:
    """Make the exception that stack checks raise."""
    return RecursionError('maximum recursion depth exceeded')


_DIGITS = '0123456789abcdef'


def _hexadecimal(number: int) -> str:
    return _DIGITS[number >> 4 & 15] + _DIGITS[number & 15]


def initialize_decode_error(self, encoding: str, object: bytes, start: int, end: int, reason: str) -> None:
    """Be the `__init__` of UnicodeDecodeError."""
    self.encoding = encoding
    self.object = object
    self.start = start
    self.end = end
    self.reason = reason
    text = "'" + encoding + "' codec can't decode "
    if end == start + 1 and start < len(object):
        text += 'byte 0x' + _hexadecimal(object[start]) + ' in position ' + str(start)
    else:
        text += 'bytes in position ' + str(start) + '-' + str(end - 1)
    self.args_text = text + ': ' + reason


def initialize_encode_error(self, encoding: str, object: str, start: int, end: int, reason: str) -> None:
    """Be the `__init__` of UnicodeEncodeError."""
    self.encoding = encoding
    self.object = object
    self.start = start
    self.end = end
    self.reason = reason
    text = "'" + encoding + "' codec can't encode "
    if end == start + 1 and start < len(object):
        text += "character '\\x" + _hexadecimal(ord(object[start])) + "' in position " + str(start)
    else:
        text += 'characters in position ' + str(start) + '-' + str(end - 1)
    self.args_text = text + ': ' + reason


exception_initializers[UnicodeDecodeError] = initialize_decode_error
exception_initializers[UnicodeEncodeError] = initialize_encode_error
