"""Asking C's headers, while importing: constants, sizes, the layout of structs.

    class CConfig:
        _compilation_info_ = ExternalCompilationInfo(includes=['sys/stat.h'])
        S_IFDIR = ConstantInteger('S_IFDIR')
        STAT = Struct('struct stat', [('st_size', rffi.LONG)])

    config = configure(CConfig)

Questions become constants of a C file that is compiled for the target; the
answers are read from the object file. Nothing is run, so that the target may be
another machine.
"""

import os
import subprocess
import tempfile

from rpython import target
from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.cbridge import ExternalCompilationInfo, c_compiler


class CompilationError(Exception):
    """The C compiler does not accept what it was asked about."""



class _Question:
    """Answered by `count` numbers, which the initialiser of a C array lists, or by a text."""

    count = 1

    def numbers(self) -> list:
        """Return the lines of C that list them."""
        return []

    def texts(self, mark: str) -> list:
        """Return lines of C that declare a text behind a mark."""
        return []

    def answer(self, numbers: list, text: str | None):
        return numbers[0]


def _number(expression: str) -> str:
    return f'NUMBER({expression})'


class ConstantInteger(_Question):
    """The value of an integer constant or expression."""

    def __init__(self, name: str):
        self.name = name

    def numbers(self) -> list:
        return [_number(self.name)]


class DefinedConstantInteger(ConstantInteger):
    """The value of a macro, or None where it is not defined."""

    count = 2

    def numbers(self) -> list:
        return [f'#ifdef {self.name}', _number('1'), _number(self.name), '#else', _number('0'), _number('0'), '#endif']

    def answer(self, numbers: list, text: str | None):
        return numbers[1] if numbers[0] else None


class Defined(_Question):
    """Is the macro defined?"""

    def __init__(self, macro: str):
        self.name = macro

    def numbers(self) -> list:
        return [f'#ifdef {self.name}', _number('1'), '#else', _number('0'), '#endif']

    def answer(self, numbers: list, text: str | None) -> bool:
        return numbers[0] != 0


class ConstantString(_Question):
    """The value of a macro that is a string."""

    count = 0

    def __init__(self, name: str):
        self.name = name

    def texts(self, mark: str) -> list:
        return [f'const struct {{ char mark[{len(mark) + 1}]; char text[sizeof({self.name})]; }} {mark} = '
                f'{{"{mark}:", {self.name}}};']

    def answer(self, numbers: list, text: str | None):
        return text


class DefinedConstantString(ConstantString):
    """The value of a macro that is a string, or None where it is not defined."""

    def texts(self, mark: str) -> list:
        return [f'#ifdef {self.name}', *super().texts(mark), '#endif']


class SizeOf(_Question):
    """The size of a type in bytes."""

    def __init__(self, name: str):
        self.name = name

    def numbers(self) -> list:
        return [_number(f'sizeof({self.name})')]


class Has(_Question):
    """Is there something of this name? Asked by compiling a program of its own."""

    count = 0

    def __init__(self, name: str):
        self.name = name


def _integer_type(size: int, is_signed: bool):
    bits = f'{"" if is_signed else "U"}INT{8 * size}'
    # Words are C's long, whichever of its names they go by.
    if size == rffi.sizeof(rffi.LONG):
        return rffi.LONG if is_signed else rffi.ULONG
    return getattr(lltype, bits)


def _shape(value: str, hint) -> list:
    """List the size of a value and, where the hint is an integer, whether it has a sign."""
    sign = f'((__typeof__({value}))-1 < 0)' if isinstance(hint, lltype.IntegerType) else '0'
    return [_number(f'sizeof({value})'), _number(sign)]


def _type_like(hint, size: int, is_signed: bool, name: str):
    """Return the type of that size: the hint if it fits, otherwise an integer type."""
    if isinstance(hint, lltype.IntegerType) and (rffi.sizeof(hint) != size or hint._is_signed != is_signed):
        return _integer_type(size, is_signed)
    if rffi.sizeof(hint) != size:
        raise TypeError(f'{name} has {size} bytes, not those of {hint}')
    return hint


class SimpleType(_Question):
    """A type of C's: an integer type of its size, or `hint` where that is no integer type."""

    count = 2

    def __init__(self, name: str, hint=rffi.INT):
        self.name = name
        self.hint = hint

    def numbers(self) -> list:
        return _shape(f'*({self.name}*)0', self.hint)

    def answer(self, numbers: list, text: str | None):
        return _type_like(self.hint, numbers[0], numbers[1] != 0, self.name)


class Struct(_Question):
    """A struct with the fields that are named, where C has them; in between is padding."""

    def __init__(self, name: str, fields):
        self.name = name
        self.fields = list(fields)
        self.count = 1 + 3 * len(self.fields)

    def numbers(self) -> list:
        result = [_number(f'sizeof({self.name})')]
        for field, hint in self.fields:
            result.append(_number(f'offsetof({self.name}, {field})'))
            result += _shape(f'(({self.name}*)0)->{field}', hint)
        return result

    def answer(self, numbers: list, text: str | None):
        places = []
        for position, (field, hint) in enumerate(self.fields):
            offset, size, sign = numbers[1 + 3 * position:4 + 3 * position]
            places.append((offset, size, field, _type_like(hint, size, sign != 0, field)))
        laid_out = []
        end = 0

        def pad(until: int) -> None:
            if until > end:
                laid_out.append((f'c__pad{end}', rffi.CFixedArray(rffi.CHAR, until - end)))
        for offset, size, field, T in sorted(places, key=lambda place: place[0]):
            if offset < end:
                raise TypeError(f'{field} of {self.name} shares its place with another field')
            pad(offset)
            laid_out.append((field, T))
            end = offset + size
        pad(numbers[0])
        return rffi.CStruct(self.name.removeprefix('struct ').strip(), *laid_out)


