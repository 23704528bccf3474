"""`time` in translated code."""

import time

from rpython.rlib.objectmodel import specialize
from rpython.rlib.rarithmetic import r_int64
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT64, Address, Float, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.ros import c_string, c_text, raise_os_error, weft_raw_free, weft_raw_malloc

weft_time = external('weft_time', [], Float, python=time.time)
weft_clock = external('weft_clock', [], Float, python=time.process_time)
weft_clock_ns = external('weft_clock_ns', [Signed], INT64)
weft_sleep = external('weft_sleep', [Float], Signed, is_blocking=True)
weft_split_time = external('weft_split_time', [INT64, Signed, Address], Signed)
weft_join_time = external('weft_join_time', [Address], INT64)
weft_format_time = external('weft_format_time', [Address, Signed, Address, Address], Signed)

_REAL, _MONOTONIC, _PROCESS, _THREAD = range(4)
_FIELDS = 10


@replaces(time.time)
def time_time() -> float:
    return weft_time()


@replaces(time.perf_counter, time.monotonic)
def time_monotonic() -> float:
    return float(_nanoseconds(_MONOTONIC)) * 1e-9


@replaces(time.process_time)
def time_process_time() -> float:
    return weft_clock()


@replaces(time.thread_time)
def time_thread_time() -> float:
    return float(_nanoseconds(_THREAD)) * 1e-9


def _nanoseconds(clock: int):
    return r_int64(weft_clock_ns(clock))


@replaces(time.time_ns)
def time_time_ns():
    return _nanoseconds(_REAL)


@replaces(time.perf_counter_ns, time.monotonic_ns)
def time_monotonic_ns():
    return _nanoseconds(_MONOTONIC)


@replaces(time.process_time_ns)
def time_process_time_ns():
    return _nanoseconds(_PROCESS)


@replaces(time.sleep)
def time_sleep(seconds: float) -> None:
    if seconds < 0.0:
        raise ValueError('sleep length must be non-negative')
    end = time_monotonic() + seconds
    while weft_sleep(seconds) < 0:
        # A signal came in between.
        seconds = end - time_monotonic()
        if seconds <= 0.0:
            break


class StructTime:
    """`time.struct_time`: items 0 to 8 by index as well."""

    def __init__(self, year: int, month: int, day: int, hour: int, minute: int, second: int,
                 week_day: int, year_day: int, daylight_saving: int, offset: int):
        self.tm_year = year
        self.tm_mon = month
        self.tm_mday = day
        self.tm_hour = hour
        self.tm_min = minute
        self.tm_sec = second
        self.tm_wday = week_day
        self.tm_yday = year_day
        self.tm_isdst = daylight_saving
        self.tm_gmtoff = offset

    def __getitem__(self, index: int) -> int:
        return [self.tm_year, self.tm_mon, self.tm_mday, self.tm_hour, self.tm_min,
                self.tm_sec, self.tm_wday, self.tm_yday, self.tm_isdst][index]

    def __len__(self) -> int:
        return 9


def _split(moment, is_local: int) -> StructTime:
    fields = weft_raw_malloc(8 * _FIELDS)
    if weft_split_time(llop.cast_int(INT64, moment), is_local, fields) < 0:
        weft_raw_free(fields)
        raise_os_error(None)
    result = StructTime(
        _field(fields, 0), _field(fields, 1), _field(fields, 2), _field(fields, 3), _field(fields, 4),
        _field(fields, 5), _field(fields, 6), _field(fields, 7), _field(fields, 8), _field(fields, 9))
    weft_raw_free(fields)
    return result


def _whole(seconds: float):
    result = r_int64(seconds)
    if float(result) > seconds:
        result -= 1
    return result


def _field(fields, position: int) -> int:
    return llop.cast_int(Signed, llop.raw_load(INT64, fields, 8 * position))


_field._annspecialcase_ = 'specialize:ll'


@replaces(time.localtime)
@specialize.call_location()
def time_localtime(*seconds) -> StructTime:
    return _split(_moment(*seconds), 1)


@replaces(time.gmtime)
@specialize.call_location()
def time_gmtime(*seconds) -> StructTime:
    return _split(_moment(*seconds), 0)


@specialize.call_location()
def _moment(*seconds):
    """Return the whole seconds that are given, or those of now."""
    if len(seconds) == 0:
        return _nanoseconds(_REAL) // 10 ** 9
    return _whole(float(seconds[0]))


def _raw_fields(date: StructTime):
    """Return the address of the fields as C wants them."""
    fields = weft_raw_malloc(8 * _FIELDS)
    for i in range(9):
        llop.raw_store(Void, fields, 8 * i, llop.cast_int(INT64, date[i]))
    llop.raw_store(Void, fields, 72, llop.cast_int(INT64, date.tm_gmtoff))
    return fields


@replaces(time.mktime)
def time_mktime(date: StructTime) -> float:
    fields = _raw_fields(date)
    result = r_int64(weft_join_time(fields))
    weft_raw_free(fields)
    return float(result)


@replaces(time.strftime)
@specialize.call_location()
def time_strftime(format: str, *date) -> str:
    return _format(format, time_localtime() if len(date) == 0 else date[0])


def _format(format: str, date: StructTime) -> str:
    if len(format) == 0:
        return ''
    text = c_text(format)
    fields = _raw_fields(date)
    size = 256
    while True:
        buffer = weft_raw_malloc(size)
        length = weft_format_time(buffer, size, llop.tailaddress(Address, text), fields)
        # A text that is empty looks like one that does not fit.
        if length > 0 or size > 256 * len(format):
            result = hlstr(c_string(buffer)) if length > 0 else ''
            weft_raw_free(buffer)
            weft_raw_free(fields)
            return result
        weft_raw_free(buffer)
        size *= 4


@replaces(time.asctime)
def time_asctime(date: StructTime) -> str:
    return _format('%a %b ', date) + ('%2d' % date.tm_mday) + _format(' %H:%M:%S %Y', date)


@replaces(time.ctime)
def time_ctime(seconds: float) -> str:
    return time_asctime(time_localtime(seconds))
