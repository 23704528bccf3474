"""Programs built with `weft build --sanitize`: the mistakes of some are reported, and nothing is of those that have none.

tests/sanitizers/NAME.py is a specification with a mistake. Comments in its
first lines say how it is built and what is said about it when it runs, which
names the lines that end in `# here`, and none that ends in `# not here`:

    # sanitize: address
    # report: heap-use-after-free
"""

import dataclasses
import os
import re

import collectors_suite
from differential import PROGRAMS, Program
from goldens import directives
from harness import PRECISE_COLLECTORS, ROOT, SMALL_HEAP, Case, Failure, difference, run_alone, run_program

MISTAKES = ROOT / 'tests' / 'sanitizers'
SANITIZERS = ('address,undefined', 'thread', 'undefined')
# A few that use much of the runtime; all others with --slow.
QUICK = ('algo_json', 'callback_roots', 'exc_recursion_error', 'exc_uncaught', 'file_pipes', 'gc_finalizers', 'rffi_structs',
         'weak_refs')
THREADS = '--threads=gil'
# Sanitizers keep notes in an address space of terabytes, of which most is never used.
UNLIMITED = ['sh', '-c', 'ulimit -S -v unlimited && exec "$@"', 'unlimited']


def report_of(finished):
    """What a sanitizer says, shortened; nothing if it is silent."""
    found = re.search(r'^.*(?:Sanitizer:|runtime error:).*', finished.stderr, re.MULTILINE | re.DOTALL)
    return found.group()[:4000] if found else ''


@dataclasses.dataclass(frozen=True)
class Way(collectors_suite.Way):
    """How programs are translated that are to be watched."""

    sanitizers: str = ''
    stress: bool = False

    @property
    def name(self):
        return f'sanitizers/{self.sanitizers}/{self.collector}'

    def options(self, programs):
        return super().options(programs) + [f'--sanitize={self.sanitizers}']

    def suits(self, program):
        options = {*self.options([]), *(f'--sanitize={name}' for name in self.sanitizers.split(','))}
        return not program.slow and not options & set(program.excluded) and set(program.always) <= {'--stackless', THREADS}


def compare(context, programs, way, number):
    """Run programs that are right."""
    problems = []
    for group, executable in collectors_suite.groups(context, programs, way, f'{way.name.replace("/", "-")}-{number}-'):
        for program in group:
            actual = run_alone([*UNLIMITED, executable, program.name, *program.args], program.stdin, timeout=300, **SMALL_HEAP)
            wanted = collectors_suite.expected(context.weft, program, '')
            if report_of(actual) or (actual.status, actual.stdout) != (wanted.status, wanted.stdout):
                problems.append(f'{program.name}: exit status {actual.status}, expected {wanted.status}\n'
                                + difference(wanted.stdout, actual.stdout, ('on Python', 'translated'))
                                + (report_of(actual) or actual.stderr[-1000:]))
        executable.unlink()
    if problems:
        raise Failure('\n'.join(problems))


def check_mistake(context, spec):
    """Run a program that is wrong."""
    [sanitizers], [wanted] = directives(spec, 'sanitize'), directives(spec, 'report')
    options = ' '.join(directives(spec, 'options')).split()
    executable = context.scratch / f'mistake-{spec.stem}'
    built = run_program([context.weft, 'build', spec.relative_to(MISTAKES), '-o', executable, '--quiet',
                         f'--sanitize={sanitizers}', *options], cwd=MISTAKES)
    if built.status != 0:
        raise Failure(built.stderr)
    report = report_of(run_alone([*UNLIMITED, executable]))
    executable.unlink()
    lines = spec.read_text('utf-8').splitlines()
    if wanted not in report:
        raise Failure(f'no report with "{wanted}", but\n{report or "nothing"}')
    for number, line in enumerate(lines, 1):
        is_named = f'{spec.name}:{number}:' in report
        if line.endswith('# here') and not is_named or line.endswith('# not here') and is_named:
            raise Failure(f'line {number} is {"" if is_named else "not "}named in\n{report}')


def groups(programs):
    """Programs that are translated together: those with threads by themselves, which the others may not suit."""
    for has_threads in (False, True):
        chosen = [program for program in programs if (THREADS in program.always) == has_threads]
        for first in range(0, len(chosen), collectors_suite.TOGETHER):
            yield chosen[first:first + collectors_suite.TOGETHER]


def ways(context):
    """All ways, with the collectors."""
    for sanitizers in SANITIZERS:
        yield Way('incminimark', sanitizers=sanitizers)
    for collector in PRECISE_COLLECTORS if context.slow else ('semispace',):
        yield Way(collector, sanitizers='address', stress=True)


def cases(context):
    """Mistakes that sanitizers report, and programs that have none."""
    result = [Case(f'sanitizers/{spec.stem}', lambda spec=spec: check_mistake(context, spec))
              for spec in sorted(MISTAKES.glob('*.py'))]
    every = [Program(path) for path in sorted(PROGRAMS.glob('*.py'))]
    for way in ways(context):
        programs = [program for program in every if way.suits(program) and (context.slow or program.name in QUICK)]
        for number, group in enumerate(groups(programs)):
            result.append(Case(f'{way.name} {group[0].name} to {group[-1].name}',
                               lambda group=group, way=way, number=number: compare(context, group, way, number)))
    return result
