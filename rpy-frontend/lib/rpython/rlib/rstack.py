"""How much stack is left.

Translated functions check it by themselves where calls may go in circles; a
program asks where it would rather stop early than catch RecursionError.
Untranslated, Python's own recursion limit takes the place of the stack.
"""

import sys

from rpython.rtyper.lltypesystem.lltype import Bool, Signed
from rpython.rtyper.lltypesystem.rffi import external


def _simulate_quarters_left() -> int:
    depth = 0
    frame = sys._getframe(1)
    while frame is not None:
        depth += 1
        frame = frame.f_back
    limit = sys.getrecursionlimit()
    return max(0, 4 * (limit - depth) // limit)


# As the translator declares it for the checks that it weaves in.
_weft_stack_too_deep = external('weft_stack_too_deep', [], Bool, python=lambda: False)
_weft_stack_quarters_left = external(
    'weft_stack_quarters_left', [], Signed, python=_simulate_quarters_left)


def stack_almost_full() -> bool:
    """Is more than three quarters of the stack in use?"""
    return _weft_stack_quarters_left() == 0


def stack_check() -> None:
    """Raise RecursionError if there is no stack left.

    Where calls go in circles that is woven in anyway.
    """
    if _weft_stack_too_deep():
        raise RecursionError('maximum recursion depth exceeded')
