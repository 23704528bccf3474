"""The programs to measure: commands with names, and what runs those of other machines."""

import dataclasses
import os
import pathlib
import re
import shlex
import shutil

from memory.elf import is_elf, open_elf
from memory.problems import Problem
from memory.targets import Target, target_of

GUEST = range(1 << 40, (1 << 40) + (1 << 39))
"""Where an emulator is told to put the memory of the program: all that it has there is the program's, and nothing
of what is elsewhere."""


@dataclasses.dataclass
class Program:
    """A command to measure.

    `arguments[0]` is the path of what is started: the program, or the
    emulator that runs it. `executable` is the program's; `target` what
    describes its machine, None of scripts. `memory` has the addresses of the
    program's own memory, None for all.
    """

    name: str
    arguments: list
    executable: str
    target: Target | None = None
    memory: range | None = None

    @property
    def is_emulated(self):
        return self.memory is not None

    def environment(self, **variables):
        """Return arguments and environment that give the program those variables too."""
        if not self.is_emulated:
            return self.arguments, dict(os.environ, **variables)
        options = [part for name, value in variables.items() for part in ('-E', f'{name}={value}')]
        return [self.arguments[0], *options, *self.arguments[1:]], dict(os.environ)


def make_program(name, command, runner=()):
    """Return the program for a command, a list of words. `runner` is what runs it if it is for another machine."""
    if not command:
        raise Problem(f'{name}: there is no command to run')
    path = shutil.which(command[0])
    if path is None:
        reason = 'is not executable' if os.path.exists(command[0]) else 'is not there'
        raise Problem(f'{command[0]} {reason}')
    if not is_elf(path):
        return Program(name, [path, *command[1:]], path)
    with open_elf(path) as elf:
        target = target_of(elf, path)
    way = target.way_to_run(runner)
    if not way:
        return Program(name, [path, *command[1:]], path, target)
    emulator = shutil.which(way[0])
    if emulator is None:
        raise Problem(f'there is no {way[0]} to run {path}')
    options, memory = way[1:], None
    if re.match(r'qemu-\w+', pathlib.Path(emulator).name):
        options, memory = ['-B', hex(GUEST.start), *options], GUEST
    return Program(name, [emulator, *options, path, *command[1:]], path, target, memory)


def parse_named(text):
    """Split NAME=COMMAND; the command is split as a shell would."""
    name, equals, command = text.partition('=')
    if not equals or not name:
        raise Problem(f'{text}: NAME=COMMAND is wanted, such as lua=lua5.4')
    try:
        return name, shlex.split(command)
    except ValueError as error:
        raise Problem(f'{text}: {error}') from None


def programs_of(arguments):
    """The programs that a command line names: what is behind `--`, and each `--versus`."""
    runner = shlex.split(arguments.runner) if arguments.runner else ()
    named = [parse_named(text) for text in arguments.versus]
    if arguments.command:
        name = arguments.name or pathlib.Path(arguments.command[0]).name
        named.insert(0, (name, arguments.command))
    if not named:
        raise Problem('there is nothing to measure: name a command, as in `-- python3 -c pass` or `--versus lua=lua5.4`')
    names = [name for name, _ in named]
    for name in names:
        if names.count(name) > 1:
            raise Problem(f'two programs are called {name}: give one another name')
    return [make_program(name, command, runner) for name, command in named]
