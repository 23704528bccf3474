// What all functions that one FlowBuilder builds have in common: where they go, and caches.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rpy-frontend/flow/flow.h"
#include "rpy-frontend/flow/folding.h"
#include "rpy-frontend/flow/scan.h"
#include "rpy-frontend/host/host.h"
#include "translator/ir/program.h"
#include "translator/support/diagnostics.h"

namespace weft::rpy {

// A Python string as UTF-8.
std::string text(PyObject* string);

struct FlowShared {
  FlowShared(Host& host, ir::Program& program, Diagnostics& diagnostics)
      : host(host), program(program), diagnostics(diagnostics), folder(host) {}

  Host& host;
  ir::Program& program;
  Diagnostics& diagnostics;
  Folder folder;
  // What a variable holds on paths that have not assigned it.
  py::object unassigned_object = py::module_::import("builtins").attr("object")();
  // What stands for the value of something that a diagnostic was reported for.
  py::object undefined_object = py::module_::import("builtins").attr("object")();

  ir::StringId name(PyObject* text);  // of a Python string
  ir::ConstantId constant(py::handle object);
  ir::LocationId location(const SourceFile& file, const Span& span);
  std::string unique_function_name(const std::string& wanted);
  const AssignedNames& assigned_names(Node statement);

  // Bodies of generator functions: functions that only stand for what is to be built, and for which version.
  struct GeneratorBody {
    FlowRequest request;
    py::object body;        // keeps the key alive
    py::object stop_class;  // of the exception that carries what it returns; null if it returns nothing
  };
  std::unordered_map<PyObject*, GeneratorBody> generator_bodies;

  // Functions defined inside functions, by code object, captured constants and defaults: each is made once.
  std::map<std::vector<uint64_t>, py::object> nested_functions;

 private:
  std::unordered_map<PyObject*, ir::StringId> names_;
  std::unordered_map<const SourceFile*, ir::FileId> files_;
  std::unordered_map<std::string, unsigned> name_counts_;
  std::unordered_map<PyObject*, AssignedNames> assigned_names_;
  std::vector<py::object> alive_;  // keys of the maps above
};

}  // namespace weft::rpy
