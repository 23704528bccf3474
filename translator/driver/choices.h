// What a user can choose by name.
#pragma once

#include <string_view>

#include "backends/llvm/targets.h"
#include "rpy-frontend/host/host.h"
#include "translator/driver/command_line.h"

namespace weft::driver {

const backend::TargetDescription& find_target(std::string_view name);  // the empty name is this machine's

// What Python is to know of a target while it imports a spec.
rpy::HostOptions host_options(std::string_view target);

KnownNames known_names();

}  // namespace weft::driver
