import os

import pytest

from rpython.rlib import rsignal


def test_note():
    assert rsignal.pypysig_poll() == -1 and not rsignal.pypysig_occurred()
    rsignal.pypysig_setflag(rsignal.SIGUSR1)
    rsignal.pypysig_setflag(rsignal.SIGUSR2)
    os.kill(os.getpid(), rsignal.SIGUSR2)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    assert rsignal.pypysig_occurred()
    assert [rsignal.pypysig_poll(), rsignal.pypysig_poll()] == [rsignal.SIGUSR1, rsignal.SIGUSR2]
    assert rsignal.pypysig_poll() == -1
    rsignal.pypysig_ignore(rsignal.SIGUSR1)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    assert rsignal.pypysig_poll() == -1
    rsignal.pypysig_default(rsignal.SIGUSR1)
    rsignal.pypysig_default(rsignal.SIGUSR2)


def test_bad_number():
    with pytest.raises(OSError):
        rsignal.pypysig_setflag(12345)
