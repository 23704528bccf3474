"""A program for collectors to work under, and a model of its heap to compare with.

`Program` does what translated code does: it keeps roots on the shadow stack,
calls the barriers, clears new objects where the collector leaves that to it.
Each thing it does to the heap it also does to a model, made of Python objects,
in which nothing moves or dies.
"""

import random
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
            self.gc.collect(self.serial % 4 % 3)
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
            if model.address is not None and model.address != address:
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


class RandomMutator:
    """Does random things, the same for the same seed. With `stress`, it collects before everything it allocates."""

    def __init__(self, collector, seed, largest=40, large=0, most_objects=150, stress=False):
        self.random = random.Random(seed)
        self.program = Program(collector, stress)
        self.largest = largest
        self.large = large  # items of a large array
        self.most_objects = most_objects
        self.actions = (
            [self.allocate] * 40 + [self.store] * 25 + [self.drop_root] * 6 + [self.copy_root] * 6
            + [self.write_number] * 8 + [self.ask_hash] * 4 + [self.ask_identity] * 2 + [self.make_reference] * 3
            + [self.follow_reference] * 3 + [self.copy_items] * 3 + [self.make_final] * 3 + [self.make_light] * 2
            + [self.make_list] + [self.pin_and_unpin] + [self.outgrow] * 2 + [self.drop_field] * 6)

    def run(self, steps):
        program = self.program
        program.when_collected = self.finalize
        seen = program.count_collections()
        for step in range(steps):
            self.random.choice(self.actions)()
            if step % 50 == 0 and self.random.random() < 0.2:
                generation = self.random.choice([0, 0, 1, 2, 3])
                program.gc.collect(generation)
                program.check(weak_are_exact=generation >= 2)
            if program.count_collections() != seen:
                seen = program.count_collections()
                if self.random.random() < 0.5:
                    program.check()
                self.take_finalizable()
                self.limit_objects()
        program.gc.collect(3)
        program.gc.collect(3)
        program.check(weak_are_exact=True)
        expected = program.reachable()
        expected.update(program.reachable(program.finalizable))
        for model in program.light:
            if id(model) not in expected:
                raise Mismatch(f'{model} was not finalized')

    # ---- picking

    def pick_root(self):
        return self.random.randrange(len(self.program.roots))

    def pick(self):
        """Walk to some object; return its address and model, or None."""
        random_, program = self.random, self.program
        if random_.random() < 0.1:
            model = random_.choice(program.prebuilt)
            address = model.address
        else:
            index = self.pick_root()
            address, model = program.root(index), program.roots[index]
        if model is None:
            return None
        while random_.random() < 0.6:
            slots = [offset for offset, target in model.pointers.items() if target is not None] \
                if len(model.pointers) < 50 else random_.sample(list(model.pointers), 4)
            if not slots:
                break
            offset = random_.choice(slots)
            if model.pointers[offset] is None:
                break
            address, model = program.load(address, offset), model.pointers[offset]
        return address, model

    def limit_objects(self):
        program = self.program
        if len(program.reachable()) > self.most_objects:
            for i in range(len(program.roots)):
                if self.random.random() < 0.5:
                    program.set_root(i, NULL, None)
            for model in program.prebuilt:
                for offset in model.pointers:
                    program.store(model.address, model, offset, NULL, None)

    # ---- actions

    def allocate(self):
        random_, program = self.random, self.program
        type_ = random_.choice([LEAF, PAIR, PAIR, PAIR, WIDE, NUMBERS, POINTERS, ENTRIES, TEXT, MIXED, EMPTY])
        length = random_.choice([0, 1, 2, 3, random_.randrange(self.largest)]) if type_.varsize else 0
        if self.large and type_.varsize and random_.random() < 0.03:
            length = random_.randrange(self.large // 2, self.large)
        obj, model = program.new(type_, length)
        for offset in model.pointers:
            if len(model.pointers) < 50 or random_.random() < 0.1:
                target = self.pick()
                if target:
                    program.store_fresh(obj, model, offset, *target)
        for offset in model.numbers:
            if len(model.numbers) < 50 or random_.random() < 0.1:
                program.store_number(obj, model, offset, random_.randrange(-1000, 1000))
        program.set_root(self.pick_root(), obj, model)

    def store(self):
        found = self.pick()
        if found and found[1].pointers:
            target = self.pick() or (NULL, None)
            self.program.store(*found, self.random.choice(list(found[1].pointers)), *target)

    def drop_field(self):
        found = self.pick()
        if found and found[1].pointers:
            self.program.store(*found, self.random.choice(list(found[1].pointers)), NULL, None)

    def drop_root(self):
        self.program.set_root(self.pick_root(), NULL, None)

    def copy_root(self):
        found = self.pick()
        if found:
            self.program.set_root(self.pick_root(), *found)

    def write_number(self):
        found = self.pick()
        if found and found[1].numbers and found[1].type not in (FINAL, LIGHT):  # their numbers say which they are
            self.program.store_number(*found, self.random.choice(list(found[1].numbers)), self.random.randrange(99))

    def ask_hash(self):
        found = self.pick()
        if found:
            number = self.program.gc.identity_hash(found[0])
            if found[1].hash not in (None, number):
                raise Mismatch(f'the hash of {found[1]} changed')
            found[1].hash = number

    def ask_identity(self):
        found = self.pick()
        if found:
            number = self.program.gc.unique_id(found[0])
            if found[1].identity not in (None, number):
                raise Mismatch(f'the number of {found[1]} changed')
            found[1].identity = number
            for model in self.program.reachable().values():
                if model is not found[1] and model.identity == number:
                    raise Mismatch(f'{model} and {found[1]} have one number')

    def make_reference(self):
        obj, model = self.program.new(REFERENCE)
        target = self.pick()
        if target:
            self.program.make_weak(obj, model, *target)
        self.program.set_root(self.pick_root(), obj, model)

    def follow_reference(self):
        """Make a strong reference of a weak one."""
        found = self.pick()
        if found and found[1].type is REFERENCE:
            target = self.program.weak_target(found[0])
            if target:
                self.program.set_root(self.pick_root(), target, found[1].weak)

    def copy_items(self):
        """Copy many pointers with one barrier."""
        random_, program = self.random, self.program
        source, dest = self.pick(), self.pick()
        if not source or not dest or source[1].type is not POINTERS or dest[1].type is not POINTERS:
            return
        if program.gc.needs_write_barrier:
            program.gc.write_barrier(dest[0])
        for i in range(min(source[1].length, dest[1].length)):
            offset = POINTERS.fixed_size + i * WORD
            program.store_fresh(*dest, offset, program.load(source[0], offset), source[1].pointers[offset])

    def make_final(self):
        obj, model = self.program.new(FINAL)
        target = self.pick()
        if target:
            self.program.store_fresh(obj, model, 2 * WORD, *target)
        self.program.store_number(obj, model, FINAL.numbers[0], model.serial)
        self.program.set_root(self.pick_root(), obj, model)
        self.program.register_finalizer(obj, model, model.serial % 5)

    def take_finalizable(self):
        program = self.program
        while True:
            queue = program.gc.next_dead_queue()
            obj = program.gc.next_dead_finalizable()
            if not obj:
                return
            serial = llop.raw_load(Signed, obj, FINAL.numbers[0])
            if queue != serial % 5:
                raise Mismatch(f'the object number {serial} came from the queue {queue}')
            model = next(m for m in program.finalizable if m.serial == serial)
            if id(model) in program.reachable():
                raise Mismatch(f'{model} is not dead')
            program.finalizable.remove(model)
            if self.random.random() < 0.3:
                live = program.reachable()
                for revived in program.reachable([model]).values():
                    revived.was_dead |= id(revived) not in live
                program.set_root(self.pick_root(), obj, model)

    def make_light(self):
        obj, model = self.program.new(LIGHT)
        self.program.set_root(self.pick_root(), obj, model)
        self.program.register_light_finalizer(obj, model)

    def finalize(self):
        """Be what the program does after a collection: take what is dead, allocate, perhaps collect."""
        self.take_finalizable()
        for _ in range(self.random.randrange(30)):
            self.program.set_root(self.pick_root(), *self.program.new(self.random.choice([PAIR, WIDE, LEAF])))
        if self.random.random() < 0.1:
            self.program.gc.collect(self.random.choice([0, 2]))

    def make_list(self):
        """A chain that is longer than any stack should be deep."""
        program = self.program
        index = self.pick_root()
        program.set_root(index, NULL, None)
        for _ in range(self.random.randrange(60)):
            obj, model = program.new(PAIR)
            program.store_fresh(obj, model, WORD, program.root(index), program.roots[index])
            program.set_root(index, obj, model)

    def outgrow(self):
        """Let a larger array take another one's place, which is told to be dead."""
        program, index = self.program, self.pick_root()
        type_ = self.random.choice([NUMBERS, TEXT, POINTERS])
        length = self.random.randrange(4 * self.largest)
        program.set_root(index, *program.new(type_, length))
        smaller = program.roots[index]
        larger, model = program.new(type_, 2 * length)
        if program.roots[index] is smaller:  # finalizers store in roots, too
            old = program.root(index)
            program.set_root(index, larger, model)
            program.gc.discard(old)

    def pin_and_unpin(self):
        found = self.pick()
        if found and self.program.gc.pin(found[0]):
            index = self.pick_root()
            self.program.set_root(index, *found)
            self.program.gc.collect(self.random.choice([0, 2]))
            if self.program.root(index) != found[0]:
                raise Mismatch(f'{found[1]} was moved though it is pinned')
            self.program.gc.unpin(found[0])
