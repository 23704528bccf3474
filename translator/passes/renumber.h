// Changing which functions and data constants refer to, all over a program.
#pragma once

#include <vector>

#include "translator/ir/program.h"

namespace weft::passes {

// By old id: the new one. An invalid id says that nothing refers to the function or data any more.
struct Renumbering {
  std::vector<ir::FunctionId> functions;
  std::vector<ir::DataId> data;
};

// The one that changes nothing.
Renumbering identity(const ir::Program& program);

// Lets every constant in code and data, the entry and the kept lists refer to the new ids. Does not move anything.
void redirect(ir::Program& program, const Renumbering& renumbering);

}  // namespace weft::passes
