// States every rule that a program obeys at its stage, and reports where one is broken. Run after every pass in tests
// and debug builds.
#pragma once

#include <string>
#include <vector>

#include "translator/ir/program.h"

namespace weft::ir {

// One message for each broken rule, each naming the function, block and operation; empty for a sound program. Never
// fails itself, however broken the program is.
std::vector<std::string> verify(const Program& program);
std::vector<std::string> verify(const Program& program, FunctionId function);

}  // namespace weft::ir