# ____________________________________________________________
# Asking


# A number has nine bytes: whether it is negative, and the others from the most significant one on.
_HEAD = '''
#include <stddef.h>
#define BYTE(x, n) (unsigned char)((unsigned long long)(x) >> 8 * (n))
#define NUMBER(x) (x) < 0, BYTE(x, 7), BYTE(x, 6), BYTE(x, 5), BYTE(x, 4), BYTE(x, 3), BYTE(x, 2), BYTE(x, 1), BYTE(x, 0),
'''
_MARK = 'weft_answers_'


def _includes(compilation_info) -> str:
    bits = [*compilation_info.pre_include_bits, *(f'#include <{name}>' for name in compilation_info.includes),
            *compilation_info.post_include_bits]
    return '\n'.join(bits) + '\n'


def _compile(source: str, compilation_info) -> bytes:
    """Compile C for the target and return the object file; CompilationError if that is not possible."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'question.c')
        with open(path, 'w') as file:
            file.write(source)
        made = os.path.join(folder, 'question.o')
        command = [*(target.C_COMPILER or [c_compiler()]), '-w', *compilation_info.compiler_arguments(), path]
        done = subprocess.run([*command, '-c', '-o', made], capture_output=True, text=True)
        if done.returncode != 0:
            raise CompilationError(done.stderr)
        with open(made, 'rb') as file:
            return file.read()


def _has(name: str, compilation_info) -> bool:
    source = _includes(compilation_info) + f'int main(void) {{ (void)({name}); return 0; }}\n'
    try:
        _compile(source, compilation_info)
    except CompilationError:
        return False
    return True


def _numbers_in(made: bytes, count: int) -> list:
    start = made.index(_MARK.encode() + b':') + len(_MARK) + 1
    result = []
    for position in range(start, start + 9 * count, 9):
        result.append(int.from_bytes(made[position + 1:position + 9], 'big', signed=made[position] != 0))
    return result


def _text_in(made: bytes, mark: str):
    # The declaration's name is the mark, too, but without the colon.
    for part in made.split(mark.encode())[1:]:
        if part[:1] == b':':
            return part[1:part.index(b'\0')].decode('latin-1')
    return None


def configure(CConfig, ignore_errors: bool = False) -> dict:
    """Return the answers to the questions in the class, by name."""
    info = CConfig._compilation_info_
    questions = {name: each for name, each in vars(CConfig).items() if isinstance(each, _Question)}
    answers = {name: _has(each.name, info) for name, each in questions.items() if isinstance(each, Has)}
    asked = {name: each for name, each in questions.items() if not isinstance(each, Has)}
    if asked:
        marks = {name: f'{_MARK}{number}_' for number, name in enumerate(asked)}
        numbers = [line for each in asked.values() for line in each.numbers()]
        texts = [line for name, each in asked.items() for line in each.texts(marks[name])]
        mark = ', '.join(str(byte) for byte in _MARK.encode() + b':')
        source = '\n'.join([_includes(info) + _HEAD, *texts, f'const unsigned char weft_numbers[] = {{ {mark},',
                            *numbers, '0 };', ''])
        made = _compile(source, info)
        given = _numbers_in(made, sum(each.count for each in asked.values()))
        for name, each in asked.items():
            answers[name] = each.answer(given[:each.count], _text_in(made, marks[name]))
            del given[:each.count]
    return {name: answers[name] for name in questions}


def _ask(question, compilation_info):
    class CConfig:
        _compilation_info_ = compilation_info
        value = question
    return configure(CConfig)['value']


def _info(c_header_source: str = '', include_dirs=()):
    return ExternalCompilationInfo(post_include_bits=[c_header_source], include_dirs=include_dirs)


def getstruct(name: str, c_header_source: str, interesting_fields):
    """Return a struct of C's with these fields."""
    return _ask(Struct(name, interesting_fields), _info(c_header_source))


def getsimpletype(name: str, c_header_source: str, ctype_hint=rffi.INT):
    """Return a type of C's."""
    return _ask(SimpleType(name, ctype_hint), _info(c_header_source))


def getconstantinteger(name: str, c_header_source: str) -> int:
    """Return the value of a constant of C's."""
    return _ask(ConstantInteger(name), _info(c_header_source))


def getdefined(macro: str, c_header_source: str) -> bool:
    """Is a macro defined?"""
    return _ask(Defined(macro), _info(c_header_source))


def has(name: str, c_header_source: str, include_dirs=()) -> bool:
    """Is there something of this name?"""
    return _has(name, _info(c_header_source, include_dirs))


def checkcompiles(expression: str, c_header_source: str, include_dirs=()) -> bool:
    """Does the expression compile?"""
    return _has(expression, _info(c_header_source, include_dirs))


def sizeof(name: str, compilation_info, **ignored) -> int:
    """Return the size of a type."""
    return _ask(SizeOf(name), compilation_info)


def memory_alignment() -> int:
    """Return to what `malloc` aligns."""
    return _ask(ConstantInteger('_Alignof(max_align_t)'), _info())


def verify_eci(compilation_info) -> None:
    """Raise CompilationError unless the headers are there."""
    _compile(_includes(compilation_info) + 'int main(void) { return 0; }\n', compilation_info)
