"""Tasklets: many small tasks that take turns, and channels between them, as in Stackless Python.

    class Producer(Tasklet):
        def run(self):
            for i in range(3):
                channel.send(i)

    channel = Channel()
    Producer().start()
    channel.receive()       # 0: the producer had its turn

A translated program needs `--stackless`. The main program is a tasklet, too, and
so is what each thread was started for: tasklets and channels belong to the thread
that makes them.
"""

from collections import deque

from rpython.rlib.objectmodel import always_inline
from rpython.rlib.rstacklet import Computation, check_can_switch, check_thread, start, switch
from rpython.rlib.rthread import ThreadLocalReference, get_ident
from rpython.rtyper import threads


class TaskletError(Exception):
    """Every tasklet waits for another one, or one is started twice."""


class Tasklet(object):
    """A task; override `run`. An exception that leaves it goes to the main program."""

    def __init__(self):
        self._suspended = None  # while it has begun and does not run
        self._is_started = False
        self._is_alive = False
        if threads.has_threads:
            self._thread = get_ident()

    def run(self) -> None:
        """Be the tasklet."""
        raise NotImplementedError

    def start(self) -> None:
        """Let it have its turn, behind those that wait for theirs."""
        if self._is_started:
            raise TaskletError('the tasklet has been started already')
        if threads.has_threads:
            check_thread(self._thread)
        self._is_started = self._is_alive = True
        _scheduler().queue.append(self)

    def is_alive(self) -> bool:
        """Has it been started, and not ended?"""
        return self._is_alive


class _Scheduler(object):
    """Of a thread: whose turn it is, and who waits for one."""

    def __init__(self):
        self.main = Tasklet()
        self.main._is_started = self.main._is_alive = True
        self.current = self.main
        self.source = self.main  # whose turn it was before
        self.queue = deque()
        self.error = None        # of a tasklet, for the main program


_main_scheduler = _Scheduler()
_schedulers = ThreadLocalReference(_Scheduler)
_schedulers.set(_main_scheduler)


@always_inline
def _scheduler() -> _Scheduler:
    """Return the running thread's."""
    return _scheduler_of_thread() if threads.has_threads else _main_scheduler


def _scheduler_of_thread() -> _Scheduler:
    scheduler = _schedulers.get()
    if scheduler is None:
        scheduler = _Scheduler()
        _schedulers.set(scheduler)
    return scheduler


class _Body(Computation):
    def __init__(self, tasklet):
        self._tasklet = tasklet

    def run(self, previous):
        _arrive(previous)
        tasklet = self._tasklet
        following = None
        try:
            tasklet.run()
        except BaseException as error:
            _scheduler().error = error
            following = _main_out_of_turn()
        tasklet._is_alive = False
        if following is None:
            following = _next_tasklet()
        _scheduler().source = tasklet
        _scheduler().current = following
        if following._suspended is None:
            _begin(following)  # never to come back
        suspended = following._suspended
        following._suspended = None
        return suspended


def _main_out_of_turn() -> Tasklet:
    main, queue = _scheduler().main, _scheduler().queue
    for i in range(len(queue)):
        each = queue.popleft()
        if each is not main:
            queue.append(each)
    return main


def _next_tasklet() -> Tasklet:
    scheduler = _scheduler()
    if scheduler.queue:
        return scheduler.queue.popleft()
    # Nobody can go on. The main program waits, for it would be in the queue otherwise.
    scheduler.error = TaskletError('every tasklet waits for another one')
    return scheduler.main


def _arrive(previous) -> None:
    if not previous.is_empty():
        _scheduler().source._suspended = previous


def _begin(tasklet):
    return start(_Body(tasklet))


def _switch_to(tasklet) -> None:
    scheduler = _scheduler()
    if tasklet is not scheduler.current:
        scheduler.source = scheduler.current
        scheduler.current = tasklet
        suspended = tasklet._suspended
        if suspended is None:
            _arrive(_begin(tasklet))
        else:
            tasklet._suspended = None
            _arrive(switch(suspended))
    scheduler = _scheduler()
    if scheduler.current is scheduler.main:
        error = scheduler.error
        if error is not None:
            scheduler.error = None
            raise error


def getcurrent() -> Tasklet:
    """Return the tasklet that runs."""
    return _scheduler().current


def schedule() -> None:
    """Let all others have their turn."""
    check_can_switch()
    _scheduler().queue.append(_scheduler().current)
    _switch_to(_next_tasklet())


def run() -> None:
    """Go on, from the main program, when no other tasklet has anything to do."""
    while _scheduler().queue:
        schedule()


class Channel(object):
    """Passes values from tasklet to tasklet: who sends waits for one that receives, and the other way round.

    Who receives goes on first.
    """

    _generic_ = True

    def __init__(self):
        self._values = deque()     # of those that wait to send
        self._senders = deque()
        self._delivered = deque()  # to those that have waited to receive
        self._receivers = deque()
        if threads.has_threads:
            self._thread = get_ident()

    def balance(self) -> int:
        """How many wait to send; less than 0: to receive."""
        return len(self._senders) - len(self._receivers)

    def send(self, value) -> None:
        """Give a value to a tasklet that receives."""
        self._check()
        if self._receivers:
            self._delivered.append(value)
            _scheduler().queue.append(_scheduler().current)
            _switch_to(self._receivers.popleft())
        else:
            self._values.append(value)
            self._senders.append(_scheduler().current)
            _switch_to(_next_tasklet())

    def receive(self):
        """Return the next value."""
        if threads.has_threads:
            check_thread(self._thread)
        if self._senders:
            _scheduler().queue.append(self._senders.popleft())
            return self._values.popleft()
        check_can_switch()
        self._receivers.append(_scheduler().current)
        _switch_to(_next_tasklet())
        return self._delivered.popleft()

    def _check(self) -> None:
        check_can_switch()
        if threads.has_threads:
            check_thread(self._thread)
