import pytest
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.lltypesystem.lltype import Signed

from gcs.base import MOST_BYTES, holds_pointers, needs_clearing, varsize_bytes
from gcs.boehm import BoehmCollector
from gcs.none import CHUNK, LARGE, NoCollector


@pytest.fixture(params=[NoCollector, BoehmCollector])
def collector(request):
    return request.param()


def words(address, count):
    return [(address + 8 * i).load(Signed) for i in range(count)]


def test_objects_are_zero_and_apart(collector):
    first = collector.malloc_fixed(24, 0)
    for i in range(3):
        (first + 8 * i).store(Signed, i + 1)
    second = collector.malloc_fixed(16, 0)
    assert words(second, 2) == [0, 0]
    (second + 8).store(Signed, 7)
    assert words(first, 3) == [1, 2, 3]


def test_varying_sizes(collector):
    for item_size, length in [(1, 0), (1, 5), (8, 100), (1, 5000), (16, CHUNK // 8)]:
        address = collector.malloc_varsize(8, item_size, length, 0)
        address.store(Signed, length)
        assert address.load(Signed) == length


def test_more_than_a_chunk(collector):
    for _ in range(3 * CHUNK // (LARGE - 16)):
        assert collector.malloc_fixed(LARGE - 16, 0)


@pytest.mark.parametrize('length', [-1, MOST_BYTES, maxint // 2 + 1])
def test_impossible_lengths(collector, length):
    with pytest.raises(MemoryError):
        collector.malloc_varsize(16, 8, length, 0)


def test_pointers_are_told_by_the_type():
    assert [holds_pointers(type_id) for type_id in (0, 1, 6, 7)] == [0, 1, 0, 1]
    assert [needs_clearing(type_id) for type_id in (0, 1, 2, 4, 6)] == [1, 1, 0, 1, 0]


def test_sizes():
    assert varsize_bytes(16, 8, 3) == 40
    assert varsize_bytes(16, 0, 3) == 16
