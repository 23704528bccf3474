"""`startup`: how long programs take to their first output and to their end, and what they touch on the way.

A warm start has everything in the system's page cache. For a cold one, the
files that the program uses have been dropped from it: the executable,
libraries, and what it opens. Pages that another process has mapped can not be
dropped, above all those of the C library, just as on a machine that is in use.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time

from memory.elf import Relocations, is_elf, open_elf
from memory.programs import make_program
from memory.problems import Problem
from memory.report import Panel, Report, Table
from memory.tracing import check_status, run_traced
from memory.usage import PAGE, mapped_files, usage_of

HELLO = '''\
#include <stdio.h>

int main(void) {
  puts("Hello");
  return 0;
}
'''


@dataclasses.dataclass
class Run:
    """One run of a program: in seconds, when its output came (None if there was none), when it ended, and what it took
    of the processor."""

    output: float | None
    end: float
    processor: float
    minor_faults: int
    major_faults: int
    bytes_read: int


@dataclasses.dataclass
class Start:
    """What is known of a program."""

    program: object
    files: list = dataclasses.field(default_factory=list)
    usage: object = None
    relocations: Relocations = None
    library_relocations: Relocations = None
    processed: int | None = None
    instructions: int | None = None
    warm: list = dataclasses.field(default_factory=list)
    cold: list = dataclasses.field(default_factory=list)


def measure(programs, rounds, cold_rounds):
    """Run programs in turns, so that what else the machine does hits all of them."""
    starts = [look_at(program) for program in programs]
    for _ in range(cold_rounds):
        for start in starts:
            drop(start.files)
            start.cold.append(run(start.program))
    for start in starts:
        run(start.program)
    for _ in range(rounds):
        for start in starts:
            start.warm.append(run(start.program))
    return starts


def run(program):
    """Run a program once."""
    with tempfile.TemporaryFile() as said:
        reader, writer = os.pipe()
        actions = [(os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0), (os.POSIX_SPAWN_DUP2, writer, 1),
                   (os.POSIX_SPAWN_DUP2, said.fileno(), 2)]
        begun = time.perf_counter()
        try:
            process = os.posix_spawn(program.arguments[0], program.arguments, os.environ, file_actions=actions)
        except OSError as error:
            os.close(reader)
            raise Problem(f'{program.name}: {program.arguments[0]}: {error.strerror}') from None
        finally:
            os.close(writer)
        output = time.perf_counter() - begun if os.read(reader, 1) else None
        while os.read(reader, 1 << 16):
            pass
        _, status, used = os.wait4(process, 0)
        end = time.perf_counter() - begun
        os.close(reader)
        check_status(program, status, said)
    return Run(output, end, used.ru_utime + used.ru_stime, used.ru_minflt, used.ru_majflt, used.ru_inblock * 512)


def look_at(program):
    """Find out what does not change from run to run."""
    start = Start(program)
    opened, mapped = set(), []

    def find_files(process):
        # Whatever a system call has returned, or is given: all that is open is looked at.
        folder = f'/proc/{process}/fd'
        for name in os.listdir(folder):
            try:
                opened.add(os.readlink(f'{folder}/{name}'))
            except FileNotFoundError:
                pass

    def look(process):
        find_files(process)
        mapped.extend(mapped_files(process))

    def weigh(process):
        start.usage = usage_of(process, program.memory)

    run_traced(program, look, at_call=find_files)
    # Once more: a program that is followed takes other paths in the kernel.
    run_traced(program, weigh)
    own = {path for path, address in mapped if program.memory is None or address in program.memory}
    of_the_emulator = {path for path, _ in mapped} - own
    start.files = sorted(path for path in own | opened - of_the_emulator if os.path.isfile(path))
    if is_elf(program.executable):
        executable = os.path.realpath(program.executable)
        start.relocations = _relocations([executable])
        start.library_relocations = _relocations(path for path in own if path != executable and is_elf(path))
        start.processed = _processed_relocations(program)
    start.instructions = _instructions(program)
    return start


def _relocations(paths):
    whole = Relocations()
    for path in paths:
        with open_elf(path) as elf:
            found = elf.relocations()
        whole.data += found.data
        whole.calls += found.calls
    return whole


def _processed_relocations(program):
    """How many relocations the dynamic linker says it has processed, or None if it does not say."""
    with tempfile.TemporaryDirectory() as folder:
        arguments, environment = program.environment(LD_DEBUG='statistics', LD_DEBUG_OUTPUT=f'{folder}/said')
        subprocess.run(arguments, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
        said = ''.join(path.read_text('utf-8', 'replace') for path in pathlib.Path(folder).iterdir())
    symbolic = re.search(r'final number of relocations: (\d+)', said)
    relative = re.search(r'number of relative relocations: (\d+)', said)
    return int(symbolic[1]) + int(relative[1]) if symbolic and relative else None


def _instructions(program):
    """How many instructions the program takes in user mode, or None if the machine does not count them."""
    perf = shutil.which('perf')
    if perf is None or program.is_emulated:
        return None
    with tempfile.NamedTemporaryFile() as counts:
        subprocess.run([perf, 'stat', '-x,', '-e', 'instructions:u', '-o', counts.name, '--', *program.arguments],
                       stdin=subprocess.DEVNULL, capture_output=True)
        match = re.search(rb'^(\d+),', counts.read(), re.MULTILINE)
    return int(match[1]) if match else None


def drop(paths):
    """Take files out of the page cache."""
    for path in paths:
        try:
            file = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
        except OSError:
            continue
        try:
            # What is not on the disk yet can not be dropped.
            os.fsync(file)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
        except OSError:
            pass
        finally:
            os.close(file)


def build_hello(compiler, target, folder, runner):
    """Compile the C program that others are compared with, for the same machine as theirs."""
    source, executable = pathlib.Path(folder) / 'hello.c', pathlib.Path(folder) / 'hello'
    source.write_text(HELLO)
    options = [] if target is None or not target.way_to_run(runner) else target.compiler_options()
    command = [*compiler, '-O2', *options, '-o', executable, source]
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    except OSError as error:
        raise Problem(f'{compiler[0]}: {error.strerror}: --with-c wants Clang') from None
    if done.returncode != 0:
        said = done.stderr.strip().partition('\n')[0]
        raise Problem(f'{compiler[0]} can not compile a C program' + (f': {said}' if said else ''))
    return make_program('c', [str(executable)], runner)


def report(starts, reference=None):
    """The table and the charts. `reference` is the program that the others' times are compared with: at best, which
    what else the machine does changes least."""
    names = [start.program.name for start in starts]
    table = Table('', names)

    def add(label, value):
        values = [value(start) for start in starts]
        if any(each is not None for each in values):
            table.add(label, values)
        return values

    warm_output = add('warm: first output, ms', lambda start: _milliseconds(start.warm, 'output'))
    warm_end = add('warm: end, ms', lambda start: _milliseconds(start.warm, 'end'))
    best_output = [_milliseconds(start.warm, 'output', min) for start in starts]
    best_end = add('at best: end, ms', lambda start: _milliseconds(start.warm, 'end', min))
    add('warm: processor time, ms', lambda start: _milliseconds(start.warm, 'processor'))
    cold_output = add('cold: first output, ms', lambda start: _milliseconds(start.cold, 'output'))
    cold_end = add('cold: end, ms', lambda start: _milliseconds(start.cold, 'end'))
    if reference is not None:
        base = names.index(reference)
        table.add(f"at best: first output, times {reference}'s", [time and time / best_output[base] for time in best_output])
        table.add(f"at best: end, ms beyond {reference}'s", [time - best_end[base] for time in best_end])
    add('cold: read from disk, KiB', lambda start: _median_of(start.cold, 'bytes_read', 1024))
    add('cold: major page faults', lambda start: _faults(start, start.cold, 'major_faults'))
    faults = add('warm: minor page faults', lambda start: _faults(start, start.warm, 'minor_faults'))
    touched = add('pages touched, resident at the end', lambda start: start.usage.resident // PAGE)
    private = add('private memory, KiB', lambda start: start.usage.private // 1024)
    shared = add('shared memory, KiB', lambda start: start.usage.shared // 1024)
    of_file = add('relocations at start, executable', lambda start: _at_start(start.relocations))
    add('relocations at first calls, executable', lambda start: start.relocations and start.relocations.calls)
    of_libraries = add('relocations at start, libraries', lambda start: _at_start(start.library_relocations))
    processed = add('relocations that ld.so processed', lambda start: start.processed)
    add('loaded from the executable, KiB', _loaded)
    add('instructions, thousands', lambda start: start.instructions and start.instructions // 1000)

    def panel(title, **groups):
        kept = {label.replace('_', ' '): values for label, values in groups.items() if any(v is not None for v in values)}
        return Panel(title, {name: [values[i] for values in kept.values()] for i, name in enumerate(names)}, list(kept))

    panels = [panel('Start-up time, ms', warm_first_output=warm_output, warm_end=warm_end, cold_first_output=cold_output,
                    cold_end=cold_end),
              panel('Memory at the end, KiB', private=private, shared=shared),
              panel('Pages', faults=faults, touched=touched),
              panel('Relocations', executable=of_file, libraries=of_libraries, processed=processed)]
    return Report('Start-up', [table], panels, list(_notes(starts)))


def _notes(starts):
    first = starts[0]
    yield f'Medians of {len(first.warm)} warm and {len(first.cold)} cold starts, in turns.'
    if first.cold:
        yield 'Cold: the files that a program uses are not in the page cache, but for pages that other processes have mapped.'
    stuck = [start.program.name for start in starts if start.cold and not any(each.bytes_read for each in start.cold)]
    if stuck:
        yield f'Nothing had to be read for the cold starts of {", ".join(stuck)}: what they use is in memory all the time.'
    if any(start.program.is_emulated for start in starts):
        yield 'Emulated programs: memory is theirs, without that of the emulator; times include it.'


def _median_of(runs, field, unit):
    return round(statistics.median(getattr(run, field) for run in runs)) // unit if runs else None


def _milliseconds(runs, field, summary=statistics.median):
    times = [getattr(run, field) for run in runs]
    return summary(times) * 1000 if times and None not in times else None


def _faults(start, runs, field):
    return None if start.program.is_emulated else _median_of(runs, field, 1)


def _at_start(relocations):
    return relocations and relocations.data


def _loaded(start):
    if start.relocations is None:
        return None
    with open_elf(start.program.executable) as elf:
        return elf.loaded_size() // 1024
