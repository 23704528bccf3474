"""`rpython.rlib.rgc` and `gc` in translated code."""

import gc

from rpython.rlib import rgc
from rpython.rlib.objectmodel import specialize
from rpython.rtyper.lltypesystem.lltype import Bool, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces

# The C runtime's, unless the collector has methods for them.
weft_collect = external('weft_collect', [Signed], Void)
weft_collector_enable = external('weft_collector_enable', [], Void)
weft_collector_disable = external('weft_collector_disable', [], Void)
weft_collector_is_enabled = external('weft_collector_is_enabled', [], Bool)
weft_heap_size = external('weft_heap_size', [], Signed)


@replaces(rgc.collect, gc.collect)
def rgc_collect(generation: int = 2) -> int:
    weft_collect(generation)
    return 0


@replaces(rgc.enable, gc.enable)
def rgc_enable() -> None:
    weft_collector_enable()


@replaces(rgc.disable, gc.disable)
def rgc_disable() -> None:
    weft_collector_disable()


@replaces(rgc.isenabled, gc.isenabled)
def rgc_isenabled() -> bool:
    return weft_collector_is_enabled()


@replaces(rgc.heap_size)
def rgc_heap_size() -> int:
    return weft_heap_size()


@replaces(rgc.can_move)
@specialize.argtype(0)
def rgc_can_move(p) -> bool:
    # No collector there is does.
    return False


@replaces(rgc.pin)
@specialize.argtype(0)
def rgc_pin(obj) -> bool:
    return True


@replaces(rgc.unpin)
@specialize.argtype(0)
def rgc_unpin(obj) -> None:
    pass
