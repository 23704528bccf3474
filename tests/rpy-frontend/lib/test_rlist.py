"""Lists, sorting and list iterators against Python's own."""

import functools
import random

import pytest

from rpython.rlib.rarithmetic import maxint
from rpython.rtyper import riter, rlist, rstr
from rpython.rtyper.annlowlevel import hlstr, llstr
from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.lltype import Char, Float, Ptr, Signed

LIST = rlist.list_type(Signed)
FIXED = rlist.fixed_list_type(Signed)
NODE = lltype.GcStruct('node', ('key', Signed), ('serial', Signed))
NODES = rlist.list_type(Ptr(NODE))


def make(items, kind=LIST):
    l = rlist.ll_newlist(kind, len(items))
    for i, item in enumerate(items):
        rlist.ll_setitem_fast(l, i, item)
    return l


def content(l):
    return [rlist.ll_getitem_fast(l, i) for i in range(rlist.ll_length(l))]


def same(compute, expect, messages=True):
    try:
        expected = expect()
    except Exception as error:
        with pytest.raises(type(error)) as caught:
            compute()
        assert not messages or str(caught.value) == str(error)
    else:
        assert compute() == expected


@pytest.mark.parametrize('kind', [LIST, FIXED])
def test_items(kind):
    expected = [10, 20, 30]
    l = make(expected, kind)
    for i in range(-5, 6):
        same(lambda: rlist.ll_getitem(l, i), lambda: expected[i])
        same(lambda: rlist.ll_setitem(l, i, i), lambda: expected.__setitem__(i, i))
        if i >= 0:
            same(lambda: rlist.ll_getitem_nonneg(l, i), lambda: expected[i])
            same(lambda: rlist.ll_setitem_nonneg(l, i, 7), lambda: expected.__setitem__(i, 7))
        if -3 <= i < 3:
            rlist.ll_setitem_unchecked(l, i, -i)
            expected[i] = -i
            assert rlist.ll_getitem_unchecked(l, i) == -i
        assert content(l) == expected


def test_random_operations():
    rng = random.Random(1)
    for _ in range(60):
        expected = []
        l = rlist.ll_newlist_hint(LIST, rng.randrange(-1, 3))
        for step in range(150):
            i = rng.randrange(-12, 13)
            j = rng.randrange(-12, 13)
            other = [rng.randrange(5) for _ in range(rng.randrange(6))]
            ll_other = make(other, rng.choice([LIST, FIXED]))
            eq = rng.choice([None, lambda x, y: x == y])
            same(*rng.choice([
                (lambda: rlist.ll_append(l, j), lambda: expected.append(j)),
                (lambda: rlist.ll_append(l, j), lambda: expected.append(j)),
                (lambda: rlist.ll_insert(l, i, j), lambda: expected.insert(i, j)),
                (lambda: rlist.ll_pop(l), lambda: expected.pop()),
                (lambda: rlist.ll_pop_index(l, i), lambda: expected.pop(i)),
                (lambda: rlist.ll_delitem(l, i), lambda: expected.__delitem__(i)),
                (lambda: rlist.ll_extend(l, ll_other), lambda: expected.extend(other)),
                (lambda: rlist.ll_setslice(l, i, j, ll_other),
                 lambda: expected.__setitem__(slice(i, j), other)),
                (lambda: rlist.ll_delslice(l, i, j), lambda: expected.__delitem__(slice(i, j))),
                (lambda: rlist.ll_reverse(l), lambda: expected.reverse()),
                (lambda: rlist.ll_sort(l, None), lambda: expected.sort()),
                (lambda: rlist.ll_contains(l, j, eq), lambda: j in expected),
                (lambda: rlist.ll_count(l, j, eq), lambda: expected.count(j)),
                (lambda: content(rlist.ll_getslice_startstop(FIXED, l, i, j)),
                 lambda: expected[i:j]),
                (lambda: content(rlist.ll_getslice_startonly(LIST, l, i)), lambda: expected[i:]),
                (lambda: content(rlist.ll_getslice_minusone(LIST, l)), lambda: expected[:-1]),
                (lambda: content(rlist.ll_getslice_step(LIST, l, i, True, j, True, -2)),
                 lambda: expected[i:j:-2]),
                (lambda: content(rlist.ll_concat(LIST, l, ll_other)), lambda: expected + other),
                (lambda: content(rlist.ll_mul(LIST, l, 2)), lambda: expected * 2),
                (lambda: content(rlist.ll_copy(FIXED, l)), lambda: expected[:]),
                (lambda: rlist.ll_equal(l, ll_other, eq), lambda: expected == other),
                (lambda: rlist.ll_less(l, ll_other, eq, None), lambda: expected < other),
                (lambda: rlist.ll_resizelist_hint(l, 20), lambda: None),
                (lambda: hlstr(rlist.ll_list_repr(l, lambda x: llstr(str(x)))),
                 lambda: repr(expected)),
            ]))
            if j in expected:
                assert rlist.ll_index(l, j, eq) == expected.index(j)
            else:
                with pytest.raises(ValueError):
                    rlist.ll_index(l, j, eq)
            same(lambda: rlist.ll_remove(l, i, eq), lambda: expected.remove(i))
            assert content(l) == expected
            assert l.length <= len(l.items)


