"""A program that does random things to its heap, and compares it with the model."""

import random

from heap_model import (
    EMPTY, ENTRIES, FINAL, LEAF, LIGHT, MIXED, NULL, NUMBERS, PAIR, POINTERS, REFERENCE, TEXT, WIDE, Mismatch, Program)
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Signed

from gcs.base import WORD


class RandomMutator:
    """Does random things, the same for the same seed. With `stress`, it collects before everything it allocates."""

    def __init__(self, collector, seed, largest=40, large=0, most_objects=150, stress=False):
        self.random = random.Random(seed)
        self.program = Program(collector, stress)
        self.largest = largest
        self.large = large  # items of a large array
        self.most_objects = most_objects
        self.pinned = []
        self.actions = (
            [self.allocate] * 40 + [self.store] * 25 + [self.drop_root] * 6 + [self.copy_root] * 6
            + [self.write_number] * 8 + [self.ask_hash] * 4 + [self.ask_identity] * 2 + [self.make_reference] * 3
            + [self.follow_reference] * 3 + [self.copy_items] * 3 + [self.make_final] * 3 + [self.make_light] * 2
            + [self.make_list] + [self.pin] * 2 + [self.unpin] * 2 + [self.outgrow] * 2 + [self.drop_field] * 6)

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

    def pin(self):
        found = self.pick()
        if found and found[1].address is found[1].pinned_at is None and self.program.gc.pin(found[0]):
            found[1].pinned_at = found[0]
            self.pinned.append(found[1])

    def unpin(self):
        if self.pinned:
            model = self.pinned.pop(self.random.randrange(len(self.pinned)))
            if id(model) in self.program.reachable():
                self.program.gc.unpin(model.pinned_at)
            model.pinned_at = None
