"""Allocation by threads that run at the same time: each makes its objects in a buffer of its own.

R. Jones, A. Hosking and E. Moss, "The garbage collection handbook" (2nd ed.,
2023), section 7.7. A buffer is a piece of the collector's memory; to get one,
or to do anything else that takes longer, threads take turns, and who collects
stops all others first. A collector that `allows_free_threads` has

    take_buffer(size)    give the running thread a buffer with room for an object; is there one?
    make_room(size)      see to it that there is: collect, take memory; MemoryError if that does not help
    try_large(size, number)   make an object that is too large for a buffer; NULL if memory must be collected first
    make_large(size, number)  make it in any case, or MemoryError

and calls `drop_buffers` when it begins to collect.
"""

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Void

BUFFER = 32 * 1024
"""How large a buffer is, if nothing is in the way."""


@always_inline
def allocate_in_buffer(gc, size: int):
    """Return room for an object in the running thread's buffer."""
    words = threads.thread_words()
    result = llop.raw_load(Address, words, threads.BUFFER_FREE)
    if llop.unlikely(Bool, size > llop.raw_load(Address, words, threads.BUFFER_TOP) - result):
        refill(gc, size)
        result = llop.raw_load(Address, words, threads.BUFFER_FREE)
    llop.raw_store(Void, words, threads.BUFFER_FREE, result + size)
    return result


@dont_inline
def refill(gc, size: int) -> None:
    """Give the running thread a buffer, or raise MemoryError."""
    while not _has_room(size):
        threads.lock_heap()
        is_there = gc.take_buffer(size)
        threads.unlock_heap()
        if is_there:
            return
        threads.stop_world()
        try:
            while not gc.take_buffer(size):
                gc.make_room(size)
        finally:
            threads.resume_world()
        gc.tell_program()  # finalizers may need the buffer, or collect again


def _has_room(size: int) -> bool:
    words = threads.thread_words()
    return size <= llop.raw_load(Address, words, threads.BUFFER_TOP) - llop.raw_load(Address, words, threads.BUFFER_FREE)


@dont_inline
def allocate_large(gc, size: int, number: int):
    """Make an object that is too large for a buffer."""
    threads.lock_heap()
    result = gc.try_large(size, number)
    threads.unlock_heap()
    if result:
        return result
    gc.tell_program()
    threads.stop_world()
    try:
        return gc.make_large(size, number)
    finally:
        threads.resume_world()


@always_inline
def set_buffer(start, end) -> None:
    """Let the running thread make objects there."""
    words = threads.thread_words()
    llop.raw_store(Void, words, threads.BUFFER_FREE, start)
    llop.raw_store(Void, words, threads.BUFFER_TOP, end)


@always_inline
def piece_of(room: int, size: int) -> int:
    """Return how much of some room is for a buffer."""
    piece = size if size > BUFFER else BUFFER
    return piece if piece < room else room


@specialize.arg(0)
def for_each_thread(function) -> None:
    """Call a function with each thread's words. All but this one are stopped."""
    function(threads.thread_words())
    thread = threads.other_thread(llmemory.NULL)
    while thread:
        words = threads.words_of_thread(thread)
        if words:
            function(words)
        thread = threads.other_thread(thread)


def _drop(words) -> None:
    llop.raw_store(Void, words, threads.BUFFER_FREE, llmemory.NULL)
    llop.raw_store(Void, words, threads.BUFFER_TOP, llmemory.NULL)


def drop_buffers() -> None:
    """What is left of the buffers is not theirs any more."""
    if threads.are_free:
        for_each_thread(_drop)


@always_inline
def lock_heap() -> None:
    """Where there is only one thread in the collector anyway, nothing."""
    if threads.are_free:
        threads.lock_heap()


@always_inline
def unlock_heap() -> None:
    """Undo that."""
    if threads.are_free:
        threads.unlock_heap()
