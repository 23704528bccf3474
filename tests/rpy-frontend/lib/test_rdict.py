"""Dicts, sets, tuples and their iterators against Python's own."""

import random

import pytest

from rpython.rlib.objectmodel import compute_hash
from rpython.rtyper import rdict, rhash, riter, rlist, rset, rstr, rtuple
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.lltypesystem.lltype import (
    INT32, Bool, Char, Float, Ptr, Signed, Void, malloc)

INTS = rdict.dict_type(Signed, Signed)
STRINGS = rdict.dict_type(Ptr(rstr.STR), Signed)
SET = rdict.dict_type(Signed, Void)
OWN_INTS = rdict.dict_type(Signed, Signed, True)
OWN_SET = rdict.dict_type(Signed, Void, True)
PAIR = rtuple.tuple_type((Signed, Signed))
INT_LIST = rlist.list_type(Signed)


def identity(x):
    return x


class Keys:
    """How to use a dict type with keys that are Python values."""

    def __init__(self, DICT, hashfn, eqfn, wrap, unwrap):
        self.DICT, self.functions = DICT, (hashfn, eqfn)
        self.wrap, self.unwrap = wrap, unwrap

    def content(self, d):
        return [(self.unwrap(d.entries[i].key), d.entries[i].value)
                for i in range(d.num_used) if d.entries[i].valid]


