"""The process, its children, and how programs are started: the rest of `os` in translated code."""

import os
import sys

from rpython.rlib.objectmodel import specialize
from rpython.rtyper.annlowlevel import hlstr
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import INT32, Address, Float, Signed, Void
from rpython.rtyper.lltypesystem.llmemory import NULL, WORD
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.ros import (
    c_text, copy_for_c, raise_os_error, weft_raw_free, weft_raw_malloc)

weft_exit = external('weft_exit', [Signed], Void, python=lambda status: sys.exit(status))
weft_exit_at_once = external('weft_exit_at_once', [Signed], Void)
c_getpid = external('getpid', [], INT32)
c_getppid = external('getppid', [], INT32)
c_getuid = external('getuid', [], INT32)
c_geteuid = external('geteuid', [], INT32)
c_getgid = external('getgid', [], INT32)
c_getegid = external('getegid', [], INT32)
# Others may have to be waited for, and collect meanwhile.
c_fork = external('fork', [], INT32, is_blocking=True)
c_kill = external('kill', [INT32, INT32], INT32)
c_system = external('system', [Address], INT32, is_blocking=True)
c_abort = external('abort', [], Void)
c_execv = external('execv', [Address, Address], INT32)
c_execve = external('execve', [Address, Address, Address], INT32)
c_execvp = external('execvp', [Address, Address], INT32)
weft_wait = external('weft_wait', [Signed, Signed], Signed, is_blocking=True)
weft_wait_status = external('weft_wait_status', [], Signed)
weft_process_times = external('weft_process_times', [Signed], Float)


@replaces(sys.exit)
@specialize.argtype(0)
def sys_exit(status=None):
    """Raise SystemExit: the status is an int, None for 0, or a text to print for 1."""
    raise SystemExit(status)


@replaces(os._exit)
def os_exit(status: int) -> None:
    weft_exit_at_once(status)


@replaces(os.abort)
def os_abort() -> None:
    c_abort()


@replaces(os.getpid)
def os_getpid() -> int:
    return llop.cast_int(Signed, c_getpid())


@replaces(os.getppid)
def os_getppid() -> int:
    return llop.cast_int(Signed, c_getppid())


@replaces(os.getuid)
def os_getuid() -> int:
    return llop.cast_int(Signed, c_getuid())


@replaces(os.geteuid)
def os_geteuid() -> int:
    return llop.cast_int(Signed, c_geteuid())


@replaces(os.getgid)
def os_getgid() -> int:
    return llop.cast_int(Signed, c_getgid())


@replaces(os.getegid)
def os_getegid() -> int:
    return llop.cast_int(Signed, c_getegid())


@replaces(os.fork)
def os_fork() -> int:
    result = llop.cast_int(Signed, c_fork())
    if result < 0:
        raise_os_error(None)
    return result


@replaces(os.kill)
def os_kill(pid: int, number: int) -> None:
    if llop.cast_int(Signed, c_kill(llop.cast_int(INT32, pid), llop.cast_int(INT32, number))) < 0:
        raise_os_error(None)


@replaces(os.system)
def os_system(command: str) -> int:
    copy = copy_for_c(c_text(command))
    status = llop.cast_int(Signed, c_system(copy))
    weft_raw_free(copy)
    return status


class _TextArray:
    """A C array of C strings that ends in NULL."""

    def __init__(self, items: list[str]):
        self.count = len(items)
        self.address = weft_raw_malloc(WORD * (len(items) + 1))
        for i in range(len(items)):
            text = c_text(items[i])
            size = len(items[i]) + 1
            copy = weft_raw_malloc(size)
            llop.raw_memcopy(Void, llop.tailaddress(Address, text), copy, size)
            llop.keepalive(Void, text)
            llop.raw_store(Void, self.address, WORD * i, copy)
        llop.raw_store(Void, self.address, WORD * len(items), NULL)

    def free(self) -> None:
        for i in range(self.count):
            weft_raw_free(llop.raw_load(Address, self.address, WORD * i))
        weft_raw_free(self.address)


@replaces(os.execv)
def os_execv(path: str, arguments: list[str]) -> None:
    if len(arguments) == 0:
        raise ValueError('execv() arg 2 must not be empty')
    passed = _TextArray(arguments)
    text = c_text(path)
    c_execv(llop.tailaddress(Address, text), passed.address)
    passed.free()
    raise_os_error(None)


@replaces(os.execvp)
def os_execvp(file: str, arguments: list[str]) -> None:
    if len(arguments) == 0:
        raise ValueError('execvp() arg 2 must not be empty')
    passed = _TextArray(arguments)
    text = c_text(file)
    c_execvp(llop.tailaddress(Address, text), passed.address)
    passed.free()
    raise_os_error(None)


@replaces(os.execve)
def os_execve(path: str, arguments: list[str], environment: dict[str, str]) -> None:
    if len(arguments) == 0:
        raise ValueError('execve() arg 2 must not be empty')
    passed = _TextArray(arguments)
    variables = _TextArray([name + '=' + environment[name] for name in environment])
    text = c_text(path)
    c_execve(llop.tailaddress(Address, text), passed.address, variables.address)
    passed.free()
    variables.free()
    raise_os_error(path)


@replaces(os.waitpid)
def os_waitpid(pid: int, options: int) -> tuple[int, int]:
    result = weft_wait(pid, options)
    if result < 0:
        raise_os_error(None)
    return result, weft_wait_status() if result != 0 else 0


@replaces(os.wait)
def os_wait() -> tuple[int, int]:
    return os_waitpid(-1, 0)


@replaces(os.WIFEXITED)
def wait_has_exited(status: int) -> bool:
    return status & 0x7f == 0


@replaces(os.WEXITSTATUS)
def wait_exit_status(status: int) -> int:
    return status >> 8 & 0xff


@replaces(os.WIFSIGNALED)
def wait_was_killed(status: int) -> bool:
    return status & 0x7f != 0 and status & 0xff != 0x7f


@replaces(os.WTERMSIG)
def wait_signal(status: int) -> int:
    return status & 0x7f


@replaces(os.waitstatus_to_exitcode)
def wait_exit_code(status: int) -> int:
    if wait_has_exited(status):
        return wait_exit_status(status)
    if wait_was_killed(status):
        return -wait_signal(status)
    raise ValueError('invalid wait status: ' + str(status))


class TimesResult:
    """`os.times_result`."""

    def __init__(self, user: float, system: float, children_user: float,
                 children_system: float, elapsed: float):
        self.user = user
        self.system = system
        self.children_user = children_user
        self.children_system = children_system
        self.elapsed = elapsed

    def __getitem__(self, index: int) -> float:
        return [self.user, self.system, self.children_user, self.children_system,
                self.elapsed][index]


@replaces(os.times)
def os_times() -> TimesResult:
    return TimesResult(
        weft_process_times(0), weft_process_times(1), weft_process_times(2),
        weft_process_times(3), weft_process_times(4))


@replaces(sys.setrecursionlimit)
def sys_setrecursionlimit(limit: int) -> None:
    """Do nothing: the stack is as deep as the operating system allows."""


@replaces(sys.getrecursionlimit)
def sys_getrecursionlimit() -> int:
    """Return Python's default: the real limit is in bytes."""
    return 1000
