// Prebuilt data: live objects that the program refers to, as static memory.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/repr.h"
#include "translator/ir/program.h"

namespace weft::typer {

namespace py = pybind11;

class Prebuilt {
 public:
  explicit Prebuilt(Typer& typer) : typer_(typer) {}

  // The constant for a live object in a representation.
  ir::ConstantId constant(ir::HostObjectId object, const Repr* repr);
  ir::ConstantId constant(py::handle object, const Repr* repr);
  ir::ConstantId string(std::string_view characters);
  // A raw array of characters with length, such as a class's name: type *char_array.
  ir::ConstantId characters(std::string_view characters);
  ir::ConstantId integer(py::handle number, ir::TypeId type);

  // Writes the contents of the objects asked for. Returns whether there were any.
  bool fill();

 private:
  ir::ConstantId make(py::handle object, const Repr* repr);
  ir::ConstantId list(py::handle object, const Repr* repr);
  ir::ConstantId dict(py::handle object, const Repr* repr);
  ir::ConstantId tuple(py::handle object, const Repr* repr);
  ir::ConstantId instance(py::handle object, const Repr* repr);
  ir::ConstantId function(py::handle object, const Repr* repr);
  ir::ConstantId function_object(py::handle object, const Repr* repr);
  ir::ConstantId class_(py::handle object);
  ir::ConstantId frozen(py::handle object, const Repr* repr);
  ir::ConstantId method(py::handle object, const Repr* repr);
  ir::ConstantId range(py::handle object, const Repr* repr);
  ir::ConstantId low_level(py::handle object, ir::TypeId type);
  ir::ConstantId low_level_value(py::handle object, ir::TypeId type);
  void fill_container(ir::DataId data, py::handle container);
  ir::ConstantId stored(py::handle object, const Repr* repr);
  ir::DataId add_data(ir::TypeId type, bool immutable, std::string name = {});
  ir::ConstantId pointer_to(ir::DataId data, ir::TypeId type);
  void keep(py::handle object) { alive_.push_back(py::reinterpret_borrow<py::object>(object)); }

  Typer& typer_;
  std::map<std::pair<PyObject*, const Repr*>, ir::ConstantId> known_;
  std::unordered_map<PyObject*, ir::DataId> instances_;
  std::map<std::pair<PyObject*, ir::TypeId>, ir::DataId> containers_;  // by object and struct or array type
  std::unordered_map<std::string, ir::DataId> strings_, character_arrays_;
  std::deque<std::function<void()>> pending_;
  std::map<std::string, unsigned> instance_numbers_;
  std::vector<py::object> alive_;
};

}  // namespace weft::typer
