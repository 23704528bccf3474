"""What programs with threads say when they can not go on, and what the translator says of them."""

import os
import pathlib
import subprocess

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[3]
WEFT = os.environ.get('WEFT_PROGRAM', ROOT / 'build' / 'bin' / 'weft')
RACING = ROOT / 'tests/fixtures/racing.py'

SPEC = '''
import time
from rpython.rlib.rthread import Condition, Lock, Thread, start_new_thread

first, second = Lock(), Lock()
condition = Condition()


class Other(Thread):
    def run(self):
        second.acquire()
        time.sleep(0.02)
        first.acquire()


class Failing(Thread):
    def run(self):
        self.fail(2)

    def fail(self, n):
        if n == 0:
            raise KeyError('nowhere')
        self.fail(n - 1)


def wait_for_each_other():
    Other().start()
    first.acquire()
    time.sleep(0.02)
    second.acquire()


def wait_for_nobody():
    with condition:
        condition.wait()


def join_waiting():
    other = Other()
    first.acquire()
    other.start()
    other.join()


def survive():
    failing = Failing()
    failing.start()
    failing.join()
    print('still here')


def main(argv):
    print('begun')
    {what}()
    return 0


def target(driver, args):
    return main, None
'''


def build(folder, what, *options):
    spec = folder / 'spec.py'
    spec.write_text(SPEC.replace('{what}', what))
    return subprocess.run([WEFT, 'build', '-q', spec, '-o', folder / 'program', *options], capture_output=True, text=True)


@pytest.fixture
def run(tmp_path):
    """Build the program that does something, and run it."""
    def run(what, *options):
        assert build(tmp_path, what, *(options or ['--threads=gil'])).returncode == 0
        return subprocess.run([tmp_path / 'program'], capture_output=True, text=True, timeout=60)
    return run


def places(text):
    return [line.rpartition(', in ')[2] for line in text.splitlines() if line.startswith('  File')]


def test_a_deadlock_is_reported_with_where_each_thread_waits(run):
    result = run('wait_for_each_other')
    assert result.returncode == 1
    assert result.stdout == 'begun\n'
    assert result.stderr.startswith('Fatal RPython error: deadlock: every thread waits for another one\nThread 1 (main) waits:\n')
    assert 'Thread 2 waits:\n' in result.stderr
    assert {'Other.run', 'Lock.acquire'} <= set(places(result.stderr))


def test_waiting_for_nobody_is_a_deadlock(run):
    result = run('wait_for_nobody')
    assert result.returncode == 1
    assert 'Thread 1 (main) waits:' in result.stderr and 'Condition.wait' in places(result.stderr)


def test_so_is_waiting_for_the_end_of_a_thread_that_waits(run):
    result = run('join_waiting')
    assert result.returncode == 1
    assert 'Thread.join' in places(result.stderr)


def test_an_exception_ends_its_thread_only(run):
    result = run('survive')
    assert result.returncode == 0
    assert result.stdout == 'begun\nstill here\n'
    assert result.stderr.startswith('In thread 2:\nRPython traceback:\n')
    assert places(result.stderr)[-3:] == ['Failing.fail'] * 3
    assert result.stderr.endswith("Fatal RPython error: KeyError: 'nowhere'\n")


def test_locks_need_no_threads(run):
    result = run('first.acquire', '--threads=none')
    assert (result.returncode, result.stdout) == (0, 'begun\n')


def test_threads_need_an_option(tmp_path):
    result = build(tmp_path, 'survive')
    assert result.returncode == 1
    assert 'translate it with --threads=gil or --threads=free' in result.stderr
    assert not (tmp_path / 'program').exists()


@pytest.mark.parametrize('collector', ['incminimark', 'semispace', 'marksweep', 'immix'])
def test_races_never_corrupt_memory(collector, tmp_path):
    """The answer may be anything, or that a container was changed by two threads at once; the heap stays sound."""
    program = tmp_path / 'racing'
    subprocess.run([WEFT, 'build', '-q', RACING, '-o', program, '--threads=free', f'--gc={collector}', '--gc-debug'], check=True)
    for _ in range(3):
        result = subprocess.run([program, '2000', '3'], capture_output=True, text=True, timeout=120,
                                env={**os.environ, 'WEFT_GC_NURSERY': '64K', 'WEFT_GC_MIN': '128K'})
        if result.returncode != 0:
            assert result.returncode == 1
            assert 'threads have changed a container at the same time' in result.stderr
        else:
            assert result.stdout == 'survived\n'
