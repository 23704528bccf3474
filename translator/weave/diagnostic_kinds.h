// The rules that are checked of optimised programs.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::weave {

inline constexpr DiagnosticKind may_collect{
    "W0601", "may-collect",
    "A function that is marked with `@rgc.no_collect` promises that no memory is collected before it returns: it, and "
    "what it calls, allocates no objects. What is allocated for an exception that leaves it does not count. The program "
    "is looked at as it is after optimisation, so that objects which are never made, such as the iterator of a loop over "
    "a range, do not count either.",
    R"(
from rpython.rlib import rgc

class Pair:
    def __init__(self, first, second):
        self.first = first
        self.second = second

@rgc.no_collect
def swapped(pair):
    return Pair(pair.second, pair.first)

def entry_point(argv):
    return swapped(Pair(1, len(argv))).first
)",
    R"(
from rpython.rlib import rgc

class Pair:
    def __init__(self, first, second):
        self.first = first
        self.second = second

@rgc.no_collect
def swap(pair):
    pair.first, pair.second = pair.second, pair.first

def entry_point(argv):
    pair = Pair(1, len(argv))
    swap(pair)
    return pair.first
)"};
inline constexpr DiagnosticKind heavy_finalizer{
    "W0602", "heavy-finalizer",
    "A `__del__` that is marked with `@rgc.must_be_light_finalizer` is called while the collector is at work. It must not "
    "allocate, not even an exception, and not look at other objects, which may have moved or be gone. It may give back "
    "raw memory, use numbers that the object holds, and call C functions. Any other `__del__` may do anything: leave out "
    "the decorator.",
    R"(
from rpython.rlib import rgc

class Log:
    def __init__(self):
        self.lines = []

log = Log()

class Handle:
    def __init__(self, number):
        self.number = number

    @rgc.must_be_light_finalizer
    def __del__(self):
        log.lines.append(str(self.number))

def entry_point(argv):
    return Handle(len(argv)).number
)",
    R"(
from rpython.rlib import rgc

class Log:
    def __init__(self):
        self.lines = []

log = Log()

class Handle:
    def __init__(self, number):
        self.number = number

    def __del__(self):
        log.lines.append(str(self.number))

def entry_point(argv):
    return Handle(len(argv)).number
)"};

inline constexpr const DiagnosticKind* diagnostic_kinds[] = {&may_collect, &heavy_finalizer};

}  // namespace weft::weave
