"""Differential fuzzing: random well-typed programs on plain Python and translated at -O0 and -O2.

Programs are tried in batches, one specification for each, because most of a build's time does not depend on its
size. A batch that fails is taken apart; each program that fails alone is shrunk and kept.
"""

import concurrent.futures
import os

from generate.programs import make_specification
from outcome import judge
from shrink import shrink


def single_failures(weft, seeds, outcome):
    """The seeds that fail by themselves, with their outcomes."""
    if len(seeds) == 1:
        return [(seeds[0], outcome)]
    middle = len(seeds) // 2
    found = []
    for half in (seeds[:middle], seeds[middle:]):
        again = judge(weft, make_specification(half))
        if again.failed or again.kind == 'invalid':
            found += single_failures(weft, half, again)
    return found


def keep(folder, seed, outcome, text):
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f'program-{seed}.py').write_text(text, 'utf-8')
    (folder / f'program-{seed}.txt').write_text(f'{outcome.kind}\n\n{outcome.details}\n', 'utf-8')


def investigate(weft, seeds, outcome, folder, do_shrink):
    """Report what fails in a batch; return how many programs do."""
    singles = single_failures(weft, seeds, outcome)
    if not singles:
        keep(folder, f'{seeds[0]}-{seeds[-1]}', outcome, make_specification(seeds))
        print(f'programs {seeds[0]} to {seeds[-1]} together: {outcome.kind}', flush=True)
        return 1
    for seed, found in singles:
        text = make_specification([seed])
        print(f'program {seed}: {found.kind}', flush=True)
        keep(folder, seed, found, text)
        if do_shrink:
            text = shrink(text, lambda text: judge(weft, text).kind == found.kind)
            keep(folder, seed, judge(weft, text), text)
            print(f'program {seed}: shrunk to {text.count(chr(10))} lines, in {folder}', flush=True)
    return len(singles)


def run(weft, folder, first, count, batch, do_shrink=True):
    """Try `count` programs from seed `first` on; return how many failed."""
    batches = [range(start, min(start + batch, first + count)) for start in range(first, first + count, batch)]
    failures = done = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        waiting = {pool.submit(judge, weft, make_specification(seeds)): seeds for seeds in batches}
        for finished in concurrent.futures.as_completed(waiting):
            seeds = waiting[finished]
            outcome = finished.result()
            if outcome.kind != 'same':
                failures += investigate(weft, list(seeds), outcome, folder, do_shrink)
            done += len(seeds)
            print(f'{done} programs, {failures} failed', end='\r' if done < count else '\n', flush=True)
    return failures
