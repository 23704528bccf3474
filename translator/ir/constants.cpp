#include "translator/ir/constants.h"

#include "translator/ir/types.h"

namespace weft::ir {

namespace {

size_t hash(const Constant& constant) {
  uint64_t mixed = constant.payload * 0x9E3779B97F4A7C15u;
  return mixed ^ (mixed >> 32) ^ (uint64_t{constant.type.index} << 8) ^ static_cast<uint64_t>(constant.kind);
}

}  // namespace

ConstantId ConstantTable::intern(Constant constant) {
  size_t key = hash(constant);
  auto [first, last] = index_.equal_range(key);
  for (; first != last; ++first)
    if (constants_[first->second.index] == constant) return first->second;
  constants_.push_back(constant);
  ConstantId id{constants_.size() - 1};
  index_.emplace(key, id);
  return id;
}

ConstantId ConstantTable::void_value() { return intern({ConstantKind::Void, TypeTable::void_, 0}); }

ConstantId ConstantTable::integer(TypeId type, int64_t value) {
  return intern({ConstantKind::Integer, type, static_cast<uint64_t>(value)});
}

ConstantId ConstantTable::boolean(bool value) { return integer(TypeTable::bool_, value); }

ConstantId ConstantTable::floating(double value) {
  return intern({ConstantKind::Float, TypeTable::float_, std::bit_cast<uint64_t>(value)});
}

ConstantId ConstantTable::null(TypeId pointer_type) { return intern({ConstantKind::Null, pointer_type, 0}); }

ConstantId ConstantTable::data(TypeId pointer_type, DataId data) {
  return intern({ConstantKind::Data, pointer_type, data.index});
}

ConstantId ConstantTable::function(TypeId pointer_type, FunctionId function) {
  return intern({ConstantKind::Function, pointer_type, function.index});
}

ConstantId ConstantTable::host_object(HostObjectId object) {
  return intern({ConstantKind::HostObject, TypeTable::any, object.index});
}

ConstantId ConstantTable::field_offset(TypeId struct_type, uint32_t field) {
  return intern({ConstantKind::FieldOffset, TypeTable::signed_, uint64_t{field} << 32 | struct_type.index});
}

}  // namespace weft::ir
