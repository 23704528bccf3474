// The runtime compiled in process must be the one compiled when Weft was built.
#include "backends/llvm/runtime_module.h"

#include <gtest/gtest.h>

namespace weft::backend {
namespace {

TEST(RuntimeModule, CompilesInProcess) {
  llvm::LLVMContext context;
  std::unique_ptr<llvm::Module> compiled = compile_runtime(context, host_target());
  std::unique_ptr<llvm::Module> embedded = load_runtime(context, host_target());
  std::vector<std::string> names, embedded_names;
  for (const llvm::Function& function : *compiled)
    if (!function.isDeclaration()) names.push_back(function.getName().str());
  for (const llvm::Function& function : *embedded)
    if (!function.isDeclaration()) embedded_names.push_back(function.getName().str());
  EXPECT_EQ(names, embedded_names);
  EXPECT_NE(compiled->getFunction("weft_format_double"), nullptr);
}

}  // namespace
}  // namespace weft::backend
