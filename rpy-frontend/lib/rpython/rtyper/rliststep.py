"""Assigning and deleting slices of lists with a step."""

from rpython.rlib.objectmodel import dont_inline
from rpython.rtyper import guards
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed
from rpython.rtyper.rlist import forget_items, ll_copy, ll_items, ll_length, ll_setslice
from rpython.rtyper.rslice import raise_zero_step, step_count, step_start, step_stop


def ll_setslice_step(LIST, l, start, has_start, stop, has_stop, step, l2):
    """`l[start:stop:step] = l2`; LIST is the type of l2."""
    if step == 0:
        raise_zero_step()
    length = ll_length(l)
    position = step_start(start, has_start, length, step)
    end = step_stop(stop, has_stop, length, step)
    if step == 1:
        ll_setslice(l, position, end, l2)
        return
    count = step_count(position, end, step)
    if ll_length(l2) != count:
        _report_sizes(ll_length(l2), count)
    source = ll_items(ll_copy(LIST, l2))  # it may be the list itself
    items = ll_items(l)
    i = 0
    while i < count:
        items[position] = source[i]
        position = llop.int_add(Signed, position, step)
        i += 1


@dont_inline
def _report_sizes(given: int, wanted: int):
    raise ValueError('attempt to assign sequence of size ' + str(given)
                     + ' to extended slice of size ' + str(wanted))


@guards.guarded
def ll_delslice_step(l, start, has_start, stop, has_stop, step):
    """`del l[start:stop:step]`."""
    if step == 0:
        raise_zero_step()
    length = l.length
    position = step_start(start, has_start, length, step)
    count = step_count(position, step_stop(stop, has_stop, length, step), step)
    if count == 0:
        return
    if step < 0:
        # The same items, from the first one upwards.
        position = llop.int_add(Signed, position, llop.int_mul(Signed, count - 1, step))
        step = llop.int_neg(Signed, step)
    items = l.items
    kept = position
    next_removed = position
    while position < length:
        if position == next_removed and count > 0:
            count -= 1
            if count > 0:
                next_removed += step  # at most the last item's position
        else:
            items[kept] = items[position]
            kept += 1
        position += 1
    forget_items(items, kept, length - kept)
    l.length = kept
