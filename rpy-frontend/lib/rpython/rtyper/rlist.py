"""Lists: arrays when they never change their length, else a struct with one.

A resizable list has a length and an array with room for more: doubling it
makes appending take constant time on average. Helpers
take both kinds, and differ only where it matters; `LIST` arguments are the
struct or array type of the list to create.

`eq` and `lt` arguments are functions, or None for the `==` and `<` of
primitive items (identity for pointers).

Where threads run at the same time, one changes a list at a time; who reads it
finds its length, its array and the items as they are at different moments.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rtyper import guards, threads
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.discarding import ll_discard
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Bool, Char, GcArray, GcStruct, Ptr, Signed, Void, is_array, malloc,
    malloc_uncleared, typeOf)
from rpython.rtyper.rslice import (
    clamp_bound, raise_zero_step, step_count, step_start, step_stop)
from rpython.rtyper.rsort import ll_sort_items
from rpython.rtyper.rstr import STRINGS, ll_chr2str, ll_join, ll_strconcat, ll_strconcat3
from rpython.rtyper.sizes import multiply_sizes

_list_types = {}


def list_type(ITEM):
    """Return the type of resizable lists of `ITEM`."""
    if ITEM not in _list_types:
        _list_types[ITEM] = GcStruct(
            'list', ('length', Signed), ('items', Ptr(fixed_list_type(ITEM))), *guards.guard_fields())
    return _list_types[ITEM]


def fixed_list_type(ITEM):
    """Return the type of lists of `ITEM` that are never resized."""
    return GcArray(ITEM)


@always_inline
def ll_length(l):
    """`len(l)`."""
    if is_array(typeOf(l).TO):
        return len(l)
    else:
        return l.length


@always_inline
def ll_items(l):
    """Return the array of the list's items; it may be longer than the list."""
    if is_array(typeOf(l).TO):
        return l
    else:
        return l.items


@always_inline
def _length_within(l, items):
    """Return the list's length, and no more than `items` are, which were read before: they may be too few by now."""
    length = ll_length(l)
    if threads.are_free:
        return length if length <= len(items) else len(items)
    return length


# ____________________________________________________________
# Creating


@always_inline
def ll_newlist(LIST, n):
    """Return a list of `n` items, of either kind; all have to be set."""
    if is_array(LIST):
        return malloc_uncleared(LIST, n)
    else:
        l = malloc(LIST)
        l.items = malloc_uncleared(LIST.items.TO, n)
        l.length = n
        return l


@always_inline
def ll_newlist_hint(LIST, hint):
    """Return an empty resizable list with room for some items."""
    l = malloc(LIST)
    l.items = malloc_uncleared(LIST.items.TO, hint if hint > 0 else 0)
    return l


@guards.guarded
def ll_resizelist_hint(l, hint):
    """Make room for `hint` items in all."""
    if hint > len(l.items):
        _reallocate(l, hint)


def ll_alloc_and_set(LIST, n, item):
    """`[item] * n`."""
    count = n if n > 0 else 0
    l = ll_newlist(LIST, count)
    items = ll_items(l)
    i = 0
    while i < count:
        items[i] = item
        i += 1
    return l


def ll_copy(LIST, l):
    """`l[:]`, or `list(l)`."""
    items = ll_items(l)
    length = _length_within(l, items)
    result = ll_newlist(LIST, length)
    llop.arraycopy(Void, items, 0, ll_items(result), 0, length)
    return result


def ll_concat(LIST, l1, l2):
    """`l1 + l2`."""
    items1 = ll_items(l1)
    items2 = ll_items(l2)
    length1 = _length_within(l1, items1)
    length2 = _length_within(l2, items2)
    result = ll_newlist(LIST, length1 + length2)
    llop.arraycopy(Void, items1, 0, ll_items(result), 0, length1)
    llop.arraycopy(Void, items2, 0, ll_items(result), length1, length2)
    return result


def ll_mul(LIST, l, n):
    """`l * n`."""
    items = ll_items(l)
    length = _length_within(l, items)
    count = n if n > 0 else 0
    result = ll_newlist(LIST, multiply_sizes(length, count))
    _repeat(items, length, ll_items(result), count)
    return result


