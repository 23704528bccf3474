"""Clocks, dates and their text."""

import time


def show(date):
    print(date.tm_year, date.tm_mon, date.tm_mday, date.tm_hour, date.tm_min, date.tm_sec, date.tm_wday, date.tm_yday)
    print(date[0], date[6], len(date))
    print(time.strftime('%Y-%m-%d %H:%M:%S %j %a %A %b %B %%', date), repr(time.strftime('', date)))
    print(time.asctime(date))


def entry_point(argv):
    for seconds in (0, 86399, 951782400, 1700000000, 2102444800, -1, -86401):
        show(time.gmtime(seconds))
    show(time.gmtime(1.75))
    show(time.gmtime(4102444800.0))
    moment = 1234567890
    print(int(time.mktime(time.localtime(moment))) == moment)
    print(time.ctime(0)[-4:] in ('1970', '1969'))
    before = time.monotonic()
    time.sleep(0.01)
    passed = time.monotonic() - before
    print(0.009 < passed < 5.0)
    print(time.time_ns() // 10 ** 9 - int(time.time()) in (-1, 0, 1), time.time() > 1.6e9)
    print(time.perf_counter() > 0.0, time.process_time() >= 0.0, time.perf_counter_ns() > 0)
    print(time.localtime().tm_year >= 2024, len(time.strftime('%Y')))
    try:
        time.sleep(-1.0)
    except ValueError as error:
        print(str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
