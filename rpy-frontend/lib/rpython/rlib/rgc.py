"""Talking to the garbage collector. Untranslated these are Python's."""

import gc
import sys
import time
import types
import weakref

from rpython.rlib.objectmodel import specialize


def collect(generation: int = 2) -> int:
    """Collect garbage now. Collectors that never collect ignore it."""
    gc.collect()
    return 0


def enable() -> None:
    """Allow automatic collections."""
    gc.enable()


def disable() -> None:
    """Forbid automatic collections."""
    gc.disable()


def isenabled() -> bool:
    """Are automatic collections allowed?"""
    return gc.isenabled()


def heap_size() -> int:
    """Return how many bytes the collector has from the system; 0 if it does not say."""
    return 0


def can_move(p) -> bool:
    """May the object change its address?"""
    return False


def pin(obj) -> bool:
    """Keep the object where it is; return whether that worked."""
    return True


def unpin(obj) -> None:
    """Undo `pin`."""


def must_be_light_finalizer(func):
    """Declare that a `__del__` method does no more than give back what is not the collector's: raw memory, say.

    It allocates nothing and looks at no other object: the collector calls it
    while it works, and the object is gone at once.
    """
    func._must_be_light_finalizer_ = True
    return func


class FinalizerQueue:
    """Objects that somebody wants to have back when nothing else refers to them.

        class Watcher(rgc.FinalizerQueue):
            Class = Node

            def finalizer_trigger(self):
                ...         # called when there are new ones

        watcher = Watcher()
        watcher.register_finalizer(node)
        ...
        dead = watcher.next_dead()      # one of them, or None

    `Class` is a class that all objects of the queue are instances of. An object
    comes back once; then it is one like any other, and may be registered again.
    """

    Class = None

    # Of translated code: the queue's number, the next one of all queues, and dead objects.
    _number = 0
    _older = _first = _last = None
    _has_news = False

    def __init_subclass__(cls):
        """Give each class functions of its own, for whose objects its type is known."""
        finalized = cls.Class

        def register_finalizer(self, obj) -> None:
            _register_in_queue(self, obj, finalized)

        def next_dead(self):
            return _take_from_queue(self, finalized)

        for function in (register_finalizer, next_dead):
            if function.__name__ not in cls.__dict__:
                function.__qualname__ = f'{cls.__qualname__}.{function.__name__}'
                function.__doc__ = getattr(FinalizerQueue, function.__name__).__doc__
                setattr(cls, function.__name__, function)

    def finalizer_trigger(self) -> None:
        """Hear that there are dead objects. May do anything; exceptions are reported and ignored."""

    def register_finalizer(self, obj) -> None:
        """Have the object in the queue when it is dead."""
        raise NotImplementedError('a class is to be derived from this one')

    def next_dead(self):
        """Return an object that is dead but for the queue; None if there is none."""
        raise NotImplementedError('a class is to be derived from this one')


def _register_in_queue(queue, obj, finalized) -> None:
    assert isinstance(obj, finalized), 'the object is not of the class that the queue is for'
    obj.__dict__.setdefault('_finalizer_guards', []).append(_Guard(queue, obj))


def _take_from_queue(queue, finalized):
    dead = _dead_objects.get(queue)
    return dead.pop(0) if dead else None


_dead_objects = weakref.WeakKeyDictionary()
"""Of each queue on plain Python: what is in it."""


class _Guard:
    """In a circle with its object: Python's collector finds both dead at a time, and calls `__del__`."""

    def __init__(self, queue, obj):
        self.queue = queue
        self.obj = obj

    def __del__(self):
        queue, obj = self.queue, self.obj
        self.queue = self.obj = None
        if queue is None or sys.is_finalizing():
            return
        _dead_objects.setdefault(queue, []).append(obj)
        queue.finalizer_trigger()


def no_collect(func):
    """Promise that nothing is collected before the function returns: that it, and what it calls, makes no objects."""
    func._gc_no_collect_ = True
    func._dont_inline_ = True
    return func


def no_release_gil(func):
    """Promise that the function does not let other threads run; there are none."""
    return func


# What `get_stats` tells; first the numbers that RPython has.
(TOTAL_MEMORY, TOTAL_ALLOCATED_MEMORY, TOTAL_MEMORY_PRESSURE, PEAK_MEMORY, PEAK_ALLOCATED_MEMORY, TOTAL_ARENA_MEMORY,
 TOTAL_RAWMALLOCED_MEMORY, PEAK_ARENA_MEMORY, PEAK_RAWMALLOCED_MEMORY, NURSERY_SIZE, TOTAL_GC_TIME, MINOR_COLLECTIONS,
 MAJOR_COLLECTIONS, BYTES_ALLOCATED) = range(14)


def get_stats(number: int) -> int:
    """Return a number that the collector knows about itself; -1 if it does not know it."""
    if number in (MINOR_COLLECTIONS, MAJOR_COLLECTIONS):
        return gc.get_stats()[0 if number == MINOR_COLLECTIONS else 2]['collections']
    return -1


