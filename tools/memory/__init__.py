"""The parts of tools/benchmem."""
