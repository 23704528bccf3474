"""What a `debug_print` becomes."""

from rpython.rlib.debug import debug_print_text, have_debug_prints
from rpython.rtyper.annlowlevel import hlstr


def ll_have_debug_prints():
    return have_debug_prints()


def ll_debug_print(s):
    debug_print_text(hlstr(s))
