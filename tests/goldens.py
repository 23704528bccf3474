"""Golden files: what the translator says, kept and compared.

tests/diagnostics/NAME.py or NAME/ (with spec.py in it) is a specification
with a mistake; NAME.expected is the command's standard error and its exit
status. The command is `weft check SPEC`, unless a line near the top says
`# weft: COMMAND...`, in which SPEC and OUTPUT stand for paths; a NAME.command
file does the same where there is no specification.

tests/golden/NAME.py is a tiny specification; NAME.STAGE.expected is what
`weft ir --stage=STAGE` prints, with `--function` for each `# function: F`.

`tools/test --regenerate` writes the expected files anew; read the diff.
"""

import re
import shlex

from harness import ROOT, Case, Failure, difference, run_program, without_machine

DIAGNOSTICS = ROOT / 'tests' / 'diagnostics'
GOLDEN = ROOT / 'tests' / 'golden'
STAGES = ['flow', 'annotate', 'type', 'optimize', 'weave', 'llvm']


def compare(context, path, actual):
    if context.regenerate:
        path.write_text(actual, 'utf-8')
        return
    if not path.exists():
        raise Failure(f'{path.relative_to(ROOT)} does not exist; write it with `tools/test --regenerate`')
    expected = path.read_text('utf-8')
    if expected != actual:
        raise Failure(difference(expected, actual))


def directives(path, name):
    """The values of the comments `# NAME: VALUE` near the top of a file."""
    if not path.exists():
        return []
    lines = path.read_text('utf-8', 'replace').splitlines()[:10]
    prefix = f'# {name}: '
    return [line.removeprefix(prefix).strip() for line in lines if line.startswith(prefix)]


def diagnostic_command(spec):
    """The command for a bad specification, in words."""
    if spec.suffix == '.command':
        return shlex.split(spec.read_text('utf-8'))
    return shlex.split((directives(spec, 'weft') or ['weft check SPEC'])[0])


def check_diagnostic(context, name, spec):
    output = context.scratch / f'diagnostic-{name}'
    words = diagnostic_command(spec)
    places = {'weft': context.weft, 'SPEC': spec.relative_to(DIAGNOSTICS), 'OUTPUT': output}
    done = run_program([places.get(word, word) for word in words], cwd=DIAGNOSTICS)
    if done.status != 1:
        raise Failure(f'exit status {done.status} instead of 1\n{done.stdout}{done.stderr}')
    if output.exists():
        raise Failure('there is an output file in spite of the error')
    text = without_machine(done.stdout + done.stderr, DIAGNOSTICS, context.scratch)
    compare(context, DIAGNOSTICS / f'{name}.expected', text.encode('latin-1').decode('utf-8', 'replace'))


def diagnostic_cases(context):
    """Mistakes in specifications and on the command line."""
    specs = {path.stem: path for path in DIAGNOSTICS.glob('*.py')}
    specs.update({path.parent.name: path for path in DIAGNOSTICS.glob('*/spec.py')})
    specs.update({path.stem: path for path in DIAGNOSTICS.glob('*.command')})
    return [Case(f'diagnostics/{name}', lambda name=name, spec=spec: check_diagnostic(context, name, spec))
            for name, spec in sorted(specs.items())]


def without_numbering(text):
    """Take out of LLVM IR what depends on the rest of the module."""
    text = re.sub(r',? ?!dbg !\d+', '', text)
    text = re.sub(r'!([\w.]+) !\d+', r'!\1 !N', text)
    text = re.sub(r'@\d+\b', '@N', text)
    return re.sub(r' #\d+', ' #N', text)


def check_ir(context, spec, stage):
    shown = ''
    for function in directives(spec, 'function') or ['']:
        command = [context.weft, 'ir', spec.relative_to(GOLDEN), f'--stage={stage}', '--quiet']
        if function:
            command.append(f'--function={function}')
        done = run_program(command, cwd=GOLDEN)
        if done.status != 0:
            raise Failure(f'exit status {done.status}\n{done.stderr}')
        shown += done.stdout
    if stage == 'llvm':
        shown = without_numbering(shown)
    compare(context, GOLDEN / f'{spec.stem}.{stage}.expected', without_machine(shown, GOLDEN))


def ir_cases(context):
    """The program at each stage, for tiny specifications."""
    return [Case(f'golden/{spec.stem} {stage}', lambda spec=spec, stage=stage: check_ir(context, spec, stage))
            for spec in sorted(GOLDEN.glob('*.py')) for stage in ' '.join(directives(spec, 'stages')).split() or STAGES]
