"""C functions on plain Python, through `ctypes`; and how their libraries are found."""

import ctypes
import os

from rpython import target
from rpython.rtyper.lltypesystem import llmemory, lltype, rawlayout, rawmemory


class ExternalCompilationInfo:
    """What is needed to compile and link a program that uses C code.

    `libraries` are named without `lib`; `separate_module_sources` are texts in C,
    compiled and linked with the program.
    """

    def __init__(self, pre_include_bits=(), includes=(), include_dirs=(), post_include_bits=(), libraries=(),
                 library_dirs=(), separate_module_sources=(), separate_module_files=(), compile_extra=(),
                 link_extra=(), frameworks=(), link_files=(), testonly_libraries=(), use_cpp_linker=False,
                 platform=None):
        self.pre_include_bits = tuple(pre_include_bits)
        self.includes = tuple(includes)
        self.include_dirs = tuple(map(os.path.abspath, include_dirs))
        self.post_include_bits = tuple(post_include_bits)
        self.libraries = tuple(libraries)
        self.library_dirs = tuple(map(os.path.abspath, library_dirs))
        self.separate_module_sources = tuple(separate_module_sources)
        self.separate_module_files = tuple(map(os.path.abspath, separate_module_files))
        self.compile_extra = tuple(compile_extra)
        self.link_extra = tuple(link_extra)
        self._library = None

    def sources(self) -> list[str]:
        """Return the texts to compile: sources with the includes in front, and files."""
        bits = [*self.pre_include_bits, *(f'#include <{name}>' for name in self.includes), *self.post_include_bits]
        head = '\n'.join(bits) + '\n'
        return [head + text for text in self.separate_module_sources] + [
            f'#include "{path}"\n' for path in self.separate_module_files]

    def compiler_arguments(self) -> list[str]:
        """Return what the compiler is given besides a source."""
        return [*(f'-I{folder}' for folder in self.include_dirs), *self.compile_extra]

    def link_arguments(self) -> list[str]:
        """Return what the linker is given besides the libraries."""
        return [*(f'-L{folder}' for folder in self.library_dirs), *self.link_extra]

    def find(self, symbol: str):
        """Return the function of that name in the libraries, for plain Python; None if there is none."""
        places = [*self._compiled(), *(self._open(name) for name in self.libraries), *_default_libraries()]
        return _find_in(places, symbol)

    def _open(self, name: str):
        for folder in self.library_dirs:
            path = os.path.join(folder, f'lib{name}.so')
            if os.path.exists(path):
                return ctypes.CDLL(path, use_errno=True)
        path = _find_library(name)
        if path is None:
            raise OSError(f'there is no library lib{name}')
        return ctypes.CDLL(path, use_errno=True)

    def _compiled(self):
        """Compile the sources into a shared library, once."""
        sources = self.sources()
        if not sources:
            return []
        if self._library is None:
            # Rarely needed, and slow to import.
            import subprocess
            import tempfile
            compiler = c_compiler()
            with tempfile.TemporaryDirectory() as folder:
                paths = []
                for number, text in enumerate(sources):
                    paths.append(os.path.join(folder, f'source{number}.c'))
                    with open(paths[-1], 'w') as file:
                        file.write(text)
                made = os.path.join(folder, 'library.so')
                subprocess.run([compiler, '-shared', '-fPIC', '-O1', *self.compiler_arguments(), *paths, '-o', made],
                               check=True)
                self._library = ctypes.CDLL(made, use_errno=True)
        return [self._library]


def c_compiler() -> str:
    """Return the path of a C compiler; OSError if there is none."""
    import shutil
    compiler = next(filter(None, map(shutil.which, ('clang', 'clang-22', 'cc', 'gcc'))), None)
    if compiler is None:
        raise OSError('a C compiler is needed')
    return compiler


_known = {}


def _find_library(name: str):
    import ctypes.util
    return ctypes.util.find_library(name)


def _default_libraries():
    if 'default' not in _known:
        _known['default'] = [ctypes.CDLL(None, use_errno=True),
                             ctypes.CDLL(_find_library('m'), use_errno=True)]
    return _known['default']


def _find_in(libraries, symbol: str):
    for library in libraries:
        try:
            return library[symbol]
        except AttributeError:
            pass
    return None


def ctype_of(T):
    """Return the type of `ctypes` for what a function takes or returns."""
    if isinstance(T, lltype.IntegerType):
        name = f'c_{"" if T._is_signed else "u"}int{8 * rawlayout.size_and_alignment(T)[0]}'
        return getattr(ctypes, name)
    if T is lltype.Address or isinstance(T, lltype.Ptr):
        return ctypes.c_void_p
    return {lltype.Float: ctypes.c_double, lltype.SingleFloat: ctypes.c_float, lltype.Bool: ctypes.c_bool,
            lltype.Char: ctypes.c_ubyte, lltype.UniChar: ctypes.c_uint32, lltype.Void: None}[T]


