// What can go wrong when a spec is imported.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::rpy {

inline constexpr DiagnosticKind missing_file{
    "W0101", "missing-file",
    "The specification must be a readable Python file. The path is taken relative to the current directory."};
inline constexpr DiagnosticKind syntax_error{
    "W0102", "syntax-error",
    "The specification and everything it imports must be valid Python 3, because it is imported before it is "
    "translated.",
    R"(
def entry_point(argv)
    return 0
)",
    R"(
def entry_point(argv):
    return 0
)"};
inline constexpr DiagnosticKind import_failed{
    "W0103", "import-failed",
    "The specification is imported by a full Python before it is translated. Code at module level ran into an "
    "exception; running the spec with `weft interp` or plain Python shows the same.",
    R"(
TABLE = {'add': 1}
FIRST = TABLE['mul']

def entry_point(argv):
    return FIRST
)",
    R"(
TABLE = {'add': 1}
FIRST = TABLE.get('mul', 0)

def entry_point(argv):
    return FIRST
)"};
inline constexpr DiagnosticKind missing_target{
    "W0104", "missing-target",
    "A specification defines a function target(driver, args), which returns the function that the translated program "
    "starts with: `def target(driver, args): return entry_point`.",
    R"(
def main(argv):
    return 0

def goal(driver, args):
    return main
)",
    R"(
def main(argv):
    return 0

def target(driver, args):
    return main
)"};
inline constexpr DiagnosticKind bad_target{
    "W0105", "bad-target",
    "target(driver, args) returns the entry point, a Python function that takes argv, or a pair of it and None, as "
    "specs written for RPython do.",
    R"(
def target(driver, args):
    return 42
)",
    R"(
def main(argv):
    return 42

def target(driver, args):
    return main
)"};

inline constexpr const DiagnosticKind* host_diagnostic_kinds[] = {
    &missing_file, &syntax_error, &import_failed, &missing_target, &bad_target};

}  // namespace weft::rpy
