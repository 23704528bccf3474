// Finalizers: the collector hears of instances that have one, and has functions to call.
#pragma once

#include "rpy-frontend/typer/typer.h"
#include "translator/ir/builder.h"

namespace weft::typer {

class Typer;

// Whether the program has something to do after collections.
bool runs_finalizers(const Typer& typer);

// A new instance of the class is registered if the class has a finalizer.
void register_finalizer(Typer& typer, ir::Builder& builder, annotate::ClassId class_, ir::ValueId instance);

// `weft.call_finalizer` and `weft.finalize_light`, (Address) -> Void: call an object's `__del__`; and `weft.NAME`,
// () -> Void, for functions that C or the collector calls back. Those of them that the program needs.
std::vector<ir::FunctionId> make_called_back_functions(Typer& typer);

}  // namespace weft::typer
