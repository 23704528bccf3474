"""The functions of rpython.rlib.rarithmetic."""

from rpython.rlib.rarithmetic import (
    LONG_BIT, LONGLONG_BIT, ParseStringError, ParseStringOverflowError, byteswap, highest_bit, int_between, int_c_div,
    int_c_mod, int_force_ge_zero, intmask, is_signed_integer_type, is_valid_int, longlongmask, maxint, most_neg_value_of,
    most_pos_value_of, mulmod, ovfcheck_float_to_int, ovfcheck_float_to_longlong, ovfcheck_int32_add,
    ovfcheck_int32_mul, ovfcheck_int32_sub, r_int8, r_int16, r_int32, r_uint, r_uint8, r_uint16, r_uint32, r_ulonglong,
    string_to_int, uint_mul_high, widen)


def functions(n):
    print(intmask(r_uint(n) * r_uint(maxint)), LONG_BIT, LONGLONG_BIT, maxint)
    print(longlongmask(r_ulonglong(n)), widen(r_int8(n)), widen(r_uint16(n)))
    print(highest_bit(64), int_between(1, n, 20), int_force_ge_zero(-n), int_force_ge_zero(n))
    print(int_c_div(-7, 2), int_c_mod(-7, 2), int_c_div(7, -2), int_c_mod(7, -2))
    print(str(uint_mul_high(r_uint(maxint), r_uint(n))))
    print(mulmod(maxint - 3, maxint - 5, maxint), mulmod(n, n, 7))
    print(byteswap(n), str(byteswap(r_uint32(n))), str(byteswap(r_int16(n))), str(byteswap(r_uint(n))))
    print(str(most_neg_value_of(r_int32(n))), most_neg_value_of(n), str(most_pos_value_of(r_uint8(n))))
    print(is_valid_int(n))
    print(ovfcheck_float_to_int(3.7 * n), ovfcheck_float_to_longlong(1e10 * n))
    for f in [1e19, -1e19, float('nan'), float('inf'), 9.2e18]:
        try:
            print(ovfcheck_float_to_int(f))
        except OverflowError:
            print('ovf')
        try:
            print(str(ovfcheck_float_to_longlong(f)))
        except OverflowError:
            print('ovf')
    print(string_to_int('123'), string_to_int('-ff', 16))
    try:
        print(string_to_int('99999999999999999999'))
    except ParseStringOverflowError:
        print('overflow')
    try:
        print(string_to_int('9x'))
    except ParseStringError as e:
        print(e.msg)
    print(is_signed_integer_type(n), is_signed_integer_type(r_uint(n)), is_signed_integer_type(r_int8(n)))
    for product in [1, 3, -4]:
        try:
            print(ovfcheck_int32_add(2147483640, n * product), ovfcheck_int32_sub(-2147483600, n * product))
            print(ovfcheck_int32_mul(n * product, 100000000))
        except OverflowError as e:
            print(str(e))
    for divisor in [0, -1]:
        try:
            print(int_c_div(-maxint - 1, divisor))
        except OverflowError:
            print('overflow')
        except ZeroDivisionError:
            print('zero')


def entry_point(argv):
    functions(len(argv) + 10)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
