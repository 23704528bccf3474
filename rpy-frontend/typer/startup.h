// The functions that the typer writes itself, without a flow graph.
#pragma once

#include "rpy-frontend/typer/typer.h"

namespace weft::typer {

class Typer;

// (Signed argc, Address argv) -> Signed: makes the list of arguments and calls the spec's entry point.
ir::FunctionId make_entry_function(Typer& typer, annotate::InstanceId entry);
// `weft.exception_text`, (*object) -> Address: what str() gives, with a NUL at the end, for C.
ir::FunctionId make_exception_text_function(Typer& typer);
// `weft.recursion_error`, () -> *object: makes the exception for a stack that is exhausted.
ir::FunctionId make_recursion_error_function(Typer& typer);

// What is at the bottom of the stack of programs whose functions can be suspended: `weft.stackless.*`.
std::vector<ir::FunctionId> make_stackless_functions(Typer& typer);
// A method of the collector with the prebuilt collector bound.
ir::FunctionId make_collector_function(Typer& typer, const CollectorDescription& description,
                                       const CollectorMethod& method);

}  // namespace weft::typer
