"""Types for `rpython.rlib.signature.signature`: each gives the type hint that says the same."""

import typing


def any():
    """Whatever is given."""
    return None


def none():
    return type(None)


def bool():
    return _builtin('bool')


def int():
    return _builtin('int')


def nonneg():
    return _builtin('int')


def float():
    return _builtin('float')


def str():
    return _builtin('str')


def char():
    return _builtin('str')


def bytes():
    return _builtin('bytes')


def list(item):
    return typing.List[item]


def array(item):
    """A list that is never resized."""
    return typing.List[item]


def dict(key, value):
    return typing.Dict[key, value]


def instance(cls, can_be_None=False):
    return typing.Optional[cls] if can_be_None else cls


def self():
    """An instance of the class that the method is in."""
    return None


def _builtin(name):
    import builtins
    return getattr(builtins, name)
