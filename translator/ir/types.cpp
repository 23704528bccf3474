#include "translator/ir/types.h"

#include <cassert>

#include <fmt/format.h>

namespace weft::ir {

namespace {

size_t hash_function_type(const FunctionType& type) {
  size_t hash = type.result.index;
  for (TypeId parameter : type.parameters) hash = hash * 1000003u + parameter.index;
  return hash;
}

}  // namespace

TypeTable::TypeTable() {
  add({TypeKind::Any});
  add({TypeKind::Void});
  add({TypeKind::Bool});
  add({TypeKind::Char});
  add({TypeKind::UniChar});
  add({TypeKind::Integer, 0, true});
  add({TypeKind::Integer, 0, false});
  add({TypeKind::Float});
  add({TypeKind::SingleFloat});
  add({TypeKind::Address});
  for (uint8_t bits : {8, 16, 32, 64}) {
    add({TypeKind::Integer, bits, true});
    add({TypeKind::Integer, bits, false});
  }
  assert(size() == u64.index + 1);
}

TypeId TypeTable::add(Type type) {
  types_.push_back(type);
  return TypeId{types_.size() - 1};
}

TypeId TypeTable::integer(unsigned bits, bool is_signed) const {
  switch (bits) {
    case 0: return is_signed ? signed_ : unsigned_;
    case 8: return is_signed ? i8 : u8;
    case 16: return is_signed ? i16 : u16;
    case 32: return is_signed ? i32 : u32;
    case 64: return is_signed ? i64 : u64;
  }
  assert(!"TypeTable::integer: no such width");
  return {};
}

TypeId TypeTable::pointer(TypeId pointee) {
  auto [position, is_new] = pointers_.try_emplace(pointee.index);
  if (is_new) position->second = add({TypeKind::Pointer, 0, false, pointee.index});
  return position->second;
}

TypeId TypeTable::function(FunctionType type) {
  size_t hash = hash_function_type(type);
  auto [first, last] = function_index_.equal_range(hash);
  for (; first != last; ++first)
    if (function_type(first->second) == type) return first->second;
  functions_.push_back(std::move(type));
  TypeId id = add({TypeKind::Function, 0, false, static_cast<uint32_t>(functions_.size() - 1)});
  function_index_.emplace(hash, id);
  return id;
}

TypeId TypeTable::declare_struct(std::string name, Storage storage, TypeId base) {
  assert(!find(name).valid());
  structs_.push_back({.name = name, .storage = storage, .base = base, .fields = {}, .defined = false});
  TypeId id = add({TypeKind::Struct, 0, false, static_cast<uint32_t>(structs_.size() - 1)});
  names_.emplace(std::move(name), id);
  return id;
}

void TypeTable::define_struct(TypeId type, std::vector<Field> own_fields) {
  StructType& definition = structs_[types_[type.index].detail];
  assert(!definition.defined);
  if (definition.base.valid()) {
    assert(struct_type(definition.base).defined);
    definition.fields = struct_type(definition.base).fields;
  }
  definition.fields.insert(definition.fields.end(), own_fields.begin(), own_fields.end());
  definition.defined = true;
}

void TypeTable::set_vtable(TypeId instances, TypeId vtable) {
  structs_[types_[instances.index].detail].vtable = vtable;
}

void TypeTable::retype_field(TypeId type, uint32_t field, TypeId field_type) {
  for (size_t i = 0; i < types_.size(); ++i)
    if (types_[i].kind == TypeKind::Struct && derives_from(TypeId{i}, type) && structs_[types_[i].detail].defined)
      structs_[types_[i].detail].fields[field].type = field_type;
}

TypeId TypeTable::declare_array(std::string name, Storage storage) {
  assert(!find(name).valid());
  arrays_.push_back({.name = name, .storage = storage, .item = {}});
  TypeId id = add({TypeKind::Array, 0, false, static_cast<uint32_t>(arrays_.size() - 1)});
  names_.emplace(std::move(name), id);
  return id;
}

void TypeTable::define_array(TypeId type, TypeId item, bool has_length, bool immutable) {
  ArrayType& definition = arrays_[types_[type.index].detail];
  assert(!definition.item.valid());
  definition.item = item;
  definition.has_length = has_length;
  definition.immutable = immutable;
}

TypeId TypeTable::opaque(std::string name) {
  if (TypeId known = find(name); known.valid()) return known;
  opaques_.push_back(name);
  TypeId id = add({TypeKind::Opaque, 0, false, static_cast<uint32_t>(opaques_.size() - 1)});
  names_.emplace(std::move(name), id);
  return id;
}

TypeId TypeTable::find(std::string_view name) const {
  auto position = names_.find(std::string(name));
  return position == names_.end() ? TypeId{} : position->second;
}

std::string TypeTable::unique_name(std::string_view wanted) const {
  std::string name(wanted);
  for (unsigned suffix = 1; find(name).valid(); ++suffix) name = fmt::format("{}.{}", wanted, suffix);
  return name;
}

TypeId TypeTable::pointee(TypeId pointer) const {
  assert(is_pointer(pointer));
  return TypeId{types_[pointer.index].detail};
}

TypeId TypeTable::find_pointer(TypeId pointee) const {
  auto position = pointers_.find(pointee.index);
  return position == pointers_.end() ? TypeId{} : position->second;
}

const StructType& TypeTable::struct_type(TypeId id) const {
  assert(kind(id) == TypeKind::Struct);
  return structs_[types_[id.index].detail];
}

const ArrayType& TypeTable::array_type(TypeId id) const {
  assert(kind(id) == TypeKind::Array);
  return arrays_[types_[id.index].detail];
}

const FunctionType& TypeTable::function_type(TypeId id) const {
  assert(kind(id) == TypeKind::Function);
  return functions_[types_[id.index].detail];
}

const std::string& TypeTable::opaque_name(TypeId id) const {
  assert(kind(id) == TypeKind::Opaque);
  return opaques_[types_[id.index].detail];
}

const std::string& TypeTable::name(TypeId id) const {
  switch (kind(id)) {
    case TypeKind::Struct: return struct_type(id).name;
    case TypeKind::Array: return array_type(id).name;
    default: return opaque_name(id);
  }
}

bool TypeTable::is_gc_pointer(TypeId id) const {
  if (!is_pointer(id)) return false;
  TypeId target = pointee(id);
  if (kind(target) == TypeKind::Struct) return struct_type(target).storage == Storage::Gc;
  if (kind(target) == TypeKind::Array) return array_type(target).storage == Storage::Gc;
  return false;
}

TypeId TypeTable::tail_array(TypeId struct_id) const {
  if (kind(struct_id) != TypeKind::Struct) return {};
  const std::vector<Field>& fields = struct_type(struct_id).fields;
  if (fields.empty() || kind(fields.back().type) != TypeKind::Array) return {};
  return fields.back().type;
}

bool TypeTable::derives_from(TypeId derived, TypeId base) const {
  while (derived.valid() && derived != base) {
    if (kind(derived) != TypeKind::Struct) return false;
    derived = struct_type(derived).base;
  }
  return derived.valid();
}

std::optional<uint32_t> TypeTable::find_field(TypeId struct_id, StringId name) const {
  const std::vector<Field>& fields = struct_type(struct_id).fields;
  for (uint32_t i = 0; i < fields.size(); ++i)
    if (fields[i].name == name) return i;
  return std::nullopt;
}

}  // namespace weft::ir
