"""Debug output, assertions, and promises about values."""

import os
import sys
import time

from rpython.rlib.objectmodel import specialize


class FatalError(BaseException):
    """Stands for the immediate end of the program in untranslated runs."""


_log_enabled = bool(os.environ.get('WEFTLOG'))
_open_sections = []


def debug_print(*args) -> None:
    """Write the arguments to the log, separated by blanks.

    Untranslated the log is stderr, if the variable WEFTLOG is set.
    """
    if _log_enabled:
        print('  ' * len(_open_sections) + ' '.join(map(str, args)),
              file=sys.stderr)


def debug_start(category: str, timestamp: bool = False) -> int:
    """Open a section of the log."""
    debug_print('{' + category)
    _open_sections.append(category)
    return int(time.perf_counter() * 1e9) if timestamp else 0


def debug_stop(category: str, timestamp: bool = False) -> int:
    """Close the section that was opened last."""
    opened = _open_sections.pop()
    assert opened == category, f'{category} closes {opened}'
    debug_print(category + '}')
    return int(time.perf_counter() * 1e9) if timestamp else 0


def have_debug_prints() -> bool:
    """Does `debug_print` write anything at this point?"""
    return _log_enabled


def have_debug_prints_for(category_prefix: str) -> bool:
    """Would sections with this prefix write anything?"""
    return _log_enabled


def debug_flush() -> None:
    """Write out what is buffered of the log."""
    sys.stderr.flush()


def debug_offset() -> int:
    """Return the position in the log file, or -1."""
    return -1


def ll_assert(condition, message: str) -> None:
    """Stop the program if the condition is false. Not an exception."""
    assert condition, message


def ll_assert_not_none(x):
    """Return `x`, which is promised not to be None."""
    assert x is not None
    return x


def fatalerror(message: str) -> None:
    """End the program at once with a message and a traceback."""
    raise FatalError(message)


def fatalerror_notb(message: str) -> None:
    """End the program at once with a message only."""
    raise FatalError(message)


def check_nonneg(x) -> None:
    """Have the translator verify that it knows `x` is not negative."""
    assert x >= 0


def make_sure_not_resized(arg):
    """Have the translator verify that the list never changes its length."""
    return arg


def make_sure_not_modified(arg):
    """Have the translator verify that the list never changes."""
    return arg


def mark_dict_non_null(d):
    """Promise that the dict's keys and values are never None."""
    assert None not in d
    return d


@specialize.argtype(0)
def check_annotation(arg, checker) -> None:
    """Let `checker` look at the inferred type while translating."""
