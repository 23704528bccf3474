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

// How a function that is made at run time finds a variable of the functions around it.
enum class CapturedAs : uint8_t {
  Value,     // in an attribute of the function object
  Variable,  // in a cell, which an attribute of the function object refers to
  Itself,    // the function object
};

// What the first parameter of a function made at run time is called; not a name that Python allows.
inline constexpr const char* closure_parameter = "<closure>";

// A nested function of which each execution of its definition makes a new object: an instance of `class_`, with what it
// captures as attributes. The function is the class's `__call__`: its graph has the object as its first parameter.
struct Closure {
  py::object class_;
  std::vector<std::pair<PyObject*, CapturedAs>> captured;  // by name, those that are not constants
  std::vector<PyObject*> defaults;  // for each parameter: the attribute with its default, or null
};

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
  // Where a constant that does not fit the target's word is written, in the order in which graphs are built.
  std::unordered_map<uint32_t, std::vector<ir::LocationId>> wide_constants;  // by host object
  std::string unique_function_name(const std::string& wanted);
  const AssignedNames& assigned_names(Node statement);
  const Closure* closure(py::handle function) const;
  void add_closure(const py::object& function, Closure closure);

  // Bodies of generator functions: functions that only stand for what is to be built, and for which version.
  struct GeneratorBody {
    FlowRequest request;
    py::object body;        // keeps the key alive
    py::object stop_class;  // of the exception that carries what it returns; null if it returns nothing
  };
  std::unordered_map<PyObject*, GeneratorBody> generator_bodies;

  // Functions defined inside functions, by code object, captured constants and defaults: each is made once.
  std::map<std::vector<uint64_t>, py::object> nested_functions;
  std::unordered_map<PyObject*, Closure> closures;  // by function object

 private:
  std::unordered_map<PyObject*, ir::StringId> names_;
  std::unordered_map<const SourceFile*, ir::FileId> files_;
  std::unordered_map<std::string, unsigned> name_counts_;
  std::unordered_map<PyObject*, AssignedNames> assigned_names_;
  std::vector<py::object> alive_;  // keys of the maps above
};

}  // namespace weft::rpy
