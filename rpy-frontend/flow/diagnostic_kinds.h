// The rules that are checked while a function's graph is built.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::rpy {

inline constexpr DiagnosticKind untranslatable_function{
    "W0202", "not-rpython",
    "The function is marked @not_rpython: it is for code that runs while the specification is imported, and translated "
    "code must not reach it.",
    R"(
from rpython.rlib.objectmodel import not_rpython

@not_rpython
def load_names():
    return ['push', 'add']

def entry_point(argv):
    return len(load_names())
)",
    R"(
from rpython.rlib.objectmodel import not_rpython

@not_rpython
def load_names():
    return ['push', 'add']

NAMES = load_names()

def entry_point(argv):
    return len(NAMES)
)"};
inline constexpr DiagnosticKind unsupported_construct{
    "W0203", "unsupported-construct",
    "The construct is part of Python but not of the restricted language that is translated. All of Python may be used "
    "in code that only runs while the specification is imported.",
    R"(
def entry_point(argv):
    class Pair:
        left = 1
    return Pair().left
)",
    R"(
class Pair:
    left = 1

def entry_point(argv):
    return Pair().left
)"};
inline constexpr DiagnosticKind too_deep{
    "W0204", "too-deep",
    "Statements and expressions can be nested a few hundred levels deep. Split the function, or compute parts of the "
    "expression first.",
    R"(
lines = ['def entry_point(argv):', '    n = len(argv)', '    return ' + '-' * 1000 + 'n']
exec('\n'.join(lines))
)",
    R"(
lines = ['def entry_point(argv):', '    n = len(argv)'] + ['    n = -n'] * 1000 + ['    return n']
exec('\n'.join(lines))
)"};
inline constexpr DiagnosticKind wrong_count{
    "W0205", "wrong-unpack-count",
    "Unpacking assigns every item of a sequence to a name, so there must be as many items as names, or with a starred "
    "name at least as many as the others.",
    R"(
def entry_point(argv):
    first, second = 1, 2, len(argv)
    return first
)",
    R"(
def entry_point(argv):
    first, second, third = 1, 2, len(argv)
    return first
)"};
inline constexpr DiagnosticKind bad_annotation{
    "W0206", "bad-annotation",
    "A type hint on a local variable is a contract that the translator checks. It must be an expression that can be "
    "evaluated with the globals of the function's module.",
    R"(
def entry_point(argv):
    count: integer = len(argv)
    return count
)",
    R"(
def entry_point(argv):
    count: int = len(argv)
    return count
)"};
inline constexpr DiagnosticKind bad_pattern{
    "W0207", "bad-pattern",
    "A class pattern names a class that is known when the specification has been imported; its positional parts need "
    "`__match_args__` there.",
    R"(
class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

def entry_point(argv):
    match Point(len(argv), 2):
        case Point(1, y):
            return y
    return 0
)",
    R"(
class Point:
    __match_args__ = ('x', 'y')

    def __init__(self, x, y):
        self.x = x
        self.y = y

def entry_point(argv):
    match Point(len(argv), 2):
        case Point(1, y):
            return y
    return 0
)"};
inline constexpr DiagnosticKind undefined_name{
    "W0211", "undefined-name",
    "A name must be a parameter or local of the function, a variable of an enclosing function, a global of its module "
    "or a builtin, at the time when the specification has been imported.",
    R"(
def entry_point(argv):
    return lenght(argv)
)",
    R"(
def entry_point(argv):
    return len(argv)
)"};
inline constexpr DiagnosticKind unbound_local{
    "W0212", "unbound-local",
    "A local variable must have been assigned on every path that leads to its use: translated code does not check that "
    "at run time. Assign it before the `if`, `try` or loop that may leave it unassigned.",
    R"(
def entry_point(argv):
    print(count)
    count = len(argv)
    return count
)",
    R"(
def entry_point(argv):
    count = len(argv)
    print(count)
    return count
)"};
inline constexpr DiagnosticKind empty_cell{
    "W0213", "empty-closure",
    "A variable that a function captures from an enclosing function must have its value when the specification has been "
    "imported.",
    R"(
def make():
    def function(argv):
        return later
    if function is None:
        later = 1
    return function

function = make()

def entry_point(argv):
    return function(argv)
)",
    R"(
def make():
    later = 1
    def function(argv):
        return later
    return function

function = make()

def entry_point(argv):
    return function(argv)
)"};
inline constexpr DiagnosticKind unknown_keywords{
    "W0215", "unknown-keywords",
    "The keywords of a call are known while translating. `**` can pass on what the function itself takes as **kwargs, as "
    "long as it only looks keywords up by name in it, and a dict that is written there with constant keys.",
    R"(
def area(width, height):
    return width * height

def entry_point(argv):
    size = {'width': len(argv), 'height': 2}
    return area(**size)
)",
    R"(
def area(width, height):
    return width * height

