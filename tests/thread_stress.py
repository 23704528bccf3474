"""ThreadSanitizer over the programs with threads, for as long as is wanted.

    python3 tests/thread_stress.py --build BUILD [--minutes 10] [FILTER]

Each program is built for every kind of threads and every collector that has
them, and run in ways that let threads meet in other places: with other sizes of
what is collected at once, and other turns. The list is always the same, and is
begun again from its start until the time is over. What is reported, or done in
another way than on plain Python, is shown, and the status is 1.
"""

import argparse
import dataclasses
import functools
import itertools
import pathlib
import shutil
import sys
import tempfile
import time

import sanitizers_suite
from collectors_suite import expected
from differential import PROGRAMS, Program
from harness import ROOT, WORKERS, Case, Context, Failure, difference, run_alone, run_cases, run_program

COLLECTORS = {'gil': ('incminimark', 'marksweep', 'semispace'),
              'free': ('semispace', 'marksweep', 'immix', 'generational', 'minimark', 'incminimark')}
RACING = ROOT / 'tests' / 'fixtures' / 'racing.py'
RACES = ('3000', '4')  # steps, and threads
FOUND_RACE = 'threads have changed a container at the same time'

NURSERIES = {'WEFT_GC_NURSERY': ('16k', '64k', '1M'), 'WEFT_GC_MIN': ('64k', '128k', '4M')}
INTERVALS = ('0.00001', '0.0005', '0.005')
STEPS = ('1k', '64k')


@dataclasses.dataclass(frozen=True)
class Way:
    """How a program is translated, and how it runs then."""

    path: pathlib.Path
    threads: str
    collector: str
    settings: tuple

    @property
    def name(self):
        return ' '.join([self.path.stem, f'--threads={self.threads}', f'--gc={self.collector}',
                         *(f'{name}={value}' for name, value in self.settings)])


def settings_of(threads):
    """What is set in the environment, one after the other."""
    sizes = [tuple(zip(NURSERIES, values)) for values in zip(*NURSERIES.values())]
    turns = INTERVALS if threads == 'gil' else (None,)
    for size, step, interval in itertools.product(sizes, STEPS, turns):
        turn = (('WEFT_SWITCH_INTERVAL', interval),) if interval else ()
        yield (*size, ('WEFT_GC_STEP', step), *turn)


def ways():
    """All of them. Those that follow each other have little in common."""
    paths = [*sorted(PROGRAMS.glob('threads_*.py')), RACING]
    lists = [[Way(path, threads, collector, settings) for settings in settings_of(threads) for path in paths]
             for threads, collectors in COLLECTORS.items() for collector in collectors]
    return [way for turn in itertools.zip_longest(*lists) for way in turn if way]


class Stress:
    """Executables, each built when it is first needed, and runs of them."""

    def __init__(self, context):
        self.context = context
        self.built = functools.cache(self.build)

    def build(self, path, threads, collector):
        executable = self.context.scratch / f'{path.stem}-{threads}-{collector}'
        options = [f'--threads={threads}', f'--gc={collector}', '--sanitize=thread']
        done = run_program([self.context.weft, 'build', path, '-o', executable, '--quiet', *options], timeout=300)
        if done.status != 0:
            raise Failure(done.stderr)
        return executable

    def run(self, way):
        executable = self.built(way.path, way.threads, way.collector)
        arguments = RACES if way.path == RACING else ()
        actual = run_alone([*sanitizers_suite.UNLIMITED, executable, *arguments], timeout=120, **dict(way.settings))
        report = sanitizers_suite.report_of(actual)
        if report:
            raise Failure(report)
        if way.path == RACING:
            # There is no telling how it ends: only in which ways it may.
            if actual.stdout != 'survived\n' and FOUND_RACE not in actual.stderr:
                raise Failure(f'exit status {actual.status}\n{actual.stdout}{actual.stderr[-1000:]}')
            return
        wanted = expected(self.context.weft, Program(way.path), '')
        if (actual.status, actual.stdout) != (wanted.status, wanted.stdout):
            raise Failure(f'exit status {actual.status}, expected {wanted.status}\n'
                          + difference(wanted.stdout, actual.stdout, ('on Python', 'translated')) + actual.stderr[-1000:])

    def cases(self):
        """Every run once."""
        return [Case(f'stress {way.name}', functools.partial(self.run, way)) for way in ways()]


def cases(context):
    """Programs with threads under ThreadSanitizer, each in every way once. (slow)"""
    if not context.slow and context.pattern != 'stress':
        return []
    return Stress(context).cases()


def stress(context, seconds):
    """Go through the list until the time is over; return how many runs there were, and how many were bad."""
    end = time.monotonic() + seconds
    runs = bad = 0
    chosen = itertools.cycle(case for case in Stress(context).cases() if context.pattern in case.name)
    while time.monotonic() < end:
        results = run_cases(list(itertools.islice(chosen, WORKERS)))
        runs += len(results)
        for result in results:
            if result.failed:
                bad += 1
                print(f'{result.name}\n{result.message}', flush=True)
    return runs, bad


def main():
    parser = argparse.ArgumentParser(prog='tests/thread_stress.py')
    parser.add_argument('pattern', nargs='?', default='', metavar='FILTER')
    parser.add_argument('--build', required=True)
    parser.add_argument('--minutes', type=float, default=10)
    arguments = parser.parse_args()
    scratch = pathlib.Path(tempfile.mkdtemp(prefix='weft-stress-'))
    context = Context((ROOT / arguments.build).resolve(), scratch, arguments.pattern)
    try:
        runs, bad = stress(context, arguments.minutes * 60)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f'{runs} runs, {bad} bad')
    return 1 if bad or not runs else 0


if __name__ == '__main__':
    sys.exit(main())
