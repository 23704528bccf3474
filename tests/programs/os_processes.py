# test: not --target=wasm32-wasi: it has no processes
"""Children, pipes, and how they end."""

import os
import signal


def child_says(text, status):
    """Fork a child that writes to a pipe, and wait for it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.write(writing, text.encode('latin-1'))
        os._exit(status)
    os.close(writing)
    said = b''
    while True:
        data = os.read(reading, 10)
        if not data:
            break
        said += data
    os.close(reading)
    ended, how = os.waitpid(pid, 0)
    print(ended == pid, said.decode('latin-1'), os.WIFEXITED(how), os.WEXITSTATUS(how))


def run_program():
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.dup2(writing, 1)
        os.execve('/bin/sh', ['sh', '-c', 'echo $GREETING; exit 3'], {'GREETING': 'hello', 'PATH': '/bin'})
    os.close(writing)
    print(os.read(reading, 100).decode('latin-1').strip())
    os.close(reading)
    how = os.waitpid(pid, 0)[1]
    print(os.waitstatus_to_exitcode(how))


def killed():
    pid = os.fork()
    if pid == 0:
        while True:
            os.read(os.pipe()[0], 1)
    os.kill(pid, signal.SIGKILL)
    how = os.waitpid(pid, 0)[1]
    print(os.WIFEXITED(how), os.WIFSIGNALED(how), os.WTERMSIG(how), os.waitstatus_to_exitcode(how))


def errors():
    try:
        os.execv('/does/not/exist', ['x'])
    except FileNotFoundError as error:
        print(str(error))
    try:
        os.waitpid(-1, 0)
    except ChildProcessError as error:
        print(str(error))
    try:
        os.close(12345)
    except OSError as error:
        print(error.errno, error.strerror, error.filename)


def entry_point(argv):
    child_says('from the child', 0)
    child_says('and another', 7)
    run_program()
    killed()
    errors()
    print(os.system('exit 5') >> 8)
    print(os.getppid() > 0, os.getuid() == os.geteuid(), len(os.urandom(5)))
    times = os.times()
    print(times.user >= 0.0, times[4] >= 0.0)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
