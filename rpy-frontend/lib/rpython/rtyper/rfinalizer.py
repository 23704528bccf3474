"""What a program does after collections, in translated code: `__del__` methods, `rgc.FinalizerQueue`, `rgc.GcHooks`.

The collector is told of each object that has one, with the number of the queue
it goes to when it is dead; 0 stands for `__del__`. After a collection that found
some, when the program may go on, it calls `after_collection`.

The `make_...` functions run while translating.
"""

import functools

from rpython.rlib import rgc
from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rlib.unroll import unrolling_iterable
from rpython.rtyper import threads
from rpython.rtyper.annlowlevel import cast_instance_to_ptr, cast_to_instance
from rpython.rtyper.foreign import weft_set_errno
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces, specialize_helper
from rpython.rtyper.rgchooks import report
from rpython.rtyper.ros import os_write, weft_get_errno

# ____________________________________________________________
# After a collection

_next_dead_queue = external('weft_next_dead_queue', [], Signed)
_next_dead_finalizable = external('weft_next_dead_finalizable', [], Address)
_call_finalizer = external('weft_call_finalizer', [Address], Void)  # made by the typer: `make_dispatcher`
_print_traceback = external('weft_print_traceback', [], Void)
_keep_traceback = external('weft_keep_traceback', [], Void)
_restore_traceback = external('weft_restore_traceback', [], Void)
_saved_errno = external('weft_saved_errno', [], Signed)
_set_saved_errno = external('weft_set_saved_errno', [Signed], Void)


class _State:
    """Is `after_collection` at work, must it not be now, and which queues have been used, the newest first?"""

    def __init__(self):
        self.is_running = False
        self.is_held = False  # with threads, each has a word for it
        self.newest_queue = None


_state = _State()


def after_collection() -> None:
    """Tell of collections, and finalize what they found dead. Finalizers that collect do not nest: what they find comes
    afterwards.
    """
    if _state.is_running or _is_held() or (report.hooks is None and _next_dead_queue() < 0):
        return
    _state.is_running = True
    # This happens between any two operations of the program.
    errno, saved_errno = weft_get_errno(), _saved_errno()
    _keep_traceback()
    hooks = report.hooks
    if hooks is not None:
        _call_hooks(hooks)
    while _next_dead_queue() >= 0:
        _take_dead()
        queue = _state.newest_queue
        while queue is not None:
            if queue._has_news:
                queue._has_news = False
                _trigger(queue)
            queue = queue._older
    _restore_traceback()
    weft_set_errno(errno)
    _set_saved_errno(saved_errno)
    _state.is_running = False


# Around what the library's functions allocate: they are in the middle of something. After a MemoryError finalizers wait
# until the library allocates the next time.

@always_inline
def ll_hold_finalizers():
    if threads.has_threads:
        llop.raw_store(Void, threads.thread_words(), threads.HOLDS_FINALIZERS, 1)
    else:
        _state.is_held = True


@always_inline
def ll_release_finalizers():
    if threads.has_threads:
        llop.raw_store(Void, threads.thread_words(), threads.HOLDS_FINALIZERS, 0)
    else:
        _state.is_held = False


@always_inline
def _is_held() -> bool:
    if threads.has_threads:
        return llop.raw_load(Signed, threads.thread_words(), threads.HOLDS_FINALIZERS) != 0
    return _state.is_held


specialize_helper(ll_hold_finalizers)
specialize_helper(ll_release_finalizers)


def _take_dead() -> None:
    while True:
        number = _next_dead_queue()
        if number < 0:
            return
        if number == 0:
            _call_finalizer(_next_dead_finalizable())
        else:
            _put_into_queue(number, cast_to_instance(object, _next_dead_finalizable()))


# ____________________________________________________________
# `__del__`


