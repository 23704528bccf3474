"""Memory that is given back at once, without waiting for the collector."""

from rpython.rtyper import threads
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Void
from rpython.rtyper.lltypesystem.rffi import external

_SMALL = 64
"""With fewer items an array is not worth a call."""

weft_discard = external('weft_discard', [Address], Void, python=lambda address: None)


def ll_discard(array, length):
    """Say that nothing refers to an array of that length any more, because a larger copy took its place.

    It may be reused at once: while a list or a builder grows, it then does so
    in the memory that the processor has in its cache. Where threads run at the
    same time, another one may be reading it.
    """
    if length >= _SMALL and not threads.are_free:
        weft_discard(llop.cast_ptr_to_adr(Address, array))


ll_discard._annspecialcase_ = 'specialize:ll'
