"""`rpython.rlib.rpath` and `rtime`."""

from rpython.rlib import rpath, rtime


def entry_point(argv):
    print(rpath.rjoin('a', ['b', 'c']), rpath.rjoin('a', ['/b', 'c']), rpath.risabs('/a'), rpath.risabs('a'))
    print(rpath.rnormpath('a/./b/../c'), rpath.rabspath('/a/../b'), rpath.rsplitdrive('/x'))
    print(rpath.rdirname('/a/b'), rpath.rbasename('/a/b'), rpath.rsplitext('a.b'), rpath.rexists('/'), rpath.risdir('/'))
    print(rpath.risfile('/'))
    before = rtime.monotonic()
    rtime.sleep(0.001)
    print(rtime.monotonic() > before, rtime.time() > 1.6e9, rtime.clock() >= 0.0, rtime.time_ns() > 0,
          rtime.perf_counter_ns() > 0)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