@functools.lru_cache(maxsize=None)
def make_finalizer(cls):
    """Return what is called with a dead instance of the class, or of one below it."""
    @dont_inline
    def call(instance):
        # An exception that leaves a function has a traceback.
        instance.__del__()

    def finalize(instance):
        try:
            call(instance)
        except BaseException as error:
            report_ignored(instance.__class__.__qualname__, '__del__', error)
    return finalize


@functools.lru_cache(maxsize=None)
def make_light_finalizer(cls):
    """The same for light finalizers: the collector is at work, and nothing can be said about an exception."""
    def finalize_light(instance):
        try:
            instance.__del__()
        except BaseException:
            pass
    return finalize_light


def make_dispatcher(classes: tuple, is_light: bool):
    """Return what is called with the address of any dead object; `classes` are the topmost ones with finalizers."""
    maker = make_light_finalizer if is_light else make_finalizer
    finalizers = unrolling_iterable([(cls, maker(cls)) for cls in classes])

    def finalize_any(address):
        instance = cast_to_instance(object, address)
        for cls, finalize in finalizers:
            if isinstance(instance, cls):
                finalize(instance)
                return
    return finalize_any


@dont_inline
def report_ignored(class_name: str, method: str, error: BaseException) -> None:
    """Say that a finalizer raised an exception, as Python does."""
    try:
        os_write(2, 'Exception ignored in: <function ' + class_name + '.' + method + '>\n')
        _print_traceback()
        text = str(error)
        os_write(2, error.__class__.__name__ + (': ' + text if text else '') + '\n')
    except BaseException:
        pass


# ____________________________________________________________
# Queues

_register_finalizer = external('weft_register_finalizer', [Address, Signed], Void, calls_back=after_collection)
_register_light_finalizer = external('weft_register_light_finalizer', [Address], Void)


class Dead:
    """An object in a queue."""

    def __init__(self, instance):
        self.instance = instance
        self.following = None


def _put_into_queue(number: int, instance) -> None:
    queue = _state.newest_queue
    while queue is not None and queue._number != number:
        queue = queue._older
    if queue is None:
        return
    try:
        entry = Dead(instance)
    except MemoryError:
        return
    if queue._last is None:
        queue._first = entry
    else:
        queue._last.following = entry
    queue._last = entry
    queue._has_news = True


@dont_inline
def _call_trigger(queue) -> None:
    queue.finalizer_trigger()


def _trigger(queue) -> None:
    try:
        _call_trigger(queue)
    except BaseException as error:
        report_ignored(queue.__class__.__qualname__, 'finalizer_trigger', error)


@replaces(rgc._register_in_queue)
@specialize.arg(2)
def register_in_queue(queue, obj, finalized):
    assert isinstance(obj, finalized)
    if queue._number == 0:
        newest = _state.newest_queue
        queue._number = 1 if newest is None else newest._number + 1
        queue._older = newest
        _state.newest_queue = queue
    _register_finalizer(llop.cast_ptr_to_adr(Address, cast_instance_to_ptr(obj)), queue._number)
    llop.keepalive(Void, cast_instance_to_ptr(obj))


@replaces(rgc._take_from_queue)
@specialize.arg(1)
def take_from_queue(queue, finalized):
    entry = queue._first
    if entry is None:
        return None
    queue._first = entry.following
    if queue._first is None:
        queue._last = None
    entry.following = None  # a conservative collector may take something for a pointer to the entry
    instance = entry.instance
    if isinstance(instance, finalized):
        return instance
    return None


# ____________________________________________________________
# Hooks

_watch_collections = external('weft_watch_collections', [Signed], Void, calls_back=after_collection)


@dont_inline
def _run_report(hooks) -> None:
    report.run(hooks)


def _call_hooks(hooks) -> None:
    try:
        _run_report(hooks)
    except BaseException as error:
        report_ignored(hooks.__class__.__qualname__, report.method, error)


@replaces(rgc.set_hooks)
def set_hooks(hooks) -> None:
    report.start(hooks)
    _watch_collections(0 if hooks is None else 1)