class GcHooks:
    """What a program hears of collections, when they have happened and it may go on.

    Derive a class from it, and give an instance to `set_hooks`. The methods are
    told how many collections there were since they were called last, how many
    nanoseconds these took together, and how many bytes of objects were left. They
    may do anything; exceptions are reported and ignored.
    """

    def on_gc_minor(self, collections: int, duration: int, live_bytes: int) -> None:
        """Hear of collections of young objects."""

    def on_gc_collect_step(self, steps: int, duration: int, live_bytes: int) -> None:
        """Hear of steps of a collection that is done in steps."""

    def on_gc_collect(self, collections: int, duration: int, live_bytes: int) -> None:
        """Hear of collections of all objects that have ended."""


def set_hooks(hooks) -> None:
    """Have the methods of a GcHooks called; None for no more."""
    _PythonHooks.hooks = hooks
    if hooks is not None and _PythonHooks.hear not in gc.callbacks:
        gc.callbacks.append(_PythonHooks.hear)


class _PythonHooks:
    """Tells the hooks of what Python's collector does."""

    hooks = None
    began = 0

    @staticmethod
    def hear(phase, info) -> None:
        hooks = _PythonHooks.hooks
        if phase == 'start':
            _PythonHooks.began = time.perf_counter_ns()
        elif hooks is not None:
            method = hooks.on_gc_collect if info['generation'] == 2 else hooks.on_gc_minor
            method(1, time.perf_counter_ns() - _PythonHooks.began, 0)


class GcRef:
    """A reference to any object: an instance, a string, what a list keeps its items in. Equal if it is the same object."""

    def __init__(self, obj):
        self._obj = obj

    def __eq__(self, other):
        return isinstance(other, GcRef) and self._obj is other._obj

    def __hash__(self):
        return id(self._obj)


def cast_instance_to_gcref(obj) -> GcRef:
    """Return the reference to an object."""
    return GcRef(obj)


@specialize.arg(0)
def try_cast_gcref_to_instance(cls, gcref):
    """Return the object if it is an instance of the class, else None."""
    return gcref._obj if isinstance(gcref._obj, cls) else None


# What follows takes a GcRef, or the object itself. Collectors that do not know
# (`none`, `boehm`) say so.


def get_rpy_memory_usage(obj) -> int:
    """Return how many bytes the object takes, without what it refers to; -1 if that is not known."""
    return sys.getsizeof(_referent(obj))


def get_rpy_type_index(obj) -> int:
    """Return the number of the object's type, as in the type table of a dump; -1 if that is not known."""
    kind = type(_referent(obj))
    if kind not in _types:
        _types.append(kind)
    return _types.index(kind)


def get_rpy_referents(obj) -> list:
    """Return references to the objects that an object refers to."""
    return _references(gc.get_referents(_referent(obj)))


def get_rpy_roots() -> list:
    """Return what is referred to from the stack and from static data."""
    return _references(vars(module) for module in list(sys.modules.values()))


def dump_rpy_heap(fd: int) -> bool:
    """Write all objects to a file, for `tools/heapdump`; False if that can not be done. Python's are not."""
    return False


_types: list = []


def _referent(obj):
    return obj._obj if isinstance(obj, GcRef) else obj


def _references(objects) -> list:
    """Look through the dictionaries that Python keeps attributes in."""
    found = []
    for obj in objects:
        values = list(obj.values()) if isinstance(obj, dict) else [obj]
        found += [GcRef(value) for value in values
                  if value is not None and not isinstance(value, (type, types.ModuleType, types.FunctionType))]
    return found


# The states of a collection that is done in steps: nothing is going on; objects are marked; they are swept.
STATE_SCANNING = 0
STATE_MARKING = 1
STATE_SWEEPING = 2


def collect_step() -> int:
    """Do a step of a collection of everything, and return the states before and after, in one number.

    It is all of the collection if it is not done in steps, as on plain Python.
    """
    collect()
    return STATE_MARKING << 8 | STATE_SCANNING


def old_state(states: int) -> int:
    """Return the state before the step."""
    return states >> 8


def new_state(states: int) -> int:
    """Return the state after the step."""
    return states & 0xff


def is_done(states: int) -> bool:
    """Did the step end a collection?"""
    return old_state(states) != STATE_SCANNING and new_state(states) == STATE_SCANNING


@specialize.call_location()
def may_ignore_finalizer(obj) -> None:
    """Say that the object's finalizer has nothing left to do. It is called all the same."""


def move_out_of_nursery(obj):
    """Return the object, at its final place if the collector can promise that. None does more than `pin`."""
    return obj


@specialize.call_location()
def add_memory_pressure(estimate: int, object=None) -> None:
    """Say that an object holds on to so many bytes that the collector does not see: they count for the next collection.

    The object may be given. What it holds is expected to be given back by its finalizer.
    """


@specialize.call_location()
def ll_arraycopy(source, dest, source_start, dest_start, length) -> None:
    """Copy items from one array or list to another one."""
    for i in range(length):
        dest[dest_start + i] = source[source_start + i]


@specialize.call_location()
def ll_arraymove(array, source_start, dest_start, length) -> None:
    """Move items within an array or a list."""
    if source_start < dest_start:
        for i in range(length - 1, -1, -1):
            array[dest_start + i] = array[source_start + i]
    else:
        for i in range(length):
            array[dest_start + i] = array[source_start + i]


def increase_root_stack_depth(new_depth: int) -> None:
    """Make room for deeper recursion. The stack is the machine's: nothing to do."""
