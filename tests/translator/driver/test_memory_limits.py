"""Programs under collectors, from outside: limits of memory, the log."""

import os
import pathlib
import re
import resource
import subprocess

import pytest

HUNGRY = '''\
class Node:
    def __init__(self, next):
        self.next = next


def nodes():
    last = None
    count = 0
    try:
        while True:
            last = Node(last)
            count += 1
    except MemoryError:
        last = None
    return count


def strings():
    kept = []
    count = 0
    try:
        while True:
            kept.append('x' * 1000)
            count += 1
    except MemoryError:
        kept = []
    return count


def entry_point(argv):
    for _ in range(int(argv[1])):
        print(nodes() > 1000, strings() > 1000)
    return 0


def target(driver, args):
    return entry_point
'''
COLLECTORS = ('boehm', 'semispace', 'marksweep', 'markcompact', 'generational', 'minimark', 'incminimark', 'immix', 'refcount')


@pytest.fixture
def build(tmp_path):
    weft = os.environ.get('WEFT_PROGRAM')
    if not weft:
        pytest.skip('WEFT_PROGRAM does not name the weft to test')
    (tmp_path / 'hungry.py').write_text(HUNGRY)

    def run(collector, *options):
        subprocess.run([pathlib.Path(weft).resolve(), 'build', '--quiet', f'--gc={collector}', *options, 'hungry.py'],
                       cwd=tmp_path, check=True, timeout=120)
        return tmp_path / 'hungry'

    return run


@pytest.mark.parametrize('collector', COLLECTORS)
def test_memory_error_is_survived(build, collector):
    program = build(collector)

    def run(times, **options):
        done = subprocess.run([program, str(times)], capture_output=True, text=True, timeout=300, **options)
        assert (done.stdout, done.stderr, done.returncode) == ('True True\n' * times, '', 0)

    run(50, env=dict(os.environ, WEFT_GC_MAX='8m', WEFT_GC_NURSERY='512k'))  # 100 times at the limit
    run(2, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (250_000_000, 250_000_000)))


@pytest.mark.parametrize('collector', ['boehm', 'incminimark', 'semispace'])
def test_limit_that_was_built_in(build, collector):
    program = build(collector, '--max-heap=16M')
    environment = {name: value for name, value in os.environ.items() if name != 'WEFT_GC_MAX'}
    limit = (1 << 32, 1 << 32)  # should the other one not work
    done = subprocess.run([program, '2'], capture_output=True, text=True, timeout=120, env=environment,
                          preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limit))
    assert (done.stdout, done.stderr, done.returncode) == ('True True\n' * 2, '', 0)


def test_limit_without_collections(build):
    """Once it is reached, there is nothing left to print with; what the report says is still where it happened."""
    program = build('none', '--max-heap=64M')
    done = subprocess.run([program, '1'], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert 'in entry_point' in done.stderr and done.stderr.endswith('Fatal RPython error: MemoryError\n')


SHORT_OF_MEMORY = '''\
import os
import sys


class Node:
    def __init__(self, next):
        self.next = next


def churn():
    for i in range(10):
        nodes = [Node(None) for k in range(100000)]
    return len(nodes)


def entry_point(argv):
    kept = [Node(None) for i in range(100)]
    for count in range(1, int(argv[2]) + 1):
        file = os.open(argv[1], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        os.write(file, 'low 0\\nhigh %d\\nmax 1\\n' % count)
        os.close(file)
        churn()
    print(len(kept))
    return 0


def target(driver, args):
    return entry_point
'''


@pytest.mark.parametrize('collector', ['incminimark', 'semispace', 'marksweep'])
def test_the_system_is_short_of_memory(build, tmp_path, collector):
    """Far below the size where a collection is due, each complaint of the system is followed by one."""
    (tmp_path / 'hungry.py').write_text(SHORT_OF_MEMORY)
    program = build(collector)
    (tmp_path / 'memory.events').write_text('low 0\nhigh 0\nmax 1\n')

    def collections(events, complaints):
        done = subprocess.run([program, tmp_path / 'memory.events', str(complaints)], capture_output=True, text=True,
                              timeout=120, env=dict(os.environ, WEFT_GC_MIN='1g', WEFTLOG='gc', WEFT_GC_PRESSURE=events))
        assert (done.stdout, done.returncode) == ('100\n', 0)
        return int(re.search(r'and (\d+) major', done.stderr)[1])

    assert collections('', 5) == collections(str(tmp_path / 'no such file'), 5) == 0
    assert collections(str(tmp_path / 'memory.events'), 5) >= 4
    assert collections('psi', 1) <= 2  # where the kernel can not tell, nobody listens


def test_log(build):
    done = subprocess.run([build('incminimark'), '1'], capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, WEFT_GC_MAX='32m', WEFTLOG='gc'))
    assert done.returncode == 0
    assert 'gc: ' in done.stderr and ' pauses, ' in done.stderr
