"""Sets: dicts whose values are Void. They keep the order of insertion."""

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rarithmetic import intmask
from rpython.rtyper import guards
from rpython.rtyper.annlowlevel import llstr
from rpython.rtyper.dicttable import (
    build_index, delete_entry, entry_hash, hash_key, insert_new, ll_dict_copy,
    ll_dict_lookup, ll_dict_next, ll_dict_update, ll_newdict, raise_key_error)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed, malloc, typeOf
from rpython.rtyper.rlist import ll_items, ll_length
from rpython.rtyper.rstr import STRINGS, ll_join, ll_strconcat3


def ll_set_add(s, item, hashfn, eqfn):
    """`s.add(item)`."""
    hash = hash_key(item, hashfn)
    _add_hashed(s, item, hash, hashfn, eqfn)


@guards.guarded
def _add_hashed(s, item, hash, hashfn, eqfn):
    if ll_dict_lookup(s, item, hash, hashfn, eqfn) < 0:
        insert_new(s, item, None, hash, eqfn)


def _has(s, other, i, hashfn, eqfn):
    """Is entry `i` of `other` in `s`?"""
    hash = entry_hash(other, i, hashfn)
    return ll_dict_lookup(s, other.entries[i].key, hash, hashfn, eqfn) >= 0


def ll_set_discard(s, item, hashfn, eqfn):
    """`s.discard(item)`."""
    _discard_hashed(s, item, hash_key(item, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _discard_hashed(s, item, hash, hashfn, eqfn):
    number = ll_dict_lookup(s, item, hash, hashfn, eqfn)
    if number >= 0:
        delete_entry(s, number)


def ll_set_remove(s, item, hashfn, eqfn):
    """`s.remove(item)`."""
    _remove_hashed(s, item, hash_key(item, hashfn), hashfn, eqfn)


@guards.guarded
@always_inline
def _remove_hashed(s, item, hash, hashfn, eqfn):
    number = ll_dict_lookup(s, item, hash, hashfn, eqfn)
    if number < 0:
        raise_key_error(item)
    delete_entry(s, number)


@guards.guarded
def ll_set_pop(s, hashfn):
    """`s.pop()`: the item added last."""
    if s.num_live == 0:
        raise KeyError('pop from an empty set')
    if not s.indexes:
        build_index(s, hashfn)
    number = s.num_used - 1
    item = s.entries[number].key
    delete_entry(s, number)
    return item


def ll_set_from_list(SET, l, hashfn, eqfn):
    """`set(l)`."""
    result = ll_newdict(SET)
    i = 0
    while i < ll_length(l):
        ll_set_add(result, ll_items(l)[i], hashfn, eqfn)
        i += 1
    return result


def ll_set_update(s, other, hashfn, eqfn):
    """`s |= other`."""
    ll_dict_update(s, other, hashfn, eqfn)


def ll_set_union(s1, s2, hashfn, eqfn):
    """`s1 | s2`."""
    result = ll_dict_copy(s1)
    ll_dict_update(result, s2, hashfn, eqfn)
    return result


def _add_selected(result, s1, s2, in_both, hashfn, eqfn):
    """Add those of `s1` that are in `s2`, or those that are not."""
    i = 0
    while i < s1.num_used:
        if s1.entries[i].valid and _has(s2, s1, i, hashfn, eqfn) == in_both:
            if i < s1.num_used and s1.entries[i].valid:
                hash = entry_hash(s1, i, hashfn)
                _add_hashed(result, s1.entries[i].key, hash, hashfn, eqfn)
        i += 1


def ll_set_intersection(s1, s2, hashfn, eqfn):
    """`s1 & s2`."""
    result = ll_newdict(typeOf(s1).TO)
    _add_selected(result, s1, s2, True, hashfn, eqfn)
    return result


def ll_set_difference(s1, s2, hashfn, eqfn):
    """`s1 - s2`."""
    result = ll_newdict(typeOf(s1).TO)
    _add_selected(result, s1, s2, False, hashfn, eqfn)
    return result


def ll_set_symmetric_difference(s1, s2, hashfn, eqfn):
    """`s1 ^ s2`."""
    result = ll_newdict(typeOf(s1).TO)
    _add_selected(result, s1, s2, False, hashfn, eqfn)
    _add_selected(result, s2, s1, False, hashfn, eqfn)
    return result


@guards.guarded
def _become(s, other):
    """Take over what another set has, which is not used any more."""
    s.num_live = other.num_live
    s.num_used = other.num_used
    s.free_slots = other.free_slots
    s.indexes = other.indexes
    s.entries = other.entries


def ll_set_intersection_update(s, other, hashfn, eqfn):
    """`s &= other`."""
    _become(s, ll_set_intersection(s, other, hashfn, eqfn))


def ll_set_difference_update(s, other, hashfn, eqfn):
    """`s -= other`."""
    _become(s, ll_set_difference(s, other, hashfn, eqfn))


def ll_set_symmetric_difference_update(s, other, hashfn, eqfn):
    """`s ^= other`."""
    _become(s, ll_set_symmetric_difference(s, other, hashfn, eqfn))


def ll_set_issubset(s1, s2, hashfn, eqfn):
    """`s1 <= s2`."""
    if s1.num_live > s2.num_live:
        return False
    i = 0
    while i < s1.num_used:
        if s1.entries[i].valid and not _has(s2, s1, i, hashfn, eqfn):
            return False
        i += 1
    return True


def ll_set_isdisjoint(s1, s2, hashfn, eqfn):
    """`s1.isdisjoint(s2)`."""
    i = 0
    while i < s1.num_used:
        if s1.entries[i].valid and _has(s2, s1, i, hashfn, eqfn):
            return False
        i += 1
    return True


def ll_set_equal(s1, s2, hashfn, eqfn):
    """`s1 == s2`; either may be null."""
    if s1 == s2:
        return True
    if not s1 or not s2:
        return False
    return s1.num_live == s2.num_live and ll_set_issubset(s1, s2, hashfn, eqfn)


_SHUFFLE = intmask(3644798167)


def ll_set_hash(s, hashfn):
    """Hash a frozenset: the order of its items does not matter."""
    result = 1927868237
    i = 0
    while i < s.num_used:
        if s.entries[i].valid:
            hash = entry_hash(s, i, hashfn)
            result ^= llop.int_mul(Signed, hash ^ (hash << 16) ^ 89869747, _SHUFFLE)
        i += 1
    return result


def _items_repr(s, itemrepr):
    pieces = malloc(STRINGS, s.num_live)
    count = 0
    i = ll_dict_next(s, 0)
    while i >= 0 and count < len(pieces):
        pieces[count] = itemrepr(s.entries[i].key)
        count += 1
        i = ll_dict_next(s, i + 1)
    while count < len(pieces):
        pieces[count] = llstr('')
        count += 1
    return ll_strconcat3(llstr('{'), ll_join(llstr(', '), pieces), llstr('}'))


def ll_set_repr(s, itemrepr):
    """`repr(s)` of a set."""
    if not s:
        return llstr('None')
    if s.num_live == 0:
        return llstr('set()')
    return _items_repr(s, itemrepr)


def ll_frozenset_repr(s, itemrepr):
    """`repr(s)` of a frozenset."""
    if not s:
        return llstr('None')
    if s.num_live == 0:
        return llstr('frozenset()')
    return ll_strconcat3(llstr('frozenset('), _items_repr(s, itemrepr), llstr(')'))
