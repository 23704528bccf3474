// Links objects into an executable with lld; Clang's driver knows where start-up files and libraries are.
#pragma once

#include <string>
#include <vector>

#include "backends/llvm/targets.h"
#include "translator/support/sanitizers.h"

namespace weft::backend {

struct LinkRequest {
  const TargetDescription& target;
  std::vector<std::string> objects;    // paths
  std::vector<std::string> libraries;  // besides libc and libm: "gc"
  std::vector<std::string> arguments;  // of the program's own: "-L/opt/lib"
  bool strip = false;
  bool is_static = false;  // takes no shared libraries
  bool merge_functions = true;  // whose code is the same, where nothing depends on their addresses
  Sanitizers sanitizers;  // whose runtimes are linked
  std::string output;  // overwritten if it exists
};

// Throws UserError when something is missing or the linker complains.
void link_executable(const LinkRequest& request);

// Compiles a file in C to an object. Throws UserError with what the compiler says.
void compile_c(const TargetDescription& target, const std::string& path, const std::vector<std::string>& arguments,
               const std::string& output);

// Those that neither are where they are said to be nor in the folders that the target's linker searches.
std::vector<Need> missing_for_linking(const TargetDescription& target, std::vector<Need> needs);

// The paths of Clang's runtimes that are linked with these sanitizers, whether they are installed or not; none if Clang has
// none for the target.
std::vector<std::string> sanitizer_runtimes(const TargetDescription& target, const Sanitizers& sanitizers);

// Throws UserError naming the package to install for a library that is not there.
void check_libraries(const TargetDescription& target, const std::vector<std::string>& libraries);

// The command that compiles C for the target: Clang and how to call it.
std::vector<std::string> c_compiler(const TargetDescription& target);

// Where Clang is installed: its headers and libraries are found from there.
std::string clang_path();

// Where a tool is that comes with Clang: "ld.lld".
std::string tool_path(std::string_view tool);

}  // namespace weft::backend
