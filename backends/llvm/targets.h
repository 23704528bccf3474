// The machines that programs can be built for, as data. Nothing else in the tree asks which machine it is on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace weft::backend {

struct TargetDescription {
  std::string name;      // what `--target=` takes: "x86_64-linux-gnu"
  std::string triple;
  std::string cpu;       // the oldest processor that must be able to run the program
  std::string features;  // LLVM's notation: "+sse4.2,+popcnt"
  unsigned word_bits = 64;
  std::string sysroot;              // where the target's headers and libraries are; empty for the host's own
  std::string runner;               // the command that runs the target's programs here; empty when they just run
  bool has_stack_maps = false;      // the C runtime can walk frames with the backend's stack maps
  std::string stack_register;       // LLVM's name of the stack pointer; empty when it can not be read
};

// Every target in the table, the host's own first.
const std::vector<TargetDescription>& known_targets();

// The target this process runs on.
const TargetDescription& host_target();

// The target of that name or triple; throws UserError with the nearest name when there is none.
const TargetDescription& find_target(std::string_view name);

// What this machine lacks to build for the target, one complaint each, with the package to install where it is known.
// Empty when nothing is missing.
std::vector<std::string> missing_for(const TargetDescription& target);

}  // namespace weft::backend
