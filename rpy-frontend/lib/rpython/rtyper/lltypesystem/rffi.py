"""Calling C functions, and the types of C.

    strlen = llexternal('strlen', [CCHARP], SIZE_T)

gives a function that calls `strlen`, in translated code as on plain Python,
where it goes through `ctypes`.
"""

from rpython import target
from rpython.rtyper.lltypesystem import cbridge, lltype, rawlayout
from rpython.rtyper.lltypesystem.cbridge import ExternalCompilationInfo, ctypes_callback
from rpython.rtyper.lltypesystem.lltype import (
    INT8, INT16, INT32, INT64, UINT8, UINT16, UINT32, UINT64, Address, Array, Bool, Char, Float, FuncType, OpaqueType,
    Ptr, Signed, SingleFloat, Struct, UniChar, Unsigned, Void)

# ____________________________________________________________
# Types

CHAR = Char
SIGNEDCHAR = INT8
UCHAR = UINT8
SHORT = INT16
USHORT = UINT16
INT = INT32
UINT = UINT32
LONG = Signed
ULONG = Unsigned
LONGLONG = INT64
ULONGLONG = UINT64
INT_real = INT32
SIZE_T = Unsigned
SSIZE_T = Signed
INTPTR_T = Signed
UINTPTR_T = Unsigned
PTRDIFF_T = Signed
MODE_T = UINT32
PID_T = INT32
DOUBLE = Float
FLOAT = SingleFloat
BOOL = Bool
WCHAR_T = UniChar
VOID = Void


def CArray(ITEM):
    """C's array of unknown length."""
    return Array(ITEM, hints={'nolength': True})


def CArrayPtr(ITEM):
    """A pointer to the first of some items."""
    return Ptr(CArray(ITEM))


CArray._annspecialcase_ = CArrayPtr._annspecialcase_ = 'specialize:memo'

CFixedArray = lltype.FixedSizeArray
CCHARP = CArrayPtr(Char)
CONST_CCHARP = CCHARP
CCHARPP = CArrayPtr(CCHARP)
VOIDP = Ptr(Array(Char, hints={'nolength': True, 'render_as_void': True}))
VOIDPP = CArrayPtr(VOIDP)
SIGNEDP = LONGP = CArrayPtr(Signed)
UNSIGNEDP = ULONGP = CArrayPtr(Unsigned)
INTP = CArrayPtr(INT)
UINTP = CArrayPtr(UINT)
SIZE_TP = CArrayPtr(SIZE_T)
SSIZE_TP = CArrayPtr(SSIZE_T)
DOUBLEP = CArrayPtr(DOUBLE)
FLOATP = CArrayPtr(FLOAT)
UCHARP = CArrayPtr(UCHAR)
LONGLONGP = CArrayPtr(LONGLONG)
ULONGLONGP = CArrayPtr(ULONGLONG)


def CStruct(name: str, *fields, **ignored) -> Struct:
    """A struct of C: pairs of a name and a type, in order."""
    return Struct(name, *fields)


def CStructPtr(name: str, *fields, **ignored) -> Ptr:
    return Ptr(CStruct(name, *fields))


def COpaque(name: str, **ignored) -> OpaqueType:
    """Memory that only C knows what is in."""
    return OpaqueType(name)


def COpaquePtr(name: str, **ignored) -> Ptr:
    """A pointer to what only C knows, such as `FILE *`."""
    return Ptr(OpaqueType(name))


def CCallback(arguments, result) -> Ptr:
    """The type of a function of ours that C calls."""
    return Ptr(FuncType(arguments, result))


def __getattr__(name: str):
    # Types that C libraries for words of 32 bits make as wide as they like.
    if name not in ('TIME_T', 'OFF_T'):
        raise AttributeError(f'module {__name__!r} has no attribute {name!r}')
    if target.LONG_BIT == 64:
        T = Signed if name == 'TIME_T' else INT64
    else:
        from rpython.rtyper.tool import rffi_platform
        T = rffi_platform.getsimpletype(name.lower(), '#include <sys/types.h>\n#include <time.h>')
    globals()[name] = T
    return T


# ____________________________________________________________
# Functions

RFFI_ERR_NONE = 0
RFFI_SAVE_ERRNO = 1
"""After the call, keep `errno` for `rposix.get_saved_errno`."""
RFFI_READSAVED_ERRNO = 2
"""Before the call, set `errno` to what was kept."""
RFFI_ZERO_ERRNO_BEFORE = 4
"""Before the call, set `errno` to 0."""
RFFI_FULL_ERRNO = RFFI_SAVE_ERRNO | RFFI_READSAVED_ERRNO
RFFI_FULL_ERRNO_ZERO = RFFI_SAVE_ERRNO | RFFI_ZERO_ERRNO_BEFORE


class ExternalFunction:
    """A C function: its symbol and type, and its stand-in on plain Python."""

    def __init__(self, symbol: str, arguments, result, python=None, compilation_info=None, save_err=RFFI_ERR_NONE,
                 calls_back=None, reaches=None, is_blocking=False):
        self.symbol = symbol
        self.arguments = tuple(arguments)
        self.result = result
        self.python = python
        self.compilation_info = compilation_info
        self.save_err = save_err
        self.calls_back = calls_back
        self.reaches = reaches
        self.is_blocking = is_blocking
        self.__name__ = symbol

    def __call__(self, *arguments):
        if len(arguments) != len(self.arguments):
            raise TypeError(f'{self.symbol} takes {len(self.arguments)} arguments')
        if self.python is None:
            return cbridge.call(self, arguments)
        for T, argument in zip(self.arguments, arguments):
            if T is not CCHARP or not isinstance(argument, (str, bytes)):  # copied for C, translated
                T._check(argument)
        return self.result._check(self.python(*arguments))

    def __repr__(self) -> str:
        return f'<external {self.symbol}>'


