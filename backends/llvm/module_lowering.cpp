#include "backends/llvm/module_lowering.h"

#include <fmt/format.h>

#include <cassert>

#include "backends/llvm/crossings.h"
#include "backends/llvm/external_functions.h"
#include "backends/llvm/function_lowering.h"

namespace weft::backend {

using ir::ConstantKind;
using ir::FunctionId;
using ir::TypeId;
using ir::TypeKind;

ModuleLowering::ModuleLowering(llvm::Module& module, const LoweringInput& input, const Partition& partition)
    : module_(module),
      input_(input),
      partition_(partition),
      aliasing_(module.getContext(), input.program),
      word_(llvm::Type::getIntNTy(module.getContext(), input.program.word_bits)),
      pointer_(llvm::PointerType::get(module.getContext(), 0)),
      locations_(module, input.program),
      uses_stack_maps_(input.program.find_function(root_slots_function).valid()),
      functions_(input.program.functions.size(), nullptr),
      data_(input.program.data.size(), nullptr) {
  if (input.debug_info) debug_info_ = std::make_unique<DebugInfo>(module, input.program, input.is_optimized);
}

void ModuleLowering::lower() {
  for (FunctionId id : partition_.functions) FunctionLowering(*this, id).lower();
  for (FunctionId id : partition_.imported) {
    FunctionLowering(*this, id).lower();
    function(id)->setLinkage(llvm::GlobalValue::AvailableExternallyLinkage);
  }
  if (partition_.index == 0) {
    if (program().entry.valid()) define_glue(*this);
    if (input_.partitioning.is_split())
      for (ir::DataId id : input_.partitioning.data) data(id);
  }
  while (!pending_data_.empty()) {
    ir::DataId id = pending_data_.back();
    pending_data_.pop_back();
    define_data(id);
  }
  if (debug_info_) debug_info_->finish();
}

llvm::Type* ModuleLowering::value_type(TypeId type) {
  if (program().types.kind(type) == TypeKind::Bool) return llvm::Type::getInt1Ty(context());
  return memory_type(type);
}

llvm::Type* ModuleLowering::memory_type(TypeId type) {
  const ir::Type& description = program().types[type];
  switch (description.kind) {
    case TypeKind::Void: return llvm::Type::getVoidTy(context());
    case TypeKind::Bool:
    case TypeKind::Char: return llvm::Type::getInt8Ty(context());
    case TypeKind::UniChar: return llvm::Type::getInt32Ty(context());
    case TypeKind::Integer: return description.bits == 0 ? word_ : llvm::Type::getIntNTy(context(), description.bits);
    case TypeKind::Float: return llvm::Type::getDoubleTy(context());
    case TypeKind::SingleFloat: return llvm::Type::getFloatTy(context());
    case TypeKind::Address:
    case TypeKind::Pointer: return pointer_;
    case TypeKind::Any:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Function:
    case TypeKind::Opaque: break;
  }
  assert(!"ModuleLowering: a type that no value has after the typer");
  return nullptr;
}

llvm::FunctionType* ModuleLowering::function_type(TypeId id, Convention convention) {
  const ir::FunctionType& type = program().types.function_type(id);
  auto [can_raise, takes_roots, is_external] = convention;
  std::vector<llvm::Type*> parameters;
  if (takes_roots) parameters.push_back(pointer_);
  for (TypeId parameter : type.parameters)
    if (!is_void(parameter)) parameters.push_back(is_external ? memory_type(parameter) : value_type(parameter));
  llvm::Type* result = is_external ? memory_type(type.result) : value_type(type.result);
  if (can_raise)
    result = is_void(type.result) ? static_cast<llvm::Type*>(pointer_) : llvm::StructType::get(result, pointer_);
  return llvm::FunctionType::get(result, parameters, false);
}

llvm::Function* ModuleLowering::function(FunctionId id) {
  llvm::Function*& result = functions_[id.index];
  if (result != nullptr) return result;
  const ir::Function& description = program().function(id);
  llvm::FunctionType* type =
      function_type(description.type, {description.can_raise, description.takes_roots, description.is_external});
  const std::string& symbol = input_.symbols[id.index];
  if (description.is_external && description.name.starts_with(callback_prefix))
    return functions_[id.index] = define_callback(*this, description, type);
  if (description.is_external) {
    // The C runtime may be linked into the module already, or two types may share one C function.
    result = llvm::cast<llvm::Function>(module_.getOrInsertFunction(symbol, type).getCallee());
    add_external_attributes(*this, description, *result);
    return result;
  }
  // Without an entry function every function is there to be looked at.
  bool is_internal = program().entry.valid() && input_.partitioning.home[id.index] == partition_.index &&
                     !input_.partitioning.is_shared[id.index];
  result = llvm::Function::Create(
      type, is_internal ? llvm::GlobalValue::InternalLinkage : llvm::GlobalValue::ExternalLinkage, symbol, module_);
  if (!is_internal) result->setVisibility(llvm::GlobalValue::HiddenVisibility);
  if (!is_internal) result->setDSOLocal(true);
  result->setCallingConv(description.preserve_most ? preserving_convention() : unsigned{llvm::CallingConv::Fast});
  result->setDoesNotThrow();
  for (llvm::Argument& argument : result->args()) argument.addAttr(llvm::Attribute::NoUndef);
  if (description.is_cold) result->addFnAttr(llvm::Attribute::Cold);
  if (description.is_cold || description.is_for_size) result->addFnAttr(llvm::Attribute::OptimizeForSize);
  switch (description.inline_hint) {
    case ir::InlineHint::Default: break;
    case ir::InlineHint::Always: result->addFnAttr(llvm::Attribute::AlwaysInline); break;
    case ir::InlineHint::Never: result->addFnAttr(llvm::Attribute::NoInline); break;
  }
  return result;
}

llvm::Constant* ModuleLowering::constant(ir::ConstantId id) {
  const ir::Constant& value = program().constants[id];
  auto offset = [&](uint64_t bytes) { return llvm::ConstantInt::get(word_, bytes); };
  switch (value.kind) {
    case ConstantKind::Void: return nullptr;
    case ConstantKind::Integer: {
      auto* type = llvm::cast<llvm::IntegerType>(value_type(value.type));
      return llvm::ConstantInt::get(type, llvm::APInt(type->getBitWidth(), value.payload, false, true));
    }
    case ConstantKind::Float: {
      llvm::Constant* result =
          llvm::ConstantFP::get(llvm::Type::getDoubleTy(context()),
                                llvm::APFloat(llvm::APFloat::IEEEdouble(), llvm::APInt(64, value.payload)));
      if (program().types.kind(value.type) != TypeKind::SingleFloat) return result;
      return llvm::ConstantFP::get(llvm::Type::getFloatTy(context()), static_cast<double>(value.as_float()));
    }
    case ConstantKind::Null: return llvm::Constant::getNullValue(value_type(value.type));
    case ConstantKind::Data: return data(value.as_data());
    case ConstantKind::Function: return function(value.as_function());
    case ConstantKind::SizeOf: return offset(layout().extent(value.as_type()).size);
    case ConstantKind::ItemOffset: return offset(layout().items_offset(value.as_type()));
    case ConstantKind::ItemSize: return offset(layout().item_size(value.as_type()));
    case ConstantKind::LengthOffset: return offset(layout().length_offset(value.as_type()));
    case ConstantKind::FieldOffset: return offset(layout().field_offset(value.as_type(), value.as_field()));
    case ConstantKind::HostObject: break;
  }
  assert(!"ModuleLowering: a live Python object in a woven program");
  return nullptr;
}

llvm::Function* ModuleLowering::traceback_recorder() {
  const char* name = "weft.record_traceback";
  if (llvm::Function* result = module_.getFunction(name)) return result;
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context()), {pointer_}, false);
  auto* result = llvm::Function::Create(type, llvm::GlobalValue::ExternalLinkage, name, module_);
  result->setVisibility(llvm::GlobalValue::HiddenVisibility);
  result->setDSOLocal(true);
  result->setDoesNotThrow();
  result->addFnAttr(llvm::Attribute::Cold);
  result->addFnAttr(llvm::Attribute::NoInline);
  result->addFnAttr(llvm::Attribute::OptimizeForSize);
  // The callers hold an exception and want to be rid of it: nothing else should make room for this.
  result->setCallingConv(preserving_convention());
  return result;
}

unsigned ModuleLowering::preserving_convention() const {
  const llvm::Triple& triple = module_.getTargetTriple();
  bool is_known = triple.getArch() == llvm::Triple::x86_64 || triple.isAArch64();
  return is_known ? llvm::CallingConv::PreserveMost : llvm::CallingConv::Fast;
}

llvm::GlobalVariable* ModuleLowering::runtime_variable(const char* name, llvm::Type* type) {
  auto* result = llvm::cast<llvm::GlobalVariable>(module_.getOrInsertGlobal(name, type));
  result->setDSOLocal(true);
  if (program().has_threads()) result->setThreadLocalMode(llvm::GlobalValue::LocalExecTLSModel);
  return result;
}

}  // namespace weft::backend
