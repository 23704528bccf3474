"""Signals. One that arrives is only noted; the program asks with `pypysig_poll`.

    pypysig_setflag(SIGINT)
    ...
    if pypysig_poll() == SIGINT: ...

The names are RPython's.
"""

import errno
import os
import signal

from rpython.rtyper.lltypesystem.lltype import Signed
from rpython.rtyper.lltypesystem.rffi import external

NSIG = signal.NSIG
SIG_DFL = int(signal.SIG_DFL)
SIG_IGN = int(signal.SIG_IGN)
signal_values = {}
for _name in dir(signal):
    if _name.startswith('SIG') and not _name.startswith('SIG_') and isinstance(getattr(signal, _name), int):
        signal_values[_name] = int(getattr(signal, _name))
globals().update(signal_values)

_DEFAULT, _IGNORE, _NOTE = range(3)
_pending = []


def _simulate_action(number, action):
    handlers = {_DEFAULT: signal.SIG_DFL, _IGNORE: signal.SIG_IGN, _NOTE: lambda number, frame: _pending.append(number)}
    try:
        signal.signal(number, handlers[action])
    except (ValueError, OSError):
        return -1
    return 0


def _simulate_next():
    if not _pending:
        return -1
    number = min(_pending)
    _pending[:] = [each for each in _pending if each != number]
    return number


weft_signal_action = external('weft_signal_action', [Signed, Signed], Signed, python=_simulate_action)
weft_next_signal = external('weft_next_signal', [], Signed, python=_simulate_next)
weft_signals_pending = external('weft_signals_pending', [], Signed, python=lambda: int(bool(_pending)))
weft_set_wakeup = external('weft_set_wakeup', [Signed], Signed, python=signal.set_wakeup_fd)


def _act(signum: int, action: int) -> None:
    if weft_signal_action(signum, action) < 0:
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))


def pypysig_setflag(signum: int) -> None:
    """Note the signal when it arrives."""
    _act(signum, _NOTE)


def pypysig_ignore(signum: int) -> None:
    """Ignore the signal."""
    _act(signum, _IGNORE)


def pypysig_default(signum: int) -> None:
    """Let the system do what it does with the signal."""
    _act(signum, _DEFAULT)


def pypysig_reinstall(signum: int) -> None:
    """Do nothing: what is noted once is always noted."""


def pypysig_poll() -> int:
    """Return a signal that has arrived, each once; -1 if there is none."""
    return weft_next_signal()


def pypysig_occurred() -> bool:
    """Has a signal arrived? Quick."""
    return weft_signals_pending() != 0


def pypysig_set_wakeup_fd(fd: int) -> int:
    """Have a byte written to a descriptor for every signal; -1 for none. Return the previous one."""
    return weft_set_wakeup(fd)
