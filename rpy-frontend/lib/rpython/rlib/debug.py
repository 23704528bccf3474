"""Debug output, assertions, and promises about values.

The log is switched on by the environment variable WEFTLOG:

    WEFTLOG=FILE            the beginning and end of every section, with the time
    WEFTLOG=PREFIXES:FILE   also what is printed in sections whose names begin with one of the
                            prefixes, which are separated by commas; none means all sections

`-` as the file is standard error. In a file name, %d is the number of the process.
"""

import os
import time

from rpython.rlib.objectmodel import dont_inline, specialize, we_are_translated
from rpython.rlib.rarithmetic import r_int64


class FatalError(BaseException):
    """Stands for the immediate end of the program in untranslated runs."""


class _Log:
    """The log of one run."""

    def __init__(self):
        self.is_open = False
        self.fd = -1           # -1: there is no log
        self.prints = False    # is a prefix given?
        self.prefixes = ['']
        self.enabled = []      # for each open section: is output wanted?
        self.names = []
        self.position = 0

    def ensure_open(self) -> bool:
        """Open the log that the environment asks for, at first use; say whether there is one."""
        if not self.is_open:
            self._open()
        return self.fd >= 0

    @dont_inline
    def _open(self) -> None:
        self.is_open = True
        wanted = os.getenv('WEFTLOG')
        if wanted is None or wanted == '':
            return
        colon = wanted.find(':')
        if colon >= 0:
            self.prints = True
            self.prefixes = wanted[:colon].split(',')
            wanted = wanted[colon + 1:]
        if wanted == '-':
            self.fd = 2
            return
        path = wanted.replace('%d', str(os.getpid()))
        try:
            self.fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        except OSError:
            self.fd = -1

    def wants(self, category: str) -> bool:
        """Is output wanted in sections of that name?"""
        if not self.ensure_open() or not self.prints:
            return False
        for prefix in self.prefixes:
            if category.startswith(prefix):
                return True
        return False

    def is_enabled(self) -> bool:
        """Is output wanted now? Outside of all sections it is if every section's is."""
        if not self.ensure_open():
            return False
        if len(self.enabled) > 0:
            return self.enabled[-1]
        return self.prints and '' in self.prefixes

    def write(self, text: str) -> None:
        data = text.encode('latin-1')
        try:
            while len(data) > 0:
                written = os.write(self.fd, data)
                self.position += written
                data = data[written:]
        except OSError:
            self.fd = -1

    def mark(self, before: str, category: str, after: str):
        """Write the beginning or end of a section; return the time, an r_int64."""
        now = time.perf_counter_ns()
        self.write('[' + hex(now)[2:] + '] ' + before + category + after + '\n')
        return now


_untranslated = _Log()
_translated = _Log()  # as import leaves it: not open


def _log() -> _Log:
    return _translated if we_are_translated() else _untranslated


def debug_print(*args) -> None:
    """Write the arguments to the log, separated by blanks, if the section's output is wanted."""
    if have_debug_prints():
        debug_print_text(' '.join(map(str, args)))


@dont_inline
def debug_print_text(text: str) -> None:
    """Write a line to the log; `have_debug_prints()` must be true."""
    _log().write(text + '\n')


@dont_inline
def debug_start(category: str, timestamp: bool = False):
    """Open a section of the log. Return the time in nanoseconds if asked for it, an r_int64."""
    log = _log()
    log.names.append(category)
    if log.ensure_open():
        log.enabled.append(log.wants(category))
        return log.mark('{', category, '')
    return time.perf_counter_ns() if timestamp else r_int64(0)


@dont_inline
def debug_stop(category: str, timestamp: bool = False):
    """Close the section that was opened last."""
    log = _log()
    if len(log.names) == 0 or log.names[-1] != category:
        opened = log.names[-1] if len(log.names) > 0 else 'no section'
        fatalerror('debug_stop(' + category + ') in ' + opened)
    log.names.pop()
    if log.ensure_open() and len(log.enabled) > 0:
        log.enabled.pop()
        return log.mark('', category, '}')
    return time.perf_counter_ns() if timestamp else r_int64(0)


def have_debug_prints() -> bool:
    """Does `debug_print` write anything at this point?"""
    return _log().is_enabled()


def have_debug_prints_for(category_prefix: str) -> bool:
    """Would sections with this prefix write anything?"""
    return _log().wants(category_prefix)


def debug_flush() -> None:
    """Write out what is buffered of the log: nothing is."""


def debug_offset() -> int:
    """Return the position in the log, or -1 if there is none."""
    log = _log()
    return log.position if log.ensure_open() else -1


class debug_section:
    """A section as the body of a `with` statement."""

    def __init__(self, category: str):
        self.category = category

    def __enter__(self) -> None:
        debug_start(self.category)

    def __exit__(self, kind, value, traceback) -> None:
        debug_stop(self.category)


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


class IntegerCanBeNegative(Exception):
    """What `check_nonneg` finds."""


class NotAListOfChars(Exception):
    """What `check_list_of_chars` finds."""


class ListChangeUnallowed(Exception):
    """What `make_sure_not_resized` finds."""


@specialize.argtype(0)
def check_list_of_chars(items) -> None:
    """Have it checked that the items are strings of one character."""
    for item in items:
        assert len(item) == 1


@specialize.argtype(0)
def check_regular_int(x) -> None:
    """Have it checked that this is an `int`, not one of another width."""
    assert type(x) is int
