"""A nursery over mark and sweep: young objects are copied once, old ones stay where they are.

The plan of D. Ungar's and others' collectors of two generations, with cards
for large arrays of pointers (P. R. Wilson and T. G. Moher, "A 'card-marking'
scheme for controlling intergenerational references", SIGPLAN Notices 24(5),
1989): of such an array that was written to, only the parts in question are
looked at.
"""

from rpython.rlib.objectmodel import dont_inline, specialize
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.llarena import arena_reserve
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Bool, Char, Signed, Void

from gcs.base import WORD, raise_memory_error, round_up
from gcs.buffers import lock_heap, unlock_heap
from gcs.generations import TRACED, GenerationalCollector, visit_young
from gcs.header import CLEAN, FIRST_OWN_FLAG, MARK, PINNED, PREBUILT, flag, header_of, set_header, type_of_header
from gcs.policies.addresses import AddressStack
from gcs.policies.freelist import ALL_BLOCKS, FreeListSpace
from gcs.policies.large import CARD_SHIFT, LargeSpace
from gcs.policies.marker import Marker, mark_all, mark_slot
from gcs.roots import visit_raw_static, visit_stack
from gcs.settings import fatal
from gcs.statistics import BYTES_ALLOCATED, BYTES_FREED, MAJOR_COLLECTIONS
from gcs.types import HAS_POINTERS, ITEMS_HAVE_POINTERS, length_of, trace_items, type_at, type_of

HAS_CARDS = flag(FIRST_OWN_FLAG)
"""A large array of pointers."""

CARDS_SET = flag(FIRST_OWN_FLAG + 1)
"""Some of its cards are set: it is in `carded`."""

YOUNG_LARGE = flag(FIRST_OWN_FLAG + 2)
"""The object is young and has memory of its own; it becomes old where it is."""


