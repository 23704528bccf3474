// Which names a piece of a function assigns: what a loop has to carry from one iteration to the next.
#pragma once

#include <unordered_map>
#include <vector>

#include "rpy-frontend/host/ast.h"

namespace weft::rpy {

// Names (interned strings) in an order that only depends on the source, without the names that comprehensions and
// nested functions assign in scopes of their own.
struct AssignedNames {
  std::vector<PyObject*> assigned;  // and never deleted
  std::vector<PyObject*> deleted;  // may be unbound afterwards, whether assigned or not
  std::unordered_map<PyObject*, unsigned> counts;  // how many places assign the name
};

AssignedNames find_assigned_names(Node root);

}  // namespace weft::rpy
