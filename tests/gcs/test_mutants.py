"""Collectors with one mistake each: the simulator must find it, and say where.

Each mutant is a collector in which one line is wrong, as it happens when
writing one. A random program must end with a `HeapFault`, whose traceback
leads to the line that trips over it, and whose message names the object.
"""

import re

import pytest
from collectors import small
from heap_model import PAIR, Program
from mutator import RandomMutator
from rpython.rtyper.lltypesystem.arenas import HeapFault
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address

import gcs.generations
import gcs.incminimark
import gcs.moving
import gcs.policies.lines
import gcs.policies.marker
import gcs.semispace
from gcs.header import forwarding_header
from gcs.policies.marker import Marker


def missing_barrier(monkeypatch):
    """The program is not told to call the write barrier for items of arrays."""
    collector = small('generational')
    collector.write_barrier_item = lambda obj, index: None
    return collector


def root_not_updated(monkeypatch):
    """Objects that the stack refers to are copied, and the stack still refers to the old ones."""
    def visit_stack(gc, visit):
        slot = gcs.roots.weft_roots_bottom()
        while slot < gcs.roots.weft_roots_top():
            obj = llop.raw_load(Address, slot, 0)
            if obj:
                gc.keep(obj)
            slot = slot + gcs.roots.WORD
    monkeypatch.setattr(gcs.semispace, 'visit_stack', visit_stack)
    return small('semispace')


def slip_in_forwarding(monkeypatch):
    """The new address in the header is that of the word behind."""
    monkeypatch.setattr(gcs.moving, 'forwarding_header', lambda new: forwarding_header(new + 8))
    return small('generational')


def mark_forgotten(monkeypatch):
    """Objects that hold no pointers need not be traced: they are not marked either."""
    def mark(self, obj):
        if gcs.types.type_of(obj).flags & ~gcs.types.VARSIZE:
            original(self, obj)
    original = Marker.mark
    monkeypatch.setattr(Marker, 'mark', mark)
    return small('marksweep')


def wrong_size(monkeypatch):
    """Objects are copied without their last word."""
    def move_object(obj, header, size, new):
        original(obj, header, size - 8 if size > 16 else size, new)
    original = gcs.moving.move_object
    monkeypatch.setattr(gcs.generations, 'move_object', move_object)
    return small('minimark')


def line_not_marked(monkeypatch):
    """Of objects in several lines only the first one is marked."""
    collector = small('immix')
    mark_lines = collector.space.mark_lines
    collector.space.mark_lines = lambda obj, size: mark_lines(obj, 8)
    return collector


def white_in_black(monkeypatch):
    """While old objects are marked, what is stored in those which were traced is not."""
    monkeypatch.setattr(gcs.incminimark, '_visit_young_and_mark', gcs.generations.visit_young)
    return small('incminimark')


MUTANTS = [missing_barrier, root_not_updated, slip_in_forwarding, mark_forgotten, wrong_size, line_not_marked,
           white_in_black]


@pytest.mark.parametrize('mutant', MUTANTS)
def test_is_found(mutant, monkeypatch):
    with pytest.raises(HeapFault) as raised:
        for seed in range(5):
            RandomMutator(mutant(monkeypatch), seed, large=300).run(10000)
    assert re.search(r'object \w+ of \d+ bytes at 0x\w+ \(number \d+, allocated at \w+\.py:\d+', str(raised.value))
    files = {str(entry.path) for entry in raised.traceback}
    assert any('/gcs/' in name for name in files)


@pytest.mark.parametrize('name', ['generational', 'minimark', 'incminimark', 'immix'])
def test_verifier_finds_a_missing_barrier(name):
    """Before the object that was stored is lost."""
    collector = small(name)
    collector.debug = True
    program = Program(collector)
    old, old_model = program.new(PAIR)
    program.set_root(0, old, old_model)
    collector.collect(2)
    young, young_model = program.new(PAIR)
    program.set_root(1, young, young_model)
    program.store_fresh(program.root(0), old_model, PAIR.pointers[0], program.root(1), young_model)
    with pytest.raises(HeapFault, match='a young object, and no write barrier was called.*of type Pair'):
        collector.collect(0)
