import random

import pytest

from rpython.rlib.listsort import TimSort, make_timsort_class


def inputs():
    rnd = random.Random(6)
    for n in list(range(20)) + [31, 63, 64, 65, 100, 500, 3000]:
        yield [rnd.randrange(n + 1) for _ in range(n)]
        yield list(range(n))
        yield list(range(n, 0, -1))
        yield [i % 7 for i in range(n)]
        yield [5] * n
        partly = list(range(n))
        for _ in range(3):
            if n:
                partly[rnd.randrange(n)] = rnd.randrange(n)
        yield partly
        yield list(range(n // 2)) + list(range(n - n // 2))
        yield list(range(n // 2, n)) + list(range(n // 2))
        yield list(range(n // 3)) * 3 + [0]


@pytest.mark.parametrize('items', inputs(), ids=lambda items: f'{len(items)}')
def test_sorts_and_is_stable(items):
    class ByFirst(TimSort):
        def lt(self, a, b):
            return a[0] < b[0]

    pairs = [(x, i) for i, x in enumerate(items)]
    expected = sorted(pairs)
    ByFirst(pairs).sort()
    assert pairs == expected
    plain = list(items)
    TimSort(plain).sort()
    assert plain == sorted(items)


def test_few_comparisons_of_what_is_sorted():
    calls = []

    def lt(a, b):
        calls.append(0)
        return a < b

    Counting = make_timsort_class(lt=lt)
    Counting(list(range(1000))).sort()
    assert len(calls) == 999
    del calls[:]
    Counting(list(range(1000, 0, -1))).sort()
    assert len(calls) == 999
    del calls[:]
    Counting(list(range(500, 1000)) + list(range(500))).sort()
    assert len(calls) < 1100


def test_own_storage():
    class Storage:
        def __init__(self, items):
            self.items = items

    Sort = make_timsort_class(
        getitem=lambda s, i: s.items[i],
        setitem=lambda s, i, x: s.items.__setitem__(i, x),
        length=lambda s: len(s.items),
        getitem_slice=lambda s, i, j: s.items[i:j],
        setslice=lambda s, i, values: s.items.__setitem__(slice(i, i + len(values)), values))
    rnd = random.Random(7)
    storage = Storage([rnd.randrange(1000) for _ in range(700)])
    expected = sorted(storage.items)
    Sort(storage).sort()
    assert storage.items == expected


def test_part_of_a_list():
    items = [3, 2, 1, 0]
    TimSort(items, 3).sort()
    assert items == [1, 2, 3, 0]