def test_capacity():
    l = rlist.ll_newlist(LIST, 0)
    capacities = set()
    for i in range(1000):
        rlist.ll_append(l, i)
        capacities.add(len(l.items))
    assert len(capacities) < 60 and len(l.items) < 2100
    for i in range(999, 0, -1):
        assert rlist.ll_pop(l) == i
    assert len(l.items) < 40


def test_pop_forgets():
    l = rlist.ll_newlist(NODES, 0)
    for _ in range(3):
        rlist.ll_append(l, lltype.malloc(NODE))
    rlist.ll_pop(l)
    assert not l.items[2]
    rlist.ll_delitem(l, 0)
    assert l.items[0] and not l.items[1]


def test_aliases():
    l = make([1, 2, 3])
    rlist.ll_extend(l, l)
    assert content(l) == [1, 2, 3] * 2
    rlist.ll_setslice(l, 1, 2, l)
    expected = [1, 2, 3] * 2
    expected[1:2] = expected
    assert content(l) == expected
    rlist.ll_inplace_mul(l, 2)
    assert content(l) == expected * 2
    rlist.ll_inplace_mul(l, -1)
    assert content(l) == []
    fixed = make([1, 2, 3], FIXED)
    rlist.ll_setslice(fixed, 0, 2, make([8, 9]))
    assert content(fixed) == [8, 9, 3]
    with pytest.raises(ValueError):
        rlist.ll_setslice(fixed, 0, 2, make([8]))


def test_create():
    assert content(rlist.ll_alloc_and_set(LIST, 3, 7)) == [7] * 3
    assert content(rlist.ll_alloc_and_set(FIXED, -3, 7)) == []
    assert content(rlist.ll_list_from_string(rlist.list_type(Char), llstr('ab'))) == ['a', 'b']
    strings = rlist.ll_list_from_string(rlist.list_type(Ptr(rstr.STR)), llstr('ab'))
    assert [hlstr(s) for s in content(strings)] == ['a', 'b']
    assert content(rlist.ll_list_from_bytes(LIST, llstr('ab'))) == [97, 98]


def is_less(a, b):
    return a.key < b.key


@pytest.mark.parametrize('shape', ['random', 'ascending', 'descending', 'runs', 'few'])
def test_sort(shape):
    rng = random.Random(shape)
    for length in [0, 1, 2, 3, 10, 31, 32, 33, 64, 65, 200, 1000]:
        keys = {
            'random': [rng.randrange(10 ** 6) for _ in range(length)],
            'ascending': list(range(length)),
            'descending': list(range(length, 0, -1)),
            'runs': [(i * 7) % 50 for i in range(length)],
            'few': [rng.randrange(3) for _ in range(length)],
        }[shape]
        l = make(keys)
        rlist.ll_sort(l, None)
        assert content(l) == sorted(keys)
        floats = make([float(key) for key in keys], rlist.fixed_list_type(Float))
        rlist.ll_sort(floats, lambda x, y: x > y)
        assert content(floats) == sorted(map(float, keys), reverse=True)
        nodes = rlist.ll_newlist(NODES, 0)
        for serial, key in enumerate(keys):
            node = lltype.malloc(NODE)
            node.key, node.serial = key, serial
            rlist.ll_append(nodes, node)
        rlist.ll_sort(nodes, is_less)
        assert [(n.key, n.serial) for n in content(nodes)] == sorted(
            (key, serial) for serial, key in enumerate(keys))


