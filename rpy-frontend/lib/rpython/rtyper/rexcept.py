"""Exceptions that no statement of the spec raises, and what is said about those that nobody caught."""

from rpython.rtyper.annlowlevel import hlstr, llstr
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
