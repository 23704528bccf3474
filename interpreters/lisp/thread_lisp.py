"""The small Scheme, with threads. Translate it with `--threads=free`."""

import sys

from scheme.primitives import threads  # registers procedures
from lisp import entry_point, target

__all__ = ['threads', 'entry_point', 'target']

if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
