"""The hash table of dicts and sets; it keeps the order of insertion.

The design is Raymond Hettinger's compact dict as PyPy has it: entries lie in
an array in order of insertion; an index table of a power of two slots finds
them, by open addressing with CPython's perturbed probing. A slot holds FREE,
DELETED, or an entry's number + FIRST. Deleted entries leave a hole, closed
when the entries array is full and a quarter of it is holes.

`indexes` is null until the first lookup; dicts that exist before the program
starts are laid out without it, and without hashes. `hashfn` and `eqfn` are
functions, which may change the dict, or None for primitive keys. A lookup holds
on to the arrays while it calls `eqfn`, and then sees whether they changed.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline
from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper import guards, threads
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.discarding import ll_discard
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import (
    INT32, Bool, Char, Float, GcArray, GcStruct, Ptr, Signed, Struct, Unsigned, Void, malloc,
    typeOf)
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.rhash import HASHED_BY_VALUE, ll_hash_primitive
from rpython.rtyper.rstr import STRING

FREE = 0
DELETED = 1
FIRST = 2
SMALLEST_INDEX = 8
MOST_ENTRIES = 0x7ffffff0

INDEXES = GcArray(INT32)
_dict_types = {}


def dict_type(KEY, VALUE, own_hash=False):
    """Return the type of dicts, or of sets if `VALUE` is Void.

    Hashes of integers are not stored, unless the spec has its own function for them.
    """
    HASH = Void if KEY in HASHED_BY_VALUE and not own_hash else Signed
    if (KEY, VALUE, HASH) not in _dict_types:
        ENTRY = Struct('entry', ('key', KEY), ('value', VALUE), ('hash', HASH), ('valid', Bool))
        _dict_types[KEY, VALUE, HASH] = GcStruct(
            'dict',
            ('num_live', Signed),    # entries that are there
            ('num_used', Signed),    # the same and holes; the last one is never a hole
            ('free_slots', Signed),  # how many FREE slots may be used until the table is rebuilt
            ('indexes', Ptr(INDEXES)),
            ('entries', Ptr(GcArray(ENTRY))),
            *guards.guard_fields())
    return _dict_types[KEY, VALUE, HASH]


@always_inline
def hash_key(key, hashfn):
    """Hash a key; `hashfn` is a function or None."""
    if hashfn is None:
        return ll_hash_primitive(key)
    else:
        return hashfn(key)


@always_inline
def _hash_at(entries, number):
    """Return the hash of an entry in a dict with an index table."""
    if typeOf(entries).TO.OF.hash == Void:
        return ll_hash_primitive(entries[number].key)
    else:
        return entries[number].hash


@always_inline
def _set_hash_at(entries, number, hash):
    if typeOf(entries).TO.OF.hash == Void:
        pass
    else:
        entries[number].hash = hash


# ____________________________________________________________
# The index table

MOST_DETOURS = LONG_BIT
"""Some slots are looked at more than once, before the hash is used up."""

weft_found_race = external('weft_found_race', [], Void)


@always_inline
def _first_slot(hash, mask):
    return hash & mask


@always_inline
def _next_slot(slot, perturb, mask):
    return (slot * 5 + perturb + 1) & mask


@always_inline
def _check_probes(probes, mask):
    """Count a slot that was looked at. A dict that threads have changed at the same time may have no free one."""
    if threads.are_free:
        if llop.unlikely(Bool, probes > mask + MOST_DETOURS):
            weft_found_race()
        return probes + 1
    return probes


@always_inline
def _shift_perturb(perturb):
    return llop.uint_rshift(Signed, perturb, 5)


def ll_dict_lookup(d, key, hash, hashfn, eqfn):
    """Return the number of the key's entry, or -1."""
    if llop.unlikely(Bool, not d.indexes):
        build_index(d, hashfn)
    indexes = d.indexes
    entries = d.entries
    mask = len(indexes) - 1
    slot = _first_slot(hash, mask)
    perturb = hash
    probes = 0
    while True:
        number = llop.cast_int(Signed, indexes[slot]) - FIRST
        if number >= 0:
            if threads.are_free:
                if llop.unlikely(Bool, number >= len(entries)):
                    return _lookup_guarded(d, key, hash, hashfn, eqfn)
            if eqfn is None:
                if entries[number].key == key:
                    return number
            elif _hash_at(entries, number) == hash:
                if entries[number].key == key:
                    return number
                is_guarded = guards.let_go(d)
                found = eqfn(entries[number].key, key)
                guards.take_back(d, is_guarded)
                if d.indexes != indexes or d.entries != entries or not entries[number].valid:
                    # The comparison changed the dict.
                    return ll_dict_lookup(d, key, hash, hashfn, eqfn)
                if found:
                    return number
        elif number == FREE - FIRST:
            if threads.are_free:
                if d.indexes != indexes or d.entries != entries or guards.is_changed_by_others(d):
                    return _lookup_guarded(d, key, hash, hashfn, eqfn)
            return -1
        probes = _check_probes(probes, mask)
        perturb = _shift_perturb(perturb)
        slot = _next_slot(slot, perturb, mask)


