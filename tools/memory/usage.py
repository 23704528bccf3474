"""How much memory a process has, as /proc tells."""

import dataclasses
import os
import re

PAGE = os.sysconf('SC_PAGE_SIZE')
FIELDS = 'Rss', 'Pss', 'Anonymous', 'Swap'
MAPPING = re.compile(rb'([0-9a-f]+)-([0-9a-f]+) \S+ \S+ \S+ \S+ *(.*)')


@dataclasses.dataclass
class Usage:
    """Bytes of memory.

    `resident` is what is in memory, and `swapped` what was. `proportional`
    divides each page by the number of processes that have it now.
    """

    resident: int
    proportional: int
    anonymous: int
    swapped: int

    @property
    def private(self):
        """What the process has written to: each further process that runs the program costs as much.

        Pages that are in no file, that is; those of a file that was written a moment ago count as dirty, too.
        """
        return self.anonymous + self.swapped

    @property
    def shared(self):
        """Pages as they are in files: further processes have the same ones, and the system can drop them."""
        return self.resident - self.anonymous


def usage_of(process, addresses=None):
    """The memory of a process, or only what it has at `addresses`, a range."""
    sums = dict.fromkeys(FIELDS, 0)
    if addresses is None:
        _add(sums, _read(process, 'smaps_rollup'))
    else:
        for path, start, lines in _mappings(process):
            if start in addresses:
                _add(sums, lines)
    return Usage(sums['Rss'], sums['Pss'], sums['Anonymous'], sums['Swap'])


def mapped_files(process):
    """The mappings of files: pairs of path and address."""
    return [(path, start) for path, start, _ in _mappings(process) if path.startswith('/')]


def peak_of(process):
    """The most bytes that were resident at a time. Pages of an emulator are counted too."""
    match = re.search(rb'VmHWM:\s+(\d+)', b'\n'.join(_read(process, 'status')))
    return int(match[1]) * 1024 if match else 0


def has_waited_for_children(process):
    """Tell whether the process has started others, which have ended."""
    fields = b'\n'.join(_read(process, 'stat')).rpartition(b')')[2].split()
    return int(fields[8]) > 0  # page faults of children


def _read(process, name):
    with open(f'/proc/{process}/{name}', 'rb') as file:
        return file.read().split(b'\n')


def _mappings(process):
    found = []
    for line in _read(process, 'smaps'):
        if match := MAPPING.fullmatch(line):
            found.append((os.fsdecode(match[3]), int(match[1], 16), []))
        elif found:
            found[-1][2].append(line)
    return found


def _add(sums, lines):
    for line in lines:
        name, _, value = line.partition(b':')
        if (name := name.decode('latin-1')) in sums:
            sums[name] += int(value.split()[0]) * 1024
