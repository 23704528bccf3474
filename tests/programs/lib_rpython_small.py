# test: not --stackless
"""nonconst, longlong2float, rbisect, cache, rStringIO, rstackovf; hints of rgc, jit, debug, rposix."""

from rpython.rlib import debug, jit, rfloat, rgc, rposix
from rpython.rlib.cache import Cache
from rpython.rlib.longlong2float import float2longlong, longlong2float, singlefloat2uint, uint2singlefloat
from rpython.rlib.nonconst import NonConstant
from rpython.rlib.rStringIO import RStringIO
from rpython.rlib.rarithmetic import r_singlefloat, r_uint
from rpython.rlib.rbisect import bisect_left, bisect_right
from rpython.rlib.rstackovf import StackOverflow, check_stack_overflow


class Squares(Cache):
    def _build(self, key): return key * key
squares = Squares()
def rec(n): return rec(n + 1) + 1


def small_modules():
    if NonConstant(False): print('never')
    print(NonConstant(5) + 1, NonConstant('a'))
    print(float2longlong(1.5), longlong2float(float2longlong(2.5)), str(singlefloat2uint(r_singlefloat(1.5))), float(uint2singlefloat(r_uint(0x3fc00000))))
    print(bisect_left([1,2,2,3], 2, 4), bisect_right(['a','b'], 'b', 2), squares.getorbuild(7))
    f = RStringIO()
    f.write('hello\nworld'); f.seek(1); print(f.read(2), f.readline(), f.tell(), f.readline(), f.readline() == '')
    f.seek(2); f.write('XX'); f.seek(0, 2); f.write('!'); f.seek(15); f.write('z'); print(repr(f.getvalue())); f.truncate(4); print(f.getvalue(), f.tell())
    try:
        rec(0)
    except StackOverflow:
        check_stack_overflow()
        print('deep')


def hints():
    rgc.add_memory_pressure(1000)
    rgc.increase_root_stack_depth(10)
    rgc.may_ignore_finalizer(squares)
    print(rgc.move_out_of_nursery(squares) is squares)
    while not rgc.is_done(rgc.collect_step()):
        pass
    print(jit.promote_unicode('a'))
    jit.record_known_result(3, len, [1])
    jit.enter_portal_frame(1); jit.leave_portal_frame(1)
    debug.check_list_of_chars(['a', 'b']); debug.check_regular_int(3)
    print(rposix.is_valid_fd(1), rposix.is_valid_fd(77), rfloat.asinh(1.0), rfloat.log1p(0.5))
    with rposix.SuppressIPH():
        print('in')
    for fd in [1, 88]:
        try:
            with rposix.FdValidator(fd):
                print('open')
        except OSError as e:
            print(e.errno)
    a, b = rfloat.float_as_rbigint_ratio(0.1)
    print(a.str(), b.str())


def entry_point(argv):
    small_modules()
    hints()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