@dont_inline
@guards.guarded
def _lookup_guarded(d, key, hash, hashfn, eqfn):
    """Look a key up again: what was found did not fit together."""
    return ll_dict_lookup(d, key, hash, hashfn, eqfn)


@dont_inline
@guards.guarded
def build_index(d, hashfn):
    """Make the index table of a dict that has none, and compute the hashes."""
    i = 0
    while i < d.num_used:
        if d.entries[i].valid:
            _set_hash_at(d.entries, i, hash_key(d.entries[i].key, hashfn))
        i += 1
    size = SMALLEST_INDEX
    while size * 2 < (d.num_live + 1) * 3:
        size *= 2
    reindex(d, size)


def reindex(d, size):
    """Make an index table with `size` slots for the entries as they are; return the old one."""
    outgrown = d.indexes
    indexes = malloc(INDEXES, size)
    entries = d.entries
    mask = size - 1
    used = d.num_used
    i = 0
    while i < used:
        if entries[i].valid:
            hash = _hash_at(entries, i)
            slot = _first_slot(hash, mask)
            perturb = hash
            probes = 0
            while llop.cast_int(Signed, indexes[slot]) != FREE:
                probes = _check_probes(probes, mask)
                perturb = _shift_perturb(perturb)
                slot = _next_slot(slot, perturb, mask)
            indexes[slot] = llop.cast_int(INT32, i + FIRST)
        i += 1
    d.indexes = indexes
    d.free_slots = size * 2 // 3 - d.num_live
    return outgrown


@always_inline
def _discard(outgrown, eqfn):
    """Give an array's memory back at once, if no lookup can be under way that holds on to it."""
    if eqfn is None:
        ll_discard(outgrown, len(outgrown))


@dont_inline
def _rebuild_index(d, eqfn):
    """Make the table bigger, or just drop its DELETED slots."""
    size = len(d.indexes)
    if d.num_live * 3 > size:
        size *= 2
    _discard(reindex(d, size), eqfn)


# ____________________________________________________________
# The entries


@dont_inline
def _make_room(d, eqfn):
    """Close the holes among the entries if there are many, else get more."""
    used = d.num_used
    if used - d.num_live > used >> 2:
        close_holes(d)
        _discard(reindex(d, len(d.indexes)), eqfn)
        return
    if used >= MOST_ENTRIES:
        raise MemoryError
    outgrown = d.entries
    entries = malloc(typeOf(d).TO.entries.TO, used + (used >> 1) + 4)
    llop.arraycopy(Void, outgrown, 0, entries, 0, used)
    d.entries = entries
    _discard(outgrown, eqfn)


def close_holes(d):
    """Let the entries that are there be the first ones; the table must be made again."""
    source = d.entries
    used = d.num_used
    # Threads that look something up hold on to the array.
    entries = malloc(typeOf(d).TO.entries.TO, d.num_live + (d.num_live >> 1) + 4) if threads.are_free else source
    i = 0
    live = 0
    while i < used:
        if source[i].valid:
            if live != i or threads.are_free:
                llop.arraycopy(Void, source, i, entries, live, 1)
            live += 1
        i += 1
    if threads.are_free:
        d.entries = entries
    else:
        llop.arrayclear(Void, entries, live, used - live)
    d.num_used = live


def insert_new(d, key, value, hash, eqfn):
    """Add a key that is not in the dict; its table exists."""
    if d.num_used >= len(d.entries):
        _make_room(d, eqfn)
    if d.free_slots <= 0:
        _rebuild_index(d, eqfn)
    indexes = d.indexes
    mask = len(indexes) - 1
    slot = _first_slot(hash, mask)
    perturb = hash
    probes = 0
    while llop.cast_int(Signed, indexes[slot]) >= FIRST:
        probes = _check_probes(probes, mask)
        perturb = _shift_perturb(perturb)
        slot = _next_slot(slot, perturb, mask)
    if llop.cast_int(Signed, indexes[slot]) == FREE:
        d.free_slots -= 1
    number = d.num_used
    entries = d.entries
    entries[number].key = key
    set_value(d, number, value)
    _set_hash_at(entries, number, hash)
    entries[number].valid = True
    indexes[slot] = llop.cast_int(INT32, number + FIRST)
    d.num_used = number + 1
    d.num_live += 1


@always_inline
def set_value(d, number, value):
    if typeOf(d).TO.entries.TO.OF.value == Void:
        pass
    else:
        d.entries[number].value = value


