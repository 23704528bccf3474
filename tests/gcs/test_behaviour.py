"""What every collector promises, one thing at a time."""

import pytest
from collectors import COLLECTORS, KILOBYTE, small
from heap_model import (
    FINAL, LEAF, LIGHT, NULL, NUMBERS, PAIR, POINTERS, REFERENCE, TEXT, Program)
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed

from gcs import statistics
from gcs.base import WORD
from gcs.settings import parse_size

LEFT, RIGHT = PAIR.pointers
VALUE = PAIR.numbers[0]


@pytest.fixture(params=COLLECTORS)
def program(request):
    return Program(small(request.param))


@pytest.fixture(params=COLLECTORS)
def limited(request, monkeypatch):
    monkeypatch.setenv('WEFT_GC_MAX', '24k')
    return Program(small(request.param))


def keep(program, index, type_=PAIR, length=0):
    """Make an object that a root refers to; return its model."""
    obj, model = program.new(type_, length)
    program.set_root(index, obj, model)
    return model


def link(program, index, offset, target_index):
    """Store one root in an object that another refers to."""
    program.store(program.root(index), program.roots[index], offset,
                  program.root(target_index), program.roots[target_index])


def drop(program, index):
    program.set_root(index, NULL, None)


def make_chain(program, index, length):
    drop(program, index)
    for i in range(length):
        obj, model = program.new(PAIR)
        program.store_fresh(obj, model, LEFT, program.root(index), program.roots[index])
        program.store_number(obj, model, VALUE, i)
        program.set_root(index, obj, model)


def test_a_long_list_survives(program):
    make_chain(program, 0, 2000)
    program.gc.collect(0)
    program.check()
    program.gc.collect(2)
    assert len(program.check()) >= 2000


def test_garbage_is_given_back(program):
    make_chain(program, 0, 1500)
    program.gc.collect(2)
    full = program.gc.heap_size()
    drop(program, 0)
    program.gc.collect(2)
    program.gc.collect(2)
    for _ in range(300):
        program.new(PAIR)
        program.new(LEAF)
    assert program.gc.heap_size() <= full / 2


def test_cycles_are_garbage(program):
    keep(program, 0)
    keep(program, 1)
    link(program, 0, LEFT, 1)
    link(program, 1, LEFT, 0)
    obj, model = program.new(REFERENCE)
    program.make_weak(obj, model, program.root(0), program.roots[0])
    program.set_root(2, obj, model)
    drop(program, 0)
    program.gc.collect(2)
    assert program.weak_target(program.root(2))
    drop(program, 1)
    program.gc.collect(2)
    program.gc.collect(2)
    assert not program.weak_target(program.root(2))
    program.check(weak_are_exact=True)


def test_prebuilt_objects_are_roots_and_do_not_move(program):
    prebuilt = program.prebuilt[0]
    for generation in (0, 2, 0, 2):
        obj, model = program.new(PAIR)
        program.set_root(0, obj, model)
        program.store(prebuilt.address, prebuilt, LEFT, obj, model)
        drop(program, 0)
        program.gc.collect(generation)
        program.check()
    assert not program.gc.can_move(prebuilt.address)
    assert program.gc.identity_hash(prebuilt.address) == program.gc.identity_hash(prebuilt.address)


def test_old_objects_may_point_to_young_ones(program):
    keep(program, 0, POINTERS, 30)
    keep(program, 1, POINTERS, 700)
    program.gc.collect(0)
    program.gc.collect(2)
    for index in (0, 1):
        for item in range(0, program.roots[index].length, 13):
            keep(program, 2)
            link(program, index, POINTERS.fixed_size + WORD * item, 2)
            if item % 3 == 0:
                program.gc.collect(0)
    drop(program, 2)
    program.gc.collect(0)
    program.check()


def test_new_objects_need_no_barrier(program):
    for length in (3, 700):
        keep(program, 1)
        obj, model = program.new(POINTERS, length)
        for item in range(0, length, 2):
            program.store_fresh(obj, model, POINTERS.fixed_size + WORD * item, program.root(1), program.roots[1])
        program.set_root(0, obj, model)
        drop(program, 1)
        program.gc.collect(0)
        program.check()


