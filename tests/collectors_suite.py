"""Every program under every collector, which collects all the time and looks at the whole heap each time; and on a small
machine and in WebAssembly under the collectors that they are most likely to have.

Translating takes most of the time: many programs are translated as one. Those
that do not go together (they use the library in ways that only one program may)
are translated in halves, and in the end alone.
"""

import dataclasses
import functools
import os

import machines
from differential import PROGRAMS, Program
from harness import PRECISE_COLLECTORS, ROOT, SMALL_HEAP, Case, Failure, difference, run_alone, run_program

TOGETHER = 16
SPEC = ROOT / 'tests' / 'fixtures' / 'several_programs.py'
SETTINGS = {**SMALL_HEAP, 'WEFT_GC_VERIFY': '31'}
STRESS = ('--gc-stress', '--gc-debug')
SMALL_TARGETS = ('armv6-linux-gnueabi', 'wasm32-wasi')
SMALL_COLLECTORS = ('incminimark', 'semispace', 'marksweep')
STRESSED = 4  # of so many groups one is, on small targets


@dataclasses.dataclass(frozen=True)
class Way:
    """How programs are translated, and for which machine."""

    collector: str
    target: str = ''
    stress: bool = True

    @property
    def name(self):
        return '/'.join(filter(None, ['collectors', self.target, self.collector]))

    def options(self, programs):
        options = [f'--gc={self.collector}', '-O1', *(STRESS if self.stress else ())]
        if self.target:
            options.append(f'--target={self.target}')
        # What one of them needs does the others no harm.
        return options + sorted({option for program in programs for option in program.always})

    def suits(self, program):
        if any(option != '--stackless' for option in program.always):
            return False
        target = self.target or 'x86_64-linux-gnu'
        excluded = {*(STRESS if self.stress else ()), f'--gc={self.collector}'} & set(program.excluded)
        return not program.slow and program.suits(target) and not excluded


@functools.cache
def expected(weft, program, target):
    """What a program does on plain Python."""
    words = [f'--target={target}'] if target and not program.host_words else []
    return run_alone([weft, 'interp', *words, program.path, '--', *program.args], program.stdin)


def groups(context, programs, way, number):
    """The programs with the executables that have them in it: pairs."""
    executable = context.scratch / f'group-{number}'
    names = os.pathsep.join(str(program.path) for program in programs)
    options = way.options(programs)
    built = run_program([context.weft, 'build', SPEC, '-o', executable, '--quiet', *options], timeout=600, WEFT_PROGRAMS=names)
    if built.status == 0:
        yield programs, executable
    elif len(programs) == 1:
        raise Failure(f'{programs[0].name}: weft build {" ".join(options)} exits with {built.status}\n{built.stderr}')
    elif built.status < 0:
        raise Failure(f'the translator crashes with {names}\n{built.stderr}')
    else:
        middle = len(programs) // 2
        yield from groups(context, programs[:middle], way, number + '0')
        yield from groups(context, programs[middle:], way, number + '1')


def compare(context, programs, way, number):
    """Run some programs."""
    problems = []
    runner = machines.way_to_run(way.target) if way.target else []
    for group, executable in groups(context, programs, way, f'{way.name.replace("/", "-")}-{number}-'):
        for program in group:
            actual = run_alone([*runner, executable, program.name, *program.args], program.stdin,
                                 timeout=480 if runner else 120, **SETTINGS)
            wanted = expected(context.weft, program, way.target)
            if (actual.status, actual.stdout) != (wanted.status, wanted.stdout):
                problems.append(f'{program.name}: exit status {actual.status}, expected {wanted.status}\n'
                                + difference(wanted.stdout, actual.stdout, ('on Python', 'translated'))
                                + actual.stderr[-1000:])
        executable.unlink()
    if problems:
        raise Failure('\n'.join(problems))


def ways():
    """All ways, with whether a group, by its number, is to be translated in that way."""
    for collector in PRECISE_COLLECTORS:
        yield Way(collector), lambda number: True
    for target in SMALL_TARGETS:
        if not machines.can_run([f'--target={target}']):
            continue
        for collector in SMALL_COLLECTORS:
            yield Way(collector, target, stress=False), lambda number: number % STRESSED != 0
            yield Way(collector, target), lambda number: number % STRESSED == 0


def cases(context):
    """Every program under every collector that may move objects, or free them too early. (slow)"""
    if not context.slow and context.pattern != 'collectors':
        return []
    every = [Program(path) for path in sorted(PROGRAMS.glob('*.py'))]
    result = []
    for way, is_chosen in ways():
        programs = [program for program in every if way.suits(program)]
        for number, first in enumerate(range(0, len(programs), TOGETHER)):
            group = programs[first:first + TOGETHER]
            if is_chosen(number):
                result.append(Case(f'{way.name} {group[0].name} to {group[-1].name}',
                                   lambda group=group, way=way, number=number: compare(context, group, way, number)))
    return result
