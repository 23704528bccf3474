"""A small Scheme.

Usage: lisp                      read expressions, print their values
       lisp FILE [ARGUMENT...]   run a program
       lisp --depth=N ...        allow N calls inside each other
"""

import os
import sys

from rpython.rlib.objectmodel import we_are_translated

from scheme.interpreter import LineInput, run_interactive, run_script
from scheme.nodes import call_stack
from scheme.primitives.control import surroundings
from scheme.primitives.ports import write_all

if not we_are_translated():
    # A call in Scheme takes several in Python.
    sys.setrecursionlimit(300000)


def read_file(path):
    fd = os.open(path, os.O_RDONLY, 0o777)
    chunks = []
    while True:
        data = os.read(fd, 65536)
        if len(data) == 0:
            break
        chunks.append(data.decode('latin-1'))
    os.close(fd)
    return ''.join(chunks)


def usage():
    write_all(2, 'usage: lisp [--depth=N] [FILE [ARGUMENT...]]\n')
    return 2


def entry_point(argv):
    first = 1
    while first < len(argv) and argv[first].startswith('--'):
        option = argv[first]
        if not option.startswith('--depth='):
            return usage()
        try:
            call_stack.limit = int(option[len('--depth='):])
        except ValueError:
            return usage()
        first += 1
    if first == len(argv):
        return run_interactive(LineInput(0))
    path = argv[first]
    try:
        text = read_file(path)
    except OSError:
        write_all(2, 'lisp: can not read %s\n' % path)
        return 2
    surroundings.arguments = argv[first:]
    return run_script(text, path)


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