def _repeat(source, length, dest, count):
    if length == 1:
        item = source[0]
        i = 0
        while i < count:
            dest[i] = item
            i += 1
    else:
        i = 0
        while i < count:
            llop.arraycopy(Void, source, 0, dest, i * length, length)
            i += 1


def ll_list_from_string(LIST, s):
    """`list(s)`: characters or strings of one character, as `LIST` has it."""
    length = len(s.chars)
    result = ll_newlist(LIST, length)
    items = ll_items(result)
    i = 0
    while i < length:
        if typeOf(items).TO.OF == Char:
            items[i] = s.chars[i]
        else:
            items[i] = ll_chr2str(s.chars[i])
        i += 1
    return result


def ll_list_from_bytes(LIST, s):
    """`list(b)`: integers."""
    length = len(s.chars)
    result = ll_newlist(LIST, length)
    items = ll_items(result)
    i = 0
    while i < length:
        items[i] = ord(s.chars[i])
        i += 1
    return result


def ll_range_list(LIST, start, stop, step):
    """`list(range(start, stop, step))`."""
    if step == 0:
        raise ValueError('range() arg 3 must not be zero')
    count = step_count(start, stop, step)
    result = ll_newlist(LIST, count)
    items = ll_items(result)
    value = start
    i = 0
    while i < count:
        items[i] = value
        value = llop.int_add(Signed, value, step)
        i += 1
    return result


# ____________________________________________________________
# Items


@dont_inline
def raise_list_index():
    raise IndexError('list index out of range')


@dont_inline
def raise_assignment_index():
    raise IndexError('list assignment index out of range')


@dont_inline
def _fix_index(i: int, length: int) -> int:
    if i < 0:
        i += length
    if llop.uint_ge(Bool, i, length):
        raise_list_index()
    return i


@dont_inline
def _fix_assignment_index(i: int, length: int) -> int:
    if i < 0:
        i += length
    if llop.uint_ge(Bool, i, length):
        raise_assignment_index()
    return i


@always_inline
def _item_in_bounds(l, i):
    """Return an item whose index was in bounds a moment ago."""
    items = ll_items(l)
    if threads.are_free:
        if llop.unlikely(Bool, llop.uint_ge(Bool, i, len(items))):
            raise_list_index()
    return items[i]


@always_inline
def ll_getitem(l, i):
    """`l[i]` for any index."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, ll_length(l))):
        i = _fix_index(i, ll_length(l))
    return _item_in_bounds(l, i)


@always_inline
def ll_getitem_nonneg(l, i):
    """`l[i]` for an index that is not negative."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, ll_length(l))):
        raise_list_index()
    return _item_in_bounds(l, i)


@always_inline
def ll_getitem_unchecked(l, i):
    """`l[i]` for an index that is in bounds, counting from either end."""
    if llop.unlikely(Bool, i < 0):
        i += ll_length(l)
    return ll_items(l)[i]


@always_inline
def ll_getitem_fast(l, i):
    """`l[i]` for an index that is in bounds and not negative."""
    return ll_items(l)[i]


@always_inline
def _set_item(l, i, item):
    """Set an item whose index was in bounds a moment ago."""
    if is_array(typeOf(l).TO):
        l[i] = item
    elif guards.is_mine(l):
        l.items[i] = item
    else:
        _set_common_item(l, i, item)


@dont_inline
@guards.guarded
def _set_common_item(l, i, item):
    if i >= l.length:
        raise_assignment_index()
    l.items[i] = item


