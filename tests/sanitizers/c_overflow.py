# sanitize: address
# report: stack-buffer-overflow
from rpython.rtyper.lltypesystem import rffi
from rpython.rtyper.lltypesystem.rffi import ExternalCompilationInfo

SOURCE = '''
long last_digit(long position) {
  volatile char digits[10] = "012345678";
  return digits[position];
}
'''

last_digit = rffi.llexternal(
    'last_digit', [rffi.LONG], rffi.LONG,
    compilation_info=ExternalCompilationInfo(post_include_bits=['long last_digit(long position);'],
                                             separate_module_sources=[SOURCE]))


def entry_point(argv):
    print(last_digit(9 + len(argv)))  # here
    return 0


def target(driver, args):
    return entry_point
