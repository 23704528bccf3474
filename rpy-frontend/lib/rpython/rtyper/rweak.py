"""`weakref.ref` in translated code.

A reference holds a link: an object without pointers, in which the collector
puts zero when the referent goes. For each class there is a class of references,
derived from that of the base class, so that what a reference gives is known.
"""

import weakref

from rpython.rlib.objectmodel import dont_inline, specialize
from rpython.rtyper.annlowlevel import cast_instance_to_ptr, cast_to_instance, static_class
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, GcStruct, Signed, Void, malloc, nullptr
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import prebuilt_converters, replaces

# The referent's address as a number. Collectors know the struct by its name.
LINK = GcStruct('weak_link', ('target', Signed))

weft_weak_register = external('weft_weak_register', [Address, Address], Void)


@dont_inline
def make_link(p):
    """Return a link to the object at `p`."""
    link = malloc(LINK)
    target = llop.cast_ptr_to_adr(Address, p)
    link.target = llop.cast_adr_to_int(Signed, target)
    weft_weak_register(llop.cast_ptr_to_adr(Address, link), target)
    llop.keepalive(Void, p)
    return link


make_link._annspecialcase_ = 'specialize:ll'

_classes = {}


@specialize.memo()
def reference_class(cls):
    """Return the class of references to instances of `cls`."""
    known = _classes.get(cls)
    if known is not None:
        return known
    base = object if cls.__base__ is object else reference_class(cls.__base__)

    class Reference(base):
        def __init__(self, referent):
            self._link = make_link(cast_instance_to_ptr(referent))
            self._prebuilt = None

        def __call__(self):
            if not self._link:
                return self._prebuilt
            target = self._link.target
            if target == 0:
                return None
            return cast_to_instance(cls, llop.cast_int_to_adr(Address, target))

    Reference.__name__ = Reference.__qualname__ = 'reference to ' + cls.__name__
    _classes[cls] = Reference
    return Reference


@replaces(weakref.ref)
@specialize.argtype(0)
def weakref_ref(referent):
    return reference_class(static_class(referent))(referent)


def prebuilt_reference(live):
    """Make a reference of one made while importing; such objects never go."""
    referent = live()
    cls = reference_class(type(referent))
    result = cls.__new__(cls)
    result._link = nullptr(LINK)
    result._prebuilt = referent
    return result


prebuilt_converters[weakref.ref] = prebuilt_reference