def test_sort_sees_modification():
    l = make([3, 1, 2])

    def lt(x, y):
        rlist.ll_append(l, 5)
        return x < y
    with pytest.raises(ValueError):
        rlist.ll_sort(l, lt)


def walk(it, more, item):
    result = []
    while more(it):
        result.append(item(it))
    return result


def test_ranges():
    bounds = [-maxint - 1, -7, -1, 0, 1, 3, 8, maxint]
    for start in bounds:
        for stop in bounds:
            for step in (1, 2, 5, -1, -3, maxint, -maxint - 1):
                expected = range(start, stop, step)
                if len(expected[:50]) == 50:
                    continue
                assert content(rlist.ll_range_list(LIST, start, stop, step)) == list(expected)
                assert riter.ll_range_length(start, stop, step) == len(expected)
                it = riter.ll_range_step_iter(riter.RANGE_STEP_ITER, start, stop, step)
                assert walk(it, riter.ll_range_step_more, riter.ll_range_step_item) == list(expected)
                if step == 1:
                    it = riter.ll_range_iter(riter.RANGE_ITER, start, stop)
                    assert walk(it, riter.ll_range_more, riter.ll_range_item) == list(expected)
                if step == -1:
                    it = riter.ll_range_down_iter(riter.RANGE_ITER, start, stop)
                    assert walk(it, riter.ll_range_down_more,
                                riter.ll_range_down_item) == list(expected)
    with pytest.raises(ValueError):
        riter.ll_range_step_iter(riter.RANGE_STEP_ITER, 0, 1, 0)


@pytest.mark.parametrize('kind', [LIST, FIXED])
def test_list_iterators(kind):
    l = make([1, 2, 3], kind)
    ITER = riter.list_iter_type(kind)
    assert walk(riter.ll_list_iter(ITER, l), riter.ll_list_more, riter.ll_list_item) == [1, 2, 3]
    it = riter.ll_list_reversed_iter(ITER, l)
    assert walk(it, riter.ll_list_reversed_more, riter.ll_list_reversed_item) == [3, 2, 1]


def test_list_changes_during_iteration():
    l = make([1, 2, 3])
    it = riter.ll_list_reversed_iter(riter.list_iter_type(LIST), l)
    rlist.ll_clear(l)
    assert not riter.ll_list_reversed_more(it)
    it = riter.ll_list_iter(riter.list_iter_type(LIST), l)
    rlist.ll_append(l, 4)
    assert riter.ll_list_more(it) and riter.ll_list_item(it) == 4
    assert not riter.ll_list_more(it)


def test_string_iterators():
    it = riter.ll_string_iter(riter.STRING_ITER, llstr('abc'))
    assert walk(it, riter.ll_string_more, riter.ll_string_item) == list('abc')
    it = riter.ll_bytes_iter(riter.STRING_ITER, llstr('abc'))
    assert walk(it, riter.ll_bytes_more, riter.ll_bytes_item) == list(b'abc')
    it = riter.ll_string_reversed_iter(riter.STRING_ITER, llstr('abc'))
    assert walk(it, riter.ll_string_reversed_more, riter.ll_string_reversed_item) == list('cba')


def test_order_of_list_comparison():
    lists = [[], [1], [1, 2], [2], [1, 3]]
    expected = sorted(lists)
    got = sorted(lists, key=functools.cmp_to_key(
        lambda a, b: -1 if rlist.ll_less(make(a), make(b), None, None) else 1))
    assert got == expected
