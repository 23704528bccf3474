"""Differential fuzzing: random well-typed programs on plain Python and translated at -O0 and -O2.

Programs are tried in batches, one specification for each, because most of a build's time does not depend on its
size. A batch that fails is taken apart; each program that fails alone is shrunk and kept.
"""

import concurrent.futures
import dataclasses
import os
import pathlib

from generate.programs import make_specification
from outcome import judge
from shrink import shrink


@dataclasses.dataclass(frozen=True)
class Fuzzer:
    """What programs are tried with, and where those that fail are kept."""

    weft: pathlib.Path
    findings: pathlib.Path
    options: tuple = ()         # of `weft build`
    is_suspended: bool = False  # do the programs switch to a partner and back all the time?
    do_shrink: bool = True

    def specification(self, seeds):
        return make_specification(seeds, self.is_suspended)

    def judge(self, text):
        return judge(self.weft, text, self.options)

    def single_failures(self, seeds, outcome):
        """The seeds that fail by themselves, with their outcomes."""
        if len(seeds) == 1:
            return [(seeds[0], outcome)]
        middle = len(seeds) // 2
        found = []
        for half in (seeds[:middle], seeds[middle:]):
            again = self.judge(self.specification(half))
            if again.failed or again.kind == 'invalid':
                found += self.single_failures(half, again)
        return found

    def keep(self, seed, outcome, text):
        self.findings.mkdir(parents=True, exist_ok=True)
        (self.findings / f'program-{seed}.py').write_text(text, 'utf-8')
        (self.findings / f'program-{seed}.txt').write_text(f'{outcome.kind}\n\n{outcome.details}\n', 'utf-8')

    def investigate(self, seeds, outcome):
        """Report what fails in a batch; return how many programs do."""
        singles = self.single_failures(seeds, outcome)
        if not singles:
            self.keep(f'{seeds[0]}-{seeds[-1]}', outcome, self.specification(seeds))
            print(f'programs {seeds[0]} to {seeds[-1]} together: {outcome.kind}', flush=True)
            return 1
        for seed, found in singles:
            text = self.specification([seed])
            print(f'program {seed}: {found.kind}', flush=True)
            self.keep(seed, found, text)
            if self.do_shrink:
                text = shrink(text, lambda text: self.judge(text).kind == found.kind)
                self.keep(seed, self.judge(text), text)
                print(f'program {seed}: shrunk to {text.count(chr(10))} lines, in {self.findings}', flush=True)
        return len(singles)

    def run(self, first, count, batch, jobs):
        """Try `count` programs from seed `first` on; return how many failed."""
        batches = [range(start, min(start + batch, first + count)) for start in range(first, first + count, batch)]
        failures = done = 0
        with concurrent.futures.ThreadPoolExecutor(jobs or os.cpu_count() or 2) as pool:
            waiting = {pool.submit(self.judge, self.specification(seeds)): seeds for seeds in batches}
            for finished in concurrent.futures.as_completed(waiting):
                seeds = waiting[finished]
                outcome = finished.result()
                if outcome.kind != 'same':
                    failures += self.investigate(list(seeds), outcome)
                done += len(seeds)
                print(f'{done} programs, {failures} failed', end='\r' if done < count else '\n', flush=True)
        return failures
