"""`rpython.rlib.rgc` and `gc` in translated code."""

import gc

from rpython.rlib import rgc
from rpython.rlib.objectmodel import always_inline, current_object_addr_as_int, specialize
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces

# The C runtime's, unless the collector has methods for them.
weft_collect = external('weft_collect', [Signed], Void)
weft_collect_step = external('weft_collect_step', [], Signed)
weft_after_collection = external('weft_after_collection', [], Void)  # the program's own, or nothing
weft_collector_enable = external('weft_collector_enable', [], Void)
weft_collector_disable = external('weft_collector_disable', [], Void)
weft_collector_is_enabled = external('weft_collector_is_enabled', [], Bool)
weft_add_memory_pressure = external('weft_add_memory_pressure', [Signed], Void)
weft_heap_size = external('weft_heap_size', [], Signed)
weft_can_move = external('weft_can_move', [Address], Bool)
weft_pin = external('weft_pin', [Address], Bool)
weft_unpin = external('weft_unpin', [Address], Void)
weft_unique_id = external('weft_unique_id', [Address], Signed)


@replaces(rgc.collect, gc.collect)
def rgc_collect(generation: int = 2) -> int:
    weft_collect(generation)
    weft_after_collection()
    return 0


@replaces(rgc.collect_step)
def rgc_collect_step() -> int:
    states = weft_collect_step()
    weft_after_collection()
    return states


@replaces(rgc.move_out_of_nursery)
@specialize.argtype(0)
def rgc_move_out_of_nursery(obj):
    return obj


@replaces(rgc.add_memory_pressure)
@specialize.call_location()
def rgc_add_memory_pressure(estimate: int, object=None) -> None:
    weft_add_memory_pressure(estimate)


def ll_add_memory_pressure(size):
    """Of `lltype.malloc` with `add_memory_pressure`."""
    weft_add_memory_pressure(size)


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


# What has no address, a number for example, neither moves nor needs to be kept where it is.

@replaces(rgc.can_move)
@specialize.argtype(0)
def rgc_can_move(p) -> bool:
    address = llop.cast_int_to_adr(Address, current_object_addr_as_int(p))
    return weft_can_move(address) if address else False


@replaces(rgc.pin)
@specialize.argtype(0)
def rgc_pin(obj) -> bool:
    address = llop.cast_int_to_adr(Address, current_object_addr_as_int(obj))
    return weft_pin(address) if address else True


@replaces(rgc.unpin)
@specialize.argtype(0)
def rgc_unpin(obj) -> None:
    address = llop.cast_int_to_adr(Address, current_object_addr_as_int(obj))
    if address:
        weft_unpin(address)


@always_inline
def ll_unique_id(p):
    """`id(x)`, `compute_unique_id(x)`: no two objects that live have the same; 0 for None."""
    return weft_unique_id(llop.cast_ptr_to_adr(Address, p)) if p else 0


@always_inline
def ll_current_address(p):
    """`current_object_addr_as_int(x)`."""
    return llop.cast_adr_to_int(Signed, llop.cast_ptr_to_adr(Address, p))
