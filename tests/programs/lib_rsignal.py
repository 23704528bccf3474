# test: not --target=wasm32-wasi: it has no signals
"""`rpython.rlib.rsignal`: signals that the program asks for."""

import os

from rpython.rlib import rsignal


def entry_point(argv):
    print(rsignal.pypysig_poll(), rsignal.pypysig_occurred())
    rsignal.pypysig_setflag(rsignal.SIGUSR1)
    rsignal.pypysig_setflag(rsignal.SIGUSR2)
    os.kill(os.getpid(), rsignal.SIGUSR2)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    print(rsignal.pypysig_occurred())
    print(rsignal.pypysig_poll() == rsignal.SIGUSR1, rsignal.pypysig_poll() == rsignal.SIGUSR2, rsignal.pypysig_poll())
    rsignal.pypysig_ignore(rsignal.SIGUSR1)
    os.kill(os.getpid(), rsignal.SIGUSR1)
    print(rsignal.pypysig_poll())
    reading, writing = os.pipe()
    print(rsignal.pypysig_set_wakeup_fd(-1))
    pid = os.fork()
    if pid == 0:
        rsignal.pypysig_default(rsignal.SIGUSR2)
        os.kill(os.getpid(), rsignal.SIGUSR2)
        os._exit(0)
    print(os.WTERMSIG(os.waitpid(pid, 0)[1]) == rsignal.SIGUSR2)
    try:
        rsignal.pypysig_setflag(12345)
    except OSError as error:
        print(str(error))
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
