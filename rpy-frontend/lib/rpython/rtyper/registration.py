"""How library modules announce what they define; `registry` collects it."""

import types

replacements = []
"""Pairs of an object of Python's library and what stands for it when translated."""

stand_ins = []
"""Pairs of a live object, such as `sys.stdout`, and the prebuilt instance that stands for it when translated."""

prebuilt_converters = {}
"""From classes that have a replacement to functions that make one of its instances of a live one."""

exception_initializers = {}
"""What initialises built-in exceptions that are given more than one argument."""

string_methods = {}
bytes_methods = {}
int_methods = {}
float_methods = {}
tuple_methods = {}

container_functions = {}
"""Methods of lists, dicts and sets that are functions of the receiver: "list.index"."""


def replaces(*originals):
    """Decorate a restricted function or class that stands for `originals`."""
    def decorate(replacement):
        for original in originals:
            replacements.append((original, replacement))
            if isinstance(original, type) and isinstance(replacement, type):
                _replace_methods(original, replacement)
        return replacement
    return decorate


def _replace_methods(original, replacement):
    """Have the methods of a class, where they are used as functions, replaced too."""
    seen = set()  # a method may have two names
    for name, value in vars(original).items():
        if isinstance(value, (types.FunctionType, staticmethod)) and name in vars(replacement) and value not in seen:
            seen.add(value)
            replacements.append((getattr(original, name), getattr(replacement, name)))


def refuse(message: str, value):
    """Have the translator refuse the program's call that reaches this.

    `{}` in the message stands for the value's type.
    """
    raise TypeError(message.format(type(value).__name__))


def method(table, *names):
    """Decorate a function that is a method of a built-in type."""
    def decorate(function):
        for name in names:
            table[name] = function
        return function
    return decorate


def specialize_helpers(module) -> None:
    """Have the functions of a module specialised by low-level types.

    Those without hints for their parameters, that is; hints say what types
    there are once and for all.
    """
    for function in list(vars(module).values()):
        if isinstance(function, types.FunctionType) and function.__module__ == module.__name__:
            specialize_helper(function)


def specialize_helper(function) -> None:
    """Have one function specialised by low-level types."""
    hinted = set(function.__annotations__) - {'return'}
    if not hinted and not hasattr(function, '_annspecialcase_'):
        function._annspecialcase_ = 'specialize:ll'
