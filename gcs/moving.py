"""What collectors that move objects have in common: identity, and the move itself."""

from rpython.rlib.objectmodel import always_inline, specialize
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Signed, Void

from gcs.base import WORD, hash_of_address
from gcs.header import (
    FINAL_MASK, HASH_BEHIND, HASHED, MARK, PINNED, PREBUILT, forwarded_address, forwarding_header, header_of, is_forwarded,
    set_header, type_of_header)
from gcs.policies.identities import Identities
from gcs.tracing import TracingCollector
from gcs.types import WEAK, object_size, trace_object, type_at, type_of, type_size


@always_inline
def grows(header: int) -> bool:
    """Does an object with that header get a hash behind it when it moves?"""
    return header & (HASHED | HASH_BEHIND) == HASHED


@always_inline
def move_object(obj, header: int, size: int, new) -> None:
    """Copy an object of `size` bytes, leave its new address behind, and store its hash if somebody knows it.

    Where `grows(header)`, there must be room for one word more. The object
    has no place of its own in the header meanwhile: `header` is what was there.
    """
    llmemory.raw_memcopy(obj, new, size)
    new_header = header & ~FINAL_MASK
    if llop.unlikely(Bool, grows(header)):
        llop.raw_store(Void, new, size, hash_of_address(obj))
        new_header |= HASH_BEHIND
    set_header(new, new_header)
    set_header(obj, forwarding_header(new))


def keep_copy(gc, obj):
    """Copy an object to the collector's `space`, unless it is prebuilt or was copied; return where it is now."""
    header = header_of(obj)
    if is_forwarded(header):
        return forwarded_address(header)
    if header & (PREBUILT | PINNED):
        if header & PINNED:
            set_header(obj, header | MARK)
        return obj
    size = object_size(obj, header)
    room = size + WORD if grows(header) else size
    new = gc.space.allocate(room)
    arena_reserve(new, room, type_of_header(header))
    move_object(obj, header, size, new)
    return new


@specialize.arg(1)
def scan_copies(gc, visit) -> None:
    """Visit the objects that were copied to the collector's `space`, until there are no more."""
    space = gc.space
    while True:
        obj = space.next_unscanned()
        if not obj:
            return
        header = header_of(obj)
        info = type_at(type_of_header(header))
        space.scanned_to(obj + object_size(obj, header))
        if info.flags & WEAK:
            gc.weak_objects.push(obj)
        else:
            trace_object(gc, obj, info, visit)


class MovingCollector(TracingCollector):
    """Identity hashes after Bacon, Fink and Grove, "Space- and time-efficient
    implementation of the Java object model" (ECOOP 2002): the hash is made of
    the address; an object that moves after somebody asked takes it along in a
    word behind it.
    """

    moves_objects = True

    _immutable_fields_ = ['identities']

    def __init__(self):
        TracingCollector.__init__(self)
        self.identities = Identities()

    def identity_hash(self, obj):
        header = header_of(obj)
        if header & HASH_BEHIND:
            return llop.raw_load(Signed, obj, type_size(obj, type_of(obj)))
        if not header & (HASHED | PREBUILT):
            set_header(obj, header | HASHED)
        return hash_of_address(obj)

    def unique_id(self, obj):
        is_young = self.is_new(obj)
        number = self.identities.find(obj, is_young)
        if number:
            return number
        if self.can_move(obj):
            return self.identities.new_number(obj, is_young)
        return llop.cast_adr_to_int(Signed, obj) | 1

    def can_move(self, obj):
        return not header_of(obj) & (PREBUILT | PINNED)

    def pin(self, obj):
        return not self.can_move(obj)

    def is_young(self, obj) -> bool:
        """Is the object subject to collections of young objects?"""
        return False

    def is_new(self, obj) -> bool:
        """The same, where `is_young` asks less."""
        return self.is_young(obj)

    # For a collection that copies everything: what was not copied is dead.

    def survives(self, obj):
        header = header_of(obj)
        return is_forwarded(header) or header & PREBUILT != 0

    def new_address(self, obj):
        header = header_of(obj)
        return forwarded_address(header) if is_forwarded(header) else obj
