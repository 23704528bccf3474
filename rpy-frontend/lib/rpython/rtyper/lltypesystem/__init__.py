"""The low-level model: types, memory and operations, with a simulator."""