def test_identity_survives_moves(program):
    program.gc.collect(2)
    for index, type_ in enumerate([LEAF, PAIR, TEXT, NUMBERS, PAIR, LEAF]):
        keep(program, index, type_, 9 if type_.varsize else 0)
    hashes = [program.gc.identity_hash(program.root(i)) for i in range(4)]
    identities = [program.gc.unique_id(program.root(i)) for i in range(1, 6)]
    assert len(set(identities)) == 5
    for generation in (0, 2, 1, 2, 0):
        program.gc.collect(generation)
        program.check()
        make_chain(program, 6, 100)
        assert [program.gc.identity_hash(program.root(i)) for i in range(4)] == hashes
        assert [program.gc.unique_id(program.root(i)) for i in range(1, 6)] == identities


def test_identities_of_the_dead_are_not_given_to_others(program):
    seen = set()
    for _ in range(5):
        keep(program, 0)
        number = program.gc.unique_id(program.root(0))
        program.gc.collect(2)
        assert program.gc.unique_id(program.root(0)) == number
        keep(program, 1)
        assert program.gc.unique_id(program.root(1)) != number
        seen.add(number)
        drop(program, 0)
        program.gc.collect(2)


def finalizable(program, index, *children):
    obj, model = program.new(FINAL)
    program.store_number(obj, model, VALUE_OF_FINAL, model.serial)
    program.set_root(index, obj, model)
    if children:
        program.store(program.root(index), model, FINAL.pointers[0], program.root(children[0]),
                      program.roots[children[0]])
    program.register_finalizer(program.root(index), model)
    return model


VALUE_OF_FINAL = FINAL.numbers[0]


def take_all(program):
    serials = []
    while obj := program.gc.next_dead_finalizable():
        serials.append(llop.raw_load(Signed, obj, VALUE_OF_FINAL))
    return serials


def collect_fully(program):
    program.gc.collect(2)
    program.gc.collect(2)


def test_finalizers_of_what_lives_wait(program):
    model = finalizable(program, 0)
    collect_fully(program)
    assert take_all(program) == []
    drop(program, 0)
    collect_fully(program)
    assert take_all(program) == [model.serial]
    collect_fully(program)
    assert take_all(program) == []


@pytest.mark.parametrize('is_old', [False, True])
def test_finalizers_come_in_order(program, is_old):
    """What refers to another is finalized first, whatever is between them."""
    last = finalizable(program, 0)
    keep(program, 1)
    link(program, 1, RIGHT, 0)
    middle = finalizable(program, 2, 1)
    first = finalizable(program, 3, 2)
    if is_old:
        collect_fully(program)
    for index in range(4):
        drop(program, index)
    for expected in (first, middle, last):
        program.gc.collect(2)
        serials = take_all(program)
        if not serials:
            program.gc.collect(2)
            serials = take_all(program)
        assert serials == [expected.serial]


def test_finalizers_in_a_cycle_all_come(program):
    one = finalizable(program, 0)
    two = finalizable(program, 1, 0)
    program.store(program.root(0), one, FINAL.pointers[0], program.root(1), two)
    three = finalizable(program, 2)
    program.store(program.root(2), three, FINAL.pointers[0], program.root(2), three)
    for index in range(3):
        drop(program, index)
    found = []
    for _ in range(6):
        program.gc.collect(2)
        found += take_all(program)
    assert sorted(found) == [one.serial, two.serial, three.serial]


def test_queues_are_told_apart(program):
    for index in range(6):
        obj, model = program.new(FINAL)
        program.store_number(obj, model, VALUE_OF_FINAL, index)
        program.set_root(0, obj, model)
        program.register_finalizer(obj, model, 7 * index)
        drop(program, 0)
        program.gc.collect(index % 3)
    collect_fully(program)
    found = {}
    while (queue := program.gc.next_dead_queue()) >= 0:
        found[queue] = llop.raw_load(Signed, program.gc.next_dead_finalizable(), VALUE_OF_FINAL)
    assert found == {7 * index: index for index in range(6)}
    assert not program.gc.next_dead_finalizable()


