"""Python's built-in functions, as far as they are ordinary code.

`len`, `isinstance` and others that need to know types are the annotator's.
Each call gets its own copy, so arguments may be of any type.
"""

from rpython.rlib import objectmodel
from rpython.rlib.objectmodel import always_inline, specialize, try_inline
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Float, typeOf
from rpython.rtyper.numbertext import ll_int_bin, ll_int_hex, ll_int_oct
from rpython.rtyper.rstr import ll_escape_non_ascii
from rpython.rtyper.registration import float_methods, method, replaces
from rpython.rtyper.rfloat import ll_float_isfinite, ll_round, ll_round_digits
from rpython.rtyper.rint import ll_int_pow_mod

# ____________________________________________________________
# Least and greatest

class _NoDefault:
    """What stands for a default that is not given."""


_NO_DEFAULT = _NoDefault()


@replaces(min)
@specialize.call_location()
@try_inline
def builtin_min(*args, key=None, default=_NO_DEFAULT):
    if len(args) == 1:
        return _least(args[0], key, default)
    if len(args) == 2 and key is None:
        first = args[0]
        second = args[1]
        return second if second < first else first
    return _least(args, key, _NO_DEFAULT)


@specialize.call_location()
def _least(items, key, default):
    iterator = iter(items)
    try:
        result = next(iterator)
    except StopIteration:
        if isinstance(default, _NoDefault):
            raise ValueError('min() arg is an empty sequence')
        else:
            return default
    if key is None:
        for item in iterator:
            if item < result:
                result = item
    else:
        result_key = key(result)
        for item in iterator:
            item_key = key(item)
            if item_key < result_key:
                result = item
                result_key = item_key
    return result


@replaces(max)
@specialize.call_location()
@try_inline
def builtin_max(*args, key=None, default=_NO_DEFAULT):
    if len(args) == 1:
        return _greatest(args[0], key, default)
    if len(args) == 2 and key is None:
        first = args[0]
        second = args[1]
        return second if first < second else first
    return _greatest(args, key, _NO_DEFAULT)


@specialize.call_location()
def _greatest(items, key, default):
    iterator = iter(items)
    try:
        result = next(iterator)
    except StopIteration:
        if isinstance(default, _NoDefault):
            raise ValueError('max() arg is an empty sequence')
        else:
            return default
    if key is None:
        for item in iterator:
            if result < item:
                result = item
    else:
        result_key = key(result)
        for item in iterator:
            item_key = key(item)
            if result_key < item_key:
                result = item
                result_key = item_key
    return result


# ____________________________________________________________
# Over iterables


@replaces(sum)
@specialize.call_location()
def builtin_sum(items, start=0):
    total = start
    for item in items:
        total = total + item
    return total


@replaces(any)
@specialize.call_location()
def builtin_any(items):
    for item in items:
        if item:
            return True
    return False


@replaces(all)
@specialize.call_location()
def builtin_all(items):
    for item in items:
        if not item:
            return False
    return True


@replaces(map)
@specialize.call_location()
def builtin_map(function, *iterables):
    if len(iterables) == 1:
        for item in iterables[0]:
            yield function(item)
    else:
        for items in zip(*iterables):
            yield function(*items)


@replaces(filter)
@specialize.call_location()
def builtin_filter(function, items):
    for item in items:
        if function is None:
            if item:
                yield item
        elif function(item):
            yield item


@replaces(sorted)
@specialize.call_location()
def builtin_sorted(items, key=None, reverse=False):
    result = [item for item in items]
    list_sort_key(result, key, reverse)
    return result


# ____________________________________________________________
# Sorting by a key


@specialize.call_location()
def list_sort_key(items, key=None, reverse=False):
    """`items.sort(key=key, reverse=reverse)`."""
    # Reversed before and after, equal items keep their order.
    if reverse:
        items.reverse()
    if key is None:
        items.sort()
    else:
        _sort_by_key(items, key)
    if reverse:
        items.reverse()


@specialize.call_location()
def _sort_by_key(items, key):
    keys = [key(item) for item in items]
    if len(keys) != len(items):
        raise ValueError('list modified during sort')
    order = _stable_order(keys)
    in_order = [items[position] for position in order]
    for position in range(len(in_order)):
        items[position] = in_order[position]


