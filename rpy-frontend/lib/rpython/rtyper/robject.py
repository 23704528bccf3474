"""What the typer needs besides the types' own modules.

The `make_...` functions run while translating. Each returns a function over
low-level values, always the same one for the same arguments: how containers
compare, hash and show items that are containers or instances themselves.
"""

import functools

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper import rdict, rlist, rset
from rpython.rtyper.annlowlevel import cast_to_instance, hlstr, llstr, llstr_or_null
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    Address, Bool, Float, Signed, Unsigned, cast_pointer, malloc)
from rpython.rtyper.floattext import ll_float_str
from rpython.rtyper.numbertext import ll_int_str
from rpython.rtyper.registration import specialize_helper
from rpython.rtyper.rslice import step_count
from rpython.rtyper.rstr import STR, ll_repr_str, ll_strcmp, ll_strconcat3


def _memoised(make):
    @functools.lru_cache(maxsize=None)
    def maker(*arguments):
        function = make(*arguments)
        specialize_helper(function)
        return function
    return maker


# ____________________________________________________________
# Errors


@dont_inline
def ll_raise_none(message):
    """None was used where only a value makes sense."""
    raise TypeError(hlstr(message))


@dont_inline
def ll_raise_none_attribute(message):
    """An attribute of None was read or written."""
    raise AttributeError(hlstr(message))


@dont_inline
def ll_raise_no_attribute(class_name, rest):
    """An attribute was read that objects of the class do not have."""
    raise AttributeError("'" + hlstr(ll_string_of_characters(class_name)) + hlstr(rest))


@dont_inline
def ll_raise_stop_iteration():
    raise StopIteration


@dont_inline
def _raise_attribute(message):
    raise AttributeError(hlstr(message))


def ll_class_variable(cell, message):
    """Return the cell of a class, or of the nearest base, that has a value."""
    while not cell.defined:
        cell = cell.inherited
        if not cell:
            _raise_attribute(message)
    return cell


@always_inline
def ll_is_subclass(vtable, base):
    """Is the class number of `vtable` in the range of `base`?"""
    number = vtable.subclass_min - base.subclass_min
    return llop.uint_lt(Bool, number, base.subclass_max - base.subclass_min)


@dont_inline
def _raise_unpack(length: int, expected: int):
    if length > expected:
        raise ValueError('too many values to unpack (expected ' + str(expected) + ')')
    raise ValueError('not enough values to unpack (expected ' + str(expected)
                     + ', got ' + str(length) + ')')


@always_inline
def ll_unpack_check(length, expected):
    """Raise ValueError unless the sequence has as many items as targets."""
    if llop.unlikely(Bool, length != expected):
        _raise_unpack(length, expected)


@dont_inline
def _raise_tuple_index():
    raise IndexError('tuple index out of range')


def ll_tuple_index(i, count):
    """Return the index of a tuple's item as a number from 0."""
    if i < 0:
        i += count
    if llop.uint_ge(Bool, i, count):
        _raise_tuple_index()
    return i


def ll_assert(condition, message):
    """`debug.ll_assert`: stop the program, without an exception."""
    if not condition:
        ll_fatal(message)


@dont_inline
def ll_fatal(message):
    raise SystemError(hlstr(message))


# ____________________________________________________________
# Ranges


def ll_range_contains(start, stop, step, i):
    """`i in range(start, stop, step)`."""
    if step > 0:
        if i < start or i >= stop:
            return False
    elif i > start or i <= stop:
        return False
    return (i - start) % step == 0


@dont_inline
def _raise_range_index():
    raise IndexError('range object index out of range')


def ll_range_getitem(start, stop, step, i):
    """`range(start, stop, step)[i]`."""
    count = step_count(start, stop, step)
    if i < 0:
        i += count
    if llop.uint_ge(Bool, i, count):
        _raise_range_index()
    return start + i * step