@always_inline
def ll_setitem(l, i, item):
    """`l[i] = item` for any index."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, ll_length(l))):
        i = _fix_assignment_index(i, ll_length(l))
    _set_item(l, i, item)


@always_inline
def ll_setitem_nonneg(l, i, item):
    """`l[i] = item` for an index that is not negative."""
    if llop.unlikely(Bool, llop.uint_ge(Bool, i, ll_length(l))):
        raise_assignment_index()
    _set_item(l, i, item)


@always_inline
def ll_setitem_unchecked(l, i, item):
    """`l[i] = item` for an index that is in bounds."""
    if llop.unlikely(Bool, i < 0):
        i += ll_length(l)
    _set_item(l, i, item)


@always_inline
def ll_setitem_fast(l, i, item):
    """`l[i] = item` for an index that is in bounds and not negative."""
    _set_item(l, i, item)


# ____________________________________________________________
# Growing and shrinking


def _reallocate(l, capacity):
    """Give the list an array of another size. Nobody may hold on to the old one."""
    outgrown = l.items
    items = malloc_uncleared(typeOf(l).TO.items.TO, capacity)
    llop.arraycopy(Void, outgrown, 0, items, 0, l.length)
    l.items = items
    ll_discard(outgrown, len(outgrown))


def _grow(l, length):
    """Make room for `length` items and some more."""
    # With less, long lists are mostly copied while they grow.
    _reallocate(l, (2 * length + 2) & -4)


def _shrink(l):
    length = l.length
    _reallocate(l, length + (length >> 3) + 3)
    if threads.are_free:
        forget_items(l.items, length, len(l.items) - length)


@always_inline
def ll_append(l, item):
    """`l.append(item)`."""
    if guards.is_mine(l):
        length = l.length
        if llop.likely(Bool, length < len(l.items)):
            l.items[length] = item
            l.length = length + 1
            return
    _append_growing(l, item)


@dont_inline
@guards.guarded
def _append_growing(l, item):
    length = l.length
    if length >= len(l.items):
        _grow(l, length + 1)
    l.items[length] = item
    l.length = length + 1


@dont_inline
def raise_pop_from_empty():
    raise IndexError('pop from empty list')


@dont_inline
def raise_pop_index():
    raise IndexError('pop index out of range')


@always_inline
def ll_pop(l):
    """`l.pop()`."""
    if guards.is_mine(l):
        length = l.length - 1
        items = l.items
        if llop.likely(Bool, length >= 0 and length >= (len(items) >> 2) - 4):
            item = items[length]
            forget_items(items, length, 1)
            l.length = length
            return item
    return _pop_shrinking(l)


@dont_inline
@guards.guarded
def _pop_shrinking(l):
    length = l.length - 1
    if length < 0:
        raise_pop_from_empty()
    item = l.items[length]
    forget_items(l.items, length, 1)
    l.length = length
    if length < (len(l.items) >> 2) - 4:
        _shrink(l)
    return item


@always_inline
def forget_items(items, i, count):
    """Clear places beyond the list's end, so that they keep nothing alive.

    Where another thread may find what is there, it is the first item, or what it was.
    """
    if typeOf(items).TO.OF == Signed:
        pass
    elif threads.are_free:
        end = i + count
        while i > 0 and i < end:
            items[i] = items[0]
            i += 1
    else:
        llop.arrayclear(Void, items, i, count)


@guards.guarded
def ll_pop_index(l, i):
    """`l.pop(i)`."""
    length = l.length
    if length == 0:
        raise_pop_from_empty()
    if i < 0:
        i += length
    if llop.uint_ge(Bool, i, length):
        raise_pop_index()
    item = l.items[i]
    _remove_range(l, i, i + 1)
    return item


@guards.guarded
def ll_delitem(l, i):
    """`del l[i]`."""
    if llop.uint_ge(Bool, i, l.length):
        i = _fix_assignment_index(i, l.length)
    _remove_range(l, i, i + 1)


def _remove_range(l, start, stop):
    """Remove items; the bounds must lie in the list."""
    if start >= stop:
        return
    length = l.length
    items = l.items
    remaining = length - (stop - start)
    llop.arraycopy(Void, items, stop, items, start, length - stop)
    forget_items(items, remaining, length - remaining)
    l.length = remaining
    if remaining < (len(items) >> 2) - 4:
        _shrink(l)


@guards.guarded
def ll_insert(l, i, item):
    """`l.insert(i, item)`."""
    length = l.length
    position = clamp_bound(i, length)
    if length >= len(l.items):
        _grow(l, length + 1)
    items = l.items
    llop.arraycopy(Void, items, position, items, position + 1, length - position)
    items[position] = item
    l.length = length + 1


@guards.guarded
def ll_extend(l, l2):
    """`l.extend(l2)`; `l2` is a list of either kind, perhaps `l` itself."""
    length = l.length
    more_items = ll_items(l2)
    more = _length_within(l2, more_items)
    if length + more > len(l.items):
        _grow(l, length + more)
    llop.arraycopy(Void, more_items, 0, l.items, length, more)
    l.length = length + more


def ll_extend_from_string(l, s):
    """`l.extend(s)` for a string."""
    ll_extend(l, ll_list_from_string(typeOf(l).TO, s))


@guards.guarded
def ll_inplace_mul(l, n):
    """`l *= n`; returns the list."""
    length = l.length
    count = n if n > 0 else 0
    new_length = multiply_sizes(length, count)
    items = malloc_uncleared(typeOf(l).TO.items.TO, new_length)
    _repeat(l.items, length, items, count)
    l.items = items
    l.length = new_length
    return l


@guards.guarded
def ll_clear(l):
    """`l.clear()`."""
    l.length = 0
    l.items = malloc(typeOf(l).TO.items.TO, 0)


# ____________________________________________________________
# Comparing and searching


@always_inline
def items_equal(x, y, eq):
    """Compare two items; `eq` is a function or None."""
    if eq is None:
        return x == y
    else:
        return eq(x, y)


@always_inline
def item_less(x, y, lt):
    """Order two items; `lt` is a function or None."""
    if lt is None:
        return x < y
    else:
        return lt(x, y)


def ll_find_item(l, item, eq):
    """Return the index of the first equal item, or -1."""
    i = 0
    # A comparison may change the list.
    while i < ll_length(l):
        if items_equal(_item_in_bounds(l, i), item, eq):
            return i
        i += 1
    return -1


def ll_contains(l, item, eq):
    """`item in l`."""
    return ll_find_item(l, item, eq) >= 0


def ll_index(l, item, eq):
    """`l.index(item)`."""
    i = ll_find_item(l, item, eq)
    if i < 0:
        raise ValueError('item is not in list')
    return i


def ll_count(l, item, eq):
    """`l.count(item)`."""
    result = 0
    i = 0
    while i < ll_length(l):
        if items_equal(_item_in_bounds(l, i), item, eq):
            result += 1
        i += 1
    return result


def ll_remove(l, item, eq):
    """`l.remove(item)`."""
    i = ll_find_item(l, item, eq)
    if i < 0:
        raise ValueError('list.remove(x): x not in list')
    _remove_found(l, i)


@guards.guarded
def _remove_found(l, i):
    if i < l.length:
        _remove_range(l, i, i + 1)


def ll_equal(l1, l2, eq):
    """`l1 == l2`; either may be null."""
    if not l1 or not l2:
        return bool(l1) == bool(l2)
    if ll_length(l1) != ll_length(l2):
        return False
    i = 0
    while i < ll_length(l1) and i < ll_length(l2):
        if not items_equal(_item_in_bounds(l1, i), _item_in_bounds(l2, i), eq):
            return False
        i += 1
    return True


def ll_less(l1, l2, eq, lt):
    """`l1 < l2`."""
    i = 0
    while i < ll_length(l1) and i < ll_length(l2):
        item1 = _item_in_bounds(l1, i)
        item2 = _item_in_bounds(l2, i)
        if not items_equal(item1, item2, eq):
            return item_less(item1, item2, lt)
        i += 1
    return ll_length(l1) < ll_length(l2)


# ____________________________________________________________
# Slices


def ll_getslice_startstop(LIST, l, start, stop):
    """`l[start:stop]`."""
    items = ll_items(l)
    length = _length_within(l, items)
    first = clamp_bound(start, length)
    count = clamp_bound(stop, length) - first
    if count < 0:
        count = 0
    result = ll_newlist(LIST, count)
    llop.arraycopy(Void, items, first, ll_items(result), 0, count)
    return result


def ll_getslice_startonly(LIST, l, start):
    """`l[start:]`."""
    return ll_getslice_startstop(LIST, l, start, ll_length(l))


def ll_getslice_minusone(LIST, l):
    """`l[:-1]`."""
    return ll_getslice_startstop(LIST, l, 0, -1)


ll_getslice = ll_getslice_startstop


def ll_getslice_step(LIST, l, start, has_start, stop, has_stop, step):
    """`l[start:stop:step]`."""
    if step == 0:
        raise_zero_step()
    source = ll_items(l)
    length = _length_within(l, source)
    position = step_start(start, has_start, length, step)
    count = step_count(position, step_stop(stop, has_stop, length, step), step)
    result = ll_newlist(LIST, count)
    items = ll_items(result)
    i = 0
    while i < count:
        items[i] = source[position]
        position = llop.int_add(Signed, position, step)
        i += 1
    return result


@guards.guarded_list
def ll_setslice(l, start, stop, l2):
    """`l[start:stop] = l2`; a list of fixed length must keep its length."""
    length = ll_length(l)
    first = clamp_bound(start, length)
    last = clamp_bound(stop, length)
    if last < first:
        last = first
    items = ll_items(l2)
    count = _length_within(l2, items)
    if is_array(typeOf(l).TO):
        if count != last - first:
            raise ValueError('slice assignment changes the length of the list')
        llop.arraycopy(Void, items, 0, l, first, count)
    else:
        _replace_range(l, first, last, items, count)


def _replace_range(l, first, last, source, count):
    length = l.length
    items = l.items
    new_length = length - (last - first) + count
    if new_length > len(items) or source == items:
        # Start anew; also if the list is assigned to a part of itself.
        items = malloc_uncleared(typeOf(l).TO.items.TO, new_length)
        llop.arraycopy(Void, l.items, 0, items, 0, first)
        llop.arraycopy(Void, l.items, last, items, first + count, length - last)
    else:
        llop.arraycopy(Void, items, last, items, first + count, length - last)
        if new_length < length:
            forget_items(items, new_length, length - new_length)
    llop.arraycopy(Void, source, 0, items, first, count)
    l.items = items
    l.length = new_length


@guards.guarded
def ll_delslice(l, start, stop):
    """`del l[start:stop]`."""
    length = l.length
    _remove_range(l, clamp_bound(start, length), clamp_bound(stop, length))


# ____________________________________________________________
# Whole lists


@guards.guarded_list
def ll_reverse(l):
    """`l.reverse()`."""
    items = ll_items(l)
    low = 0
    high = ll_length(l) - 1
    while low < high:
        item = items[low]
        items[low] = items[high]
        items[high] = item
        low += 1
        high -= 1


def ll_sort(l, lt):
    """`l.sort()`: stable."""
    if lt is None:
        _sort_in_place(l)
        return
    # `lt` may run any code, so it must not see the list half sorted.
    length = ll_length(l)
    work = malloc_uncleared(typeOf(ll_items(l)).TO, length)
    llop.arraycopy(Void, ll_items(l), 0, work, 0, length)
    ll_sort_items(work, length, lt)
    _take_sorted(l, work, length)


@guards.guarded_list
def _sort_in_place(l):
    ll_sort_items(ll_items(l), ll_length(l), None)


@guards.guarded_list
def _take_sorted(l, work, length):
    if ll_length(l) != length:
        raise ValueError('list modified during sort')
    llop.arraycopy(Void, work, 0, ll_items(l), 0, length)


def ll_list_repr(l, item_repr):
    """`repr(l)`, given the function that makes a string of an item."""
    if not l:
        return llstr('None')
    length = ll_length(l)
    pieces = malloc(STRINGS, length)
    i = 0
    while i < length:
        if i < ll_length(l):
            pieces[i] = item_repr(_item_in_bounds(l, i))
        else:
            pieces[i] = llstr('')
        i += 1
    return ll_strconcat3(llstr('['), ll_join(llstr(', '), pieces), llstr(']'))


def ll_items_text(l, item_text, separator, is_first):
    """The items' texts as `print(*l)` shows them; unless they come first, with a separator before each."""
    length = ll_length(l)
    if length == 0:
        return llstr('')
    pieces = malloc(STRINGS, length)
    i = 0
    while i < length:
        if i < ll_length(l):
            pieces[i] = item_text(_item_in_bounds(l, i))
        else:
            pieces[i] = llstr('')
        i += 1
    text = ll_join(separator, pieces)
    if is_first:
        return text
    return ll_strconcat(separator, text)


@always_inline
def ll_check_argument_count(l, count, name):
    """Check that `f(*l)` gives as many arguments as `f` needs."""
    if ll_length(l) != count:
        _raise_argument_count(ll_length(l), count, name)


@dont_inline
def _raise_argument_count(given, count, name):
    raise TypeError(f'{hlstr(name)}() takes {count} more positional arguments but {given} were given')
