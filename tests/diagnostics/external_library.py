# weft: weft build SPEC -o OUTPUT --quiet
from rpython.rtyper.lltypesystem import rffi

info = rffi.ExternalCompilationInfo(libraries=['there_is_no_such_library'])
absolute = rffi.llexternal('abs', [rffi.INT], rffi.INT, compilation_info=info)


def entry_point(argv):
    return int(absolute(len(argv)))


def target(driver, args):
    return entry_point
