"""All of the library, as the annotator and the typer look it up.

`replacements`: pairs (object of Python's or rpython's library, restricted
function or class that stands for it). The `..._methods`: dicts from the names
of methods of built-in types to functions that take the receiver first.
"""

from rpython.rtyper import (
    bytesmethods, characters, dicttable, floattext, formatspec, numbertext, rarith, rbuilder,
    rbuiltin, rdict, rexcept, rfloat, rformat, rhash, rint, riter, rlist, rmath,
    robject, ros, rospath, rset, rslice, rsort, rstartup, rstr, rtuple,
    strmethods, strsearch)
from rpython.rtyper.rbuiltin import list_sort_key
from rpython.rtyper.registration import (
    bytes_methods, float_methods, int_methods, replacements,
    specialize_helpers, string_methods)

MODULES = (
    bytesmethods, characters, dicttable, floattext, formatspec, numbertext, rarith, rbuilder,
    rbuiltin, rdict, rexcept, rfloat, rformat, rhash, rint, riter, rlist, rmath,
    robject, ros, rospath, rset, rslice, rsort, rstartup, rstr, rtuple,
    strmethods, strsearch)

for _module in MODULES:
    specialize_helpers(_module)
