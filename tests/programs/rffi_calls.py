# test: host-words
"""C functions through `rffi.llexternal`: numbers, strings, errno."""

import errno
import os

from rpython.rlib import rposix
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.lltypesystem import lltype, rffi

strlen = rffi.llexternal('strlen', [rffi.CCHARP], rffi.SIZE_T)
strcmp = rffi.llexternal('strcmp', [rffi.CCHARP, rffi.CCHARP], rffi.INT)
c_abs = rffi.llexternal('abs', [rffi.INT], rffi.INT)
toupper = rffi.llexternal('toupper', [rffi.INT], rffi.INT)
getpid = rffi.llexternal('getpid', [], rffi.INT, releasegil=False)
power = rffi.llexternal('pow', [rffi.DOUBLE, rffi.DOUBLE], rffi.DOUBLE)
hypot = rffi.llexternal('hypotf', [rffi.FLOAT, rffi.FLOAT], rffi.FLOAT)
frexp = rffi.llexternal('frexp', [rffi.DOUBLE, rffi.INTP], rffi.DOUBLE)
strtol = rffi.llexternal('strtol', [rffi.CCHARP, rffi.CCHARPP, rffi.INT], rffi.LONG, save_err=rffi.RFFI_FULL_ERRNO_ZERO)
chdir = rffi.llexternal('chdir', [rffi.CCHARP], rffi.INT, save_err=rffi.RFFI_SAVE_ERRNO)
getenv = rffi.llexternal('getenv', [rffi.CCHARP], rffi.CCHARP)
memset = rffi.llexternal('memset', [rffi.VOIDP, rffi.INT, rffi.SIZE_T], rffi.VOIDP)
strchr = rffi.llexternal('strchr', [rffi.CCHARP, rffi.INT], rffi.CCHARP)
srand = rffi.llexternal('srand', [rffi.UINT], lltype.Void)


def numbers():
    print(int(c_abs(-5)), power(2.0, 0.5), power(2, 3), chr(int(toupper(ord('x')))))
    print(int(getpid()) == os.getpid(), float(hypot(3.0, 4.0)))
    exponent = lltype.malloc(rffi.INTP.TO, 1, flavor='raw')
    print(frexp(40.0, exponent), int(exponent[0]))
    lltype.free(exponent, flavor='raw')
    srand(7)


def strings():
    print(int(strlen('hello')), int(strlen('')), int(strlen(b'bytes')), int(strlen('cut\0here')))
    print(int(strcmp('a', 'b')) < 0, int(strcmp('b', 'b')))
    text = rffi.str2charp('some text')
    print(int(strlen(text)), rffi.charp2str(text), rffi.charp2strn(text, 4), rffi.charpsize2str(text, 6))
    print(rffi.charp2str(rffi.ptradd(text, 5)), rffi.charp2str(strchr(text, ord('t'))))
    print(bool(strchr(text, ord('z'))), text == text, text == strchr(text, ord('s')))
    text[4] = '-'
    print(rffi.charp2str(text), text[0])
    rffi.free_charp(text)
    os.environ['WEFT_RFFI'] = 'value'
    found = getenv('WEFT_RFFI')
    print(rffi.charp2str(found), bool(getenv('WEFT_ABSENT')))
    with rffi.scoped_str2charp('scoped') as p:
        print(int(strlen(p)))
    with rffi.scoped_alloc_buffer(10) as buffer:
        memset(rffi.cast(rffi.VOIDP, buffer.raw), ord('q'), 5)
        print(buffer.str(5), buffer.size)
    with rffi.scoped_nonmovingbuffer('abc') as p:
        print(p[0], p[2])


def lists_of_strings():
    names = ['one', 'two', 'three']
    array = rffi.liststr2charpp(names)
    i = 0
    while array[i]:
        print(rffi.charp2str(array[i]), end=' ')
        i += 1
    print(i)
    rffi.free_charpp(array)


def errors():
    print(int(chdir('/does/not/exist')), rposix.get_saved_errno() == errno.ENOENT)
    print(strtol('ff', None, 16), rposix.get_saved_errno())
    print(strtol('9' * 30, None, 10) == maxint, rposix.get_saved_errno() == errno.ERANGE)
    try:
        rposix.handle_posix_error('chdir', int(chdir('/does/not/exist')))
    except OSError as error:
        print(error.strerror)


def entry_point(argv):
    numbers()
    strings()
    lists_of_strings()
    errors()
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
