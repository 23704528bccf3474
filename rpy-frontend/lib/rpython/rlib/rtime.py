"""Clocks and waiting."""

import time as _time


def time() -> float:
    """Return the seconds since 1970."""
    return _time.time()


def clock() -> float:
    """Return the processor seconds that the program has used."""
    return _time.process_time()


def monotonic() -> float:
    """Return the seconds since some moment; never less than before."""
    return _time.monotonic()


def time_ns():
    """Return the nanoseconds since 1970, an r_int64."""
    return _time.time_ns()


def perf_counter_ns():
    """Return nanoseconds, to measure how long something takes, an r_int64."""
    return _time.perf_counter_ns()


def sleep(secs: float) -> None:
    """Wait."""
    _time.sleep(secs)
