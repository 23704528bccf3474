// The rules that the typer checks.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::typer {

inline constexpr DiagnosticKind untypable_operation{
    "W0501", "untypable-operation",
    "The operation is understood, but has no low-level form: the library has no implementation of it for these types. "
    "Usually another way of writing the same is available.",
    R"(
def entry_point(argv):
    print(argv[0] % len(argv))
    return 0
)",
    R"(
def entry_point(argv):
    print('%d arguments' % len(argv))
    return 0
)"};
inline constexpr DiagnosticKind bad_format{
    "W0502", "bad-format",
    "Format strings are taken apart while translating: they must be constants, with conversions that the values' types "
    "have, one for each value.",
    R"(
def entry_point(argv):
    print('%d arguments' % argv[0])
    return 0
)",
    R"(
def entry_point(argv):
    print('%s arguments' % argv[0])
    return 0
)"};

inline constexpr const DiagnosticKind* diagnostic_kinds[] = {
    &untypable_operation, &bad_format};

}  // namespace weft::typer
