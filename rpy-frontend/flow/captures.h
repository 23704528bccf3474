// Which variables of a function its nested functions share with it, and which they only need a copy of.
#pragma once

#include <functional>
#include <unordered_set>

#include "rpy-frontend/host/ast.h"

namespace weft::rpy {

// Names are interned strings. A captured variable that can be assigned again after a nested function has been made
// lives in a cell that both refer to; all others are copied when the nested function is made.
struct CapturedNames {
  std::unordered_set<PyObject*> in_cells;
  // Names of nested functions that are only assigned by their own definition: inside, the name is the function itself.
  std::unordered_set<PyObject*> own_names;
};

// What the finder has to know of names: the variables that a definition in the function takes from outside (a sequence
// of strings), and under which name a variable is stored (private names in classes).
struct NameRules {
  std::function<py::object(Node)> free_names_of;
  std::function<PyObject*(PyObject*)> stored_name;
};

CapturedNames find_captured_names(Node function, const NameRules& rules);

}  // namespace weft::rpy
