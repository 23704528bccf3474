// What Clang's driver and its tables know of a target.
#pragma once

#include <string>
#include <vector>

#include "backends/llvm/targets.h"

namespace weft::backend {

// What Clang's driver is told of a target, whatever it is to do.
std::vector<std::string> clang_flags(const TargetDescription& target);

// Fills in what follows from the rest of the description. Throws FileError when Clang refuses a flag.
void resolve_target(TargetDescription& target);

}  // namespace weft::backend
