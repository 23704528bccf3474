// The runtime compiled in process must be the one compiled when Weft was built.
#include "backends/llvm/runtime_module.h"

#include <gtest/gtest.h>

#include "translator/support/diagnostics.h"

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

TEST(RuntimeModule, HasVariants) {
  llvm::LLVMContext context;
  const RuntimeVariant variant = {"-Dweft_format_double=other"};
  for (int i = 0; i < 2; ++i) {  // compiled, then out of the cache
    std::unique_ptr<llvm::Module> module = load_runtime(context, host_target(), variant);
    EXPECT_EQ(module->getFunction("weft_format_double"), nullptr);
    EXPECT_NE(module->getFunction("other"), nullptr);
  }
  EXPECT_NE(load_runtime(context, host_target())->getFunction("weft_format_double"), nullptr);
  EXPECT_THROW(compile_runtime(context, host_target(), {"-Dweft_format_double=+"}), UserError);
}

}  // namespace
}  // namespace weft::backend