INT_KEYS = Keys(INTS, None, None, lambda i: i * 8, lambda k: k // 8)
BAD_HASH_KEYS = Keys(OWN_INTS, lambda k: k & 3, lambda x, y: x == y, lambda i: i, identity)
STRING_KEYS = Keys(STRINGS, rstr.ll_strhash, rstr.ll_streq,
                   lambda i: llstr(f'key {i}'), lambda k: int(hlstr(k)[4:]))


@pytest.mark.parametrize('keys', [INT_KEYS, BAD_HASH_KEYS, STRING_KEYS])
def test_random_operations(keys):
    rng = random.Random(1)
    for _ in range(25):
        d = rdict.ll_newdict(keys.DICT)
        expected = {}
        for step in range(200):
            number = rng.randrange(rng.choice([4, 40]))
            key = keys.wrap(number)
            kind = rng.randrange(9)
            if kind < 3:
                rdict.ll_dict_setitem(d, key, step, *keys.functions)
                expected[number] = step
            elif kind == 3:
                got = rdict.ll_dict_setdefault(d, key, step, *keys.functions)
                assert got == expected.setdefault(number, step)
            elif kind == 4:
                if number in expected:
                    rdict.ll_dict_delitem(d, key, *keys.functions)
                    del expected[number]
                else:
                    with pytest.raises(KeyError):
                        rdict.ll_dict_delitem(d, key, *keys.functions)
            elif kind == 5:
                got = rdict.ll_dict_pop_default(d, key, -1, *keys.functions)
                assert got == expected.pop(number, -1)
            elif kind == 6 and expected:
                pair = rdict.ll_dict_popitem(
                    rtuple.tuple_type((keys.DICT.entries.TO.OF.key, Signed)), d, keys.functions[0])
                assert (keys.unwrap(pair.item0), pair.item1) == expected.popitem()
            elif kind == 7 and rng.random() < 0.1:
                rdict.ll_dict_clear(d)
                expected.clear()
            elif kind == 8 and rng.random() < 0.3:
                copy = rdict.ll_dict_copy(d)
                assert rdict.ll_dict_equal(copy, d, *keys.functions, None)
                rdict.ll_dict_setitem(d, keys.wrap(99), 5, *keys.functions)
                assert not rdict.ll_dict_contains(copy, keys.wrap(99), *keys.functions)
                d = copy
            assert rdict.ll_dict_get(d, key, -1, *keys.functions) == expected.get(number, -1)
            assert rdict.ll_dict_contains(d, key, *keys.functions) == (number in expected)
            assert keys.content(d) == list(expected.items())
            assert rdict.ll_dict_len(d) == len(expected)


def test_getitem():
    d = rdict.ll_newdict(STRINGS)
    rdict.ll_dict_setitem(d, llstr('a'), 1, rstr.ll_strhash, rstr.ll_streq)
    assert rdict.ll_dict_getitem(d, llstr('a'), rstr.ll_strhash, rstr.ll_streq) == 1
    with pytest.raises(KeyError) as caught:
        rdict.ll_dict_getitem(d, llstr('b'), rstr.ll_strhash, rstr.ll_streq)
    assert str(caught.value) == "'b'"


def prebuilt(items):
    """What the translator lays out for a dict that exists at start."""
    d = malloc(INTS)
    d.entries = malloc(INTS.entries.TO, len(items))
    d.num_live = d.num_used = len(items)
    for i, (key, value) in enumerate(items):
        entry = d.entries[i]
        entry.key, entry.value, entry.valid = key, value, True
    return d


@pytest.mark.parametrize('use', [
    lambda d: rdict.ll_dict_delitem(d, 8, None, None),
    lambda d: rdict.ll_dict_setitem(d, 1000, 1, None, None),
    lambda d: rdict.ll_dict_popitem(PAIR, d, None),
    lambda d: rdict.ll_dict_clear(d),
    lambda d: rdict.ll_dict_update(d, prebuilt([(1, 1), (8, 8)]), None, None),
])
def test_prebuilt(use):
    d = prebuilt([(i * 8, i) for i in range(50)])
    copy = rdict.ll_dict_copy(d)
    assert rdict.ll_dict_len(d) == 50
    use(d)
    for i in range(50):
        assert rdict.ll_dict_getitem(copy, i * 8, None, None) == i
    rdict.ll_dict_setitem(d, 5, 5, None, None)
    assert rdict.ll_dict_getitem(d, 5, None, None) == 5


def test_queue_stays_small():
    d = rdict.ll_newdict(INTS)
    for i in range(3000):
        rdict.ll_dict_setitem(d, i, i, None, None)
        if i >= 10:
            rdict.ll_dict_delitem(d, i - 10, None, None)
    assert len(d.entries) < 60 and len(d.indexes) <= 64


def test_views():
    d = rdict.ll_newdict(INTS)
    for i in (5, 3, 9, 1):
        rdict.ll_dict_setitem(d, i, i * i, None, None)
    rdict.ll_dict_delitem(d, 3, None, None)
    keys = rdict.ll_dict_keys(INT_LIST, d)
    assert [keys.items[i] for i in range(keys.length)] == [5, 9, 1]
    values = rdict.ll_dict_values(rlist.fixed_list_type(Signed), d)
    assert [values[i] for i in range(len(values))] == [25, 81, 1]
    items = rdict.ll_dict_items(rlist.list_type(Ptr(PAIR)), d)
    assert [(items.items[i].item0, items.items[i].item1) for i in range(3)] == [
        (5, 25), (9, 81), (1, 1)]
    show = lambda x: llstr(repr(x))
    assert hlstr(rdict.ll_dict_repr(d, show, show)) == '{5: 25, 9: 81, 1: 1}'


def test_iteration():
    d = rdict.ll_newdict(INTS)
    for i in range(6):
        rdict.ll_dict_setitem(d, i, -i, None, None)
    for i in (0, 2, 3, 5):
        rdict.ll_dict_delitem(d, i, None, None)
    ITER = riter.dict_iter_type(INTS)
    it = riter.ll_dict_iter(ITER, d)
    seen = []
    while riter.ll_dict_more(it):
        seen.append(riter.ll_dict_key_item(it))
    assert seen == [1, 4]
    assert not riter.ll_dict_more(it)
    it = riter.ll_dict_iter(ITER, d)
    assert riter.ll_dict_more(it) and riter.ll_dict_value_item(it) == -1
    assert riter.ll_dict_more(it)
    pair = riter.ll_dict_item_item(PAIR, it)
    assert (pair.item0, pair.item1) == (4, -4)
    rdict.ll_dict_setitem(d, 77, 0, None, None)
    with pytest.raises(RuntimeError, match='dictionary changed size during iteration'):
        riter.ll_dict_more(it)


def test_comparison_that_changes_the_dict():
    d = rdict.ll_newdict(INTS)

    def nasty(x, y):
        if x == 1:
            rdict.ll_dict_clear(d)
            return True
        return x == y
    constant = lambda key: 7
    rdict.ll_dict_setitem(d, 1, 1, constant, nasty)
    assert rdict.ll_dict_get(d, 2, -5, constant, nasty) == -5


@pytest.mark.parametrize('SET, functions', [(SET, (None, None)), (OWN_SET, (lambda x: x & 1, lambda x, y: x == y))])
def test_sets(SET, functions):
    rng = random.Random(2)

    def make(items):
        s = rdict.ll_newdict(SET)
        for item in items:
            rset.ll_set_add(s, item, *functions)
        return s

    def content(s):
        return {s.entries[i].key for i in range(s.num_used) if s.entries[i].valid}

    for _ in range(200):
        a = {rng.randrange(10) for _ in range(rng.randrange(8))}
        b = {rng.randrange(10) for _ in range(rng.randrange(8))}
        s, t = make(a), make(b)
        assert content(rset.ll_set_union(s, t, *functions)) == a | b
        assert content(rset.ll_set_intersection(s, t, *functions)) == a & b
        assert content(rset.ll_set_difference(s, t, *functions)) == a - b
        assert content(rset.ll_set_symmetric_difference(s, t, *functions)) == a ^ b
        assert rset.ll_set_issubset(s, t, *functions) == (a <= b)
        assert rset.ll_set_isdisjoint(s, t, *functions) == a.isdisjoint(b)
        assert rset.ll_set_equal(s, t, *functions) == (a == b)
        assert rset.ll_set_equal(s, make(sorted(a)), *functions)
        for name, update in (('update', set.update), ('intersection_update', set.__iand__),
                             ('difference_update', set.__isub__),
                             ('symmetric_difference_update', set.__ixor__)):
            u, c = make(a), set(a)
            getattr(rset, f'll_set_{name}')(u, t, *functions)
            update(c, b)
            assert content(u) == c and u.num_live == len(c)
        item = rng.randrange(10)
        rset.ll_set_discard(s, item, *functions)
        a.discard(item)
        assert content(s) == a
        if a:
            popped = rset.ll_set_pop(s, functions[0])
            assert popped in a
            a.remove(popped)
            assert content(s) == a
        else:
            with pytest.raises(KeyError):
                rset.ll_set_pop(s, functions[0])
    show = lambda x: llstr(str(x))
    assert hlstr(rset.ll_set_repr(make([1, 2]), show)) == '{1, 2}'
    assert hlstr(rset.ll_set_repr(make([]), show)) == 'set()'
    assert hlstr(rset.ll_frozenset_repr(make([1]), show)) == 'frozenset({1})'
    with pytest.raises(KeyError):
        rset.ll_set_remove(make([]), 1, *functions)


def test_hashes():
    for x in (0, 1, -1, -5, 2 ** 62, True, False, 'c'):
        if x != 'c':
            assert rhash.ll_hash_primitive(x) == compute_hash(x)
    assert rhash.ll_hash_primitive('c') == ord('c')
    rng = random.Random(3)
    floats = [0.0, -0.0, 1.0, -1.0, 1.5, -2.5, 1e300, -1e-300, 5e-324, float('inf'),
              float('-inf'), float('nan'), 2.0 ** 61, 2.0 ** 61 - 1, 0.1]
    floats += [rng.uniform(-1, 1) * 10.0 ** rng.randrange(-300, 300) for _ in range(500)]
    for x in floats:
        assert rhash.ll_hash_float(x) == compute_hash(x), x


def test_tuples():
    T = rtuple.tuple_type((Signed, Ptr(rstr.STR), Float))
    assert T is rtuple.tuple_type([Signed, Ptr(rstr.STR), Float])
    eq = rtuple.make_eq((None, rstr.ll_streq, None))
    assert eq is rtuple.make_eq((None, rstr.ll_streq, None))
    string_lt = lambda x, y: rstr.ll_strcmp(x, y) < 0
    lt = rtuple.make_lt((None, string_lt, None))
    hash = rtuple.make_hash((None, rstr.ll_strhash, None))
    show = rtuple.make_repr((lambda x: llstr(str(x)), rstr.ll_repr_str, lambda x: llstr(str(x))))
    values = [(1, 'a', 2.0), (1, 'a', 2.0), (1, 'b', 2.0), (0, 'c', 3.0), (1, 'a', 2.5)]

    def make(value):
        t = malloc(T)
        t.item0, t.item1, t.item2 = value[0], llstr(value[1]), value[2]
        return t

    for x in values:
        assert hash(make(x)) == compute_hash(x)
        assert hlstr(show(make(x))) == repr(x)
        for y in values:
            assert eq(make(x), make(y)) == (x == y)
            assert lt(make(x), make(y)) == (x < y)
    single = malloc(rtuple.tuple_type((Signed,)))
    assert hlstr(rtuple.make_repr((lambda x: llstr(str(x)),))(single)) == '(0,)'
    empty = malloc(rtuple.tuple_type(()))
    assert hlstr(rtuple.make_repr(())(empty)) == '()'


def test_kinds_of_keys():
    for KEY, values in ((Char, 'abc'), (Bool, (False, True)), (Float, (1.5, 2.0, -1.0))):
        D = rdict.dict_type(KEY, Signed)
        d = rdict.ll_newdict(D)
        for i, value in enumerate(values):
            rdict.ll_dict_setitem(d, value, i, None, None)
        for i, value in enumerate(values):
            assert rdict.ll_dict_getitem(d, value, None, None) == i
    d = rdict.ll_newdict(rdict.dict_type(Ptr(PAIR), Signed))
    first, second = malloc(PAIR), malloc(PAIR)
    rdict.ll_dict_setitem(d, first, 1, None, None)
    assert rdict.ll_dict_contains(d, first, None, None)
    assert not rdict.ll_dict_contains(d, second, None, None)
    assert rhash.ll_hash_primitive(INT32._python_class(5)) == 5
