"""A program for collectors to work under, and a model of its heap to compare with.

`Program` does what translated code does: it keeps roots on the shadow stack,
calls the barriers, clears new objects where the collector leaves that to it.
Each thing it does to the heap it also does to a model, made of Python objects,
in which nothing moves or dies.
"""

import types

from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void

import gcs.program
import gcs.types
from gcs import roots
from gcs.base import WORD, needs_clearing, round_up
from gcs.header import TYPE_MASK, header_of, type_of_header
from gcs.statistics import MAJOR_COLLECTIONS, MINOR_COLLECTIONS
from gcs.types import HAS_POINTERS, ITEMS_HAVE_POINTERS, VARSIZE, WEAK

arenas.quiet(__file__)
NULL = llmemory.NULL


class Type:
    """A type of the program: where its pointers and its numbers are."""

    def __init__(self, name, words, pointers=(), item_words=0, item_pointers=(), characters=False, weak=False):
        self.name = name
        self.varsize = item_words != 0 or characters
        self.fixed_size = words * WORD
        self.item_size = 1 if characters else item_words * WORD
        self.pointers = [] if weak else [WORD * i for i in pointers]
        self.weak = WORD * pointers[0] if weak else None
        first_word = 2 if self.varsize else 1
        self.numbers = [WORD * i for i in range(first_word, words) if i not in pointers]
        self.item_pointers = [WORD * i for i in item_pointers]
        self.item_numbers = [] if characters else [WORD * i for i in range(item_words) if i not in item_pointers]

    def flags(self) -> int:
        return (HAS_POINTERS * bool(self.pointers) | VARSIZE * self.varsize
                | ITEMS_HAVE_POINTERS * bool(self.item_pointers) | WEAK * (self.weak is not None))

    def type_id(self) -> int:
        may_point = bool(self.pointers or self.item_pointers)
        return self.number * 4 + (0 if may_point else 2) + may_point


LEAF = Type('Leaf', 2)
PAIR = Type('Pair', 4, pointers=[1, 3])
WIDE = Type('Wide', 12, pointers=[1, 2, 5, 6, 11])
NUMBERS = Type('Numbers', 2, item_words=1)
POINTERS = Type('Pointers', 2, item_words=1, item_pointers=[0])
ENTRIES = Type('Entries', 3, item_words=3, item_pointers=[1, 2])
TEXT = Type('Text', 2, characters=True)
MIXED = Type('Mixed', 4, pointers=[2], item_words=1, item_pointers=[0])
REFERENCE = Type('Reference', 2, pointers=[1], weak=True)
FINAL = Type('Final', 4, pointers=[2])
LIGHT = Type('Light', 3, pointers=[2])
EMPTY = Type('Empty', 1)

TYPES = [LEAF, PAIR, WIDE, NUMBERS, POINTERS, ENTRIES, TEXT, MIXED, REFERENCE, FINAL, LIGHT, EMPTY]


def install_types() -> None:
    """Fill in the type table, as the translator does."""
    offsets = []
    arenas.layouts.clear()
    table = []
    for number, type_ in enumerate(TYPES):
        type_.number = number
        info = types.SimpleNamespace()
        table.append(info)
        info.flags = type_.flags()
        info.fixed_size = type_.fixed_size
        info.item_size = type_.item_size
        info.length_offset = WORD
        info.items_offset = type_.fixed_size
        info.first_pointer = len(offsets)
        info.pointer_count = len(type_.pointers)
        offsets += type_.pointers if type_.weak is None else [type_.weak]
        info.first_item_pointer = len(offsets)
        info.item_pointer_count = len(type_.item_pointers)
        offsets += type_.item_pointers
        info.name = llmemory.real_address(_c_string(type_.name))
        arenas.layouts[number] = arenas.Layout(
            type_.name, type_.pointers, type_.item_size, WORD,
            type_.fixed_size if type_.varsize else -1, type_.item_pointers)
    gcs.types.simulated_tables.types = table
    gcs.types.simulated_tables.offsets = offsets


def _c_string(text: str) -> int:
    from rpython.rtyper.lltypesystem import rffi
    if text not in _c_strings:
        _c_strings[text] = rffi.str2charp(text)._address
    return _c_strings[text]


_c_strings = {}


