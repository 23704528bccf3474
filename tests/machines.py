"""Other machines that programs can be tested for: those of backends/targets with all that they need."""

import functools
import pathlib
import platform
import sys

from harness import ROOT, Failure

sys.path.append(str(ROOT / 'tools'))

from memory.problems import Problem  # noqa: E402
from memory.targets import read_targets  # noqa: E402


def target_named(name):
    """The description of a target."""
    for target in read_targets():
        if target.name == name:
            return target
    raise Failure(f'there is no target {name}')


def way_to_run(name):
    """The command that programs for a target are run with, a list that may be empty."""
    try:
        return target_named(name).way_to_run()
    except Problem as problem:
        raise Failure(str(problem)) from None


def _can_be_built_for(target):
    return any(all(pathlib.Path(need['file']).exists() for need in way.get('needs', []) if '/' in need['file'])
               for way in target.text.get('build', []))


@functools.cache
def other_machines():
    """The names of the targets that programs can be built for and run on here, without this machine."""
    names = []
    for target in read_targets():
        if target.architecture == platform.machine() or not _can_be_built_for(target):
            continue
        try:
            target.way_to_run()
        except Problem:
            continue
        names.append(target.name)
    return names


def can_run(options):
    """Can what is built with these options be run here?"""
    targets = [option.removeprefix('--target=') for option in options if option.startswith('--target=')]
    return all(target in other_machines() for target in targets)


def word_bits(name):
    """The bits in a word of a target."""
    return 64 if '64' in name.partition('-')[0] else 32
