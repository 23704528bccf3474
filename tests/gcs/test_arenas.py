"""The simulator of arenas reports what would corrupt the heap."""

import re

import pytest
from rpython import target
from heap_model import LEAF, NUMBERS, PAIR, install_types
from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.llarena import (
    arena_discard, arena_free, arena_malloc, arena_own, arena_protect, arena_reserve, arena_reserve_cell,
    arena_reset, arena_reset_zero, simulated_system)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT32, Address, Char, Signed, Void

pytestmark = pytest.mark.skipif(target.LONG_BIT != 64, reason='has the sizes of 64-bit words')


@pytest.fixture
def arena():
    install_types()
    memory = arena_malloc(8192)
    arena_reset(memory, 8192)
    return memory


def place(adr, type_=PAIR):
    arena_reserve(adr, 32, type_.number)
    llop.raw_store(Void, adr, 0, type_.number)
    return adr


def refused(message):
    return pytest.raises(arenas.HeapFault, match=message)


def test_own_data_is_zeroed_words():
    memory = arena_malloc(4096)
    assert llop.raw_load(Signed, memory, 4088) == 0
    llop.raw_store(Void, memory, 8, memory + 16)
    assert llop.raw_load(Address, memory, 8) == memory + 16
    with refused('outside of the arena of 4096 bytes'):
        llop.raw_load(Signed, memory, 4096)
    with refused('outside'):
        llop.raw_store(Void, memory, -8, 1)
    with refused('misaligned'):
        llop.raw_load(Signed, memory, 12)
    llop.raw_store(Void, memory, 3, 'x')
    assert llop.raw_load(Char, memory, 3) == 'x'
    assert llop.raw_load(Signed, memory, 0) == ord('x') << 24


def test_free_memory(arena):
    with refused('free memory'):
        llop.raw_load(Signed, arena, 0)
    place(arena)
    with refused('free memory'):
        llop.raw_store(Void, arena, 32, 1)


def test_never_written(arena):
    place(arena)
    with refused(r'never written, in the object Pair of 32 bytes at 0x\w+ \(number \d+, allocated at test_arenas'):
        llop.raw_load(Signed, arena, 16)
    arena_reset_zero(arena, 32)
    place(arena)
    assert llop.raw_load(Signed, arena, 16) == 0


def test_freed(arena):
    place(arena)
    arena_reset(arena, 64)
    with refused(r'in freed object Pair .*freed at test_arenas.py:\d+'):
        llop.raw_load(Signed, arena, 0)
    with refused('in an arena that was released, where there was the object Pair'):
        arena_free(arena, 8192)
        llop.raw_load(Signed, arena, 0)
    with refused('was released'):
        arena_free(arena, 8192)


def test_kinds(arena):
    pair = place(arena)
    with refused('a number into a pointer, offset 8 of the object Pair'):
        llop.raw_store(Void, pair, 8, 5)
    with refused('a pointer into a number, offset 16'):
        llop.raw_store(Void, pair, 16, pair)
    with refused('no object'):
        llop.raw_store(Void, pair, 8, pair + 320)
    with refused('into the object Pair'):
        llop.raw_store(Void, pair, 8, pair + 16)
    llop.raw_store(Void, pair, 8, pair)
    llop.raw_store(Void, pair, 24, llmemory.NULL)
    with refused('Signed where the object Pair'):
        llop.raw_load(Signed, pair, 8)
    llop.raw_store(Void, pair, 16, 7)
    with refused('no pointer at offset 16'):
        llop.raw_load(Address, pair, 16)


def test_stale_pointers_are_noticed_when_read(arena):
    pair, leaf = place(arena), place(arena + 64, LEAF)
    llop.raw_store(Void, pair, 8, leaf)
    arena_reset(leaf, 32)
    with refused('stale pointer 0x[0-9a-f]+ to freed object Leaf.*at offset 8 of the object Pair'):
        llop.raw_load(Address, pair, 8)


