"""Exceptions that no statement of the spec raises, and what is said about those that nobody caught."""

from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.rstr import ll_null_terminated


def exception_text(e: BaseException) -> str:
    """Return `str(e)`, or nothing if that fails itself."""
    try:
        return str(e)
    except Exception:
        return ''


def exception_c_text(e: BaseException) -> str:
    """Return `exception_text(e)` with a NUL at the end, for C."""
    return hlstr(ll_null_terminated(llstr(exception_text(e))))


def recursion_error() -> RecursionError:
    """Make the exception that stack checks raise."""
    return RecursionError('maximum recursion depth exceeded')
