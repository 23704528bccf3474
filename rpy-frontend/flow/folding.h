// What can be computed while the graph is built: operations, attributes and calls on constants.
//
// A fold never changes what a program does: it asks Python for the result, and gives up when Python raises, or when an
// operand is an object whose state may change at run time. Integers are Python's: one that does not fit the target's
// word is for the annotator to refuse, unless something makes a number that fits of it.
#pragma once

#include <optional>
#include <span>
#include <unordered_set>
#include <vector>

#include "rpy-frontend/host/ast.h"
#include "rpy-frontend/host/host.h"

namespace weft::rpy {

// Objects with a meaning for flow building. Borrowed: they live as long as Python. Those of library modules that have
// not been imported are null, and nothing can be identical to them.
struct KnownObjects {
  PyObject *isinstance, *issubclass, *hasattr, *getattr, *setattr, *callable, *len, *super, *type, *list, *tuple, *set,
      *dict, *iter, *sum, *any, *all, *min, *max, *sorted, *object, *base_exception, *lookup_error, *index_error, *key_error,
      *arithmetic_error, *attribute_error, *assertion_error;
  PyObject *we_are_translated = nullptr, *unrolling_iterable = nullptr, *enum_type = nullptr,
           *wraps = nullptr, *partial = nullptr, *ovfcheck = nullptr;

  KnownObjects();
};

class Folder {
 public:
  explicit Folder(Host& host) : host_(host) { refresh(); }

  const KnownObjects& known() const { return known_; }
  // Looks library objects up again: more modules may have been imported.
  void refresh();

  // Each of these returns the result, or a null object where there is none before run time.
  py::object unary(NodeKind operation, py::handle operand);
  py::object binary(NodeKind operation, py::handle left, py::handle right);
  py::object compare(NodeKind operation, py::handle left, py::handle right);
  py::object item(py::handle container, py::handle index);
  py::object attribute(py::handle object, PyObject* name);
  // An attribute of a prebuilt instance that nothing assigns once the instance is made: a configuration's flag.
  py::object settled_attribute(py::handle object, PyObject* name);
  bool is_member_of_enum(PyObject* type, py::handle object) const;
  py::object call(py::handle callee, std::span<const py::object> arguments);
  py::object method_call(py::handle object, PyObject* name, std::span<const py::object> arguments);
  py::object format(py::handle value, const std::string& conversion, const std::string& specification);
  std::optional<bool> truth(py::handle object);

  // Numbers, strings, None, and tuples of such.
  bool is_plain(py::handle object) const;
  // Objects whose attributes, identity and truth can not change at run time.
  bool is_frozen(py::handle object) const;
  // Classes, functions, modules and other objects that compare by identity.
  bool is_definition(py::handle object) const;
  // False only for plain integers.
  bool fits_word(py::handle object) const;

 private:
  bool is_pure(py::handle callee) const;
  bool all_plain(std::span<const py::object> arguments) const;
  // The result; null with errors cleared if there is none.
  py::object accept(PyObject* result) const;

  Host& host_;
  KnownObjects known_;
  std::unordered_set<PyObject*> pure_;
  std::unordered_set<PyObject*> function_makers_;  // functools.partial and its kind
};

}  // namespace weft::rpy