def test_objects_do_not_overlap(arena):
    place(arena)
    with refused('overlaps the object Pair'):
        arena_reserve(arena + 24, 16, LEAF.number)
    with refused('cuts through'):
        arena_own(arena + 24, 16)
    with refused('cuts through the object Pair'):
        arena_reset(arena + 16, 64)
    with refused('not whole words'):
        arena_reserve(arena + 36, 16, LEAF.number)


def test_from_one_object_into_another(arena):
    first, second = place(arena), place(arena + 32)
    llop.raw_store(Void, second, 16, 1)
    with refused('from the object Pair .* into the object Pair'):
        llop.raw_load(Signed, first, 48)
    with refused('reaches out of'):
        llmemory.raw_memclear(first + 8, 48)
    with refused('reaches out of'):
        llmemory.raw_memcopy(first, second, 40)


def test_copies_take_along_what_was_written(arena):
    first, second = place(arena), place(arena + 64)
    llop.raw_store(Void, first, 16, 9)
    llmemory.raw_memcopy(first, second, 32)
    assert llop.raw_load(Signed, second, 16) == 9
    with refused('never written'):
        llop.raw_load(Address, second, 24)


def test_hash_behind_an_array_is_a_number(arena):
    arena_reserve(arena, 40, NUMBERS.number)
    llop.raw_store(Void, arena, 0, NUMBERS.number)
    llop.raw_store(Void, arena, 8, 2)
    llop.raw_store(Void, arena, 32, 77)
    assert llop.raw_load(Signed, arena, 32) == 77
    llop.raw_store(Void, arena, 20, INT32._wrap(5))


def test_cells_are_no_objects(arena):
    arena_reserve_cell(arena, 8)
    llop.raw_store(Void, arena, 0, arena + 64)
    pair = place(arena + 64)
    with refused('to a cell of 8 bytes'):
        llop.raw_store(Void, pair, 8, arena)


def test_discarded_pages_are_zero(arena):
    with refused('not whole pages'):
        arena_discard(arena, 100)
    place(arena)
    with refused('discard of the object Pair'):
        arena_discard(arena, 4096)
    arena_reset(arena, 4096)
    arena_discard(arena, 4096)
    assert llop.raw_load(Signed, place(arena), 8 + 8) == 0


def test_protected_pages(arena):
    arena_protect(arena + 4096, 4096, 1)
    with refused('protected memory'):
        llop.raw_load(Signed, arena, 4096)
    with refused('overlaps the memory that is protected'):
        place(arena + 4096)
    with refused('where memory is protected'):
        arena_reset(arena, 8192)
    arena_protect(arena + 4096, 4096, 0)
    place(arena + 4096)
    with refused('protection of the object Pair'):
        arena_protect(arena + 4096, 4096, 1)
    with refused('not whole pages'):
        arena_protect(arena, 100, 1)


def test_addresses_in_different_arenas_compare_as_numbers(arena):
    other = arena_malloc(4096)
    assert arena < other and not other < arena and arena != other
    assert other - arena == llmemory.cast_adr_to_int(other) - llmemory.cast_adr_to_int(arena)
    assert llmemory.cast_int_to_adr(llmemory.cast_adr_to_int(other + 8)) == other + 8


def test_the_system_may_refuse():
    assert not arena_malloc(1 << 40)
    kept = simulated_system.used_bytes
    memory = arena_malloc(1 << 20)
    assert simulated_system.used_bytes == kept + (1 << 20)
    arena_free(memory, 1 << 20)
    assert simulated_system.used_bytes == kept


def test_messages_name_the_line_that_allocated(arena):
    place(arena)
    arena_reset(arena, 32)
    with pytest.raises(arenas.HeapFault) as raised:
        llop.raw_load(Signed, arena, 0)
    assert re.search(r'allocated at test_arenas.py:\d+, freed at test_arenas.py:\d+', str(raised.value))
