"""Fuzz the translator; called by tools/fuzz, which builds what is needed first."""

import argparse
import pathlib
import shlex
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / 'tests'))

import fuzz_specs  # noqa: E402
from fuzz_programs import Fuzzer  # noqa: E402
from harness import run_program  # noqa: E402


def ir_corpus(folder, weft):
    """Textual IR to start from: the passes' tests, and small specifications at the stage before and after them."""
    for path in sorted(ROOT.glob('tests/translator/**/*.weft')):
        (folder / path.name).write_bytes(path.read_bytes())
    for path in sorted(ROOT.glob('tests/golden/*.py')):
        for stage in ('type', 'optimize', 'weave'):
            done = run_program([weft, 'ir', path, f'--stage={stage}', '--quiet'], timeout=300)
            if done.status == 0 and len(done.stdout) < 60_000:
                (folder / f'{path.stem}.{stage}').write_text(done.stdout, 'latin-1')


def fuzz_ir(arguments):
    """Run the libFuzzer target; return its exit status."""
    arguments.findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix='weft-fuzz-') as folder:
        corpus = pathlib.Path(folder)
        ir_corpus(corpus, arguments.weft)
        return subprocess.run([arguments.ir_fuzzer, corpus, f'-max_total_time={60 * arguments.minutes:.0f}',
                               f'-artifact_prefix={arguments.findings}/ir-', '-timeout=20', '-rss_limit_mb=4096',
                               '-max_len=60000', '-print_final_stats=1', '-close_fd_mask=1',
                               f'-jobs={arguments.jobs}', f'-workers={arguments.jobs}', f'-seed={arguments.seed}'],
                              cwd=folder, check=False).returncode


def main():
    parser = argparse.ArgumentParser(prog='tools/fuzz', description='Fuzz the translator.')
    parser.add_argument('--weft', type=lambda text: pathlib.Path(text).resolve(), required=True, help=argparse.SUPPRESS)
    parser.add_argument('--ir-fuzzer', type=pathlib.Path, help=argparse.SUPPRESS)
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument('--findings', type=lambda text: pathlib.Path(text).resolve(), default=ROOT / 'build' / 'fuzz',
                        help='where to keep what fails (default: build/fuzz)')
    common.add_argument('--seed', type=int, default=1, help='where to start (default: 1)')
    kinds = parser.add_subparsers(dest='kind', required=True)
    programs = kinds.add_parser('programs', parents=[common], help='random programs, on plain Python and translated')
    programs.add_argument('--count', type=int, default=200, help='how many programs (default: 200)')
    programs.add_argument('--batch', type=int, default=10, help='how many to build together (default: 10)')
    programs.add_argument('--jobs', type=int, help='how many batches at a time (default: as many as there are processors)')
    programs.add_argument('--no-shrink', action='store_true', help='keep what fails as it is')
    programs.add_argument('--build-options', type=shlex.split, default=[], metavar='OPTIONS',
                          help='what else to build with: --build-options="--gc=immix --gc-stress"')
    programs.add_argument('--suspend', action='store_true',
                          help='suspend the programs, with --stackless, at each call and in each round of a loop')
    specs = kinds.add_parser('specs', parents=[common], help='broken specifications, for a translator with sanitizers')
    specs.add_argument('--minutes', type=float, default=30)
    specs.add_argument('--count', type=int, help='stop after so many')
    ir = kinds.add_parser('ir', parents=[common], help='broken textual IR, for parser, verifier and passes with sanitizers')
    ir.add_argument('--minutes', type=float, default=30)
    ir.add_argument('--jobs', type=int, default=2, help='how many processes (default: 2)')
    arguments = parser.parse_args()
    if arguments.kind == 'ir':
        return fuzz_ir(arguments)
    if arguments.kind == 'specs':
        return 1 if fuzz_specs.run(arguments.weft, arguments.findings, arguments.seed, arguments.minutes,
                                   arguments.count) else 0
    options = (*arguments.build_options, *(['--stackless'] if arguments.suspend else []))
    fuzzer = Fuzzer(arguments.weft, arguments.findings, options, arguments.suspend, not arguments.no_shrink)
    return 1 if fuzzer.run(arguments.seed, arguments.count, arguments.batch, arguments.jobs) else 0


if __name__ == '__main__':
    sys.exit(main())
