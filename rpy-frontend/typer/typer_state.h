// The typer's state: everything that is shared between the functions being typed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/annotate/shorthand.h"
#include "rpy-frontend/typer/classes.h"
#include "rpy-frontend/typer/diagnostic_kinds.h"
#include "rpy-frontend/typer/functions.h"
#include "rpy-frontend/typer/late_structs.h"
#include "rpy-frontend/typer/low_types.h"
#include "rpy-frontend/typer/object_functions.h"
#include "rpy-frontend/typer/prebuilt.h"
#include "rpy-frontend/typer/repr.h"
#include "rpy-frontend/typer/typer.h"

namespace weft::typer {

namespace py = pybind11;

// The library's functions by module and name, "rlist.ll_getitem", looked up once.
class Library {
 public:
  const py::object& function(std::string_view module_and_name);
  // A module of rpython.rtyper.
  py::module_ module(const char* name) const {
    return py::module_::import((std::string("rpython.rtyper.") + name).c_str());
  }

 private:
  std::unordered_map<std::string, py::object> known_;
};

class Typer {
 public:
  Typer(annotate::Annotator& annotator, LowTypes& types, const TyperOptions& options);

  annotate::Annotator& annotator;
  annotate::Tables& tables;
  rpy::Host& host;
  ir::Program& flow;     // the annotated graphs
  ir::Program& program;  // what is being made
  LowTypes& types;
  TyperOptions options;
  Library library;
  LateStructs late;
  Reprs reprs;
  Classes classes;
  Functions functions;
  Prebuilt prebuilt;
  ObjectFunctions object_functions;

  py::object overflow_check();  // rarithmetic.ovfcheck
  annotate::Annotation of_constant(ir::HostObjectId object);
  // A name of the flow program in the new program.
  ir::StringId name(ir::StringId flow_name);
  std::string text(ir::StringId flow_name) const { return flow.strings[flow_name]; }  // a copy: the table moves

  // Types everything that has been asked for, and what that asks for, until there is no more.
  void run();

  void report(ir::LocationId location, std::string message, std::string help = {},
              const DiagnosticKind& kind = untypable_operation);

  // Are the values function objects, of whatever class?
  bool is_function_object(const Repr* repr) const;
  // Are they pointers to any instance, of which no class is known?
  bool is_object(const Repr* repr) const;

  // A constant 0, null, ... of the type.
  ir::ConstantId zero(ir::TypeId type);
  // A mutable static cell for a global variable: the pointer to it and its only slot's representation.
  struct GlobalCell {
    ir::ConstantId pointer;
    const Repr* repr;
  };
  GlobalCell global_cell(py::handle module_globals, const std::string& name);
  // What `__next__` of an iterator object gives.
  const Repr* next_item_repr(const annotate::Annotation& iterator);
  // The instance that a method target is; invalid when it was never called.
  annotate::InstanceId method_instance(const annotate::Annotator::MethodTarget& target);
  ir::JitDriverId jit_driver(py::handle live_driver);
  // The slot of an attribute that is read from one of several frozen objects.
  uint32_t frozen_slot(const Repr* repr, const std::string& attribute, const annotate::Annotation& annotation);
  annotate::Annotation frozen_attribute(uint32_t slot) const;

 private:
  std::vector<std::optional<annotate::Annotation>> constant_annotations_;
  std::vector<ir::StringId> names_;
  std::map<std::pair<uint32_t, uint32_t>, annotate::CallableId> methods_;  // by live function and class
  size_t methods_known_ = 0;
  py::object overflow_check_;
  std::map<std::pair<uint32_t, std::string>, GlobalCell> global_cells_;
  std::unordered_map<PyObject*, ir::JitDriverId> jit_drivers_;
  std::unordered_map<uint32_t, annotate::Annotation> frozen_attributes_;
};

}  // namespace weft::typer
