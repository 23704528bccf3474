"""Runs a program stopped where its memory can be looked at: by the clock, and at its very end.

ptrace stops a process when it exits, before its memory is given back; nothing is
linked to or loaded into the program. It runs at its usual speed in between,
unless system calls are followed.
"""

import contextlib
import ctypes
import errno
import os
import signal
import tempfile
import time

from memory.problems import Problem

TRACEME, CONT, SYSCALL, SETOPTIONS = 0, 7, 24, 0x4200
SYSGOOD, EXEC, EXIT, EXITKILL = 1, 1 << 4, 1 << 6, 1 << 20
EVENT_EXEC, EVENT_EXIT = 4, 6
CALL_STOP = signal.SIGTRAP | 0x80
CANNOT_RUN = 127

_libc = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p
_libc.ptrace.restype = ctypes.c_long


def _ptrace(request, process=0, data=0):
    if _libc.ptrace(request, process, None, data) == -1:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def run_traced(program, at_exit, every=None, at_sample=None, at_call=None):
    """Run a program to its end.

    `at_exit(process)` is called when it has ended but still has its memory;
    `at_sample(process)` each `every` seconds while it runs, `at_call(process)`
    whenever a system call begins or ends. Raise Problem if it fails.
    """
    with _signals_wait(), tempfile.TemporaryFile() as said:
        process = _start(program, said)
        status = None
        try:
            _ptrace(SETOPTIONS, process, SYSGOOD | EXEC | EXIT | EXITKILL)
            status = _follow(process, at_exit, every, at_sample, at_call)
        except OSError as error:
            raise Problem(f'{program.name}: can not be followed: {error.strerror}') from None
        finally:
            if status is None:
                os.kill(process, signal.SIGKILL)
                os.waitpid(process, 0)
        check_status(program, status, said)


@contextlib.contextmanager
def _signals_wait():
    """Keep the news of stops until they are asked for."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _start(program, said):
    process = os.fork()
    if process == 0:
        try:
            nothing = os.open(os.devnull, os.O_RDWR)
            for number, file in enumerate((nothing, nothing, said.fileno())):
                os.dup2(file, number)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
            # Python ignores this one.
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            _ptrace(TRACEME)
            os.execv(program.arguments[0], program.arguments)
        except OSError as error:
            os.write(2, os.fsencode(error.strerror))
        finally:
            os._exit(CANNOT_RUN)
    _, status = os.waitpid(process, 0)
    if not os.WIFSTOPPED(status):
        check_status(program, status, said)
        raise Problem(f'{program.name}: can not be run')
    return process


def _follow(process, at_exit, every, at_sample, at_call):
    resume = SYSCALL if at_call else CONT
    signal_number = 0
    due = time.monotonic()
    while True:
        _ptrace(resume, process, signal_number)
        status = None
        while status is None:
            if every is not None and time.monotonic() >= due:
                with _may_be_gone():
                    at_sample(process)
                due = time.monotonic() + every
            status = _wait(process, None if every is None else due)
        if not os.WIFSTOPPED(status):
            return status
        signal_number = os.WSTOPSIG(status)
        if signal_number == CALL_STOP:
            with _may_be_gone():
                at_call(process)
            signal_number = 0
        elif event := status >> 16:
            if event == EVENT_EXIT:
                at_exit(process)
            signal_number = 0


@contextlib.contextmanager
def _may_be_gone():
    """Around what looks at a process that can end meanwhile, for example because it is killed."""
    try:
        yield
    except OSError as error:
        if error.errno not in (errno.ENOENT, errno.ESRCH):
            raise


def _wait(process, until):
    """Wait for the process to stop or to end; return None if it has not done so by `until`."""
    if until is None:
        return os.waitpid(process, 0)[1]
    while True:
        stopped, status = os.waitpid(process, os.WNOHANG)
        if stopped:
            return status
        left = until - time.monotonic()
        if left <= 0:
            return None
        signal.sigtimedwait({signal.SIGCHLD}, left)


def check_status(program, status, said):
    """Raise Problem if a program has failed. `said` is the file with its standard error."""
    code = os.waitstatus_to_exitcode(status)
    if code == 0:
        return
    said.seek(0)
    lines = said.read().decode('utf-8', 'replace').split('\n')
    last = next((line.strip() for line in reversed(lines) if line.strip()), '')
    how = f'was killed by {signal.Signals(-code).name}' if code < 0 else f'ended with exit status {code}'
    raise Problem(f'{program.name} {how}' + (f': {last}' if last else ''))
