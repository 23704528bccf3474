"""Programs under collectors, from outside: limits of memory, the log."""

import os
import pathlib
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
COLLECTORS = ('semispace', 'marksweep', 'markcompact', 'generational', 'minimark', 'incminimark', 'immix', 'refcount')


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


@pytest.mark.parametrize('collector', ['incminimark', 'semispace'])
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


def test_log(build):
    done = subprocess.run([build('incminimark'), '1'], capture_output=True, text=True, timeout=120,
                          env=dict(os.environ, WEFT_GC_MAX='32m', WEFTLOG='gc'))
    assert done.returncode == 0
    assert 'gc: ' in done.stderr and ' pauses, ' in done.stderr
