"""Threads, locks, condition variables, and variables of which each thread has its own.

    class Worker(Thread):
        def run(self):
            ...

    worker = Worker()
    worker.start()
    worker.join()

A translated program needs `--threads=gil` for it (one thread runs at a time, but
others do while it waits, or is in C that may wait) or `--threads=free` (all run).
The program ends with its main thread. Names that RPython has are RPython's.

Nothing here is made of C's locks: what is locked, and who waits, is in objects; a
thread that has to wait is parked, and unparked by the one that it waited for.
"""

import os
import threading
import time

from rpython.rlib.objectmodel import always_inline, dont_inline, specialize, we_are_translated
from rpython.rtyper import threads
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Float, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external


class error(RuntimeError):
    """A lock is released that is not held, or by somebody else; or a thread can not be started."""


RPY_LOCK_FAILURE, RPY_LOCK_ACQUIRED, RPY_LOCK_INTR = range(3)
"""What `Lock.acquire_timed` returns."""

_FOR_EVER = -1.0


# ____________________________________________________________
# Plain Python


class _SimulatedThread:
    """What belongs to a thread of the program: one of Python's, or several of which one runs (`rstacklet`)."""

    def __init__(self, ident: int):
        self.ident = ident
        self.fields = {}


class _SimulatedThreads:
    """Python's threads, with the runtime's interface."""

    def __init__(self):
        self.lock = threading.RLock()  # held while the state of a lock changes
        self.main = _SimulatedThread(1)
        self.local = threading.local()
        self.last_ident = self.count = 1
        self.permits = {}
        # A child process has nobody who would release what others hold.
        os.register_at_fork(before=self.lock.acquire, after_in_parent=self.lock.release, after_in_child=self.be_alone)

    def be_alone(self) -> None:
        self.count = 1
        self.lock.release()

    def current(self) -> _SimulatedThread:
        return getattr(self.local, 'thread', self.main)

    def become(self, thread: _SimulatedThread) -> None:
        """Let Python's running thread be that one of the program's."""
        self.local.thread = thread

    def ident(self) -> int:
        return self.current().ident

    def add(self, number: int) -> None:
        with self.lock:
            self.count += number

    def new_ident(self) -> int:
        with self.lock:
            self.last_ident += 1
            return self.last_ident

    def begin_change(self) -> None:
        self.lock.acquire()

    def permit(self, ident: int):
        return self.permits.setdefault(ident, threading.Semaphore(0))

    def start(self, ident: int) -> int:
        def body():
            self.become(_SimulatedThread(ident))
            try:
                run_thread()
            finally:
                self.add(-1)
        self.add(1)
        try:
            threading.Thread(target=body, daemon=True).start()
        except RuntimeError:
            self.add(-1)
            return 1
        return 0

    def park(self, seconds: float, place) -> bool:
        return self.permit(self.ident()).acquire(timeout=None if seconds < 0 else seconds)

    def unpark(self, ident: int) -> None:
        with self.lock:
            self.permit(ident).release()


simulated = _SimulatedThreads()
_interval = 0.005


def _simulate_stack_size(size):
    try:
        threading.stack_size(size)
    except (ValueError, RuntimeError):
        return -1
    return 0


def _simulate_interval(seconds):
    global _interval
    _interval = seconds


# ____________________________________________________________
# The runtime


def run_thread() -> None:
    """Be a new thread. Called from C."""
    thread = _take_starting()
    try:
        thread.run()
    except SystemExit:
        pass
    finally:
        thread._finish()


_new_ident = external('weft_new_ident', [], Signed, python=simulated.new_ident)
_start_thread = external('weft_start_thread', [Signed], Signed, python=simulated.start, calls_back=run_thread)
_thread_ident = external('weft_thread_ident', [], Signed, python=simulated.ident)
_thread_index = external('weft_thread_index', [], Signed, python=lambda: simulated.ident() - 1)
_count_threads = external('weft_count_threads', [], Signed, python=lambda: simulated.count)
_set_thread_stack = external('weft_set_thread_stack', [Signed], Signed, python=_simulate_stack_size)
_set_switch_interval = external('weft_set_switch_interval', [Float], Void, python=_simulate_interval)
_switch_interval = external('weft_switch_interval', [], Float, python=lambda: _interval)
_park = external('weft_park', [Float, Address], Bool, python=simulated.park, is_blocking=True)
_unpark = external('weft_unpark', [Signed], Void, python=simulated.unpark)
_here = external('weft_here', [], Address, python=lambda: llmemory.NULL)
_begin_change = external('weft_begin_change', [], Void, python=simulated.begin_change)
_end_change = external('weft_end_change', [], Void, python=simulated.lock.release)


