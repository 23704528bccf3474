"""Dicts: what is not in `dicttable`. The functions of sets are here too."""

from rpython.rlib.objectmodel import always_inline
from rpython.rtyper import guards
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.dicttable import (
    build_index, delete_entry, dict_type, entry_hash, hash_key, insert_new,
    ll_dict_clear, ll_dict_contains, ll_dict_copy, ll_dict_is_true, ll_dict_len,
    ll_dict_lookup, ll_dict_next, ll_dict_update, ll_newdict, raise_key_error,
    set_value, value_at)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, malloc, typeOf
from rpython.rtyper.rdictforms import ll_delitem_with_hash, ll_setitem_with_hash
from rpython.rtyper.rlist import items_equal, ll_items, ll_newlist
from rpython.rtyper.rset import (
    ll_frozenset_repr, ll_set_add, ll_set_difference, ll_set_difference_update,
    ll_set_discard, ll_set_equal, ll_set_from_list, ll_set_hash,
    ll_set_intersection, ll_set_intersection_update, ll_set_isdisjoint,
    ll_set_issubset, ll_set_pop, ll_set_remove, ll_set_repr,
    ll_set_symmetric_difference, ll_set_symmetric_difference_update,
    ll_set_union, ll_set_update)
from rpython.rtyper.rstr import STRINGS, ll_join, ll_strconcat3


def ll_dict_getitem(d, key, hashfn, eqfn):
    """`d[key]`."""
    hash = hash_key(key, hashfn)
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if llop.unlikely(Bool, number < 0):
        raise_key_error(key)
    return value_at(d, number, key, hash, hashfn, eqfn)


def ll_dict_get(d, key, default, hashfn, eqfn):
    """`d.get(key, default)`."""
    hash = hash_key(key, hashfn)
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number < 0:
        return default
    return value_at(d, number, key, hash, hashfn, eqfn)


def ll_dict_setitem(d, key, value, hashfn, eqfn):
    """`d[key] = value`."""
    ll_setitem_with_hash(d, key, hash_key(key, hashfn), value, hashfn, eqfn)


def ll_dict_setdefault(d, key, default, hashfn, eqfn):
    """`d.setdefault(key, default)`."""
    return _setdefault_hashed(d, key, default, hash_key(key, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _setdefault_hashed(d, key, default, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number >= 0:
        return d.entries[number].value
    insert_new(d, key, default, hash, eqfn)
    return default


def ll_dict_delitem(d, key, hashfn, eqfn):
    """`del d[key]`."""
    ll_delitem_with_hash(d, key, hash_key(key, hashfn), hashfn, eqfn)


def ll_dict_pop(d, key, hashfn, eqfn):
    """`d.pop(key)`."""
    return _pop_hashed(d, key, hash_key(key, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _pop_hashed(d, key, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number < 0:
        raise_key_error(key)
    value = d.entries[number].value
    delete_entry(d, number)
    return value


def ll_dict_pop_default(d, key, default, hashfn, eqfn):
    """`d.pop(key, default)`."""
    return _pop_default_hashed(d, key, default, hash_key(key, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _pop_default_hashed(d, key, default, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number < 0:
        return default
    value = d.entries[number].value
    delete_entry(d, number)
    return value


@guards.guarded
def ll_dict_popitem(TUPLE, d, hashfn):
    """`d.popitem()`: the last one inserted."""
    if d.num_live == 0:
        raise KeyError('popitem(): dictionary is empty')
    if not d.indexes:
        build_index(d, hashfn)
    number = d.num_used - 1
    result = malloc(TUPLE)
    result.item0 = d.entries[number].key
    result.item1 = d.entries[number].value
    delete_entry(d, number)
    return result


def ll_dict_delitem_if_value_is(d, key, value, hashfn, eqfn):
    """`objectmodel.delitem_if_value_is`."""
    _delitem_if_value_is_hashed(d, key, value, hash_key(key, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _delitem_if_value_is_hashed(d, key, value, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number >= 0 and d.entries[number].value == value:
        delete_entry(d, number)


def ll_prepare_dict_update(d, more):
    """`objectmodel.prepare_dict_update`: only a hint; the dict grows by itself."""


@guards.guarded
def ll_dict_keys(LIST, d):
    """`list(d)`."""
    result = ll_newlist(LIST, d.num_live)
    items = ll_items(result)
    count = 0
    i = ll_dict_next(d, 0)
    while i >= 0:
        items[count] = d.entries[i].key
        count += 1
        i = ll_dict_next(d, i + 1)
    return result


@guards.guarded
def ll_dict_values(LIST, d):
    """`list(d.values())`."""
    result = ll_newlist(LIST, d.num_live)
    items = ll_items(result)
    count = 0
    i = ll_dict_next(d, 0)
    while i >= 0:
        items[count] = d.entries[i].value
        count += 1
        i = ll_dict_next(d, i + 1)
    return result


@guards.guarded
def ll_dict_items(LIST, d):
    """`list(d.items())`."""
    result = ll_newlist(LIST, d.num_live)
    items = ll_items(result)
    count = 0
    i = ll_dict_next(d, 0)
    while i >= 0:
        item = malloc(typeOf(items).TO.OF.TO)
        item.item0 = d.entries[i].key
        item.item1 = d.entries[i].value
        items[count] = item
        count += 1
        i = ll_dict_next(d, i + 1)
    return result


def ll_dict_equal(d1, d2, hashfn, eqfn, valueeq):
    """`d1 == d2`; either may be null."""
    if d1 == d2:
        return True
    if not d1 or not d2:
        return False
    if d1.num_live != d2.num_live:
        return False
    i = ll_dict_next(d1, 0)
    while i >= 0:
        number = ll_dict_lookup(d2, d1.entries[i].key, entry_hash(d1, i, hashfn), hashfn, eqfn)
        if number < 0 or i >= d1.num_used:
            return False
        if not items_equal(d1.entries[i].value, d2.entries[number].value, valueeq):
            return False
        i = ll_dict_next(d1, i + 1)
    return True


def ll_dict_repr(d, keyrepr, valuerepr):
    """`repr(d)`, given the functions that make strings of keys and values."""
    if not d:
        return llstr('None')
    pieces = malloc(STRINGS, d.num_live)
    count = 0
    i = ll_dict_next(d, 0)
    while i >= 0 and count < len(pieces):
        key = keyrepr(d.entries[i].key)
        value = valuerepr(d.entries[i].value) if i < d.num_used else llstr('')
        pieces[count] = ll_strconcat3(key, llstr(': '), value)
        count += 1
        i = ll_dict_next(d, i + 1)
    while count < len(pieces):
        pieces[count] = llstr('')
        count += 1
    return ll_strconcat3(llstr('{'), ll_join(llstr(', '), pieces), llstr('}'))
