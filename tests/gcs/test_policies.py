"""The spaces that collectors share, by themselves."""

from gcs.header import MARK, set_header
from gcs.policies.freelist import ALL_BLOCKS, FreeListSpace
from rpython.rtyper.lltypesystem.llarena import arena_reserve

SIZE = 512


def full_space(blocks, is_live):
    """Return a space with so many full blocks of one class; `is_live(block, cell)` tells by numbers what is marked."""
    space = FreeListSpace(MARK)
    space.setup()
    number = space.class_of(SIZE)
    for block in range(blocks):
        assert space.may_grow(number)
        index = 0
        while cell := space.take(number):
            arena_reserve(cell, SIZE, 0)
            set_header(cell, MARK if is_live(block, index) else 0)
            index += 1
    space.start_sweep()
    return space, number


def test_the_search_for_a_free_cell_is_short():
    # The blocks are swept in the order in which they were taken last.
    space, number = full_space(6, lambda block, cell: block > 0 or cell > 0)
    assert not space.refill(number, 4)
    assert space.refill(number, 2)
    assert space.take(number)


def test_the_search_for_a_free_cell_ends():
    space, number = full_space(6, lambda block, cell: True)
    assert not space.refill(number, ALL_BLOCKS)
    assert not space.sweep_some(ALL_BLOCKS)


def test_dead_cells_are_used_again():
    space, number = full_space(3, lambda block, cell: False)
    taken = space.supply.bytes_in_use
    space.finish_sweep()
    assert space.supply.bytes_in_use == 0
    assert space.may_grow(number)
    assert space.supply.bytes_in_use * 3 == taken
