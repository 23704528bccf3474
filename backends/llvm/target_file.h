// Reads the files that describe targets, in YAML.
#pragma once

#include <string>

#include "backends/llvm/targets.h"

namespace weft::backend {

// Throws UserError for a file that can not be read, FileError for one that is wrong.
TargetDescription read_target_file(const std::string& path);

}  // namespace weft::backend