class MiniMarkCollector(GenerationalCollector):
    """Old objects are in a space of free lists, or by themselves if they are large."""

    prebuilt_flags = PREBUILT | CLEAN | MARK
    usable_percent = 50
    allows_free_threads = True
    most_swept = ALL_BLOCKS
    """In search of a free cell so many blocks are swept before there is a new one."""

    _immutable_fields_ = ['space', 'large', 'marker', 'carded']

    def __init__(self):
        GenerationalCollector.__init__(self)
        self.space = FreeListSpace(MARK)
        self.large = LargeSpace(MARK)
        self.marker = Marker()
        self.carded = AddressStack()
        self.small_bytes = 0  # of old objects that are not large: those known to live, and those made since

    def setup(self):
        GenerationalCollector.setup(self)
        self.space.setup()
        self.large.keeps_freed = self.debug
        self.space.poisons_freed = self.debug

    # ---- old objects

    def take_old(self, size):
        space = self.space
        if size > space.largest:
            result = self.large.allocate(size, 0)
        else:
            size_class = space.class_of(size)
            result = space.take(size_class)
            if llop.unlikely(Bool, not result):
                if space.refill(size_class, self.most_swept) or space.may_grow(size_class):
                    result = space.take(size_class)
            self.small_bytes += size
        if not result:
            fatal('no memory for objects that survive')
        return result

    def old_bytes(self):
        return self.small_bytes + self.large.bytes

    def heap_size(self):
        return self.space.supply.bytes_in_use + self.large.bytes + self.nursery_size

    def try_large(self, size, number):
        large = self.large
        if self.old_bytes() + large.memory_for(size) > self.threshold or large.young_bytes > self.nursery_room:
            return llmemory.NULL
        room = large.allocate_young(size, self._cards_for(size, number))
        return self._made_large(room, size, number) if room else room

    def make_large(self, size, number):
        return self._made_large(self.allocate_large(size, number), size, number)

    def _made_large(self, result, size, number):
        arena_reserve(result, size, number)
        header = number | YOUNG_LARGE
        info = type_at(number)
        if info.flags & ITEMS_HAVE_POINTERS and info.item_size >= WORD:
            header |= HAS_CARDS
        set_header(result, header)
        self.statistics.add(BYTES_ALLOCATED, size)
        self.has_young_large = True
        return result

    def allocate_large(self, size, number):
        large = self.large
        memory = large.memory_for(size)
        if self.old_bytes() + memory > self.threshold:
            self.collect_for(memory)
            self.after_collection()
            self.check_limit(self.old_bytes() + memory)
        elif large.young_bytes > self.nursery_room and self.disabled == 0:
            self.collect_young()
            self.after_collection()
        cards = self._cards_for(size, number)
        result = large.allocate_young(size, cards)
        if not result:
            self.statistics.begin_pause()
            self.minor_collection()
            self.full_collection()
            self.statistics.end_pause()
            result = large.allocate_young(size, cards)
            if not result:
                raise_memory_error()
        return result

    def _cards_for(self, size: int, number: int) -> int:
        if not type_at(number).flags & ITEMS_HAVE_POINTERS:
            return 0
        # As many as an array of single pointers would need.
        return round_up((size >> CARD_SHIFT) // WORD + 1)

    def is_young_large(self, obj):
        return header_of(obj) & YOUNG_LARGE != 0

    @dont_inline
    def promote_large(self, obj):
        if not obj:
            return
        header = header_of(obj)
        if header & YOUNG_LARGE:
            set_header(obj, header & ~YOUNG_LARGE | self.old_flags)
            if type_at(type_of_header(header)).flags & TRACED:
                self.promoted.push(obj)

    def end_young_large(self):
        if self.has_young_large:
            self.large.end_young(YOUNG_LARGE)
            self.has_young_large = False

    def collect_for(self, memory: int) -> None:
        """Before so many bytes are taken: collect what is due."""
        self.statistics.begin_pause()
        if self.is_over_limit(self.old_bytes() + memory):
            self.minor_collection()
            self.full_collection()
        elif self.disabled == 0:
            self.minor_collection()
            self.collect_some_old()
        self.statistics.end_pause()

    def can_move(self, obj):
        return self.is_young(obj) and not header_of(obj) & PINNED

    def discard(self, obj):
        if self.is_young(obj):
            return
        if self.is_young_large(obj):
            self.large.discard_young(obj)
        elif not self.is_marking() and not type_of(obj).flags & (HAS_POINTERS | ITEMS_HAVE_POINTERS):
            # One that holds pointers may be remembered.
            self.large.discard(obj)

    def is_marking(self) -> bool:
        """Is there a collection of old objects that did not end?"""
        return False

    # ---- cards

    @dont_inline
    def _remember_item(self, obj, index):
        if not header_of(obj) & HAS_CARDS:
            self._remember(obj)
            return
        llop.raw_store(Void, self.large.cards_of(obj), index >> CARD_SHIFT, '\x01')
        if not header_of(obj) & CARDS_SET:
            lock_heap()
            header = header_of(obj)
            if not header & CARDS_SET:
                set_header(obj, header | CARDS_SET)
                self.carded.push(obj)
            unlock_heap()

    def may_point_to(self, holder, target):
        # Whether the card in question is set is not looked at.
        return GenerationalCollector.may_point_to(self, holder, target) or header_of(holder) & CARDS_SET != 0

    def trace_remembered(self):
        carded = self.carded
        while not carded.is_empty():
            obj = carded.pop()
            set_header(obj, header_of(obj) & ~CARDS_SET)
            self.trace_cards(obj)
        carded.clear()
        GenerationalCollector.trace_remembered(self)

    def trace_cards(self, obj) -> None:
        """Promote what the items under an array's cards point to."""
        self.trace_cards_with(obj, visit_young)

    @specialize.arg(2)
    def trace_cards_with(self, obj, visit) -> None:
        """Call `visit(gc, slot)` for the items under cards that are set, and clear these."""
        info = type_of(obj)
        length = length_of(obj, info)
        cards = self.large.cards_of(obj)
        card = 0
        while card << CARD_SHIFT < length:
            if not card & (WORD - 1) and llop.raw_load(Signed, cards, card) == 0:
                card += WORD
            elif llop.raw_load(Char, cards, card) == '\x00':
                card += 1
            else:
                llop.raw_store(Void, cards, card, '\x00')
                start = card << CARD_SHIFT
                stop = start + (1 << CARD_SHIFT)
                trace_items(self, obj, info, start, stop if stop < length else length, visit)
                card += 1

    # ---- full collections

    def full_collection(self):
        self.mark_roots()
        self.marker.trace_all(self)
        self.finish_marking()
        self.space.start_sweep()
        self.large.sweep()
        self.end_cycle()

    def mark_roots(self) -> None:
        """Begin to mark: all must be swept."""
        self.space.finish_sweep()
        self.marker.bytes = 0
        visit_stack(self, mark_slot)
        visit_raw_static(self, mark_slot)
        mark_all(self, self.remembered.prebuilt)
        self.finalizers.visit_ready(self, mark_slot)

    def finish_marking(self) -> None:
        """All that is reachable is marked: see to weak references and finalizers."""
        self.is_minor = False
        self.see_to_the_dead(self.weak_objects)
        self.identities.all_moved(self)
        self.sweep_pinned()
        self.is_minor = True

    def end_cycle(self) -> None:
        """Decide when to do this again; count."""
        statistics = self.statistics
        live = self.marker.bytes
        self.set_threshold(live)
        self.small_bytes = live - self.large.bytes if live > self.large.bytes else 0
        statistics.add(MAJOR_COLLECTIONS, 1)
        statistics.add(BYTES_FREED, self.space.freed_bytes + self.large.freed_bytes)
        self.space.freed_bytes = self.large.freed_bytes = 0
        statistics.set_live(live)
        self.verify()

    def old_survives(self, obj):
        return header_of(obj) & MARK != 0

    def keep_old(self, obj):
        self.marker.mark(obj)
        return obj

    def reach_all_old(self):
        self.marker.trace_all(self)


collector = MiniMarkCollector()