def _atomic(function):
    """Let no other thread stop this one during a function's loops."""
    function._is_atomic_ = True
    return function


@always_inline
def _begin() -> None:
    """Begin to change what threads share here. Until the end nothing is allocated, and no other thread stops this one:
    functions that have loops are `_atomic`. Python stops a thread anywhere.
    """
    if threads.are_free or not we_are_translated():
        _begin_change()


@always_inline
def _end() -> None:
    if threads.are_free or not we_are_translated():
        _end_change()


def get_ident() -> int:
    """Return the number of the running thread; the main one is 1, and no two threads ever have the same."""
    return _thread_ident() if threads.has_threads else 1


def get_or_make_ident() -> int:
    """The same."""
    return get_ident()


def count_threads() -> int:
    """Return how many threads there are, the main one included."""
    return _count_threads() if threads.has_threads else 1


class _Settings:
    """What was asked for."""

    def __init__(self):
        self.stack_size = 0


_settings = _Settings()


def get_stacksize() -> int:
    """Return how many bytes of stack new threads have; 0: what the system gives them."""
    return _settings.stack_size


def set_stacksize(newsize: int) -> int:
    """Set it. Return 0; -1 for a size that can not be."""
    if newsize < 0 or (threads.has_threads and _set_thread_stack(newsize) != 0):
        return -1
    _settings.stack_size = newsize
    return 0


def set_switch_interval(seconds: float) -> None:
    """With a global lock: let a thread run for so long when others wait for it. At first 0.005, or WEFT_SWITCH_INTERVAL."""
    if threads.has_threads:
        _set_switch_interval(seconds)


def get_switch_interval() -> float:
    """Return that."""
    return _switch_interval() if threads.has_threads else 0.005


# ____________________________________________________________
# Queues of threads that wait


class _Waiter:
    """A thread that waits in a queue."""

    def __init__(self):
        self.ident = get_ident()
        self.next = None
        self.is_granted = False  # what it waits for


class _Queue:
    """Those who wait, first come first served. Nothing here allocates: it is for between `_begin` and `_end`."""

    def __init__(self):
        self.first = None
        self.last = None

    def append(self, waiter) -> None:
        if self.last is None:
            self.first = waiter
        else:
            self.last.next = waiter
        self.last = waiter

    def take(self):
        """Remove the first one and let it go on, once it is unparked. Return it; None if nobody waits."""
        waiter = self.first
        if waiter is not None:
            self.first = waiter.next
            if self.first is None:
                self.last = None
            waiter.is_granted = True
        return waiter

    @always_inline
    def take_any(self):
        """The same; nobody waits where there are no threads."""
        return self.take() if threads.has_threads else None

    @_atomic
    def remove(self, waiter) -> None:
        before = None
        each = self.first
        while each is not waiter:
            before = each
            each = each.next
        if before is None:
            self.first = waiter.next
        else:
            before.next = waiter.next
        if self.last is waiter:
            self.last = before


def _is_granted(waiter) -> bool:
    """Is it? What was done before it was is seen afterwards, parked or not."""
    _begin()
    is_granted = waiter.is_granted
    _end()
    return is_granted


def _wait(queue, waiter, seconds: float, place) -> bool:
    """Wait in a queue until something is granted, or so many seconds. Was it?"""
    if not threads.has_threads:
        raise error('deadlock: nobody else can release the lock')
    if seconds < 0.0:
        while not _is_granted(waiter):
            _park(_FOR_EVER, place)
        return True
    end = time.monotonic() + seconds
    while not _is_granted(waiter):
        _park(seconds, place)
        seconds = end - time.monotonic()
        if seconds <= 0.0:
            _begin()
            is_granted = waiter.is_granted
            if not is_granted:
                queue.remove(waiter)
            _end()
            return is_granted
    return True


def _wake_first(queue) -> bool:
    """Let the one go on that has waited longest; was there one?"""
    _begin()
    waiter = queue.take_any()
    _end()
    if waiter is None:
        return False
    _unpark(waiter.ident)
    return True


# ____________________________________________________________
# Locks