class Model:
    """An object of the model: what is in it, by offset."""

    def __init__(self, type_, length, serial):
        self.type = type_
        self.length = length
        self.serial = serial
        self.pointers = {}  # offset: a Model, or None
        self.numbers = {}
        self.weak = None
        self.hash = self.identity = None
        self.address = None  # of prebuilt objects
        self.pinned_at = None  # an address
        self.was_dead = False  # a finalizer brought it back: weak references to it may be gone
        for offset in type_.pointers:
            self.pointers[offset] = None
        for offset in type_.numbers:
            self.numbers[offset] = 0
        for i in range(length):
            start = type_.fixed_size + i * type_.item_size
            for offset in type_.item_pointers:
                self.pointers[start + offset] = None
            for offset in type_.item_numbers:
                self.numbers[start + offset] = 0

    def __repr__(self):
        return f'<{self.type.name} {self.serial}>'


class Mismatch(AssertionError):
    """The heap is not what the model says."""


class Program:
    """A heap under a collector, and its model."""

    def __init__(self, collector, stress=False, root_count=24, prebuilt=()):
        install_types()
        arenas.set_pointers_ahead(False)
        roots.simulated_stack.clear()
        self.gc = collector
        self.stress = stress
        self.serial = 0
        self.roots = []
        self.prebuilt = []
        self.finalizable = []
        self.light = []
        self.finalized = []
        self.when_collected = None  # called after collections, not while it runs
        gcs.program.simulated_programs.current = self
        self._make_prebuilt(prebuilt or [PAIR, PAIR, WIDE, LEAF, FINAL])
        collector.setup()
        for _ in range(root_count):
            self.push_root(None)
        self.collections = 0

    def _make_prebuilt(self, prebuilt_types):
        arena = arenas.Arena(1 << 16)
        position = llmemory.FakeAddress(arena, 0)
        arena.reset(0, arena.size, True)
        changing = []
        for type_ in prebuilt_types:
            model = Model(type_, 0, self._next_serial())
            size = round_up(type_.fixed_size)
            arena.place(position.offset, size, type_.number)
            position.store(Signed, type_.number | self.gc.prebuilt_flags)
            model.address = position
            self.prebuilt.append(model)
            if type_.pointers:
                changing.append(position)
            position = position + size
        static_roots = [types.SimpleNamespace(object=address, type_number=type_of_header(address.load(Signed)))
                        for address in changing]
        static_roots.append(types.SimpleNamespace(object=NULL, type_number=0))
        gcs.types.simulated_tables.static_roots = static_roots

    def _next_serial(self):
        self.serial += 1
        return self.serial

    # ---- roots

    def push_root(self, model, address=NULL):
        roots.simulated_stack.push(address)
        self.roots.append(model)

    def _root_slot(self, index):
        return roots.simulated_stack.bottom + WORD * index

    def root(self, index):
        """Return a root's address."""
        return self._root_slot(index).load(Address)

    def set_root(self, index, address, model):
        self._root_slot(index).store(Address, address)
        self.roots[index] = model

    # ---- objects

    def new(self, type_, length=0):
        """Allocate an object; return its address, good until the next one, and its model."""
        if self.stress:
            self.gc.stress()
        if type_.varsize:
            obj = self.gc.malloc_varsize(type_.fixed_size, type_.item_size, length, type_.type_id())
        else:
            obj = self.gc.malloc_fixed(type_.fixed_size, type_.type_id())
        size = round_up(type_.fixed_size + type_.item_size * length)
        if not self.gc.zeroes_memory:
            llmemory.raw_memclear(obj + WORD, size - WORD)
        if type_.varsize:
            llop.raw_store(Void, obj, WORD, length)
        model = Model(type_, length, self._next_serial())
        for offset in model.numbers:
            if not needs_clearing(type_.type_id()):
                llop.raw_store(Void, obj, offset, 0)
        if type_.weak is not None:
            llop.raw_store(Void, obj, type_.weak, 0)
        return obj, model

    def store(self, obj, model, offset, target, target_model):
        """Store a pointer, with the barrier."""
        type_ = model.type
        if self.gc.needs_write_barrier and (self.gc.barrier_on_overwrite or target_model is not None
                                            and target_model.address is None):
            if offset >= type_.fixed_size:
                index = (offset - type_.fixed_size) // type_.item_size
                self.gc.write_barrier_item(obj, index)
            else:
                self.gc.write_barrier(obj)
        llop.raw_store(Void, obj, offset, target)
        model.pointers[offset] = target_model

    def store_fresh(self, obj, model, offset, target, target_model):
        """The same in an object that is new since the last possible collection."""
        llop.raw_store(Void, obj, offset, target)
        model.pointers[offset] = target_model

    def store_number(self, obj, model, offset, number):
        llop.raw_store(Void, obj, offset, number)
        model.numbers[offset] = number

    def load(self, obj, offset):
        return llop.raw_load(Address, obj, offset)

    def make_weak(self, obj, model, target, target_model):
        llop.raw_store(Void, obj, model.type.weak, llmemory.cast_adr_to_int(target))
        self.gc.weak_register(obj, target)
        model.weak = target_model

    def weak_target(self, obj):
        return llmemory.cast_int_to_adr(llop.raw_load(Signed, obj, REFERENCE.weak))

    def register_finalizer(self, obj, model, queue=0):
        self.gc.register_finalizer(obj, queue)
        self.finalizable.append(model)

    def register_light_finalizer(self, obj, model):
        """When the object is dead, `finalized` has its serial number, which is its number at WORD."""
        self.store_number(obj, model, WORD, model.serial)
        self.gc.register_light_finalizer(obj)
        self.light.append(model)

    # ---- what collectors ask for

    def after_collection(self):
        call, self.when_collected = self.when_collected, None
        if call is not None:
            call()
            self.when_collected = call

    def finalize_light(self, obj):
        serial = llop.raw_load(Signed, obj, WORD)
        model = next((m for m in self.light if m.serial == serial), None)
        if model is None:
            raise Mismatch(f'the object number {serial} is no more to be finalized')
        if id(model) in self.reachable() or id(model) in self.reachable(self.finalizable):
            raise Mismatch(f'{model} is not dead')
        self.light.remove(model)
        self.finalized.append(serial)

    # ---- comparison

    def reachable(self, from_=None):
        """Return the models that the program can reach."""
        pending = [m for m in (self.roots + self.prebuilt if from_ is None else from_) if m is not None]
        found = {id(m): m for m in pending}
        while pending:
            model = pending.pop()
            for target in model.pointers.values():
                if target is not None and id(target) not in found:
                    found[id(target)] = target
                    pending.append(target)
        return found

    def check(self, weak_are_exact=False):
        """Compare all that can be reached with the model; Mismatch if it differs."""
        known = {}
        pending = []

        def same(address, model, where):
            if model is None or not address:
                if model is not None or address:
                    raise Mismatch(f'{where} is {address} instead of {model}')
                return
            fixed = model.address or model.pinned_at
            if fixed is not None and fixed != address:
                raise Mismatch(f'{where}: {model} was moved')
            if id(model) in known:
                if known[id(model)][0] != address:
                    raise Mismatch(f'{where}: {model} is at {address} and at {known[id(model)][0]}')
                return
            known[id(model)] = address, model
            pending.append((address, model))

        for i, model in enumerate(self.roots):
            same(self.root(i), model, f'root {i}')
        for model in self.prebuilt:
            same(model.address, model, 'static data')
        references = []
        while pending:
            address, model = pending.pop()
            number = header_of(address) & TYPE_MASK
            if number != model.type.number or header_of(address) < 0:
                raise Mismatch(f'{model} at {address} has the header {header_of(address):#x}')
            if model.type.varsize and llop.raw_load(Signed, address, WORD) != model.length:
                raise Mismatch(f'the length of {model} was changed')
            for offset, target in model.pointers.items():
                same(self.load(address, offset), target, f'{model} + {offset}')
            for offset, number in model.numbers.items():
                if llop.raw_load(Signed, address, offset) != number:
                    raise Mismatch(f'{model} + {offset} is not {number}')
            if model.type.weak is not None:
                references.append((address, model))
        if len({address for address, _ in known.values()}) != len(known):
            raise Mismatch('two objects are at one address')
        waiting = self.reachable(self.finalizable)  # perhaps
        for address, model in references:
            target = self.weak_target(address)
            if target:
                if model.weak is None:
                    raise Mismatch(f'{model} is not empty')
                if id(model.weak) in known:
                    if known[id(model.weak)][0] != target:
                        raise Mismatch(f'{model} refers to {target}, not to {model.weak}')
                elif weak_are_exact and id(model.weak) not in waiting:
                    raise Mismatch(f'{model} still refers to {model.weak}, which is dead')
            else:
                if model.weak is not None and id(model.weak) in known and not model.weak.was_dead:
                    raise Mismatch(f'{model} lost {model.weak}')
                model.weak = None
        return known

    def count_collections(self):
        statistics = self.gc.statistics
        return statistics.get(MINOR_COLLECTIONS) + statistics.get(MAJOR_COLLECTIONS)
