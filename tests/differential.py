"""Differential tests: a program does the same on Python and translated.

tests/programs/NAME.py is a complete specification. It may have NAME.in, its
standard input, and in its first lines comments that start with `# test:`

    # test: args one two      the command line
    # test: checked-only      relies on the checks that --unchecked leaves out
    # test: not --gc=none     does not do the same when built with one of these options; behind a colon may be why
    # test: slow              only run with `tools/test --slow`
    # test: also -O0 --gc=X   built in that way, too
    # test: word 64           only for machines of 64 bits
    # test: always --stackless   never built without these options
    # test: host-words        on Python with this machine's words, for it goes to C or to the limits of memory

Standard output and exit status must be equal. It runs in an empty folder. Every program is built as by
default; other options, collectors and machines are tried on some, with --slow
all options on all. All collectors are tried on all by `collectors_suite.py`. `tools/test --target=NAME` tries all programs
for one machine, some with other collectors.
"""

import shlex

import machines
from harness import PRECISE_COLLECTORS, ROOT, SMALL_HEAP, SMALL_STACK, Case, Failure, difference, run_alone, run_program

PROGRAMS = ROOT / 'tests' / 'programs'
DEFAULT = ()
MATRIX = [('--gc=none',), ('-O0',), ('-O1',), ('-O3',), ('-Os',), ('-Oz',), ('--unchecked',), ('--stackless',)]
COLLECTORS = [('--gc=boehm',), *((f'--gc={name}',) for name in PRECISE_COLLECTORS),
              *((f'--gc={name}', '--gc-stress', '--gc-debug') for name in PRECISE_COLLECTORS),
              ('--gc=incminimark', '--roots=shadowstack'), ('--gc=semispace', '--roots=shadowstack', '--gc-stress'),
              ('--gc=marksweep', '--roots=shadowstack', '--gc-debug'), ('--gc=incminimark', '--roots=shadowstack', '-O0'),
              ('--gc=semispace', '--stackless', '--gc-stress', '--gc-debug'), ('--gc=boehm', '--stackless', '-O0'),
              ('--gc=incminimark', '--stackless', '--roots=shadowstack')]
ELSEWHERE = [('--gc=semispace',), ('--gc=marksweep',), ('--gc=incminimark', '--gc-stress'), ('--gc=minimark',), ('-O0',),
             ('--gc=semispace', '--gc-debug'), ('--gc=markcompact',), ('--gc=marksweep', '--gc-stress'), ('--gc=immix',),
             ('--gc=generational', '--gc-debug'), ('--gc=refcount',), ('--stackless',)]


class Program:
    """A specification with its arguments and its input."""

    def __init__(self, path):
        self.path = path
        self.name = path.stem
        self.args = []
        self.checked_only = False
        self.excluded = []
        self.slow = False
        self.word = 0
        self.host_words = False
        self.always = ()
        self.also = []
        given = path.with_suffix('.in')
        self.stdin = given.read_text('latin-1') if given.exists() else ''
        for line in path.read_text('utf-8', 'replace').splitlines()[:15]:
            if line.startswith('# test:'):
                self.take(path, line.removeprefix('# test:').strip())

    def suits(self, target):
        """Is the program for machines with a word like that target's, and not excluded there?"""
        return self.word in (0, machines.word_bits(target)) and f'--target={target}' not in self.excluded

    def take(self, path, directive):
        if directive.startswith('args '):
            self.args = shlex.split(directive.removeprefix('args '))
        elif directive.startswith('also '):
            self.also.append(tuple(shlex.split(directive.removeprefix('also '))))
        elif directive == 'checked-only':
            self.checked_only = True
        elif directive.startswith('not '):
            self.excluded += directive.removeprefix('not ').partition(': ')[0].split()
        elif directive.startswith('word '):
            self.word = int(directive.removeprefix('word ').split()[0])
        elif directive == 'host-words':
            self.host_words = True
        elif directive.startswith('always '):
            self.always = tuple(shlex.split(directive.removeprefix('always ')))
        elif directive == 'slow':
            self.slow = True
        else:
            raise Failure(f'{path}: unknown directive {directive!r}')


def compare(context, program, options):
    """Run a program both ways."""
    target = next((option for option in options if option.startswith('--target=')), '')
    words = [target] if target and not program.host_words else []
    expected = run_alone([context.weft, 'interp', *words, program.path, '--', *program.args], program.stdin)
    executable = context.scratch / '-'.join([program.name, *options]).replace('=', '')
    chosen = [option.partition('=')[0] for option in options]
    always = [option for option in program.always if option.partition('=')[0] not in chosen]
    built = run_program([context.weft, 'build', program.path, '-o', executable, '--quiet', *always, *options])
    if built.status != 0:
        raise Failure(f'weft build {" ".join(options)} exits with {built.status}\n'
                      f'{built.stdout}{built.stderr}')
    collects_often = options in COLLECTORS or options in program.also or options[1:] in ELSEWHERE
    runner = machines.way_to_run(target.removeprefix('--target=')) if target else []
    # Any other way than the plain one unwinds the stack all the time.
    unwinds_often = options and '--stackless' in (*always, *options)
    actual = run_alone([*runner, executable, *program.args], program.stdin,
                       timeout=(120 if collects_often else 30) * (4 if runner else 1),
                       **(SMALL_HEAP if collects_often else {}), **(SMALL_STACK if unwinds_often else {}))
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
        if context.target:
            yield from combinations_for(context.target, number, program)
            continue
        if program.slow and not context.slow:
            continue
        yield program, DEFAULT
        for options in program.also:
            if machines.can_run(options):
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
            if chosen:
                yield program, options
        # The last third, in turn for the machines there are.
        others = machines.other_machines()
        if number % 3 == 2 and others:
            target = others[(number // 3) % len(others)]
            if program.suits(target):
                yield program, (f'--target={target}',)


def combinations_for(target, number, program):
    """A program as by default, and every third one in another way, each way in turn."""
    if program.slow or not program.suits(target):
        return
    yield program, (f'--target={target}',)
    options = ELSEWHERE[(number // 3) % len(ELSEWHERE)]
    if number % 3 == 0 and not set(options) & set(program.excluded):
        yield program, (f'--target={target}', *options)


def cases(context):
    """Programs on plain Python and translated."""
    return [Case(' '.join([f'programs/{program.name}', *options]),
                 lambda program=program, options=options: compare(context, program, options))
            for program, options in combinations(context)]
