"""Every combination of what can be woven into a program that `weft build` accepts, on every machine that is there.

A combination that can not work is refused with a reason, before anything is
translated.
"""

import machines
from differential import PROGRAMS, Program
from harness import SMALL_HEAP, Case, Failure, difference, run_program

PROGRAM = Program(PROGRAMS / 'stackless_random_switches.py')


def is_refusal(built):
    """Does `weft build` say in a line why it does not even begin?"""
    lines = built.stderr.splitlines()
    return (built.status == 1 and len(lines) == 1 and lines[0].startswith('weft: ')
            and ('is not available' in lines[0] or 'is not installed' in lines[0]))


def compare(context, options, target):
    """Build and run one, unless it is refused."""
    executable = context.scratch / '-'.join(['matrix', *options]).replace('=', '')
    built = run_program([context.weft, 'build', PROGRAM.path, '-o', executable, '--quiet', *PROGRAM.always, *options], timeout=300)
    if is_refusal(built) and not executable.exists():
        return
    if built.status != 0:
        raise Failure(f'weft build exits with {built.status}\n{built.stderr}')
    runner = machines.way_to_run(target) if target else []
    expected = run_program([context.weft, 'interp', PROGRAM.path, '--', '10'])
    actual = run_program([*runner, executable, '10'], timeout=300, **SMALL_HEAP)
    executable.unlink()
    if (actual.status, actual.stdout) != (expected.status, expected.stdout):
        raise Failure(f'exit status {actual.status}\n' + difference(expected.stdout, actual.stdout, ('on Python', 'translated'))
                      + actual.stderr[-1000:])


def cases(context):
    """Every collector, way to find roots and machine, with functions that can be suspended. (slow)"""
    if not context.slow and context.pattern != 'matrix':
        return []
    listed = run_program([context.weft, 'gcs']).stdout.splitlines()
    collectors = [line.split()[0] for line in listed if line[:1].isalpha()]
    result = []
    for target in ['', *machines.other_machines()]:
        for collector in collectors:
            for more in ((), ('--roots=shadowstack',), ('--roots=stackmap',), ('--gc-stress', '--gc-debug')):
                options = (f'--gc={collector}', *more, *((f'--target={target}',) if target else ()))
                result.append(Case(' '.join(['matrix', *options]),
                                   lambda options=options, target=target: compare(context, options, target)))
    return result
