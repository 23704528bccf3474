"""Around calls of C functions: raw memory, texts, `errno`."""

from rpython.rlib.objectmodel import dont_inline
from rpython.rlib.rarithmetic import maxint
from rpython.rtyper.lltypesystem import llmemory
from rpython.rtyper.lltypesystem.lloperation import llop
from rpython.rtyper.lltypesystem.lltype import Address, Bool, Signed, Void
from rpython.rtyper.lltypesystem.rffi import external
from rpython.rtyper.registration import replaces
from rpython.rtyper.ros import copy_for_c, weft_raw_free, weft_raw_malloc

weft_set_errno = external('weft_set_errno', [Signed], Void)
weft_save_errno = external('weft_save_errno', [], Void)
weft_restore_errno = external('weft_restore_errno', [], Void)


@dont_inline
def _raise_memory_error():
    raise MemoryError


def ll_size(fixed: int, item_size: int, count: int) -> int:
    """Return the size of a struct or array; MemoryError if there is no such size."""
    if count < 0 or llop.unlikely(Bool, llop.int_mul_overflows(Bool, item_size, count)):
        _raise_memory_error()
    if item_size * count > maxint - fixed:
        _raise_memory_error()
    return fixed + item_size * count


def ll_raw_malloc(size, zero):
    """Return the address of new memory."""
    result = weft_raw_malloc(size)
    if zero:
        llop.raw_memclear(Void, result, size)
    return result


def ll_raw_free(address):
    weft_raw_free(address)


def ll_text_for_c(s):
    """Return the address of a copy with a NUL at the end; of nothing for None."""
    if not s:
        return llmemory.NULL
    return copy_for_c(s)


def ll_clear_errno():
    weft_set_errno(0)


def ll_save_errno():
    weft_save_errno()


def ll_restore_errno():
    weft_restore_errno()


# ____________________________________________________________
# Addresses, for programs


@replaces(llmemory.cast_ptr_to_adr)
def memory_cast_ptr_to_adr(p):
    return llop.cast_ptr_to_adr(Address, p)


@replaces(llmemory.cast_adr_to_ptr)
def memory_cast_adr_to_ptr(adr, PTRTYPE):
    return llop.cast_adr_to_ptr(PTRTYPE, adr)


@replaces(llmemory.cast_adr_to_int)
def memory_cast_adr_to_int(adr):
    return llop.cast_adr_to_int(Signed, adr)


@replaces(llmemory.cast_int_to_adr)
def memory_cast_int_to_adr(number):
    return llop.cast_int_to_adr(Address, number)


@replaces(llmemory.raw_malloc)
def memory_raw_malloc(size):
    return weft_raw_malloc(size)


@replaces(llmemory.raw_free)
def memory_raw_free(adr):
    weft_raw_free(adr)


@replaces(llmemory.raw_memclear)
def memory_raw_memclear(adr, size):
    llop.raw_memclear(Void, adr, size)


@replaces(llmemory.raw_memcopy)
def memory_raw_memcopy(source, dest, size):
    llop.raw_memcopy(Void, source, dest, size)
