// The rules that the annotator checks.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::annotate {

inline constexpr DiagnosticKind type_conflict{
    "W0401", "type-conflict",
    "A variable, an attribute, the items of a list or dict, or a function's result has one type throughout the program. "
    "Two values of types that have nothing in common met in one such place. Use two variables, convert one of the "
    "values, or give both classes a common base class."};
inline constexpr DiagnosticKind unknown_attribute{
    "W0402", "unknown-attribute",
    "An attribute is read that no class among the object's class, its bases and their subclasses ever defines or "
    "assigns."};
inline constexpr DiagnosticKind wrong_call{
    "W0403", "wrong-call",
    "A call must give each parameter of the function exactly one value: too many, too few, or unknown keyword arguments "
    "are errors, as in Python, but found while translating."};
inline constexpr DiagnosticKind not_callable{
    "W0404", "not-callable",
    "Only functions, methods, classes and objects whose class defines `__call__` can be called."};
inline constexpr DiagnosticKind signature_mismatch{
    "W0405", "signature-mismatch",
    "Functions that one call may reach (the overrides of a method, the functions in one table) must take the same "
    "number of arguments in the same order."};
inline constexpr DiagnosticKind unsupported_operation{
    "W0406", "unsupported-operation",
    "The operation is not defined for operands of these types: in Python it would raise TypeError at run time."};
inline constexpr DiagnosticKind unsupported_object{
    "W0407", "unsupported-object",
    "A live Python object is used as a constant, but the language has no type for it."};
inline constexpr DiagnosticKind broken_contract{
    "W0408", "broken-contract",
    "A type hint is a contract: the values that reach the annotated parameter or variable must be of that type."};
inline constexpr DiagnosticKind bad_specialization{
    "W0409", "bad-specialization",
    "`specialize.arg(n)` and `specialize.memo()` need arguments that are known while translating; the argument given "
    "here varies at run time."};
inline constexpr DiagnosticKind integer_too_large{
    "W0410", "integer-too-large",
    "Integers are machine words of the target. A larger constant needs one of the types of rpython.rlib.rarithmetic, or "
    "a big integer."};
inline constexpr DiagnosticKind not_resizable{
    "W0411", "not-resizable",
    "make_sure_not_resized() promises that a list never changes its length, and something resizes it."};
inline constexpr DiagnosticKind no_source{
    "W0412", "no-source",
    "The function is not written in Python, or its source can not be found, and the translator has no replacement for "
    "it. Functions of extension modules can not be called from translated code."};

inline constexpr DiagnosticKind shadowed_class_variable{
    "W0413", "shadowed-class-variable",
    "An attribute that is assigned on a class at run time is a variable of the class; instances can not have values of "
    "their own for it. One that is assigned on instances may have a default in the class, which does not change."};

}  // namespace weft::annotate
