"""A little of each fuzzer, with fixed seeds: enough to know that they work. `tools/fuzz` runs them in earnest."""

import pathlib
import sys

from harness import Case, Failure

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / 'fuzz'))

import fuzz_specs  # noqa: E402
import shrink  # noqa: E402
from fuzz_programs import Fuzzer  # noqa: E402
from generate.programs import make_specification  # noqa: E402

BATCH = 10
MUTANTS = 6


def check_programs(context, seeds, is_suspended=False):
    fuzzer = Fuzzer(context.weft, context.scratch, ('--stackless',) if is_suspended else (), is_suspended)
    outcome = fuzzer.judge(fuzzer.specification(seeds))
    if outcome.kind != 'same':
        raise Failure(f'{outcome.kind}\n{outcome.details}')


def check_mutants(context, seeds, texts):
    for seed in seeds:
        what = fuzz_specs.problem(context.weft, fuzz_specs.mutant(seed, texts), 'check')
        if what:
            raise Failure(f'mutant {seed}: {what}')


def check_shrinking():
    text = make_specification([1])
    smaller = shrink.shrink(text, lambda candidate: 'math' in candidate and 'FUEL' in candidate)
    if len(smaller) > 40:
        raise Failure(f'shrunk only to\n{smaller}')


def cases(context):
    """The fuzzers with fixed seeds."""
    texts = fuzz_specs.corpus()
    found = [Case(f'fuzz/programs {first}', lambda first=first: check_programs(context, range(first, first + BATCH)))
             for first in range(1, 40, BATCH)]
    found.append(Case('fuzz/programs suspended', lambda: check_programs(context, range(41, 41 + BATCH), is_suspended=True)))
    found += [Case(f'fuzz/specs {first}', lambda first=first: check_mutants(context, range(first, first + MUTANTS), texts))
              for first in range(1, 30, MUTANTS)]
    return [*found, Case('fuzz/shrinking', check_shrinking)]