class Lock:
    """A lock that any thread may release."""

    def __init__(self):
        self._is_held = False
        self._queue = _Queue()

    @always_inline
    def acquire(self, flag: bool = True) -> bool:
        """Take the lock; wait for it if `flag` is true. Is it taken now?"""
        if self._try():
            return True
        return flag and self._wait(_FOR_EVER, _here())

    @always_inline
    def acquire_timed(self, timeout: int) -> int:
        """Take the lock, wait for it for at most so many microseconds, or for ever if that is negative."""
        if self._try():
            return RPY_LOCK_ACQUIRED
        seconds = timeout * 1e-6 if timeout >= 0 else _FOR_EVER
        return RPY_LOCK_ACQUIRED if self._wait(seconds, _here()) else RPY_LOCK_FAILURE

    def release(self) -> None:
        """Give the lock to the one that has waited longest, or to nobody."""
        _begin()
        if not self._is_held:
            _end()
            raise error('release unlocked lock')
        waiter = self._queue.take_any()
        if waiter is None:
            self._is_held = False
        _end()
        if waiter is not None:
            _unpark(waiter.ident)

    def is_acquired(self) -> bool:
        """Is it taken, by anybody?"""
        return self._is_held

    @always_inline
    def __enter__(self):
        if not self._try():
            self._wait(_FOR_EVER, _here())
        return self

    def __exit__(self, *exception):
        self.release()

    def _try(self) -> bool:
        _begin()
        was_held = self._is_held
        self._is_held = True
        _end()
        return not was_held

    @dont_inline
    def _wait(self, seconds: float, place) -> bool:
        waiter = _Waiter()
        _begin()
        is_free = not self._is_held
        self._is_held = True
        if not is_free:
            self._queue.append(waiter)
        _end()
        return is_free or _wait(self._queue, waiter, seconds, place)


def allocate_lock() -> Lock:
    """Return a new lock that nobody holds."""
    return Lock()


def allocate_ll_lock() -> Lock:
    """The same."""
    return Lock()


class RLock:
    """A lock that its owner may take more than once, and has to release as often."""

    def __init__(self):
        self._lock = Lock()
        self._owner = 0
        self._count = 0

    @always_inline
    def acquire(self, flag: bool = True) -> bool:
        """Take the lock; wait for it if `flag` is true. Is it taken now?"""
        if self._take_again() or self._lock._try():
            return self._taken()
        return flag and self._lock._wait(_FOR_EVER, _here()) and self._taken()

    def release(self) -> None:
        """Undo one `acquire`."""
        if self._owner != get_ident():
            raise error('cannot release un-acquired lock')
        self._count -= 1
        if self._count == 0:
            self._owner = 0
            self._lock.release()

    def is_owned(self) -> bool:
        """Does the running thread hold it?"""
        return self._owner == get_ident()

    @always_inline
    def __enter__(self):
        if not self._take_again() and not self._lock._try():
            self._lock._wait(_FOR_EVER, _here())
        self._taken()
        return self

    def __exit__(self, *exception):
        self.release()

    def _take_again(self) -> bool:
        return self._owner == get_ident()

    def _taken(self) -> bool:
        self._owner = get_ident()
        self._count += 1
        return True


class Condition:
    """A condition variable. Its lock must be held for everything but the waiting itself."""

    def __init__(self, lock=None):
        self._lock = lock if lock is not None else Lock()
        self._queue = _Queue()

    @always_inline
    def acquire(self) -> bool:
        """Take the lock."""
        return self._lock.acquire()

    def release(self) -> None:
        """Release it."""
        self._lock.release()

    @always_inline
    def __enter__(self):
        self._lock.acquire()
        return self

    def __exit__(self, *exception):
        self._lock.release()

    @always_inline
    def wait(self, timeout: float = _FOR_EVER) -> bool:
        """Release the lock, wait to be notified, or for so many seconds, and take the lock again. Was it notified?"""
        return self._wait(timeout, _here())

    @dont_inline
    def _wait(self, timeout: float, place) -> bool:
        if not self._lock.is_acquired():
            raise error('cannot wait on un-acquired lock')
        waiter = _Waiter()
        _begin()
        self._queue.append(waiter)
        _end()
        self._lock.release()
        try:
            return _wait(self._queue, waiter, timeout, place)
        finally:
            if not self._lock._try():
                self._lock._wait(_FOR_EVER, place)

    def notify(self, n: int = 1) -> None:
        """Wake so many of those who wait, the first ones first."""
        if not self._lock.is_acquired():
            raise error('cannot notify on un-acquired lock')
        while n > 0 and _wake_first(self._queue):
            n -= 1

    def notify_all(self) -> None:
        """Wake all of them."""
        if not self._lock.is_acquired():
            raise error('cannot notify on un-acquired lock')
        while _wake_first(self._queue):
            pass


# ____________________________________________________________
# Threads


