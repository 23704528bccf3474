"""What `rpython.rlib.objectmodel` does with dicts, beyond their methods."""

from rpython.rlib import objectmodel
from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rtyper import guards
from rpython.rtyper.dicttable import (
    build_index, close_holes, delete_entry, entry_hash, hash_key, insert_new, ll_dict_lookup, ll_dict_next,
    raise_key_error, reindex, set_value, value_at)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Void, malloc, typeOf
from rpython.rtyper.registration import replaces
from rpython.rtyper.rhash import ll_hash_primitive

# ____________________________________________________________
# With a hash that is known


def ll_given_hash(d, key, hash):
    """Return the hash to be used for a key: where it is not stored, what will be computed must be the same."""
    if typeOf(d).TO.entries.TO.OF.hash == Void:
        return ll_hash_primitive(key)
    else:
        return hash


def ll_contains_with_hash(d, key, hash, hashfn, eqfn):
    return ll_dict_lookup(d, key, hash, hashfn, eqfn) >= 0


def ll_getitem_with_hash(d, key, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if llop.unlikely(Bool, number < 0):
        raise_key_error(key)
    return value_at(d, number, key, hash, hashfn, eqfn)


@guards.guarded
@always_inline
def ll_setitem_with_hash(d, key, hash, value, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number >= 0:
        set_value(d, number, value)
    else:
        insert_new(d, key, value, hash, eqfn)


@guards.guarded
@always_inline
def ll_delitem_with_hash(d, key, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number < 0:
        raise_key_error(key)
    delete_entry(d, number)


def ll_key_hash(d, key, hashfn):
    return hash_key(key, hashfn)


# ____________________________________________________________
# The order of the entries


@guards.guarded
def ll_move_to_end(d, key, to_last, hashfn, eqfn):
    """Make an entry the last one, or the first one, which takes time for each of the others."""
    number = ll_dict_lookup(d, key, hash_key(key, hashfn), hashfn, eqfn)
    if number < 0:
        raise_key_error(key)
    if to_last:
        if number == d.num_used - 1:
            return
        own_key = d.entries[number].key
        value = d.entries[number].value
        hash = entry_hash(d, number, hashfn)
        delete_entry(d, number)
        insert_new(d, own_key, value, hash, eqfn)
    elif ll_dict_next(d, 0) != number:
        _move_to_front(d, number)


def _move_to_front(d, number):
    entries = d.entries
    moving = malloc(typeOf(d).TO.entries.TO, 1)
    llop.arraycopy(Void, entries, number, moving, 0, 1)
    while number > 0:
        llop.arraycopy(Void, entries, number - 1, entries, number, 1)
        number -= 1
    llop.arraycopy(Void, moving, 0, entries, 0, 1)
    # The last entry may have been the one that moved, and the one before it a hole.
    used = d.num_used
    while not entries[used - 1].valid:
        used -= 1
    d.num_used = used
    reindex(d, len(d.indexes))


def popitem_first(d):
    """Remove the first item and return it. Known to the annotator."""
    key = next(iter(d))
    return key, d.pop(key)


@guards.guarded
def ll_popitem_first(TUPLE, d, hashfn):
    if d.num_live == 0:
        raise KeyError('popitem(): dictionary is empty')
    if not d.indexes:
        build_index(d, hashfn)
    number = ll_dict_next(d, 0)
    if number > d.num_live + 8:
        # Not all the holes in front must be passed again each time.
        close_holes(d)
        reindex(d, len(d.indexes))
        number = 0
    result = malloc(TUPLE)
    result.item0 = d.entries[number].key
    result.item1 = d.entries[number].value
    delete_entry(d, number)
    return result


# ____________________________________________________________
# Loops


def key_hash(d, key):
    """Return the hash of a key as the dict computes it. Known to the annotator."""
    return hash(key)


@replaces(objectmodel.iterkeys_with_hash)
@specialize.call_location()
def iterkeys_with_hash(d):
    for key in d:
        yield key, key_hash(d, key)


@replaces(objectmodel.iteritems_with_hash)
@specialize.call_location()
def iteritems_with_hash(d):
    for key, value in d.items():
        yield key, value, key_hash(d, key)


@replaces(objectmodel.reversed_dict)
@specialize.call_location()
def reversed_dict(d):
    keys = list(d)
    for position in range(len(keys) - 1, -1, -1):
        if len(d) != len(keys):
            raise RuntimeError('dictionary changed size during iteration')
        yield keys[position]