def test_an_object_may_be_registered_twice(program):
    """It is handed out for both, but not as long as somebody holds it."""
    model = finalizable(program, 0)
    program.register_finalizer(program.root(0), model, 3)
    drop(program, 0)
    seen = []
    for _ in range(4):
        program.gc.collect(2)
        while (queue := program.gc.next_dead_queue()) >= 0:
            obj = program.gc.next_dead_finalizable()
            assert llop.raw_load(Signed, obj, VALUE_OF_FINAL) == model.serial
            seen.append(queue)
    assert sorted(seen) == [0, 3]


def test_the_program_finalizes_after_collections(program):
    """Whatever it allocates and collects meanwhile."""
    seen = []

    def finalize():
        seen.extend(take_all(program))
        make_chain(program, 9, 40)
        program.gc.collect(0)
        make_chain(program, 9, 40)

    program.when_collected = finalize
    expected = []
    for i in range(150):
        expected.append(finalizable(program, i % 8).serial)
        keep(program, 8, *((PAIR, 0), (POINTERS, 300))[i % 10 == 0])
    make_chain(program, 10, 400)
    program.check()
    assert seen and set(seen) <= set(expected)
    for index in range(8):
        drop(program, index)
    collect_fully(program)
    program.after_collection()
    assert sorted(seen) == sorted(expected)


@pytest.mark.parametrize('is_old', [False, True])
def test_light_finalizers(program, is_old):
    """They are called in the collection that finds the object dead, not before."""
    models = []
    for index in range(3):
        obj, model = program.new(LIGHT)
        program.set_root(index, obj, model)
        program.register_light_finalizer(obj, model)
        models.append(model)
    link(program, 0, LIGHT.pointers[0], 1)
    obj, model = program.new(REFERENCE)
    program.make_weak(obj, model, program.root(1), program.roots[1])
    program.set_root(3, obj, model)
    if is_old:
        collect_fully(program)
    assert program.finalized == []
    drop(program, 1)
    program.gc.collect(2)
    assert program.finalized == []
    drop(program, 0)
    program.gc.collect(2)
    assert sorted(program.finalized) == [models[0].serial, models[1].serial]
    assert not program.weak_target(program.root(3))
    collect_fully(program)
    program.check()
    assert len(program.finalized) == 2 and [model.serial for model in program.light] == [models[2].serial]


def test_what_waits_for_a_finalizer_is_not_finalized_lightly(program):
    obj, light = program.new(LIGHT)
    program.set_root(1, obj, light)
    program.register_light_finalizer(obj, light)
    model = finalizable(program, 0, 1)
    drop(program, 0)
    drop(program, 1)
    collect_fully(program)
    assert program.finalized == []
    assert take_all(program) == [model.serial]
    program.finalizable.remove(model)
    collect_fully(program)
    assert program.finalized == [light.serial]


def test_the_dead_live_until_they_are_taken(program):
    """With all that they refer to."""
    keep(program, 1)
    program.store_number(program.root(1), program.roots[1], VALUE, 4711)
    finalizable(program, 0, 1)
    drop(program, 0)
    drop(program, 1)
    for _ in range(3):
        collect_fully(program)
        make_chain(program, 5, 50)
    obj = program.gc.next_dead_finalizable()
    child = llop.raw_load(Address, obj, FINAL.pointers[0])
    assert llop.raw_load(Signed, child, VALUE) == 4711


def test_weak_references(program):
    keep(program, 0)
    obj, model = program.new(REFERENCE)
    program.make_weak(obj, model, program.root(0), program.roots[0])
    program.set_root(1, obj, model)
    obj, model = program.new(REFERENCE)
    program.make_weak(obj, model, program.prebuilt[0].address, program.prebuilt[0])
    program.set_root(2, obj, model)
    for generation in (0, 2, 2):
        program.gc.collect(generation)
        program.check(weak_are_exact=True)
        assert program.weak_target(program.root(1)) == program.root(0)
    drop(program, 0)
    collect_fully(program)
    assert not program.weak_target(program.root(1))
    assert program.weak_target(program.root(2)) == program.prebuilt[0].address


