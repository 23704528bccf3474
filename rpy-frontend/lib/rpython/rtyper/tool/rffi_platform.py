"""Asking C's headers, while importing: constants, sizes, the layout of structs.

    class CConfig:
        _compilation_info_ = ExternalCompilationInfo(includes=['sys/stat.h'])
        S_IFDIR = ConstantInteger('S_IFDIR')
        STAT = Struct('struct stat', [('st_size', rffi.LONG)])

    config = configure(CConfig)

A question becomes lines of a C program that prints the answer.
"""

import os
import subprocess
import tempfile

from rpython.rtyper.lltypesystem import lltype, rffi
from rpython.rtyper.lltypesystem.cbridge import ExternalCompilationInfo, c_compiler


class CompilationError(Exception):
    """The C compiler does not accept what it was asked about."""



class _Question:
    """`lines` print what `answer` turns into a value, a line for each item of the list that it is given."""

    count = 1

    def answer(self, values: list):
        return int(values[0])


def _print_integer(expression: str) -> str:
    return (f'if (({expression}) <= 0) printf("%lld\\n", (long long)({expression})); '
            f'else printf("%llu\\n", (unsigned long long)({expression}));')


class ConstantInteger(_Question):
    """The value of an integer constant or expression."""

    def __init__(self, name: str):
        self.name = name

    def lines(self) -> list:
        return [_print_integer(self.name)]


class DefinedConstantInteger(_Question):
    """The value of a macro, or None where it is not defined."""

    def __init__(self, macro: str):
        self.name = macro

    def lines(self) -> list:
        return [f'#ifdef {self.name}', _print_integer(self.name), '#else', 'printf("-\\n");', '#endif']

    def answer(self, values: list):
        return None if values[0] == '-' else int(values[0])


class Defined(_Question):
    """Is the macro defined?"""

    def __init__(self, macro: str):
        self.name = macro

    def lines(self) -> list:
        return [f'#ifdef {self.name}', 'printf("1\\n");', '#else', 'printf("0\\n");', '#endif']

    def answer(self, values: list) -> bool:
        return values[0] == '1'


class ConstantString(_Question):
    """The value of a string constant."""

    def __init__(self, name: str):
        self.name = name

    def lines(self) -> list:
        return [f'print_text({self.name});']

    def answer(self, values: list):
        return bytes.fromhex(values[0][1:]).decode('latin-1')


class DefinedConstantString(ConstantString):
    """The value of a macro that is a string, or None where it is not defined."""

    def lines(self) -> list:
        return [f'#ifdef {self.name}', *super().lines(), '#else', 'printf("-\\n");', '#endif']

    def answer(self, values: list):
        return None if values[0] == '-' else super().answer(values)


class SizeOf(_Question):
    """The size of a type in bytes."""

    def __init__(self, name: str):
        self.name = name

    def lines(self) -> list:
        return [_print_integer(f'sizeof({self.name})')]


class Has(_Question):
    """Is there something of this name? Asked by compiling a program of its own."""

    count = 0

    def __init__(self, name: str):
        self.name = name

    def lines(self) -> list:
        return []


def _integer_type(size: int, is_signed: bool):
    bits = f'{"" if is_signed else "U"}INT{8 * size}'
    # Words are C's long, whichever of its names they go by.
    if size == rffi.sizeof(rffi.LONG):
        return rffi.LONG if is_signed else rffi.ULONG
    return getattr(lltype, bits)


def _print_shape(value: str, hint) -> list:
    """Print the size of a value and, where the hint is an integer, whether it has a sign."""
    sign = f'((__typeof__({value}))-1 < 0)' if isinstance(hint, lltype.IntegerType) else '0'
    return [_print_integer(f'sizeof({value})'), _print_integer(sign)]


def _type_like(hint, size: int, is_signed: bool, name: str):
    """Return the type of that size: an integer type, or the hint."""
    if isinstance(hint, lltype.IntegerType):
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

    def lines(self) -> list:
        return _print_shape(f'*({self.name}*)0', self.hint)

    def answer(self, values: list):
        return _type_like(self.hint, int(values[0]), values[1] != '0', self.name)


class Struct(_Question):
    """A struct with the fields that are named, where C has them; in between is padding."""

    def __init__(self, name: str, fields):
        self.name = name
        self.fields = list(fields)
        self.count = 1 + 3 * len(self.fields)

    def lines(self) -> list:
        result = [_print_integer(f'sizeof({self.name})')]
        for field, hint in self.fields:
            result.append(_print_integer(f'offsetof({self.name}, {field})'))
            result += _print_shape(f'(({self.name}*)0)->{field}', hint)
        return result

    def answer(self, values: list):
        places = []
        for number, (field, hint) in enumerate(self.fields):
            offset, size, sign = values[1 + 3 * number:4 + 3 * number]
            places.append((int(offset), int(size), field, _type_like(hint, int(size), sign != '0', field)))
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
        pad(int(values[0]))
        return rffi.CStruct(self.name.removeprefix('struct ').strip(), *laid_out)


# ____________________________________________________________
# Asking


_HEAD = r'''
#include <stddef.h>
#include <stdio.h>
static void print_text(const char* text) {
  putchar('x');
  for (; *text; ++text) printf("%02x", (unsigned char)*text);
  putchar('\n');
}
'''


def _includes(compilation_info) -> str:
    bits = [*compilation_info.pre_include_bits, *(f'#include <{name}>' for name in compilation_info.includes),
            *compilation_info.post_include_bits]
    return '\n'.join(bits) + '\n'


def _compile(source: str, compilation_info, only_check: bool = False) -> str:
    """Compile a program and return what it prints; CompilationError if that is not possible."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'question.c')
        with open(path, 'w') as file:
            file.write(source)
        made = os.path.join(folder, 'question')
        command = [c_compiler(), '-w', *compilation_info.compiler_arguments(), path]
        command += ['-fsyntax-only'] if only_check else ['-o', made]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            raise CompilationError(done.stderr)
        return '' if only_check else subprocess.run([made], capture_output=True, text=True, check=True).stdout


def _has(name: str, compilation_info) -> bool:
    source = _includes(compilation_info) + f'int main(void) {{ (void)({name}); return 0; }}\n'
    try:
        _compile(source, compilation_info, only_check=True)
    except CompilationError:
        return False
    return True


def configure(CConfig, ignore_errors: bool = False) -> dict:
    """Return the answers to the questions in the class, by name."""
    info = CConfig._compilation_info_
    questions = {name: each for name, each in vars(CConfig).items() if isinstance(each, _Question)}
    answers = {name: _has(each.name, info) for name, each in questions.items() if isinstance(each, Has)}
    asked = {name: each for name, each in questions.items() if not isinstance(each, Has)}
    if asked:
        lines = [line for each in asked.values() for line in each.lines()]
        body = '\n'.join(line if line.startswith('#') else '  ' + line for line in lines)
        printed = _compile(_includes(info) + _HEAD + f'int main(void) {{\n{body}\n  return 0;\n}}\n', info).split('\n')
        for name, each in asked.items():
            answers[name] = each.answer(printed[:each.count])
            del printed[:each.count]
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
    _compile(_includes(compilation_info) + 'int main(void) { return 0; }\n', compilation_info, only_check=True)
