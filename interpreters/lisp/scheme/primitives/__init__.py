"""The procedures that are written in Python.

Importing a module of this package defines its procedures.
"""

from scheme.primitives import (
    control, lists, numbers, ports, strings, tables, vectors)