@always_inline
def ll_range_reversed_iter(ITER, start, stop, step):
    """`reversed(range(start, stop, step))`."""
    it = malloc(ITER)
    count = step_count(start, stop, step)
    it.next = start + (count - 1) * step
    it.remaining = count
    it.step = -step
    return it


# ____________________________________________________________
# Characters and bytes


def ll_chars_contain_string(l, s):
    """`s in l` for a list of characters and any string."""
    if not s or len(s.chars) != 1:
        return False
    return rlist.ll_contains(l, s.chars[0], None)


# ____________________________________________________________
# Equality, order and hash


def ll_str_less(s1, s2):
    return ll_strcmp(s1, s2) < 0


def ll_bool_less(x, y):
    return not x and y


def ll_hash_address(p):
    """Hash a pointer to static memory."""
    return llop.cast_adr_to_int(Signed, llop.cast_ptr_to_adr(Address, p)) >> 4


def make_deferred(parameters: int):
    """Return a helper that calls the one that its `become` will be given."""
    function = None

    def become(helper):
        nonlocal function
        function = helper

    if parameters == 1:
        def ll_deferred(value):
            return function(value)
    else:
        def ll_deferred(value, other):
            return function(value, other)
    specialize_helper(ll_deferred)
    ll_deferred.become = become
    return ll_deferred


@_memoised
def make_list_eq(eq):
    def ll_list_eq(l1, l2):
        return rlist.ll_equal(l1, l2, eq)
    return ll_list_eq


@_memoised
def make_list_less(eq, lt):
    def ll_list_less(l1, l2):
        return rlist.ll_less(l1, l2, eq, lt)
    return ll_list_less


@_memoised
def make_dict_eq(hash, eq, value_eq):
    def ll_dict_eq(d1, d2):
        return rdict.ll_dict_equal(d1, d2, hash, eq, value_eq)
    return ll_dict_eq


@_memoised
def make_set_eq(hash, eq):
    def ll_set_eq(s1, s2):
        return rset.ll_set_equal(s1, s2, hash, eq)
    return ll_set_eq


@_memoised
def make_set_hash(hash):
    def ll_set_hash(s):
        return rset.ll_set_hash(s, hash)
    return ll_set_hash


@_memoised
def make_instance_eq(cls):
    def ll_instance_eq(p, q):
        if not p or not q:
            return p == q
        return bool(cast_to_instance(cls, p) == cast_to_instance(cls, q))
    return ll_instance_eq


@_memoised
def make_instance_less(cls):
    def ll_instance_less(p, q):
        return bool(cast_to_instance(cls, p) < cast_to_instance(cls, q))
    return ll_instance_less


@_memoised
def make_instance_hash(cls):
    def ll_instance_hash(p):
        if not p:
            return 0
        return hash(cast_to_instance(cls, p))
    return ll_instance_hash


@_memoised
def make_partial_hash(OBJECT, cls, unhashable, instance_hash):
    """Return the hash of instances, some of whose classes have none."""
    def ll_partial_hash(p):
        if not p:
            return 0
        if isinstance(cast_to_instance(cls, p), unhashable):
            _raise_unhashable(cast_pointer(OBJECT, p).typeptr.name)
        return instance_hash(p)
    return ll_partial_hash


@dont_inline
def _raise_unhashable(name):
    raise TypeError("unhashable type: '" + hlstr(ll_string_of_characters(name)) + "'")


@_memoised
def make_instance_view(cls):
    def ll_instance_view(p):
        return cast_to_instance(cls, p)
    return ll_instance_view


@_memoised
def make_key_eq(function, view):
    """Return the key function of an r_dict for keys as the dict holds them."""
    def ll_key_eq(x, y):
        if view is None:
            return function(x, y)
        else:
            return function(view(x), view(y))
    return ll_key_eq


@_memoised
def make_key_hash(function, view):
    def ll_key_hash(x):
        if view is None:
            return function(x)
        else:
            return function(view(x))
    return ll_key_hash


# ____________________________________________________________
# Text


