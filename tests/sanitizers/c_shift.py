# sanitize: undefined
# report: shift exponent 65 is too large
from rpython.rtyper.lltypesystem import rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

SOURCE = '''
long power_of_two(long exponent) { return 1L << exponent; }
'''

power_of_two = rffi.llexternal(
    'power_of_two', [rffi.LONG], rffi.LONG,
    compilation_info=ExternalCompilationInfo(post_include_bits=['long power_of_two(long exponent);'],
                                             separate_module_sources=[SOURCE]))


def entry_point(argv):
    print(power_of_two(64 + len(argv)))  # here
    return 0


def target(driver, args):
    return entry_point
