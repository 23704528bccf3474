"""Every program under every collector, which collects all the time and looks at the whole heap each time.

Translating takes most of the time: many programs are translated as one. Those
that do not go together (they use the library in ways that only one program may)
are translated in halves, and in the end alone.
"""

import functools
import os

from differential import PROGRAMS, Program
from harness import PRECISE_COLLECTORS, ROOT, SMALL_HEAP, Case, Failure, difference, run_alone, run_program

TOGETHER = 16
SPEC = ROOT / 'tests' / 'fixtures' / 'several_programs.py'
OPTIONS = ('-O1', '--gc-stress', '--gc-debug')
SETTINGS = {**SMALL_HEAP, 'WEFT_GC_VERIFY': '31'}


@functools.cache
def expected(weft, program):
    """What a program does on plain Python."""
    return run_alone([weft, 'interp', program.path, '--', *program.args], program.stdin)


def groups(context, programs, options, number):
    """The programs with the executables that have them in it: pairs."""
    executable = context.scratch / f'group-{number}'
    names = os.pathsep.join(str(program.path) for program in programs)
    built = run_program([context.weft, 'build', SPEC, '-o', executable, '--quiet', *options], timeout=600, WEFT_PROGRAMS=names)
    if built.status == 0:
        yield programs, executable
    elif len(programs) == 1:
        raise Failure(f'{programs[0].name}: weft build {" ".join(options)} exits with {built.status}\n{built.stderr}')
    elif built.status < 0:
        raise Failure(f'the translator crashes with {names}\n{built.stderr}')
    else:
        middle = len(programs) // 2
        yield from groups(context, programs[:middle], options, number + '0')
        yield from groups(context, programs[middle:], options, number + '1')


def compare(context, programs, collector, number):
    """Run some programs under a collector."""
    problems = []
    for group, executable in groups(context, programs, (f'--gc={collector}', *OPTIONS), f'{collector}-{number}-'):
        for program in group:
            actual = run_alone([executable, program.name, *program.args], program.stdin, timeout=120, **SETTINGS)
            wanted = expected(context.weft, program)
            if (actual.status, actual.stdout) != (wanted.status, wanted.stdout):
                problems.append(f'{program.name}: exit status {actual.status}, expected {wanted.status}\n'
                                + difference(wanted.stdout, actual.stdout, ('on Python', 'translated'))
                                + actual.stderr[-1000:])
        executable.unlink()
    if problems:
        raise Failure('\n'.join(problems))


def cases(context):
    """Every program under every collector that may move objects, or free them too early. (slow)"""
    if not context.slow and context.pattern != 'collectors':
        return []
    programs = [program for program in map(Program, sorted(PROGRAMS.glob('*.py')))
                if not program.slow and program.suits('x86_64-linux-gnu') and '--gc-stress' not in program.excluded]
    return [Case(f'collectors/{collector} {programs[i].name} to {programs[min(i + TOGETHER, len(programs)) - 1].name}',
                 lambda collector=collector, i=i: compare(context, programs[i:i + TOGETHER], collector, i))
            for collector in PRECISE_COLLECTORS for i in range(0, len(programs), TOGETHER)]
