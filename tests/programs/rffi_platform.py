# test: host-words
"""rffi_platform: constants, sizes and layouts that C's headers give."""

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo
from rpython.rtyper.tool import rffi_platform as platform


class CConfig:
    _compilation_info_ = ExternalCompilationInfo(
        includes=['time.h', 'errno.h', 'limits.h', 'stdlib.h', 'sys/types.h'],
        post_include_bits=['#define WEFT_NAME "weft \\" 1"', '#define WEFT_BIG 0xffffffffffffffffULL',
                           'struct mixed { char tag; short ignored; unsigned int count; double ratio; long last; };'])

    FAILURE = platform.ConstantInteger('EXIT_FAILURE')
    NEGATIVE = platform.ConstantInteger('INT_MIN')
    BIG = platform.ConstantInteger('WEFT_BIG')
    NOTHING = platform.DefinedConstantInteger('WEFT_NOT_THERE')
    CHAR_BIT = platform.DefinedConstantInteger('CHAR_BIT')
    NAME = platform.DefinedConstantString('WEFT_NAME')
    NO_NAME = platform.DefinedConstantString('WEFT_NOT_THERE')
    IS_THERE = platform.Defined('EINVAL')
    HAS_TIME = platform.Has('time')
    HAS_NOT = platform.Has('no_such_function_of_c')
    PID = platform.SimpleType('pid_t', rffi.INT)
    SIZE = platform.SimpleType('size_t', rffi.INT)
    TIME = platform.SimpleType('time_t', rffi.LONG)
    TM_SIZE = platform.SizeOf('struct tm')
    MIXED = platform.Struct('struct mixed', [('ratio', rffi.DOUBLE), ('tag', rffi.CHAR), ('count', rffi.INT)])
    TM = platform.Struct('struct tm', [
        ('tm_year', rffi.INT), ('tm_mday', rffi.INT), ('tm_mon', rffi.INT), ('tm_isdst', rffi.INT)])


config = platform.configure(CConfig)
FAILURE = config['FAILURE']
MIXED = config['MIXED']
TM = config['TM']
HAS_TIME = config['HAS_TIME']
NAME = config['NAME']
OTHERS = [config['NEGATIVE'], config['CHAR_BIT']]
FACTS = [rffi.sizeof(TM) == config['TM_SIZE'], config['NOTHING'] is None, config['NO_NAME'] is None, config['IS_THERE'], config['HAS_NOT'],
         config['PID'] is rffi.INT, config['SIZE'] is rffi.ULONG, config['BIG'] == 2**64 - 1,
         platform.memory_alignment() in (8, 16), platform.has('strlen', '#include <string.h>')]
info = ExternalCompilationInfo(includes=['time.h'])
timegm = rffi.llexternal('timegm', [lltype.Ptr(TM)], config['TIME'], compilation_info=info)


def entry_point(argv):
    print(FAILURE, HAS_TIME, NAME, OTHERS, FACTS)
    p = lltype.malloc(MIXED, flavor='raw', zero=True)
    p.tag = 'x'
    p.ratio = 1.5
    p.count = rffi.cast(rffi.UINT, 7)
    print(p.tag, p.ratio, int(p.count), rffi.offsetof(MIXED, 'count'))
    lltype.free(p, flavor='raw')
    t = lltype.malloc(TM, flavor='raw', zero=True)
    t.tm_year = rffi.cast(rffi.INT, 100)
    t.tm_mon = rffi.cast(rffi.INT, 1)
    t.tm_mday = rffi.cast(rffi.INT, 29)
    print(timegm(t))
    lltype.free(t, flavor='raw')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