class Thread:
    """A thread; override `run`.

    An exception that leaves `run` is reported on standard error and ends the
    thread, SystemExit silently.
    """

    ident = 0
    _next = None
    _is_started = False
    _is_ended = False

    def run(self) -> None:
        """Be the thread."""
        raise NotImplementedError

    def start(self) -> None:
        """Begin to run, beside whoever calls this."""
        if self._is_started:
            raise error('threads can only be started once')
        self._is_started = True
        self._waiting = _Queue()
        self.ident = _new_ident()
        _begin()
        self._next = _starting.first
        _starting.first = self
        _end()
        if _start_thread(self.ident) != 0:
            _take(self.ident)
            self._is_started = False
            raise error("can't start new thread")

    def is_alive(self) -> bool:
        """Has it been started, and not ended?"""
        return self._is_started and not self._is_ended

    @always_inline
    def join(self, timeout: float = _FOR_EVER) -> bool:
        """Wait until it has ended, or for so many seconds. Has it?"""
        return self._join(timeout, _here())

    @dont_inline
    def _join(self, timeout: float, place) -> bool:
        if not self._is_started:
            raise error('cannot join thread before it is started')
        waiter = _Waiter()
        if waiter.ident == self.ident:
            raise error('cannot join current thread')
        _begin()
        is_ended = self._is_ended
        if not is_ended:
            self._waiting.append(waiter)
        _end()
        return is_ended or _wait(self._waiting, waiter, timeout, place)

    def _finish(self) -> None:
        _begin()
        self._is_ended = True
        _end()
        while _wake_first(self._waiting):
            pass


class _Starting:
    """Threads that were started and have not come to it yet."""

    def __init__(self):
        self.first = None


_starting = _Starting()


@_atomic
def _take(ident: int):
    _begin()
    before = None
    thread = _starting.first
    while thread.ident != ident:
        before = thread
        thread = thread._next
    if before is None:
        _starting.first = thread._next
    else:
        before._next = thread._next
    _end()
    return thread


def _take_starting():
    return _take(get_ident())


@specialize.arg(0)
def start_new_thread(function, args=()) -> int:
    """Call a function, known while translating, in a new thread. Return that thread's number."""
    thread = _thread_class(function)(args)
    thread.start()
    return thread.ident


def ll_start_new_thread(function) -> int:
    """The same."""
    return start_new_thread(function)


ll_start_new_thread._annspecialcase_ = 'specialize:arg(0)'


@specialize.memo()
def _thread_class(function):
    class FunctionThread(Thread):
        def __init__(self, args):
            self.args = args

        def run(self):
            function(*self.args)
    return FunctionThread


# ____________________________________________________________
# Variables of which each thread has its own


class ThreadLocalReference:
    """A reference of which each thread has its own; None at first. For prebuilt instances, of which there are few."""

    _generic_ = True

    def __init__(self, Cls=None, loop_invariant: bool = False):
        self._values = [None]
        self._idents = [0]  # whose values these are: numbers of threads are used again, idents are not

    def get(self):
        """Return the running thread's."""
        index = _thread_index()
        idents = self._idents
        if index < len(idents) and idents[index] == get_ident():
            return self._values[index]
        return None

    def known(self):
        """Return it where it has been set, which is faster."""
        return self._values[_thread_index()]

    def set(self, value) -> None:
        """Set it."""
        index = _thread_index()
        if index >= len(self._idents):
            self._grow([None] * (2 * index + 8), [0] * (2 * index + 8))
        self._store(index, value, get_ident())

    @_atomic
    def _grow(self, values, idents) -> None:
        _begin()
        if len(values) > len(self._values):
            for i in range(len(self._values)):
                values[i] = self._values[i]
                idents[i] = self._idents[i]
            self._values = values  # first: there is a value wherever there is an ident
            self._idents = idents
        _end()

    def _store(self, index: int, value, ident: int) -> None:
        _begin()
        self._values[index] = value
        self._idents[index] = ident
        _end()


class ThreadLocalField:
    """A word of which each thread has its own, 0 at first: as fast as a global variable. For prebuilt instances."""

    _immutable_fields_ = ['_offset']

    def __init__(self, FIELDTYPE=Signed, fieldname: str = '', loop_invariant: bool = False):
        if FIELDTYPE is not Signed:
            raise TypeError(f'a field of threads is Signed, not {FIELDTYPE}; a ThreadLocalReference can be anything')
        self._offset = threads.fields.take()

    @always_inline
    def getraw(self) -> int:
        """Return the running thread's."""
        if we_are_translated():
            return llop.raw_load(Signed, threads.thread_words(), self._offset)
        return simulated.current().fields.get(self._offset, 0)

    @always_inline
    def setraw(self, value: int) -> None:
        """Set it."""
        if we_are_translated():
            llop.raw_store(Void, threads.thread_words(), self._offset, value)
        else:
            simulated.current().fields[self._offset] = value

    get = getraw