def test_memory_errors_are_survived(limited):
    """A hundred times in a row, small objects and large ones."""
    program = limited
    for attempt in range(100):
        drop(program, 0)
        with pytest.raises(MemoryError):
            for i in range(10000):
                type_, length = [(PAIR, 0), (POINTERS, 30), (POINTERS, 300), (TEXT, 30)][attempt % 4]
                obj, model = program.new(type_, length)
                if type_ is PAIR or type_ is POINTERS:
                    offset = next(iter(model.pointers))
                    program.store_fresh(obj, model, offset, program.root(0), program.roots[0])
                    program.set_root(0, obj, model)
                else:
                    keep(program, 1, POINTERS, 1)
                    obj, other = program.new(TEXT, 1500)
                    program.set_root(2, obj, other)
                    obj, array = program.new(POINTERS, 2)
                    program.store_fresh(obj, array, 2 * WORD, program.root(2), other)
                    program.store_fresh(obj, array, 3 * WORD, program.root(0), program.roots[0])
                    program.set_root(0, obj, array)
        drop(program, 2)
        if attempt % 10 == 0:
            program.check()
    drop(program, 0)
    program.gc.collect(2)
    make_chain(program, 0, 200)
    program.check()


def test_nothing_is_impossible_twice(limited):
    for _ in range(100):
        with pytest.raises(MemoryError):
            limited.new(POINTERS, 100000)
        with pytest.raises(MemoryError):
            limited.new(TEXT, maxint // 2 + 1)
    make_chain(limited, 0, 100)
    limited.check()


def test_without_collections(program):
    gc = program.gc
    gc.disable()
    gc.disable()
    gc.enable()
    assert not gc.is_enabled()
    before = gc.statistics.get(statistics.MAJOR_COLLECTIONS)
    for _ in range(2000):
        program.new(PAIR)
    assert gc.statistics.get(statistics.MAJOR_COLLECTIONS) == before
    gc.enable()
    assert gc.is_enabled()
    make_chain(program, 0, 20)
    program.check()


def test_pinned_objects_stay(program):
    keep(program, 0, TEXT, 20)
    for _ in range(2):
        if program.gc.pin(program.root(0)):
            address = program.root(0)
            program.gc.collect(0)
            program.gc.collect(2)
            assert program.root(0) == address
            program.gc.unpin(address)
        program.gc.collect(2)
    program.check()


PINS_YOUNG = {'GenerationalCollector', 'ImmixCollector', 'ReferenceCountingCollector', 'MarkSweepCollector'}


def pins_young(gc):
    return any(base.__name__ in PINS_YOUNG for base in type(gc).__mro__)


def test_young_objects_can_be_pinned(program):
    gc = program.gc
    addresses = {}
    for number in range(3):
        keep(program, number, TEXT, 20 + number)
        if gc.pin(program.root(number)):
            addresses[number] = program.root(number)
        keep(program, 10 + number, TEXT, 30)
    assert len(addresses) == (3 if pins_young(gc) else 0)
    ids = {number: gc.unique_id(program.root(number)) for number in range(3)}
    for round_ in range(3):
        make_chain(program, 20, 100)  # fills the nursery around them
        gc.collect(round_)
        program.check()
        assert all(program.root(number) == address for number, address in addresses.items())
        assert ids == {number: gc.unique_id(program.root(number)) for number in range(3)}
        assert not any(gc.can_move(address) for address in addresses.values())
    for address in addresses.values():
        gc.unpin(address)
    for number in range(3):
        drop(program, number)
    make_chain(program, 20, 100)
    gc.collect(2)
    gc.collect(2)
    make_chain(program, 20, 300)
    program.check()


def test_what_is_not_pinned_any_more_moves(program):
    gc = program.gc
    keep(program, 0, TEXT, 20)
    could_move = gc.can_move(program.root(0))
    if gc.pin(program.root(0)):
        gc.unpin(program.root(0))
    assert gc.can_move(program.root(0)) == could_move
    gc.collect(2)
    program.check()


def test_no_more_is_pinned_than_leaves_room(program):
    gc = program.gc
    pinned = 0
    for number in range(200):
        keep(program, 0, TEXT, 20)
        pinned += gc.pin(program.root(0))
    make_chain(program, 1, 300)
    keep(program, 0, TEXT, 100)
    program.check()
    gc.collect(2)
    gc.collect(2)
    keep(program, 0, TEXT, 20)
    assert gc.pin(program.root(0)) == pins_young(gc)


def test_counters(program):
    make_chain(program, 0, 500)
    program.gc.collect(2)
    numbers = program.gc.statistics
    assert numbers.get(statistics.MAJOR_COLLECTIONS) >= 1
    assert numbers.get(statistics.PAUSES) >= 1
    histogram = [numbers.get(statistics.PAUSE_HISTOGRAM + i) for i in range(statistics.HISTOGRAM_SIZE)]
    assert sum(histogram) == numbers.get(statistics.PAUSES)
    assert numbers.get(statistics.LONGEST_PAUSE) <= numbers.get(statistics.PAUSE_TOTAL)
    assert 500 * PAIR.fixed_size <= numbers.get(statistics.BYTES_LIVE) <= 800 * PAIR.fixed_size
    assert numbers.get(statistics.BYTES_ALLOCATED) >= 500 * PAIR.fixed_size
    drop(program, 0)
    program.gc.collect(2)
    make_chain(program, 0, 500)
    program.gc.collect(2)
    program.gc.collect(2)
    assert numbers.get(statistics.BYTES_FREED) >= 500 * PAIR.fixed_size
    program.gc.shutdown()


def test_sizes_in_settings():
    assert [parse_size(text) for text in ('0', '64', '64k', '1.5M', '2GB', '', 'x', '-1', '3q')] == [
        0, 64, 64 * KILOBYTE, 3 << 19, 2 << 30, -1, -1, -1, -1]


def test_memory_outside_of_the_heap_counts(program):
    """What objects hold on to is given back in time, though they are small."""
    gc = program.gc
    gc.next_look = gc.pressure_step = 2 * KILOBYTE
    for i in range(200):
        obj, model = program.new(LIGHT)
        program.set_root(0, obj, model)
        program.register_light_finalizer(obj, model)
        gc.add_memory_pressure(KILOBYTE)
    assert len(program.finalized) > 150
    gc.disable()
    before = len(program.finalized)
    for _ in range(20):
        gc.add_memory_pressure(KILOBYTE)
    assert len(program.finalized) == before
    gc.enable()
    program.check()


def test_the_program_may_hear_of_each_collection(program):
    gc = program.gc
    heard = []
    program.when_collected = lambda: heard.append(gc.statistic(statistics.MAJOR_COLLECTIONS))
    make_chain(program, 0, 800)
    assert heard == []
    gc.watch(1)
    before = gc.statistic(statistics.PAUSES)
    for _ in range(8):
        make_chain(program, 0, 400)
    assert 0 < len(heard) <= gc.statistic(statistics.PAUSES) - before
    gc.watch(0)
    count = len(heard)
    make_chain(program, 0, 800)
    assert len(heard) == count
    assert gc.statistic(-1) == gc.statistic(1000) == -1
    assert gc.statistic(statistics.MINOR_TIME) <= gc.statistic(statistics.PAUSE_TOTAL)


def test_steps(program):
    """A collection in steps ends."""
    gc = program.gc
    make_chain(program, 0, 1000)
    drop(program, 1)
    for attempt in range(3):
        before = gc.statistic(statistics.MAJOR_COLLECTIONS)
        for step in range(1000):
            states = gc.collect_step()
            if states >> 8 and not states & 0xff:
                break
        assert gc.statistic(statistics.MAJOR_COLLECTIONS) > before
        assert step > 0 or type(gc).__name__ != 'IncrementalMiniMarkCollector'
        program.check()
