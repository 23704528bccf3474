"""Iterators: small structs that inlining and malloc removal take apart.

For each kind there is a struct type, or a function that makes it for the
type of what is iterated over, and three functions:

    ll_KIND_iter(ITER, source)   start
    ll_KIND_more(it)             is there another item? Moves up to it.
    ll_KIND_item(it)             that item; after a `more` that said so
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Bool, GcStruct, Ptr, Signed, Void, malloc, typeOf)
from rpython.rtyper.dicttable import ll_dict_next
from rpython.rtyper.rlist import ll_items, ll_length
from rpython.rtyper.rslice import step_count
from rpython.rtyper.rstr import STR

_iterator_types = {}


def _memoised(kind: str, SOURCE, make):
    if (kind, SOURCE) not in _iterator_types:
        _iterator_types[kind, SOURCE] = make()
    return _iterator_types[kind, SOURCE]


# ____________________________________________________________
# Ranges: upwards by one, downwards by one, and the rest

RANGE_ITER = GcStruct('range_iter', ('next', Signed), ('stop', Signed))
RANGE_STEP_ITER = GcStruct(
    'range_step_iter', ('next', Signed), ('remaining', Signed), ('step', Signed))


@always_inline
def ll_range_iter(ITER, start, stop):
    """`range(start, stop)`."""
    it = malloc(ITER)
    it.next = start
    it.stop = stop
    return it


@always_inline
def ll_range_more(it):
    return it.next < it.stop


@always_inline
def ll_range_item(it):
    item = it.next
    it.next = item + 1
    return item


@always_inline
def ll_range_down_iter(ITER, start, stop):
    """`range(start, stop, -1)`."""
    it = malloc(ITER)
    it.next = start
    it.stop = stop
    return it


@always_inline
def ll_range_down_more(it):
    return it.next > it.stop


@always_inline
def ll_range_down_item(it):
    item = it.next
    it.next = item - 1
    return item


@dont_inline
def raise_zero_range_step():
    raise ValueError('range() arg 3 must not be zero')


@always_inline
def ll_range_step_iter(ITER, start, stop, step):
    """`range(start, stop, step)` for any step."""
    if llop.unlikely(Bool, step == 0):
        raise_zero_range_step()
    it = malloc(ITER)
    it.next = start
    it.remaining = step_count(start, stop, step)
    it.step = step
    return it


@always_inline
def ll_range_step_more(it):
    return it.remaining != 0


@always_inline
def ll_range_step_item(it):
    item = it.next
    # The last addition may wrap; its result is not used.
    it.next = llop.int_add(Signed, item, it.step)
    it.remaining -= 1
    return item


def ll_range_length(start, stop, step):
    """`len(range(start, stop, step))`."""
    if step == 0:
        raise_zero_range_step()
    return step_count(start, stop, step)


# ____________________________________________________________
# Lists, forwards and backwards. They may change meanwhile.


def list_iter_type(LIST):
    """Return the type of iterators over a list type, in either direction."""
    return _memoised('list', LIST, lambda: GcStruct(
        'list_iter', ('list', Ptr(LIST)), ('index', Signed)))


@always_inline
def ll_list_iter(ITER, l):
    it = malloc(ITER)
    it.list = l
    return it


@always_inline
def ll_list_more(it):
    return it.index < ll_length(it.list)


@always_inline
def ll_list_item(it):
    i = it.index
    it.index = i + 1
    return ll_items(it.list)[i]


@always_inline
def ll_list_reversed_iter(ITER, l):
    it = malloc(ITER)
    it.list = l
    it.index = ll_length(l) - 1
    return it


@always_inline
def ll_list_reversed_more(it):
    return llop.uint_lt(Bool, it.index, ll_length(it.list))


@always_inline
def ll_list_reversed_item(it):
    i = it.index
    it.index = i - 1
    return ll_items(it.list)[i]


# ____________________________________________________________
# Strings

STRING_ITER = GcStruct('string_iter', ('string', Ptr(STR)), ('index', Signed))


@always_inline
def ll_string_iter(ITER, s):
    it = malloc(ITER)
    it.string = s
    return it


@always_inline
def ll_string_more(it):
    return it.index < len(it.string.chars)


@always_inline
def ll_string_item(it):
    i = it.index
    it.index = i + 1
    return it.string.chars[i]


@always_inline
def ll_bytes_item(it):
    """The item as an integer; the rest is as for strings."""
    return ord(ll_string_item(it))


ll_bytes_iter = ll_string_iter
ll_bytes_more = ll_string_more


@always_inline
def ll_string_reversed_iter(ITER, s):
    it = malloc(ITER)
    it.string = s
    it.index = len(s.chars) - 1
    return it


@always_inline
def ll_string_reversed_more(it):
    return it.index >= 0


@always_inline
def ll_string_reversed_item(it):
    i = it.index
    it.index = i - 1
    return it.string.chars[i]


# ____________________________________________________________
# Dicts and sets


def dict_iter_type(DICT):
    """Return the type of iterators over a dict or set type."""
    return _memoised('dict', DICT, lambda: GcStruct(
        'dict_iter', ('dict', Ptr(DICT)), ('position', Signed), ('expected', Signed)))


@always_inline
def ll_dict_iter(ITER, d):
    it = malloc(ITER)
    it.dict = d
    it.expected = d.num_live
    return it


@always_inline
def ll_dict_more(it):
    d = it.dict
    if llop.unlikely(Bool, d.num_live != it.expected):
        _raise_changed_size(d)
    position = ll_dict_next(d, it.position)
    if position < 0:
        it.position = d.num_used
        return False
    it.position = position
    return True


@dont_inline
def _raise_changed_size(d):
    if typeOf(d).TO.entries.TO.OF.value == Void:
        raise RuntimeError('Set changed size during iteration')
    else:
        raise RuntimeError('dictionary changed size during iteration')


@always_inline
def ll_dict_key_item(it):
    """The next key, or member of a set."""
    i = it.position
    it.position = i + 1
    return it.dict.entries[i].key


@always_inline
def ll_dict_value_item(it):
    """The next value."""
    i = it.position
    it.position = i + 1
    return it.dict.entries[i].value


@always_inline
def ll_dict_item_item(TUPLE, it):
    """The next pair, as a tuple of this type."""
    i = it.position
    it.position = i + 1
    item = malloc(TUPLE)
    item.item0 = it.dict.entries[i].key
    item.item1 = it.dict.entries[i].value
    return item


# ____________________________________________________________
# zip(strict=True)


def ll_zip_check(first_has_more, has_more, position):
    """Refuse sources of different lengths; `position` counts from 0."""
    if first_has_more != has_more:
        _report_lengths(has_more, position)


@dont_inline
def _report_lengths(is_longer: bool, position: int):
    others = 'argument 1' if position == 1 else 'arguments 1-' + str(position)
    raise ValueError('zip() argument ' + str(position + 1) + ' is '
                     + ('longer' if is_longer else 'shorter') + ' than ' + others)
