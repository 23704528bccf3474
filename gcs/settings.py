"""What the environment says, and what else collectors ask of the system."""

import os
import time

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask, maxint
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void
from rpython.rtyper.lltypesystem.rffi import CONST_CCHARP, external

_UNITS = {'k': 10, 'm': 20, 'g': 30, 't': 40}


def parse_size(text: str) -> int:
    """Return what a size such as 64M or 1.5g means; -1 if it means nothing. (C does the same.)"""
    text = text.strip().lower().removesuffix('b')
    shift = _UNITS.get(text[-1:], 0)
    try:
        number = float(text[:-1] if shift else text)
    except ValueError:
        return -1
    return int(number * (1 << shift)) if number >= 0 else -1


def _simulate_getenv_size(name: str) -> int:
    return parse_size(os.environ.get(name, ''))


_getenv_size = external('weft_getenv_size', [CONST_CCHARP], Signed, python=_simulate_getenv_size)


def _simulate_fatal(message) -> None:
    raise SystemError(message)


fatal = external('weft_gc_fatal', [CONST_CCHARP], Void, python=_simulate_fatal)
"""End the program: the collector can not go on."""

nanoseconds = external('weft_gc_nanoseconds', [], Signed, python=lambda: intmask(time.perf_counter_ns()))
"""Return the time since some moment. Where words are small it wraps after seconds."""


@always_inline
def nanoseconds_since(began: int) -> int:
    """Return how long ago it was what `nanoseconds` said. Where it wraps, what took longer than half of that is taken for
    as long.
    """
    time = intmask(nanoseconds() - began)
    return time if time >= 0 else maxint


memory_limit = external('weft_gc_memory_limit', [], Signed, python=lambda: 0)
"""Return how much address space the process may still take (`ulimit -v`); 0 if there is no limit."""

_listen_for_pressure = external('weft_gc_listen_for_pressure', [CONST_CCHARP], Bool, python=lambda name: False)

is_system_under_pressure = external('weft_gc_is_under_pressure', [], Bool, python=lambda: False)
"""Has the system been short of memory since somebody asked? Only for those who listen."""

log_statistics = external('weft_gc_log', [Address], Void, python=lambda counters: None)
"""With WEFTLOG=gc, print the counters of `gcs/statistics.py`."""


def pressure_setting(name: str) -> bool:
    """Listen to what the system says about memory, if an environment variable asks for that and the system can tell."""
    return _listen_for_pressure(name)


def size_setting(name: str, default: int) -> int:
    """Return the size that an environment variable gives, such as 64M."""
    value = _getenv_size(name)
    return value if value >= 0 else default
