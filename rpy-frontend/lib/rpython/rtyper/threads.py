"""What kind of threads the program has, and the words of memory that belong to each.

The translator says which kind, by `--threads`, before it looks at anything else.
"""

from rpython.rlib.rarithmetic import LONG_BIT
from rpython.rtyper.lltypesystem import arenas, llmemory
from rpython.rtyper.lltypesystem.lltype import Address, Void
from rpython.rtyper.lltypesystem.rffi import external

has_threads = True
"""May there be more than one? On plain Python there may."""

are_free = False
"""Do they run at the same time, without a global interpreter lock?"""

WORD = LONG_BIT // 8

# Offsets of a thread's words, which are zero at first. `WEFT_THREAD_WORDS` of the runtime is how many there are.
BUFFER_FREE = 0            # where it makes its next object
BUFFER_TOP = WORD          # the end of the room for that
HOLDS_FINALIZERS = 2 * WORD  # is it in the middle of something in the library?
NUMBER = 3 * WORD          # what no other thread had: a multiple of 4, not 0
RESULT = 14 * WORD         # of a function that was resumed, unless it is an object: two words
CELLS = 16 * WORD          # lists of free cells, by size
FIELDS = 112 * WORD        # for `rthread.ThreadLocalField`
WORDS = 128


class _SimulatedWords:
    """Those of the one thread that gcs/ has on plain Python."""

    def __init__(self):
        self.clear()

    def clear(self) -> None:
        self.address = llmemory.FakeAddress(arenas.Arena(WORDS * WORD), 0)
        for offset in range(0, WORDS * WORD, WORD):
            (self.address + offset).store(Address, llmemory.NULL)


simulated_words = _SimulatedWords()


class _Fields:
    """Which words are taken, while the program is imported."""

    def __init__(self):
        self.next = FIELDS

    def take(self) -> int:
        if self.next == WORDS * WORD:
            raise ValueError(f'there are only {(WORDS * WORD - FIELDS) // WORD} fields of threads')
        self.next += WORD
        return self.next - WORD


fields = _Fields()

thread_words = external('weft_thread_words', [], Address, python=lambda: simulated_words.address)
other_thread = external('weft_other_thread', [Address], Address, python=lambda before: llmemory.NULL)
"""Return the thread behind one that is not the running one; NULL at the end."""
words_of_thread = external('weft_words_of_thread', [Address], Address)

lock_heap = external('weft_lock_heap', [], Void, python=lambda: None)
"""Be the only one in the collector. For a moment: nobody can stop the world meanwhile."""
unlock_heap = external('weft_unlock_heap', [], Void, python=lambda: None)
stop_world = external('weft_stop_world', [], Void, python=lambda: None)
"""Be the only thread that runs; others may collect before that."""
resume_world = external('weft_resume_world', [], Void, python=lambda: None)
