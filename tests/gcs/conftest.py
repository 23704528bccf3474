import os
import pathlib
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / 'rpy-frontend' / 'lib')]

from rpython import target  # noqa: E402

# Another machine's words, before anything else is imported.
target.LONG_BIT = int(os.environ.get('WEFT_WORD_BITS', target.LONG_BIT))


@pytest.fixture(scope='session')
def memory_of_imports():
    from rpython.rtyper.lltypesystem import arenas
    return arenas.pieces_in_use()


@pytest.fixture(autouse=True)
def empty_memory(memory_of_imports):
    """Each test has much of the simulated memory, which is not much where words have 32 bits."""
    from rpython.rtyper.lltypesystem import arenas
    if target.LONG_BIT == 32 and arenas.pieces_in_use() > arenas.PIECES // 2:
        arenas.forget_arenas(memory_of_imports)
