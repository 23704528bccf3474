// The LLVM backend: turns a woven program into an executable or into LLVM's textual IR. No LLVM header is needed to
// use it.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "backends/llvm/targets.h"
#include "translator/ir/program.h"
#include "translator/support/optimization_level.h"
#include "translator/support/sanitizers.h"

namespace weft::backend {

// A text in C to compile and link with the program.
struct CSource {
  std::string text;
  std::vector<std::string> arguments;  // for the compiler
};

struct CodegenOptions {
  OptimizationLevel opt_level = OptimizationLevel::O2;
  bool debug_info = true;          // map machine code to lines of the specification
  bool is_static = false;          // take no shared libraries
  bool strip = false;              // leave symbols and debug information out of the executable
  std::vector<std::string> libraries;  // to link besides libc and libm: {"gc"}
  std::vector<std::string> link_arguments;  // for the linker: {"-L/opt/lib"}
  std::vector<CSource> c_sources;
  Sanitizers sanitizers;
  std::string library_folder;  // sanitizers show places elsewhere, in the specification
  std::vector<std::string> runtime_flags;  // for compiling the C runtime, besides the target's: {"-DWEFT_THREADS"}
  unsigned threads = 0;                // for code generation; 0: one for each processor. Never changes the output.
};

// Called after each step of a build with its name and how long it took, from the calling thread.
using ProgressCallback = std::function<void(std::string_view step, double seconds)>;

enum class LlvmStage { BeforeOptimization, AfterOptimization };

// The program as LLVM IR in one module, without the C runtime. With `function`, only the function of that name.
std::string emit_llvm_ir(const ir::Program& program, const TargetDescription& target, const CodegenOptions& options,
                         LlvmStage stage, std::string_view function = {});

// Builds an executable. The output appears complete or not at all. Throws UserError for what the user can put right: an
// output that can not be written, a library that is not installed.
void build_executable(const ir::Program& program, const TargetDescription& target, const CodegenOptions& options,
                      const std::string& output_path, const ProgressCallback& progress = {});

}  // namespace weft::backend
