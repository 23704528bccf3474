// The typer: turns annotated flow graphs into a program of low-level operations on typed values, with the prebuilt data
// that it refers to.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/low_types.h"
#include "translator/ir/program.h"

namespace weft::typer {

struct TyperOptions {
  bool unchecked = false;  // --unchecked: no checks of indices and None beyond those that an `except` waits for
  bool stackless = false;  // keep what `weave_stackless` needs
};

// A method of the live collector object that the GC pass will call.
struct CollectorMethod {
  std::string name;
  std::vector<ir::TypeId> arguments;  // primitive types
};

struct CollectorDescription {
  py::object collector;  // an instance of a class of gcs/
  std::vector<CollectorMethod> methods;
};

// What the C code that the program calls needs: an ExternalCompilationInfo.
struct ForeignCode {
  std::vector<std::string> libraries;       // without `lib`
  std::vector<std::string> link_arguments;
  struct Source {
    std::string text;
    std::vector<std::string> arguments;  // for the compiler
  };
  std::vector<Source> sources;
};

struct TypedProgram {
  ir::Program program;  // at stage Low; `entry` is the start-up function: (Signed argc, Address argv) -> Signed
  // One for each of CollectorDescription::methods, with the collector bound.
  std::vector<ir::FunctionId> collector_functions;
  ForeignCode foreign;
  // What the author promised about them: see `rgc.no_collect` and `rgc.must_be_light_finalizer`.
  std::vector<ir::FunctionId> no_collect_functions, light_finalizers;
};

// `types` must have been given to the annotator before it annotated `entry`. Diagnostics go to the annotator's; nothing
// is returned when there were any.
std::optional<TypedProgram> type_program(annotate::Annotator& annotator, LowTypes& types, annotate::InstanceId entry,
                                         const TyperOptions& options, const CollectorDescription* collector = nullptr);

}  // namespace weft::typer
