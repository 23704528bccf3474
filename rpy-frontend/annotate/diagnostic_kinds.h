// The rules that the annotator checks.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::annotate {

inline constexpr DiagnosticKind type_conflict{
    "W0401", "type-conflict",
    "A variable, an attribute, the items of a list or dict, or a function's result has one type throughout the program. "
    "Two values of types that have nothing in common met in one such place. Use two variables, convert one of the "
    "values, or give both classes a common base class.",
    R"(
def half(number):
    if number % 2 == 1:
        return 'odd'
    return number // 2

def entry_point(argv):
    print(half(len(argv)))
    return 0
)",
    R"(
def half(number):
    if number % 2 == 1:
        return -1
    return number // 2

def entry_point(argv):
    print(half(len(argv)))
    return 0
)"};
inline constexpr DiagnosticKind unknown_attribute{
    "W0402", "unknown-attribute",
    "An attribute is read that no class among the object's class, its bases and their subclasses ever defines or "
    "assigns.",
    R"(
class Account:
    def __init__(self):
        self.balance = 0

def entry_point(argv):
    return Account().balanse
)",
    R"(
class Account:
    def __init__(self):
        self.balance = 0

def entry_point(argv):
    return Account().balance
)"};
inline constexpr DiagnosticKind wrong_call{
    "W0403", "wrong-call",
    "A call must give each parameter of the function exactly one value: too many, too few, or unknown keyword arguments "
    "are errors, as in Python, but found while translating.",
    R"(
def clamp(value, low, high):
    return max(low, min(value, high))

def entry_point(argv):
    return clamp(len(argv), 3)
)",
    R"(
def clamp(value, low, high):
    return max(low, min(value, high))

def entry_point(argv):
    return clamp(len(argv), 0, 3)
)"};
inline constexpr DiagnosticKind not_callable{
    "W0404", "not-callable",
    "Only functions, methods, classes and objects whose class defines `__call__` can be called.",
    R"(
def entry_point(argv):
    count = len(argv)
    return count()
)",
    R"(
def entry_point(argv):
    count = len
    return count(argv)
)"};
inline constexpr DiagnosticKind signature_mismatch{
    "W0405", "signature-mismatch",
    "Functions that one call may reach (the overrides of a method, the functions in one table) must take the same "
    "number of arguments in the same order.",
    R"(
class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank

class Trump(Card):
    def __lt__(self, other, strict=False):
        return strict

def entry_point(argv):
    cards = [Card(3), Trump(2)]
    cards.sort()
    return cards[0].rank
)",
    R"(
class Card:
    def __init__(self, rank):
        self.rank = rank

    def __lt__(self, other):
        return self.rank < other.rank

class Trump(Card):
    def __lt__(self, other):
        return False

def entry_point(argv):
    cards = [Card(3), Trump(2)]
    cards.sort()
    return cards[0].rank
)"};
inline constexpr DiagnosticKind unsupported_operation{
    "W0406", "unsupported-operation",
    "The operation is not defined for operands of these types: in Python it would raise TypeError at run time.",
    R"(
def entry_point(argv):
    print('arguments: ' + len(argv))
    return 0
)",
    R"(
def entry_point(argv):
    print('arguments: ' + str(len(argv)))
    return 0
)"};
inline constexpr DiagnosticKind unsupported_object{
    "W0407", "unsupported-object",
    "A live Python object is used as a constant, but the language has no type for it.",
    R"(
TEXT = ['a', '\u20ac']

def entry_point(argv):
    print(TEXT[len(argv) % 2])
    return 0
)",
    R"(
TEXT = ['a', '\u20ac'.encode('utf-8').decode('latin-1')]

def entry_point(argv):
    print(TEXT[len(argv) % 2])
    return 0
)"};
inline constexpr DiagnosticKind broken_contract{
    "W0408", "broken-contract",
    "A type hint is a contract: the values that reach the annotated parameter or variable must be of that type.",
    R"(
def double(number: int):
    return number * 2

def entry_point(argv):
    return double(argv[0])
)",
    R"(
def double(number: int):
    return number * 2

def entry_point(argv):
    return double(len(argv[0]))
)"};
inline constexpr DiagnosticKind bad_specialization{
    "W0409", "bad-specialization",
    "`specialize.arg(n)` and `specialize.memo()` need arguments that are known while translating; the argument given "
    "here varies at run time.",
    R"(
from rpython.rlib.objectmodel import specialize

@specialize.memo()
def table_for(size):
    return [0] * size

def entry_point(argv):
    return len(table_for(len(argv)))
)",
    R"(
from rpython.rlib.objectmodel import specialize

@specialize.memo()
def table_for(size):
    return [0] * size

def entry_point(argv):
    return len(table_for(8))
)"};
inline constexpr DiagnosticKind integer_too_large{
    "W0410", "integer-too-large",
    "Integers are machine words of the target. A larger constant needs one of the types of rpython.rlib.rarithmetic, or "
    "a big integer.",
    R"(
def entry_point(argv):
    return len(argv) + 0xFFFFFFFFFFFFFFFF
)",
    R"(
