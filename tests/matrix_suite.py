"""Every combination of what can be woven into a program: collectors, threads, suspension, ways to find roots, machines.

A combination that `weft build` accepts is built and run; what it prints is what the program prints on plain Python, by
itself, with none of it. A combination that can not work is refused with its reason, before anything is translated:
REFUSALS says which ones are. What collectors can do is what `weft gcs` says of them.
"""

import dataclasses
import functools
import itertools

import machines
from harness import ROOT, SMALL_HEAP, SMALL_STACK, Case, Failure, difference, run_program

SPEC = ROOT / 'tests' / 'fixtures' / 'composed.py'
PIECES = 7  # of work
DEFAULT_COLLECTOR = 'incminimark'
HOST = ''
# What the issue of threads asks for, whatever `weft gcs` says.
FREE_AT_LEAST = {'semispace', 'marksweep', 'incminimark', 'immix'}


@dataclasses.dataclass(frozen=True)
class Combination:
    """How a program is translated."""

    target: str = HOST
    collector: str = DEFAULT_COLLECTOR
    threads: str = 'none'
    is_stackless: bool = False
    roots: str = ''
    is_stressed: bool = False

    @property
    def options(self):
        return [f'--gc={self.collector}', *([f'--target={self.target}'] if self.target else []),
                *([f'--threads={self.threads}'] if self.threads != 'none' else []),
                *(['--stackless'] if self.is_stackless else []), *([f'--roots={self.roots}'] if self.roots else []),
                *(['--gc-stress', '--gc-debug'] if self.is_stressed else [])]

    @property
    def name(self):
        return ' '.join(['matrix', *self.options])

    @property
    def aspects(self):
        return ' '.join([*(['threads'] if self.threads != 'none' else []), *(['stackless'] if self.is_stackless else [])])


@functools.cache
def collectors(weft):
    """The names of all collectors, each with what `weft gcs` says of it."""
    found = {}
    for line in run_program([weft, 'gcs']).stdout.splitlines():
        name = line.split()[0] if line[:1].isalpha() else name
        found[name] = found.get(name, '') + line + '\n'
    return found


def finds_roots(weft, combination):
    return 'precise' in collectors(weft)[combination.collector]


def has_free_threads(weft, combination):
    return '--threads=free' in collectors(weft)[combination.collector]


# What is refused, when, and with what reason.
REFUSALS = [
    ('its programs have one thread', lambda weft, c: c.threads != 'none' and c.target.startswith('wasm')),
    ('it collects for one thread at a time', lambda weft, c: c.threads == 'free' and not has_free_threads(weft, c)),
    ('it is not the collector that finds what a program holds on to',
     lambda weft, c: (c.roots or c.is_stressed) and not finds_roots(weft, c)),
    ('the frames of its programs can not be walked',
     lambda weft, c: c.roots == 'stackmap' and c.target and not machines.target_named(c.target).text.get('stack-maps')),
]
# What depends on the machine that the tests run on.
NOT_INSTALLED = 'is not installed'


def reasons_against(weft, combination):
    return [reason for reason, applies in REFUSALS if applies(weft, combination)]


def all_combinations(weft):
    return [Combination(*parts) for parts in itertools.product(
        [HOST, *machines.other_machines()], collectors(weft), ('none', 'gil', 'free'), (False, True),
        ('', 'shadowstack', 'stackmap'), (False, True))]


def is_quick(weft, combination):
    """Is it tried without --slow? Each collector and machine is with the most that it can do, and each refusal a few times."""
    c = combination
    details = (c.roots != '') + c.is_stressed
    is_plain = c.collector == DEFAULT_COLLECTOR and details == 0
    if reasons_against(weft, c):
        chosen = details + (c.threads != 'none') + c.is_stackless
        return chosen == 1 and (not c.target or c.collector == DEFAULT_COLLECTOR)
    most_threads = next(threads for threads in ('free', 'gil', 'none')
                        if not reasons_against(weft, dataclasses.replace(c, threads=threads)))
    does_most = c.threads == most_threads and (c.is_stackless or c.threads != 'none')
    if c.target:
        return does_most and is_plain
    in_detail = details == 1 and c.collector in FREE_AT_LEAST and c.roots != 'stackmap'
    return is_plain or does_most and (details == 0 or in_detail)


@functools.cache
def expected(weft):
    return run_program([weft, 'interp', SPEC, '--', str(PIECES)], WEFT_ASPECTS='')


def check_refusal(weft, combination, built):
    """It says in a line why it does not even begin."""
    reasons = reasons_against(weft, combination)
    lines = built.stderr.splitlines()
    if built.status != 1 or len(lines) != 1 or not any(reason in lines[0] for reason in reasons):
        raise Failure(f'exit status {built.status}; it should be refused: {" or: ".join(reasons)}\n{built.stderr}')


def check(context, combination):
    """Build and run a program, unless that is refused for a reason."""
    weft = context.weft
    executable = context.scratch / combination.name.replace(' ', '').replace('=', '')
    built = run_program([weft, 'build', SPEC, '-o', executable, '--quiet', *combination.options], timeout=300,
                        WEFT_ASPECTS=combination.aspects)
    if reasons_against(weft, combination):
        return check_refusal(weft, combination, built)
    if built.status == 1 and NOT_INSTALLED in built.stderr:
        return
    if built.status != 0:
        raise Failure(f'weft build exits with {built.status}\n{built.stderr}')
    runner = machines.way_to_run(combination.target) if combination.target else []
    actual = run_program([*runner, executable, str(PIECES)], timeout=300, **SMALL_HEAP, **SMALL_STACK)
    executable.unlink()
    if (actual.status, actual.stdout) != (expected(weft).status, expected(weft).stdout):
        raise Failure(f'exit status {actual.status}\n'
                      + difference(expected(weft).stdout, actual.stdout, ('on Python', 'translated')) + actual.stderr[-1000:])


def check_claims(weft):
    claimed = {name for name, text in collectors(weft).items() if '--threads=free' in text}
    if not FREE_AT_LEAST <= claimed:
        raise Failure(f'no --threads=free with {", ".join(sorted(FREE_AT_LEAST - claimed))}')


def cases(context):
    """Combinations of collectors, threads, suspension, ways to find roots and machines; with --slow, all of them."""
    result = [Case('matrix collectors with free threads', lambda: check_claims(context.weft))]
    for combination in all_combinations(context.weft):
        if context.slow or is_quick(context.weft, combination):
            result.append(Case(combination.name, lambda combination=combination: check(context, combination)))
    return result