_SHORT = 8


@specialize.call_location()
def _stable_order(keys):
    """Return the positions of the keys in ascending order.

    Merge sort from the bottom up, of pieces sorted by insertion.
    """
    length = len(keys)
    order = [position for position in range(length)]
    for start in range(0, length, _SHORT):
        for position in range(start + 1, min(start + _SHORT, length)):
            moving = order[position]
            hole = position
            while hole > start and keys[moving] < keys[order[hole - 1]]:
                order[hole] = order[hole - 1]
                hole -= 1
            order[hole] = moving
    width = _SHORT
    while width < length:
        merged = []
        for start in range(0, length, 2 * width):
            middle = min(start + width, length)
            end = min(middle + width, length)
            left = start
            right = middle
            while left < middle and right < end:
                if keys[order[right]] < keys[order[left]]:
                    merged.append(order[right])
                    right += 1
                else:
                    merged.append(order[left])
                    left += 1
            while left < middle:
                merged.append(order[left])
                left += 1
            while right < end:
                merged.append(order[right])
                right += 1
        order = merged
        width *= 2
    return order


# ____________________________________________________________
# Numbers


@replaces(divmod)
@specialize.argtype(0, 1)
def builtin_divmod(x, y):
    return x // y, x % y


@replaces(pow)
@specialize.call_location()
def builtin_pow(x, y, z=None):
    if z is None:
        return x ** y
    else:
        return ll_int_pow_mod(x, y, z)


@replaces(round)
@specialize.call_location()
def builtin_round(x, ndigits=None):
    if typeOf(x) == Float:
        if ndigits is None:
            return ll_round(x)
        else:
            return ll_round_digits(x, ndigits)
    elif not isinstance(x, int):
        return _round_instance(x, ndigits)
    elif ndigits is None:
        return x
    else:
        return _round_int(x, ndigits)


@specialize.call_location()
def _round_instance(x, ndigits):
    if ndigits is None:
        return x.__round__()
    else:
        return x.__round__(ndigits)


def _round_int(x: int, ndigits: int) -> int:
    """Round to a power of ten; halves go to the even multiple."""
    if ndigits >= 0:
        return x
    if ndigits < -18:
        return 0
    unit = 10 ** -ndigits
    rest = x % unit
    below = x - rest
    if rest > unit - rest or (rest == unit - rest and (below // unit) % 2 == 1):
        return below + unit
    return below


@replaces(ascii)
@specialize.argtype(0)
def builtin_ascii(x):
    return hlstr(ll_escape_non_ascii(llstr(repr(x))))


@replaces(hex)
@specialize.argtype(0)
def builtin_hex(x):
    return hlstr(ll_int_hex(x))


@replaces(oct)
@specialize.argtype(0)
def builtin_oct(x):
    return hlstr(ll_int_oct(x))


@replaces(bin)
@specialize.argtype(0)
def builtin_bin(x):
    return hlstr(ll_int_bin(x))


@method(float_methods, 'is_integer')
def float_is_integer(self: float) -> bool:
    return ll_float_isfinite(self) and llop.float_floor(Float, self) == self


# ____________________________________________________________
# rpython.rlib.objectmodel


@replaces(objectmodel.delitem_if_value_is)
@specialize.call_location()
def delitem_if_value_is(d, key, value):
    if key in d and d[key] is value:
        del d[key]


@replaces(objectmodel.prepare_dict_update)
@specialize.call_location()
def prepare_dict_update(d, n_items):
    pass


@replaces(objectmodel.likely)
@always_inline
def objectmodel_likely(condition: bool) -> bool:
    return llop.likely(Bool, condition)


@replaces(objectmodel.unlikely)
@always_inline
def objectmodel_unlikely(condition: bool) -> bool:
    return llop.unlikely(Bool, condition)


@replaces(objectmodel.we_are_translated_to_c)
@always_inline
def we_are_translated_to_c() -> bool:
    return True


@replaces(objectmodel.free_non_gc_object)
@specialize.argtype(0)
def free_non_gc_object(obj) -> None:
    pass
