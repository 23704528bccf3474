"""The small Scheme, with coroutines and threads. Translate it with `--stackless --threads=free`."""

import sys

from scheme.primitives import coroutines, threads  # register procedures
from lisp import entry_point, target

__all__ = ['coroutines', 'threads', 'entry_point', 'target']

if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
