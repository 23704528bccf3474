"""What the test suites have in common: cases, results, running programs.

A suite is a function from a Context to a list of cases; a case is a name and
a function that raises Failure. Cases run two at a time, each for itself.
"""

import concurrent.futures
import dataclasses
import difflib
import os
import pathlib
import re
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]

# The collectors that find what a program holds on to.
PRECISE_COLLECTORS = ('semispace', 'marksweep', 'markcompact', 'generational', 'minimark', 'incminimark', 'immix', 'refcount')
# Settings so small that every program has something to collect, in several steps if that is possible.
SMALL_HEAP = {'WEFT_GC_NURSERY': '64k', 'WEFT_GC_MIN': '128k', 'WEFT_GC_STEP': '1k', 'WEFT_GC_PAUSE': '0'}
SMALL_STACK = {'WEFT_NATIVE_STACK': '2k'}  # of programs that go on in the heap
PYTHON = '/usr/bin/python3'
WORKERS = os.cpu_count() or 2


class Failure(Exception):
    """A test that failed; the message says how."""


@dataclasses.dataclass
class Context:
    """How the tests are to be run."""

    build: pathlib.Path
    scratch: pathlib.Path
    pattern: str = ''
    slow: bool = False
    regenerate: bool = False
    target: str = ''

    @property
    def weft(self):
        return self.build / 'bin' / 'weft'


@dataclasses.dataclass
class Case:
    name: str
    run: object


@dataclasses.dataclass
class Result:
    name: str
    message: str = ''
    seconds: float = 0.0
    skipped: bool = False

    @property
    def failed(self):
        return bool(self.message)


@dataclasses.dataclass
class Finished:
    """What a program did; `status` is negative for a signal."""

    status: int
    stdout: str
    stderr: str


def run_program(command, stdin='', cwd=ROOT, timeout=60, **variables):
    """Run a program to its end, its output read as latin-1."""
    environment = dict(os.environ, PYTHONDONTWRITEBYTECODE='1', LC_ALL='C.UTF-8',
                       NO_COLOR='1', **variables)
    try:
        done = subprocess.run(
            [str(part) for part in command], input=stdin.encode('latin-1'),
            capture_output=True, cwd=cwd, env=environment, timeout=timeout)
    except subprocess.TimeoutExpired:
        raise Failure(f'{show(command)}: still running after {timeout} s')
    except OSError as error:
        raise Failure(f'{show(command)}: {error.strerror}')
    return Finished(done.returncode, done.stdout.decode('latin-1'),
                    done.stderr.decode('latin-1'))


def run_alone(command, stdin='', timeout=60, **variables):
    """Run a program as above, in a folder of its own that is empty at first."""
    with tempfile.TemporaryDirectory(prefix='weft-test-') as folder:
        return run_program(command, stdin, folder, timeout, **variables)


def show(command):
    return ' '.join(str(part) for part in command)


def difference(expected, actual, names=('expected', 'actual'), limit=60):
    """The lines in which two texts differ, as a unified diff."""
    lines = list(difflib.unified_diff(
        expected.splitlines(), actual.splitlines(), *names, lineterm='', n=2))
    if len(lines) > limit:
        lines[limit:] = [f'... and {len(lines) - limit} more lines']
    return '\n'.join(lines) or 'they differ in the newline at the end'


def run_cases(cases):
    """Run cases in parallel; return their results in order."""

    def run(case):
        started = time.monotonic()
        try:
            case.run()
            message = ''
        except Failure as failure:
            message = str(failure) or 'failed'
        except Exception as error:  # a mistake in the test itself
            message = f'{type(error).__name__}: {error}'
        return Result(case.name, message, time.monotonic() - started)

    with concurrent.futures.ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(run, cases))


def without_machine(text, *folders):
    """Take out of a text what differs between machines and runs."""
    for folder in folders:
        text = text.replace(f'{folder}/', '')
    text = text.replace(f'{ROOT}/', '')
    return re.sub(r'\b0x[0-9a-f]{6,}\b', '0x...', text)
