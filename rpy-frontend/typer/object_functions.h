// Equality, order, hash and text of values, as functions of the library that containers are given: the helpers of
// lists, dicts and tuples take such functions as compile-time constants.
#pragma once

#include <pybind11/pybind11.h>

#include <functional>
#include <unordered_map>

#include "rpy-frontend/typer/repr.h"

namespace weft::typer {

namespace py = pybind11;

class ObjectFunctions {
 public:
  explicit ObjectFunctions(Typer& typer) : typer_(typer) {}

  // Each a live function over low-level values, or None where the helpers' own `==`, `<`, `hash` on the type is meant.
  py::object equal(const Repr* repr);
  py::object less(const Repr* repr);
  py::object hash(const Repr* repr);
  py::tuple unhashable_classes(annotate::ClassId class_);
  // The functions given to an r_dict, over the keys as the dict holds them.
  py::object key_equal(const Repr* dict, const py::object& function);
  py::object key_hash(const Repr* dict, const py::object& function);
  // Functions to *string; never None.
  py::object text(const Repr* repr);  // str(x)
  py::object source(const Repr* repr);  // repr(x)

 private:
  using Made = std::unordered_map<const Repr*, py::object>;
  py::object once(Made& made, const Repr* repr, unsigned parameters, const std::function<py::object()>& make);
  py::object make_equal(const Repr* repr);
  py::object make_less(const Repr* repr);
  py::object item_functions(const Repr* repr, py::object (ObjectFunctions::*function)(const Repr*));
  py::object make_source(const Repr* repr);
  py::object refinement(const Repr* repr) const;
  py::object plain_text(const Repr* repr);
  py::object instance_text(annotate::ClassId class_, const char* method, const py::object& otherwise);
  py::object wrapper(const Repr* repr);

  Typer& typer_;
  Made equal_, less_, hash_, text_, source_;
};

}  // namespace weft::typer
