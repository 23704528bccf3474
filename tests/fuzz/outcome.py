"""Running a specification both ways, and saying how the two differ."""

import dataclasses
import os
import pathlib
import re
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness import Failure, difference, run_program  # noqa: E402

LEVELS = ('-O0', '-O2')
SANITIZER = re.compile(r'(AddressSanitizer|UndefinedBehaviorSanitizer|runtime error): ?([^\n]*)')


@dataclasses.dataclass(frozen=True)
class Outcome:
    """How a specification fared: `kind` is what must stay the same while it is shrunk."""

    kind: str
    details: str = ''

    @property
    def failed(self):
        return self.kind not in ('same', 'invalid')


SAME = Outcome('same')


def try_build(weft, specification, executable, options, timeout):
    """Build; None when all is well."""
    try:
        built = run_program([weft, 'build', specification, '-o', executable, '--quiet', *options], timeout=timeout)
    except Failure as failure:
        return Outcome('translator hangs', str(failure))
    if built.status == 0:
        return None
    identifier = re.search(r'error\[(W\d+)', built.stderr)
    kind = f'refused {identifier[1]}' if identifier else f'translator fails with status {built.status}'
    return Outcome(kind, built.stderr[-4000:])


def judge(weft, text, options=(), levels=LEVELS, timeout=300):
    """Run a specification on plain Python and translated at each level, with these options."""
    with tempfile.TemporaryDirectory(prefix='weft-fuzz-') as folder:
        specification = pathlib.Path(folder) / 'fuzzed.py'
        specification.write_text(text, 'utf-8')
        try:
            expected = run_program([weft, 'interp', specification], timeout=timeout)
        except Failure as failure:
            return Outcome('invalid', str(failure))
        if expected.status != 0:
            return Outcome('invalid', expected.stderr[-2000:])
        for level in levels:
            executable = pathlib.Path(folder) / 'program'
            problem = try_build(weft, specification, executable, [level, *options], timeout)
            if problem:
                return problem
            try:
                actual = run_program([executable], timeout=timeout)
            except Failure as failure:
                return Outcome(f'program hangs at {level}', str(failure))
            os.unlink(executable)
            if actual.status < 0:
                return Outcome(f'program dies of signal {-actual.status} at {level}', actual.stderr[-2000:])
            if actual.stdout != expected.stdout or actual.status != expected.status:
                return Outcome(f'output differs at {level}',
                               difference(expected.stdout, actual.stdout, ('on Python', 'translated'))
                               + f'\nexit status {actual.status}\n{actual.stderr[-1000:]}')
    return SAME