def delete_entry(d, number):
    """Make a hole of an entry."""
    entries = d.entries
    indexes = d.indexes
    mask = len(indexes) - 1
    hash = _hash_at(entries, number)
    slot = _first_slot(hash, mask)
    perturb = hash
    probes = 0
    while llop.cast_int(Signed, indexes[slot]) != number + FIRST:
        probes = _check_probes(probes, mask)
        perturb = _shift_perturb(perturb)
        slot = _next_slot(slot, perturb, mask)
    indexes[slot] = llop.cast_int(INT32, DELETED)
    if threads.are_free:
        entries[number].valid = False  # others may be reading the rest
    else:
        llop.arrayclear(Void, entries, number, 1)
    d.num_live -= 1
    used = d.num_used
    while used > 0 and not entries[used - 1].valid:
        used -= 1
    d.num_used = used
    if threads.are_free:
        if d.num_live < (len(entries) >> 2) - 4:
            # What entries hold on to that are not there any more.
            close_holes(d)
            reindex(d, len(d.indexes))


@always_inline
def value_at(d, number, key, hash, hashfn, eqfn):
    """Return the value of a key whose entry was found there."""
    entries = d.entries
    if threads.are_free:
        is_there = number < len(entries) and entries[number].valid and _hash_at(entries, number) == hash
        if llop.unlikely(Bool, not is_there):
            return _value_guarded(d, key, hash, hashfn, eqfn)
    return entries[number].value


@dont_inline
@guards.guarded
def _value_guarded(d, key, hash, hashfn, eqfn):
    number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
    if number < 0:
        raise_key_error(key)
    return d.entries[number].value


@dont_inline
def raise_key_error(key):
    """Raise KeyError, with the key where it is easy to show."""
    if (typeOf(key) == Signed or typeOf(key) == Unsigned or typeOf(key) == Char
            or typeOf(key) == Float or typeOf(key) == Bool):
        raise KeyError(key)
    elif typeOf(key) == STRING:
        raise KeyError(hlstr(key))
    else:
        raise KeyError


# ____________________________________________________________
# What dicts and sets have in common


def ll_newdict(DICT):
    """`{}`"""
    d = malloc(DICT)
    d.entries = malloc(DICT.entries.TO, 0)
    return d


@always_inline
def ll_dict_len(d):
    """`len(d)`."""
    return d.num_live


@always_inline
def ll_dict_is_true(d):
    """Is the dict neither None nor empty?"""
    return bool(d) and d.num_live != 0


def ll_dict_contains(d, key, hashfn, eqfn):
    """`key in d`."""
    return ll_dict_lookup(d, key, hash_key(key, hashfn), hashfn, eqfn) >= 0


@guards.guarded
def ll_dict_clear(d):
    """`d.clear()`."""
    d.entries = malloc(typeOf(d).TO.entries.TO, 0)
    d.num_used = 0
    d.num_live = 0
    if d.indexes:
        reindex(d, SMALLEST_INDEX)


@guards.guarded
def ll_dict_copy(d):
    """`d.copy()`."""
    used = d.num_used
    result = malloc(typeOf(d).TO)
    result.entries = malloc(typeOf(d).TO.entries.TO, used)
    llop.arraycopy(Void, d.entries, 0, result.entries, 0, used)
    result.num_used = used
    result.num_live = d.num_live
    if d.indexes:
        size = len(d.indexes)
        result.indexes = malloc(INDEXES, size)
        llop.arraycopy(Void, d.indexes, 0, result.indexes, 0, size)
        result.free_slots = d.free_slots
    return result


def entry_hash(d, number, hashfn):
    """Return the hash of an entry's key, stored or not."""
    if d.indexes:
        return _hash_at(d.entries, number)
    return hash_key(d.entries[number].key, hashfn)


@guards.guarded
def ll_dict_update(d, d2, hashfn, eqfn):
    """`d.update(d2)`."""
    i = 0
    while i < d2.num_used:
        if d2.entries[i].valid:
            hash = entry_hash(d2, i, hashfn)
            key = d2.entries[i].key
            number = ll_dict_lookup(d, key, hash, hashfn, eqfn)
            if i >= d2.num_used:
                return
            if number >= 0:
                _copy_value(d, number, d2, i)
            else:
                _insert_copy(d, d2, i, key, hash, eqfn)
        i += 1


@always_inline
def _copy_value(d, number, d2, i):
    if typeOf(d).TO.entries.TO.OF.value == Void:
        pass
    else:
        d.entries[number].value = d2.entries[i].value


@always_inline
def _insert_copy(d, d2, i, key, hash, eqfn):
    if typeOf(d).TO.entries.TO.OF.value == Void:
        insert_new(d, key, None, hash, eqfn)
    else:
        insert_new(d, key, d2.entries[i].value, hash, eqfn)


@always_inline
def ll_dict_next(d, position):
    """Return the first valid entry from `position` on, or -1."""
    entries = d.entries
    if position < _used_within(d, entries) and llop.likely(Bool, entries[position].valid):
        return position
    return _next_behind_holes(d, position)


@dont_inline
def _next_behind_holes(d, position):
    entries = d.entries
    while position < _used_within(d, entries):
        if entries[position].valid:
            return position
        position += 1
    return -1


@always_inline
def _used_within(d, entries):
    """Return how many entries are used, and no more than there are in the array, which was read before."""
    used = d.num_used
    if threads.are_free:
        return used if used <= len(entries) else len(entries)
    return used