def ll_none_repr(x):
    return llstr('None')


def ll_opaque_repr(x):
    return llstr('<object>')


def ll_single_float_str(x):
    return ll_float_str(llop.cast_single_to_float(Float, x))


def ll_string_of_characters(characters):
    """Make a string of a raw array, such as a class's name."""
    length = len(characters)
    result = malloc(STR, length)
    i = 0
    while i < length:
        result.chars[i] = characters[i]
        i += 1
    return result


@_memoised
def make_list_repr(item_repr):
    def ll_list_repr(l):
        return rlist.ll_list_repr(l, item_repr)
    return ll_list_repr


@_memoised
def make_dict_repr(key_repr, value_repr):
    def ll_dict_repr(d):
        return rdict.ll_dict_repr(d, key_repr, value_repr)
    return ll_dict_repr


@_memoised
def make_set_repr(item_repr):
    def ll_set_repr(s):
        return rset.ll_set_repr(s, item_repr)
    return ll_set_repr


@_memoised
def make_instance_text(cls, owners, name, otherwise):
    """Return str() or repr() of instances of `cls` and of its subclasses.

    `owners` are the topmost classes that define the method; `otherwise` is
    for instances of all others.
    """
    if cls in owners:
        if name == '__str__':
            def ll_instance_str(p):
                if not p:
                    return llstr('None')
                return llstr(cast_to_instance(cls, p).__str__())
            return ll_instance_str

        def ll_instance_repr(p):
            if not p:
                return llstr('None')
            return llstr(cast_to_instance(cls, p).__repr__())
        return ll_instance_repr

    classes = unrolling_iterable(owners)
    if name == '__str__':
        def ll_some_instance_str(p):
            if not p:
                return llstr('None')
            instance = cast_to_instance(cls, p)
            for owner in classes:
                if isinstance(instance, owner):
                    return llstr(instance.__str__())
            return otherwise(p)
        return ll_some_instance_str

    def ll_some_instance_repr(p):
        if not p:
            return llstr('None')
        instance = cast_to_instance(cls, p)
        for owner in classes:
            if isinstance(instance, owner):
                return llstr(instance.__repr__())
        return otherwise(p)
    return ll_some_instance_repr


@_memoised
def make_exception_str(cls):
    """Return str() of exceptions that do not define it: their argument."""
    def ll_exception_str(p):
        if not p:
            return llstr('None')
        # Null in an exception that was made without arguments.
        text = llstr_or_null(cast_to_instance(cls, p).args_text)
        return text if text else llstr('')
    return ll_exception_str


@_memoised
def make_default_repr(OBJECT):
    """Return repr() of instances; `OBJECT` is the type of pointers to any."""
    def ll_default_repr(p):
        if not p:
            return llstr('None')
        name = ll_string_of_characters(cast_pointer(OBJECT, p).typeptr.name)
        return ll_strconcat3(llstr('<'), name, llstr(' object>'))
    return ll_default_repr


@_memoised
def make_exception_repr(OBJECT, cls):
    """Return repr() of exceptions, by the form that their text has."""
    def ll_exception_repr(p):
        if not p:
            return llstr('None')
        name = ll_string_of_characters(cast_pointer(OBJECT, p).typeptr.name)
        argument = cast_to_instance(cls, p).args_text
        if argument is None:
            return ll_strconcat3(name, llstr('()'), llstr(''))
        text = llstr(argument)
        form = cast_to_instance(cls, p).args_form
        if form == 2:
            return ll_strconcat3(name, text, llstr(''))
        if form == 0:
            text = ll_repr_str(text)
        return ll_strconcat3(ll_strconcat3(name, llstr('('), text), llstr(')'), llstr(''))
    return ll_exception_repr


def ll_exception_text(name, text):
    """Return the last line of a traceback, given the class's name."""
    characters = ll_string_of_characters(name)
    if len(text.chars) == 0:
        return characters
    return ll_strconcat3(characters, llstr(': '), text)