def entry_point(argv):
    return area(**{'width': len(argv), 'height': 2})
)"};
inline constexpr DiagnosticKind nothing_to_raise{
    "W0221", "nothing-to-raise",
    "A bare `raise` raises the exception again that the `except` clause around it has caught; it must be in the body of "
    "one, in the same function.",
    R"(
def again():
    raise

def entry_point(argv):
    try:
        return 1 // (len(argv) - 1)
    except ZeroDivisionError:
        again()
    return 0
)",
    R"(
def entry_point(argv):
    try:
        return 1 // (len(argv) - 1)
    except ZeroDivisionError:
        raise
)"};
inline constexpr DiagnosticKind missing_attribute{
    "W0231", "missing-attribute",
    "Modules, classes and functions are constants: their attributes must exist when the specification has been "
    "imported.",
    R"(
import math

def entry_point(argv):
    return int(math.sqroot(len(argv)))
)",
    R"(
import math

def entry_point(argv):
    return int(math.sqrt(len(argv)))
)"};
inline constexpr DiagnosticKind wide_character{
    "W0232", "wide-character",
    "A string is a string of 8-bit characters, code points 0 to 255, as in RPython. Text beyond that is UTF-8 in such a "
    "string, or a Unicode type of the library.",
    R"(
def entry_point(argv):
    print('\u20ac')
    return 0
)",
    R"(
EURO = '\u20ac'.encode('utf-8').decode('latin-1')

def entry_point(argv):
    print(EURO)
    return 0
)"};
inline constexpr DiagnosticKind bad_super{
    "W0241", "bad-super",
    "super() stands for the next class after the one that defines the method, as it was when the specification had been "
    "imported. The attribute must exist there.",
    R"(
class Base:
    pass

class Derived(Base):
    def close(self):
        super().close()

def entry_point(argv):
    Derived().close()
    return 0
)",
    R"(
class Base:
    def close(self):
        pass

class Derived(Base):
    def close(self):
        super().close()

def entry_point(argv):
    Derived().close()
    return 0
)"};
inline constexpr DiagnosticKind empty_capture{
    "W0251", "empty-capture",
    "A variable that a nested function captures and that is never assigned again is copied when the function is "
    "defined, so it must have its value then, on every path.",
    R"(
def adder(amount):
    scale = amount
    del scale
    def add(number):
        return number + scale
    return add

def entry_point(argv):
    return adder(len(argv))(1)
)",
    R"(
def adder(amount):
    scale = amount
    def add(number):
        return number + scale
    return add

def entry_point(argv):
    return adder(len(argv))(1)
)"};
inline constexpr DiagnosticKind decorator_raised{
    "W0253", "decorator-raised",
    "A nested function that captures no run-time values is made while translating, and its decorators are called then. "
    "One of them raised an exception.",
    R"(
def decorated(function):
    raise ValueError('not today')

def entry_point(argv):
    @decorated
    def zero():
        return 0
    return zero()
)",
    R"(
def decorated(function):
    return function

def entry_point(argv):
    @decorated
    def zero():
        return 0
    return zero()
)"};
inline constexpr DiagnosticKind failed_import{
    "W0252", "failed-import",
    "An import inside a function is done while translating, so the module must be importable then.",
    R"(
def entry_point(argv):
    import no_such_module
    return no_such_module.run(argv)
)",
    R"(
def entry_point(argv):
    import math
    return int(math.sqrt(len(argv)))
)"};
inline constexpr DiagnosticKind bad_template{
    "W0233", "bad-template",
    "The template of str.format(), or of % with names, is taken apart while translating: each of its fields must name a "
    "value that is given.",
    R"(
def entry_point(argv):
    print('{} of {count}'.format(len(argv)))
    return 0
)",
    R"(
def entry_point(argv):
    print('{} of {count}'.format(len(argv), count=8))
    return 0
)"};
inline constexpr DiagnosticKind late_binding{
    "W0261", "late-binding",
    "A generator expression that is kept runs later, and takes the values of the variables around it when it is made. "
    "Python looks such a variable up each time, so one that is assigned again in the meantime would differ. Pass the "
    "value to a generator function, or make a list.",
    R"(
def shifted(numbers, offset):
    result = (number + offset for number in numbers)
    offset += 1
    return list(result)

def entry_point(argv):
    return len(shifted([1, 2], len(argv)))
)",
    R"(
def shifted(numbers, offset):
    result = [number + offset for number in numbers]
    offset += 1
    return result

def entry_point(argv):
    return len(shifted([1, 2], len(argv)))
)"};

inline constexpr const DiagnosticKind* flow_diagnostic_kinds[] = {
    &untranslatable_function, &unsupported_construct, &too_deep, &wrong_count, &bad_annotation, &bad_pattern,
    &undefined_name, &unbound_local, &empty_cell, &unknown_keywords, &nothing_to_raise, &missing_attribute,
    &wide_character, &bad_super, &empty_capture, &decorator_raised, &failed_import, &bad_template, &late_binding};

}  // namespace weft::rpy