from rpython.rlib.rarithmetic import intmask, r_uint

MASK = r_uint(0xFFFFFFFFFFFFFFFF)

def entry_point(argv):
    return intmask(r_uint(len(argv)) & MASK)
)"};
inline constexpr DiagnosticKind not_resizable{
    "W0411", "not-resizable",
    "make_sure_not_resized() promises that a list never changes its length, and something resizes it.",
    R"(
from rpython.rlib.debug import make_sure_not_resized

def entry_point(argv):
    registers = [0] * 8
    make_sure_not_resized(registers)
    registers.append(len(argv))
    return registers[0]
)",
    R"(
from rpython.rlib.debug import make_sure_not_resized

def entry_point(argv):
    registers = [0] * 8
    make_sure_not_resized(registers)
    registers[0] = len(argv)
    return registers[0]
)"};
inline constexpr DiagnosticKind no_source{
    "W0412", "no-source",
    "The function is not written in Python, or its source can not be found, and the translator has no replacement for "
    "it. Functions of extension modules can not be called from translated code.",
    R"(
import zlib

def entry_point(argv):
    return zlib.crc32(argv[0].encode('latin-1')) % 256
)",
    R"(
def checksum(data):
    total = 0
    for byte in data:
        total = (total * 31 + byte) % 65521
    return total

def entry_point(argv):
    return checksum(argv[0].encode('latin-1')) % 256
)"};

inline constexpr DiagnosticKind shadowed_class_variable{
    "W0413", "shadowed-class-variable",
    "An attribute that is assigned on a class at run time is a variable of the class; instances can not have values of "
    "their own for it. One that is assigned on instances may have a default in the class, which does not change.",
    R"(
class Counter:
    count = 0

    def start(self):
        self.count = 1

    def note(self):
        Counter.count += 1

def entry_point(argv):
    counter = Counter()
    counter.start()
    counter.note()
    return Counter.count
)",
    R"(
class Counter:
    count = 0

    def start(self):
        Counter.count = 1

    def note(self):
        Counter.count += 1

def entry_point(argv):
    counter = Counter()
    counter.start()
    counter.note()
    return Counter.count
)"};

inline constexpr DiagnosticKind frozen_instance{
    "W0414", "frozen-instance",
    "Fields of a frozen dataclass are set when an instance is made and never again: in Python assigning one raises "
    "FrozenInstanceError.",
    R"(
import dataclasses

@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int

def entry_point(argv):
    point = Point(1, 2)
    point.x = len(argv)
    return point.x
)",
    R"(
import dataclasses

@dataclasses.dataclass(frozen=True)
class Point:
    x: int
    y: int

def entry_point(argv):
    point = Point(1, 2)
    point = dataclasses.replace(point, x=len(argv))
    return point.x
)"};

inline constexpr DiagnosticKind class_machinery{
    "W0415", "class-machinery",
    "Some special methods change what Python's interpreter does with classes and attributes: `__new__`, `__getattr__`, "
    "`__getattribute__`, `__setattr__`, `__delattr__`, the special methods of a metaclass, `__subclasshook__`, and "
    "descriptors other than properties, methods and `functools.cached_property`. Subclasses of `int`, `list` and the "
    "like have the layout of Python's objects. All that works while the spec is imported. In a translated program classes "
    "and attributes are laid out before it runs, so a program that would rely on them is refused.",
    R"(
class Record:
    def __init__(self):
        self.reads = 0

    def __getattr__(self, name):
        return len(name)

def entry_point(argv):
    return Record().reads
)",
    R"(
class Record:
    def __init__(self):
        self.reads = 0

    def get(self, name):
        return len(name)

def entry_point(argv):
    return Record().get('reads')
)"};

inline constexpr DiagnosticKind undeclared_attribute{
    "W0416", "undeclared-attribute",
    "A class whose `__slots__` or `_attrs_` list the attributes of its instances has no others. With `__slots__` Python "
    "raises AttributeError where another one is assigned.",
    R"(
class Point:
    __slots__ = ['x', 'y']

def entry_point(argv):
    point = Point()
    point.z = len(argv)
    return point.z
)",
    R"(
class Point:
    __slots__ = ['x', 'y', 'z']

def entry_point(argv):
    point = Point()
    point.z = len(argv)
    return point.z
)"};

inline constexpr const DiagnosticKind* diagnostic_kinds[] = {
    &type_conflict, &unknown_attribute, &wrong_call, &not_callable, &signature_mismatch, &unsupported_operation,
    &unsupported_object, &broken_contract, &bad_specialization, &integer_too_large, &not_resizable, &no_source,
    &shadowed_class_variable, &frozen_instance, &class_machinery, &undeclared_attribute};

}  // namespace weft::annotate
