#include "backends/llvm/target_machine.h"

#include <fmt/format.h>
#include <llvm/Analysis/TargetTransformInfo.h>
#include <llvm/IR/Function.h>
#include <llvm/IR/Module.h>
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

llvm::CodeGenOptLevel codegen_level(OptimizationLevel level) {
  switch (level) {
    case OptimizationLevel::O0: return llvm::CodeGenOptLevel::None;
    case OptimizationLevel::O1: return llvm::CodeGenOptLevel::Less;
    case OptimizationLevel::O2:
    case OptimizationLevel::Os:
    case OptimizationLevel::Oz: return llvm::CodeGenOptLevel::Default;
    case OptimizationLevel::O3: return llvm::CodeGenOptLevel::Aggressive;
  }
  return llvm::CodeGenOptLevel::Default;
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
  // More for the linker to do; then it leaves out the data that only functions it leaves out refer to.
  target_options.DataSections = is_for_size(options.opt_level);
  // Tells the linker which functions' addresses matter: the others may be one if their code is the same.
  target_options.EmitAddrsig = true;
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

bool has_fast_unaligned_access(const llvm::TargetMachine& machine) {
  llvm::LLVMContext context;
  llvm::Module module("weft.question", context);
  module.setDataLayout(machine.createDataLayout());
  auto* function = llvm::Function::Create(llvm::FunctionType::get(llvm::Type::getVoidTy(context), false),
                                          llvm::GlobalValue::ExternalLinkage, "question", module);
  unsigned fast = 0;
  bool is_allowed = machine.getTargetTransformInfo(*function).allowsMisalignedMemoryAccesses(
      context, module.getDataLayout().getPointerSizeInBits(), 0, llvm::Align(1), &fast);
  return is_allowed && fast != 0;
}

}  // namespace weft::backend
