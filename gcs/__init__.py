"""The garbage collectors to choose from: one module each.

A module's docstring begins with a line that says what the collector is; its
`collector` is the collector, an instance of a class derived from `GCBase`.
"""
