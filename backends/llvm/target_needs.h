// What this machine has of what it takes to build for a target, and to run its programs.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "backends/llvm/targets.h"
#include "translator/support/sanitizers.h"

namespace weft::backend {

// The first one that suits this machine; null if none does.
const BuildMethod* build_method(const TargetDescription& target);

// The first one that suits this machine and has all it needs, otherwise the first one that suits it.
const RunMethod* run_method(const TargetDescription& target);

// What this machine lacks to build for the target, or to run its programs.
std::vector<Need> missing_to_build(const TargetDescription& target);
std::vector<Need> missing_to_run(const TargetDescription& target);

// What it lacks to build for the target with sanitizers, which Clang has runtimes for.
std::vector<Need> missing_to_sanitize(const TargetDescription& target, const Sanitizers& sanitizers);

// The sanitizers that programs for the target can be built with here.
std::vector<std::string> available_sanitizers(const TargetDescription& target);

// The command that installs what is missing; empty if that is nothing, or if it is in no package.
std::string install_command(const std::vector<Need>& missing);

// Throw UserError if something is missing, with the command that installs it.
void require_build(const TargetDescription& target);
void require_run(const TargetDescription& target);

// Throws UserError if programs can not be built with these sanitizers, here or at all.
void require_sanitizers(const TargetDescription& target, const Sanitizers& sanitizers, bool is_static);

}  // namespace weft::backend
