"""`profile`: the memory of programs while they run."""

import dataclasses
import statistics
import time

from memory.problems import Problem
from memory.report import Panel, Report, Table
from memory.tracing import run_traced
from memory.usage import has_waited_for_children, peak_of, usage_of


@dataclasses.dataclass
class Profile:
    """What a program had in memory: pairs of a time in seconds and a Usage, the last one when it ended."""

    program: object
    samples: list
    peak: int
    has_children: bool


def measure(program, interval):
    samples = []
    ended = {}
    begun = time.monotonic()

    def sample(process):
        usage = usage_of(process, program.memory)
        # Before its first instruction, and where it has been killed, a process has nothing.
        if usage.resident:
            samples.append((time.monotonic() - begun, usage))

    def end(process):
        sample(process)
        ended['peak'] = peak_of(process)
        ended['has_children'] = has_waited_for_children(process)

    run_traced(program, end, every=interval, at_sample=sample)
    if not samples or not ended:
        raise Problem(f'{program.name}: ended before its memory could be looked at')
    # The system counts in coarse steps, and an emulator with its program.
    counted = 0 if program.is_emulated else ended['peak']
    peak = max(counted, *(usage.resident for _, usage in samples))
    return Profile(program, samples, peak, ended['has_children'])


def report(profiles, interval):
    names = [profile.program.name for profile in profiles]
    table = Table('KiB', names)

    def add(label, value):
        table.add(label, [value(profile) for profile in profiles])

    for field in ('private', 'shared', 'proportional', 'resident'):
        add(f'{field}, average', lambda profile: round(statistics.mean(_kib(profile, field))))
        add(f'{field}, maximum', lambda profile: round(max(_kib(profile, field))))
    add('resident, peak', lambda profile: profile.peak // 1024)
    add('run time, s', lambda profile: profile.samples[-1][0])
    add('samples', lambda profile: len(profile.samples))
    panels = [Panel(f'{field.capitalize()} memory, MiB',
                    {profile.program.name: [(round(seconds, 4), round(getattr(usage, field) / (1 << 20), 3))
                                            for seconds, usage in profile.samples] for profile in profiles},
                    horizontal_title='seconds')
              for field in ('private', 'shared')]
    notes = [f'A sample every {interval * 1000:g} ms and one when a program ends; the peak is what the system counted.']
    notes += [f'{profile.program.name} started other processes, whose memory is not counted.'
              for profile in profiles if profile.has_children]
    if any(profile.program.is_emulated for profile in profiles):
        notes.append('Emulated programs: without the memory of the emulator; the peak is that of the samples.')
    return Report('Memory over time', [table], panels, notes)


def _kib(profile, field):
    return [getattr(usage, field) / 1024 for _, usage in profile.samples]