class _Arguments:
    """Converts what a call is given; keeps and writes back what C works on."""

    def __init__(self):
        self.alive = []
        self.written_back = []

    def convert(self, T, value):
        if isinstance(T, lltype.Ptr) and isinstance(T.TO, lltype.FuncType):
            return None if value is None else rawmemory.callback_address(T.TO, value)
        if isinstance(T, lltype.Ptr):
            if value is None:
                return None
            if isinstance(value, (str, bytes)):
                return self.buffer(value.encode('latin-1') if isinstance(value, str) else value)
            return T._check(value)._address or None
        if T is lltype.Address:
            return self.address(value)
        if T is lltype.Char:
            return ord(value)
        if T is lltype.UniChar:
            return ord(value)
        if isinstance(T, lltype.IntegerType):
            return int(T._wrap(int(value)))
        return value

    def buffer(self, content: bytes) -> int:
        made = ctypes.create_string_buffer(content)
        self.alive.append(made)
        return ctypes.addressof(made)

    def address(self, value) -> int | None:
        """Give C a copy of simulated memory."""
        if not isinstance(value.memory, (llmemory.ItemMemory, llmemory.RawMemory)):
            return value.as_integer() or None
        memory = value.memory
        size = len(memory.array._items if isinstance(memory, llmemory.ItemMemory) else memory.data) - value.offset
        content = value.read_bytes(size)
        made = ctypes.create_string_buffer(content, size + 1)
        self.alive.append(made)
        self.written_back.append((value, made, size))
        return ctypes.addressof(made)

    def finish(self) -> None:
        for value, made, size in self.written_back:
            value.write_bytes(made.raw[:size])


def result_of(T, raw):
    """Convert what C returned."""
    if isinstance(T, lltype.Ptr):
        if isinstance(T.TO, lltype.FuncType):
            return rawmemory._callbacks.get(raw)
        return rawmemory.pointer_at(T.TO, raw or 0)
    if T is lltype.Address:
        return llmemory.real_address(raw or 0)
    if T in (lltype.Char, lltype.UniChar):
        return chr(raw)
    if isinstance(T, lltype.IntegerType):
        return T._wrap(raw)
    return raw


_saved_errno = 0


def call(function, arguments):
    """Call the C function that an `ExternalFunction` stands for."""
    from rpython.rtyper.lltypesystem import rffi
    global _saved_errno
    for T in (*function.arguments, function.result):
        if target.LONG_BIT != _HOST_WORD and _has_words(T):
            raise NotImplementedError(f'{function.symbol}: C on this machine does not lay out memory as it is for words of '
                                      f'{target.LONG_BIT} bits; run the program without --target')
    information = function.compilation_info or _no_information
    known = _known.get(function)
    if known is None:
        known = information.find(function.symbol)
        if known is None:
            raise NotImplementedError(f'there is no C function {function.symbol} in the libraries of this Python')
        _known[function] = known
    known.argtypes = [ctype_of(T) for T in function.arguments]
    known.restype = ctype_of(function.result)
    converted = _Arguments()
    passed = [converted.convert(T, value) for T, value in zip(function.arguments, arguments)]
    if function.save_err & rffi.RFFI_ZERO_ERRNO_BEFORE:
        ctypes.set_errno(0)
    if function.save_err & rffi.RFFI_READSAVED_ERRNO:
        ctypes.set_errno(_saved_errno)
    result = known(*passed)
    if function.save_err & rffi.RFFI_SAVE_ERRNO:
        _saved_errno = ctypes.get_errno()
    converted.finish()
    return result_of(function.result, result)


_no_information = ExternalCompilationInfo()
_HOST_WORD = 8 * ctypes.sizeof(ctypes.c_void_p)


def _has_words(T) -> bool:
    """Is the size of what is behind a pointer, or where it has what, a matter of the machine's words?"""
    if not isinstance(T, lltype.Ptr):
        return False
    ITEM = getattr(T.TO, 'OF', None)
    if ITEM is None:
        return isinstance(T.TO, lltype.Struct)
    return ITEM in (lltype.Signed, lltype.Unsigned, lltype.Address) or isinstance(ITEM, (lltype.Ptr, lltype.Struct))


def saved_errno() -> int:
    return _saved_errno


def set_saved_errno(number: int) -> None:
    global _saved_errno
    _saved_errno = number


def ctypes_callback(FUNCTION, function):
    """Return the object of `ctypes` that lets C call a Python function."""
    kind = ctypes.CFUNCTYPE(ctype_of(FUNCTION.RESULT), *map(ctype_of, FUNCTION.ARGS))

    def called(*arguments):
        given = [result_of(T, raw) for T, raw in zip(FUNCTION.ARGS, arguments)]
        result = function(*given)
        return None if FUNCTION.RESULT is lltype.Void else _Arguments().convert(FUNCTION.RESULT, result)
    return kind(called)


def cast(T, value):
    """Be `rffi.cast` on plain Python."""
    if isinstance(T, lltype.Ptr):
        return rawmemory.pointer_at(T.TO, _as_word(value))
    if T is lltype.Address:
        return llmemory.real_address(_as_word(value))
    if T in (lltype.Float, lltype.SingleFloat):
        number = float(value)
        return number if T is lltype.Float else ctypes.c_float(number).value
    if T is lltype.Bool:
        return bool(value)
    if T in (lltype.Char, lltype.UniChar):
        return chr(_as_word(value) & (255 if T is lltype.Char else 0x1fffff))
    return T._wrap(int(value) if isinstance(value, float) else _as_word(value))


def _as_word(value) -> int:
    if value is None:
        return 0
    if isinstance(value, str):
        return ord(value)
    if isinstance(value, rawmemory.RawPointer):
        return value._address
    if isinstance(value, llmemory.FakeAddress):
        return value.as_integer()
    return int(value)


def pointer_add(p, n: int):
    """Be `rffi.ptradd` on plain Python."""
    size = rawlayout.items(p._T)[1]
    return rawmemory.RawPointer(p._T, p._block, p._address + n * size)
