"""All of the library, as the annotator and the typer look it up.

`replacements`: pairs (object of Python's or rpython's library, restricted
function or class that stands for it). `stand_ins`: likewise for instances.
`exception_initializers`: from classes of built-in exceptions to functions that
are their `__init__`. `prebuilt_converters`: from classes that have a
replacement to functions that convert live instances. The `..._methods`: dicts
from the names of methods of built-in types to functions that take the receiver
first.
"""

import importlib
import sys

from rpython.rtyper import (
    bytesmethods, characters, dicttable, floattext, foreign, formatspec, intmethods, numbertext, rarith,
    rbuilder, rbuiltin, rbytearray, rclass, rdebug, rdict, rdictforms, rexcept, rfloat, rformat, rgcforms, rhash,
    rint, riter, rlist, rmath, rmathmore, robject, ros, rosenviron, roserror, rosfiles, rospath,
    rosprocess, rostime, rset, rslice, rsort, rstartup, rstr, rstrsort, rtextfile, rtuple, rweak,
    shortest, sizes, strcodecs, strmethods, strsearch, textcase, textlayout, textmethods,
    textsplitting)
from rpython.rtyper.bytesmethods import bytes_of
from rpython.rtyper.rtextfile import print_to
from rpython.rtyper.registration import (
    bytes_methods, container_functions, exception_initializers, float_methods,
    int_methods, prebuilt_converters, replacements, specialize_helpers,
    stand_ins, string_methods, tuple_methods)
from rpython.rtyper import (  # which register themselves
    containers, rcollections, rcombine, rdeque, rfinalizer, rfloathex, rgchooks, rgcinspection, ritertools, rmathspecial, rordered,
    roswalk, rstructforms)

MODULES = (
    bytesmethods, characters, dicttable, floattext, foreign, formatspec, intmethods, numbertext, rarith,
    rbuilder, rbuiltin, rbytearray, rdebug, rdict, rdictforms, rexcept, rfloat, rformat, rgcforms, rhash,
    rint, riter, rlist, rmath, rmathmore, robject, ros, rosenviron, roserror, rosfiles, rospath,
    rosprocess, rostime, rset, rslice, rsort, rstartup, rstr, rstrsort, rtextfile, rtuple, rweak,
    shortest, sizes, strcodecs, strmethods, strsearch, textcase, textlayout, textmethods,
    textsplitting)

# Modules whose translated form is another one, loaded only if the specification uses them.
TRANSLATED_FORMS = {
    'rpython.rlib.rbigint': 'rpython.rlib.bigint.number',
    'rpython.rlib.rstacklet': 'rpython.rtyper.stackless',
}


def load_translated_forms() -> bool:
    """Register what stands for the modules that have been imported by now; was there anything new?"""
    missing = [form for name, form in TRANSLATED_FORMS.items() if name in sys.modules and form not in sys.modules]
    for form in missing:
        importlib.import_module(form)
    return bool(missing)


for _module in MODULES:
    specialize_helpers(_module)

# `str.upper` as a value is the function that `s.upper` is bound to.
for _type, _methods in ((str, string_methods), (bytes, bytes_methods), (int, int_methods),
                        (float, float_methods)):
    replacements.extend((getattr(_type, _name), _function)
                        for _name, _function in _methods.items() if hasattr(_type, _name))
