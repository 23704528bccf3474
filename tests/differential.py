"""Differential tests: a program does the same on Python and translated.

tests/programs/NAME.py is a complete specification. It may have NAME.in, its
standard input, and in its first lines comments that start with `# test:`

    # test: args one two      the command line
    # test: checked-only      relies on the checks that --unchecked leaves out
    # test: not --gc=none     does not do the same when built with one of these options
    # test: slow              only run with `tools/test --slow`
    # test: also -O0 --gc=X   built in that way, too

Standard output and exit status must be equal. Every program is built as by
default; other options and collectors are tried on some, with --slow all on all.
"""

import shlex

from harness import PRECISE_COLLECTORS, ROOT, SMALL_HEAP, Case, Failure, difference, run_program

PROGRAMS = ROOT / 'tests' / 'programs'
DEFAULT = ()
MATRIX = [('--gc=none',), ('-O0',), ('-O1',), ('-O3',), ('--unchecked',)]
COLLECTORS = [('--gc=boehm',), *((f'--gc={name}',) for name in PRECISE_COLLECTORS),
              *((f'--gc={name}', '--gc-stress', '--gc-debug') for name in PRECISE_COLLECTORS),
              ('--gc=incminimark', '--roots=shadowstack'), ('--gc=semispace', '--roots=shadowstack', '--gc-stress'),
              ('--gc=marksweep', '--roots=shadowstack', '--gc-debug'), ('--gc=incminimark', '--roots=shadowstack', '-O0')]


class Program:
    """A specification with its arguments and its input."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.args = []
        self.checked_only = False
        self.excluded = []
        self.slow = False
        self.also = []
        given = path.with_suffix('.in')
        self.stdin = given.read_text('latin-1') if given.exists() else ''
        for line in path.read_text('utf-8', 'replace').splitlines()[:15]:
            if line.startswith('# test:'):
                self.take(path, line.removeprefix('# test:').strip())

    def take(self, path, directive):
        if directive.startswith('args '):
            self.args = shlex.split(directive.removeprefix('args '))
        elif directive.startswith('also '):
            self.also.append(tuple(shlex.split(directive.removeprefix('also '))))
        elif directive == 'checked-only':
            self.checked_only = True
        elif directive.startswith('not '):
            self.excluded = directive.removeprefix('not ').split()
        elif directive == 'slow':
            self.slow = True
        else:
            raise Failure(f'{path}: unknown directive {directive!r}')


def compare(context, program, options):
    """Run a program both ways."""
    expected = run_program([context.weft, 'interp', program.path, '--', *program.args],
                           program.stdin)
    executable = context.scratch / '-'.join([program.name, *options]).replace('=', '')
    built = run_program([context.weft, 'build', program.path, '-o', executable, '--quiet', *options])
    if built.status != 0:
        raise Failure(f'weft build {" ".join(options)} exits with {built.status}\n'
                      f'{built.stdout}{built.stderr}')
    collects_often = options in COLLECTORS or options in program.also
    actual = run_program([executable, *program.args], program.stdin, timeout=120 if collects_often else 30,
                         **(SMALL_HEAP if collects_often else {}))
    executable.unlink()
    if actual.status != expected.status:
        raise Failure(f'exit status {actual.status} instead of {expected.status}\n'
                      f'on Python:\n{expected.stderr[-2000:]}\ntranslated:\n{actual.stderr[-2000:]}\n'
                      + difference(expected.stdout, actual.stdout, ('on Python', 'translated')))
    if actual.stdout != expected.stdout:
        raise Failure(difference(expected.stdout, actual.stdout, ('on Python', 'translated')))


def combinations(context):
    """Each program with each way of building it that is to be tried."""
    for number, path in enumerate(sorted(PROGRAMS.glob('*.py'))):
        program = Program(path)
        if program.slow and not context.slow:
            continue
        yield program, DEFAULT
        for options in program.also:
            yield program, options
        for position, options in enumerate(MATRIX):
            if '--unchecked' in options and program.checked_only:
                continue
            if set(options) & set(program.excluded):
                continue
            # By default every third program is built in one other way, each way in turn.
            chosen = number % 3 == 0 and (number // 3) % len(MATRIX) == position
            if chosen or context.slow:
                yield program, options
        for position, options in enumerate(COLLECTORS):
            if set(options) & set(program.excluded):
                continue
            # The same with collectors, but another third.
            chosen = number % 3 == 1 and (number // 3) % len(COLLECTORS) == position
            if chosen or context.slow:
                yield program, options


def cases(context):
    """Programs on plain Python and translated."""
    return [Case(' '.join([f'programs/{program.name}', *options]),
                 lambda program=program, options=options: compare(context, program, options))
            for program, options in combinations(context)]
