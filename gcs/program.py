"""What collectors ask of the program: to do what it has to do when something was collected."""

from rpython.rtyper.lltypesystem.lltype import Address, Bool, Void
from rpython.rtyper.lltypesystem.rffi import external


class SimulatedProgram:
    """A program on plain Python that has nothing to do."""

    def after_collection(self) -> None:
        """Run what waits for a collection: finalizers, hooks."""

    def finalize_light(self, obj) -> None:
        """Run the light finalizer of a dead object."""


class SimulatedPrograms:
    """Which one there is."""

    current = SimulatedProgram()


simulated_programs = SimulatedPrograms()

has_finalizers = external('weft_has_finalizers', [], Bool, python=lambda: True)
"""Does the program ever register one? The translator puts the answer in place of the call."""

# The translator puts the program's functions in place of these, or nothing if it has none.

after_collection = external(
    'weft_after_collection', [], Void, python=lambda: simulated_programs.current.after_collection())
"""Let the program run finalizers and hooks. It may allocate and collect: what was known of free memory is not true any more."""

finalize_light = external(
    'weft_finalize_light', [Address], Void, python=lambda obj: simulated_programs.current.finalize_light(obj))
"""Call the finalizer of an object that is dead. It does not allocate, and follows no pointers to objects."""
