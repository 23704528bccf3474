"""What translated code runs on: lists, dicts, strings, numbers, iterators.

The modules are written in the restricted language over the low-level model
(`lltypesystem`). The typer instantiates their `ll_*` functions for the types
a program uses; `registry` lists the rest. On plain Python the same code runs
over a simulator, which is how it is tested.
"""