def external(symbol: str, arguments, result, python=None, compilation_info=None,
             save_err=RFFI_ERR_NONE, calls_back=None, reaches=None, is_blocking=False) -> ExternalFunction:
    """Declare a C function. `python` does the same untranslated.

    Programs that call it have the function `calls_back`, without parameters, as
    `weft.NAME`, for C or the collector to call. `reaches` is a function that the
    translator itself has called, in consequence: what it does is part of the program. While
    the function runs that `is_blocking`, other threads can; it must not look at
    objects then.
    """
    for T in (*arguments, result):
        if not isinstance(T, lltype.LowLevelType) or rawlayout.is_compound(T):
            raise TypeError(f'{T!r} is no low-level type that a C function takes or returns')
    return ExternalFunction(
        symbol, arguments, result, python, compilation_info, save_err, calls_back, reaches, is_blocking)


def llexternal(name: str, args, result, compilation_info=None, save_err=RFFI_ERR_NONE, releasegil='auto',
               sandboxsafe=False, _nowrapper=False, macro=None, elidable_function=False, natural_arity=-1,
               calling_conv='c', random_effects_on_gcobjs=False) -> ExternalFunction:
    """Declare a C function that translated code and plain Python can call.

    A `str` or `bytes` given where C wants a `char *` is copied for the call,
    and a function given where C wants one is called back. With `releasegil`
    other threads run during the call; 'auto' says so for functions that may do
    anything. What follows is RPython's, and accepted.
    """
    is_blocking = releasegil
    if releasegil == 'auto':
        is_blocking = not (sandboxsafe or elidable_function or _nowrapper or macro)
    return external(name, args, result, None, compilation_info, save_err, is_blocking=bool(is_blocking))


# ____________________________________________________________
# Conversions. The translator knows these by name.


def cast(T, value):
    """Convert between numbers, pointers and addresses as C does."""
    return cbridge.cast(T, value)


def ptradd(p, n: int):
    """Return the pointer to the item `n` behind the one that `p` points to."""
    return cbridge.pointer_add(p, n)


def llhelper(FUNCTION, function):
    """Return a C function that calls one of ours; to keep it in a struct."""
    return function


def sizeof(T) -> int:
    """Return the size of a type in bytes."""
    return rawlayout.size_and_alignment(T)[0]


def offsetof(T, name: str) -> int:
    """Return where a field of a struct is."""
    return rawlayout.field(T, name)[0]


sizeof._annspecialcase_ = offsetof._annspecialcase_ = 'specialize:memo'

# ____________________________________________________________
# Strings


def str2charp(s: str, track_allocation: bool = True):
    """Return a copy of a string for C, with a NUL at the end; `free_charp` frees it."""
    p = lltype.malloc(CCHARP.TO, len(s) + 1, flavor='raw')
    for i in range(len(s)):
        p[i] = s[i]
    p[len(s)] = '\0'
    return p


def bytes2charp(b: bytes):
    """The same for bytes."""
    return str2charp(b.decode('latin-1'))


def free_charp(p, track_allocation: bool = True) -> None:
    """Free what `str2charp` returned."""
    lltype.free(p, flavor='raw')


def charp2str(p) -> str:
    """Return the characters up to a NUL."""
    length = 0
    while p[length] != '\0':
        length += 1
    return charpsize2str(p, length)


def charp2strn(p, maxlen: int) -> str:
    """Return the characters up to a NUL, at most `maxlen`."""
    length = 0
    while length < maxlen and p[length] != '\0':
        length += 1
    return charpsize2str(p, length)


def charpsize2str(p, size: int) -> str:
    """Return that many characters."""
    return ''.join([p[i] for i in range(size)])


def liststr2charpp(strings: list[str]):
    """Return an array of C strings that ends with NULL; `free_charpp` frees it."""
    result = lltype.malloc(CCHARPP.TO, len(strings) + 1, flavor='raw')
    for i in range(len(strings)):
        result[i] = str2charp(strings[i])
    result[len(strings)] = lltype.nullptr(CCHARP.TO)
    return result


def free_charpp(p) -> None:
    """Free what `liststr2charpp` returned."""
    i = 0
    while p[i]:
        free_charp(p[i])
        i += 1
    lltype.free(p, flavor='raw')


class scoped_str2charp:
    """A copy of a string for C, in the body of a `with` statement; NULL for None."""

    def __init__(self, value: str | None):
        self.buf = lltype.nullptr(CCHARP.TO) if value is None else str2charp(value)

    def __enter__(self):
        return self.buf

    def __exit__(self, kind, value, traceback) -> None:
        if self.buf:
            free_charp(self.buf)


class scoped_nonmovingbuffer:
    """The characters of a string for C, without a NUL, in the body of a `with` statement."""

    def __init__(self, data: str):
        self.buf = str2charp(data)

    def __enter__(self):
        return self.buf

    def __exit__(self, kind, value, traceback) -> None:
        free_charp(self.buf)


class scoped_alloc_buffer:
    """Room for characters that C writes, in the body of a `with` statement.

        with scoped_alloc_buffer(100) as buf:
            n = c_read(fd, buf.raw, buf.size)
            text = buf.str(n)
    """

    def __init__(self, size: int):
        self.size = size
        self.raw = lltype.malloc(CCHARP.TO, size, flavor='raw')

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback) -> None:
        lltype.free(self.raw, flavor='raw')

    def str(self, length: int) -> str:
        """Return the first characters."""
        return charpsize2str(self.raw, length)
