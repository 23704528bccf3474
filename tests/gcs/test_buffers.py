"""Collectors for threads that run at the same time, with one thread that makes its objects in buffers."""

import pytest
from collectors import COLLECTORS, small
from heap_model import PAIR, Program
from mutator import RandomMutator
from rpython.rtyper import threads


def with_buffers(name, monkeypatch):
    monkeypatch.setattr(threads, 'are_free', True)
    threads.simulated_words.clear()
    return small(name)


CAPABLE = [name for name in COLLECTORS if small(name).allows_free_threads]


@pytest.mark.parametrize('large', [0, 1000], ids=['small', 'large'])
@pytest.mark.parametrize('name', CAPABLE)
def test_random_program(name, large, monkeypatch):
    collector = with_buffers(name, monkeypatch)
    collector.debug = True
    RandomMutator(collector, seed=len(name) + large, large=large).run(1000)


def test_blocks_may_be_larger_than_what_is_allocated_between_collections(monkeypatch):
    collector = with_buffers('immix', monkeypatch)
    collector.nursery_size = collector.space.supply.block_size // 2
    program = Program(collector)
    for _ in range(500):
        obj, model = program.new(PAIR)
        program.set_root(0, obj, model)
    program.check()
    assert program.count_collections() >= 5
