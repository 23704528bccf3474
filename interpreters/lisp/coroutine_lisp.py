"""The small Scheme, with coroutines. Translate it with `--stackless`."""

import sys

from scheme.primitives import coroutines  # registers procedures
from lisp import entry_point, target

__all__ = ['coroutines', 'entry_point', 'target']

if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
