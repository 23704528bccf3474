#include "backends/llvm/target_machine.h"

#include <fmt/format.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/Support/TargetSelect.h>

#include <mutex>

#include "backends/llvm/stack_maps.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

void initialize_llvm_targets() {
  static std::once_flag once;
  std::call_once(once, [] {
    llvm::InitializeAllTargetInfos();
    llvm::InitializeAllTargets();
    llvm::InitializeAllTargetMCs();
    llvm::InitializeAllAsmPrinters();
    llvm::InitializeAllAsmParsers();
    register_stack_maps();
  });
}

namespace {

llvm::CodeGenOptLevel codegen_level(unsigned opt_level) {
  switch (opt_level) {
    case 0: return llvm::CodeGenOptLevel::None;
    case 1: return llvm::CodeGenOptLevel::Less;
    case 2: return llvm::CodeGenOptLevel::Default;
    default: return llvm::CodeGenOptLevel::Aggressive;
  }
}

// How floats are passed. `softfp`, Clang's for passing them as integers but computing with them, is `soft` here.
llvm::FloatABI::ABIType float_abi(std::string_view name) {
  if (name == "hard") return llvm::FloatABI::Hard;
  return name.starts_with("soft") ? llvm::FloatABI::Soft : llvm::FloatABI::Default;
}

}  // namespace

std::unique_ptr<llvm::TargetMachine> create_target_machine(const TargetDescription& description,
                                                           const CodegenOptions& options) {
  initialize_llvm_targets();
  const CodeGeneration& chosen = description.code_generation;
  llvm::Triple triple(chosen.triple);
  std::string error;
  const llvm::Target* target = llvm::TargetRegistry::lookupTarget(triple, error);
  if (target == nullptr) throw UserError(fmt::format("can not generate code for {}: {}", description.triple, error));

  llvm::TargetOptions target_options;
  target_options.FunctionSections = true;
  // Python's float operations round one by one.
  target_options.AllowFPOpFusion = llvm::FPOpFusion::Strict;
  target_options.MCOptions.ABIName = chosen.abi;
  target_options.FloatABIType = float_abi(chosen.float_abi);
  // Executables are linked to a fixed address: prebuilt data then needs no relocation when the program starts, and is
  // shared between processes.
  std::unique_ptr<llvm::TargetMachine> machine(
      target->createTargetMachine(triple, chosen.cpu, chosen.features, target_options, llvm::Reloc::Static,
                                  llvm::CodeModel::Small, codegen_level(options.opt_level)));
  return machine;
}

}  // namespace weft::backend
