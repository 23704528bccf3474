#include "backends/llvm/aliasing.h"

#include <fmt/format.h>

namespace weft::backend {

using ir::TypeId;
using ir::TypeKind;

Aliasing::Aliasing(llvm::LLVMContext& context, const ir::Program& program)
    : program_(program), builder_(context), root_(builder_.createTBAARoot("weft")),
      shared_(builder_.createTBAAScalarTypeNode("shared", root_)) {}

llvm::MDNode* Aliasing::tag(const std::string& name, llvm::MDNode* kind) {
  llvm::MDNode*& result = tags_[name];
  if (result == nullptr) {
    llvm::MDNode* type = builder_.createTBAAScalarTypeNode(name, kind);
    result = builder_.createTBAAStructTagNode(type, type, 0);
  }
  return result;
}

llvm::MDNode* Aliasing::field(TypeId struct_type, uint32_t field) {
  llvm::MDNode*& result = fields_[{struct_type.index, field}];
  if (result != nullptr) return result;
  // The struct that introduced the field.
  TypeId owner = struct_type;
  for (TypeId base = program_.types.struct_type(owner).base; base.valid();
       base = program_.types.struct_type(owner).base) {
    if (field >= program_.types.struct_type(base).fields.size()) break;
    owner = base;
  }
  const ir::StructType& description = program_.types.struct_type(owner);
  result = tag(fmt::format("{}.{}", description.name, program_.strings[description.fields[field].name]),
               description.fields[field].immutable ? root_ : shared_);
  return result;
}

llvm::MDNode* Aliasing::item(TypeId item_type) { return tag("items of " + item_kind(item_type), shared_); }

std::string Aliasing::item_kind(TypeId item_type) const {
  const ir::Type& type = program_.types[item_type];
  switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Char: return "8 bits";
    case TypeKind::UniChar: return "32 bits";
    case TypeKind::Integer: return fmt::format("{} bits", type.bits == 0 ? program_.word_bits : type.bits);
    case TypeKind::Float: return "float";
    case TypeKind::SingleFloat: return "single float";
    case TypeKind::Address:
    case TypeKind::Pointer: return "pointer";
    case TypeKind::Any:
    case TypeKind::Void:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Function:
    case TypeKind::Opaque: return "aggregate";
  }
  return {};
}

}  // namespace weft::backend
