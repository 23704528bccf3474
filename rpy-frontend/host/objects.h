// Live Python objects under small numbers, so that the IR can refer to them.
#pragma once

#include <pybind11/pybind11.h>

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "translator/ir/ids.h"

namespace weft::rpy {

namespace py = pybind11;

// Objects are the same when they are identical. Immutable plain values (numbers, strings, None, tuples of such, ranges,
// bound methods) are also the same when type and value are: 1 and True differ, and so do 0.0 and -0.0.
class ObjectTable {
 public:
  ir::HostObjectId intern(py::handle object);
  // From now on `original` is the same object as `replacement`.
  void replace(py::handle original, py::handle replacement);
  // From now on an instance of `type` is the same object as what `convert` gives for it.
  void convert_instances(py::handle type, py::object convert) { converters_[type.ptr()] = std::move(convert); }
  // Was the object made by such a conversion?
  bool is_converted(py::handle object) const { return made_by_converters_.contains(object.ptr()); }
  py::object object(ir::HostObjectId id) const { return entries_[id.index].object; }
  // How the object prints in dumps and messages: like repr(), without addresses, and short.
  const std::string& describe(ir::HostObjectId id);
  size_t size() const { return entries_.size(); }

 private:
  struct Entry {
    py::object object;
    std::string description;  // made when first asked for
  };

  py::object value_key(py::handle object);
  std::string make_description(py::handle object, int depth);
  std::string instance_description(py::handle object);

  std::vector<Entry> entries_;
  std::unordered_map<PyObject*, ir::HostObjectId> by_identity_;
  std::unordered_map<PyObject*, py::object> converters_;  // by type
  std::vector<py::object> converted_;                     // keeps their keys in by_identity_ alive
  std::unordered_set<PyObject*> made_by_converters_;
  py::dict by_value_;  // value_key -> index
  std::unordered_map<PyObject*, unsigned> instance_numbers_;  // "#n" of instances that have been described
  std::unordered_map<PyObject*, unsigned> instances_of_class_;
  std::vector<py::object> described_;  // keeps the keys of the two maps above alive
};

}  // namespace weft::rpy
