"""Between the high-level and the low-level view of a value.

None of these functions costs anything in translated code: both views are the
same machine word. On plain Python strings are converted, and instances are
their own pointers.
"""

import functools

from rpython.rtyper.lltypesystem import lltype
from rpython.rtyper.lltypesystem.simulator import SimulatedPointer


def llstr(s):
    """View a string or bytes as a pointer to `rstr.STR`; None is a TypeError."""
    if s is None:
        raise TypeError('expected str, got NoneType')
    if isinstance(s, bytes):
        s = s.decode('latin-1')
    # Tables of characters are looked at all the time.
    return _cached_view(s) if len(s) == 256 else _new_view(s)


def llstr_or_null(s):
    """The same, but None is a null pointer."""
    from rpython.rtyper.rstr import STR
    return lltype.nullptr(STR) if s is None else llstr(s)


def _new_view(s: str):
    from rpython.rtyper.rstr import STR
    p = lltype.malloc(STR, len(s))
    p._obj._values['chars']._items[:] = s
    return p


_cached_view = functools.lru_cache(maxsize=32)(_new_view)


def hlstr(p):
    """View a pointer to `rstr.STR` as a string or None."""
    if not p:
        return None
    return ''.join(p._container()._values['chars']._items)


def hlbytes(p):
    """View a pointer to `rstr.STR` as bytes or None."""
    s = hlstr(p)
    return None if s is None else s.encode('latin-1')


class _InstancePointer(SimulatedPointer):
    """A pointer to an ordinary Python object."""

    __slots__ = ()


def cast_to_instance(cls, p):
    """View a pointer to an instance's struct as an instance of `cls`."""
    if not p:
        return None
    assert isinstance(p._obj, cls)
    return p._obj


def cast_instance_to_ptr(instance):
    """View an instance or None as a pointer to its struct."""
    return _InstancePointer(lltype._FOREIGN, instance)


def static_class(instance):
    """Return the class that the translator knows an object to be of: a constant."""
    return type(instance)
