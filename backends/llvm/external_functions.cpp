#include "backends/llvm/external_functions.h"

#include <array>

#include "backends/llvm/module_lowering.h"

namespace weft::backend {

namespace {

struct KnownFunction {
  std::string_view name;
  bool returns_new_memory = false;
  bool never_returns = false;
};

// The C library's own functions are known to LLVM.
constexpr std::array known_functions = {
    KnownFunction{.name = "weft_arena_reserve", .returns_new_memory = true},
    KnownFunction{.name = "weft_raw_malloc", .returns_new_memory = true},
    KnownFunction{.name = "weft_exit", .never_returns = true},
    KnownFunction{.name = "weft_fatal", .never_returns = true},
    KnownFunction{.name = "weft_found_race", .never_returns = true},
    KnownFunction{.name = "weft_boehm_allocate", .returns_new_memory = true},
    KnownFunction{.name = "weft_boehm_allocate_slowly", .returns_new_memory = true},
};

// Whether C passes the value widened to an int, and how.
llvm::Attribute::AttrKind extension(const ir::TypeTable& types, ir::TypeId type) {
  const ir::Type& description = types[type];
  switch (description.kind) {
    case ir::TypeKind::Bool:
    case ir::TypeKind::Char: return llvm::Attribute::ZExt;
    case ir::TypeKind::Integer:
      if (description.bits == 0 || description.bits >= 32) return llvm::Attribute::None;
      return description.is_signed ? llvm::Attribute::SExt : llvm::Attribute::ZExt;
    case ir::TypeKind::Any:
    case ir::TypeKind::Void:
    case ir::TypeKind::UniChar:
    case ir::TypeKind::Float:
    case ir::TypeKind::SingleFloat:
    case ir::TypeKind::Address:
    case ir::TypeKind::Pointer:
    case ir::TypeKind::Struct:
    case ir::TypeKind::Array:
    case ir::TypeKind::Function:
    case ir::TypeKind::Opaque: return llvm::Attribute::None;
  }
  return llvm::Attribute::None;
}

}  // namespace

void add_external_attributes(ModuleLowering& module, const ir::Function& description, llvm::Function& function) {
  const ir::TypeTable& types = module.program().types;
  const ir::FunctionType& type = types.function_type(description.type);
  function.setDoesNotThrow();
  unsigned position = 0;
  for (ir::TypeId parameter : type.parameters) {
    if (module.is_void(parameter)) continue;
    if (auto kind = extension(types, parameter); kind != llvm::Attribute::None) function.addParamAttr(position, kind);
    ++position;
  }
  if (auto kind = extension(types, type.result); kind != llvm::Attribute::None) function.addRetAttr(kind);
  for (const KnownFunction& known : known_functions) {
    if (known.name != description.name) continue;
    if (known.returns_new_memory) function.addRetAttr(llvm::Attribute::NoAlias);
    if (known.never_returns) function.setDoesNotReturn();
    if (known.never_returns) function.addFnAttr(llvm::Attribute::Cold);
  }
}

InlineExternal inline_external(std::string_view name) {
  if (name == "weft_stack_too_deep") return InlineExternal::StackTooDeep;
  if (name == "weft_must_stop") return InlineExternal::MustStop;
  if (name == "weft_thread_index") return InlineExternal::ThreadIndex;
  if (name == "weft_thread_words") return InlineExternal::ThreadWords;
  if (name == "weft_here") return InlineExternal::Here;
  return InlineExternal::None;
}

}  // namespace weft::backend
