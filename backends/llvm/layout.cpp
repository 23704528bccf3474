#include "backends/llvm/layout.h"

#include <cassert>
#include <tuple>

namespace weft::backend {

using ir::TypeId;
using ir::TypeKind;

namespace {

uint64_t round_up(uint64_t value, uint64_t alignment) { return (value + alignment - 1) / alignment * alignment; }

}  // namespace

Layout::Layout(const ir::Program& program, const CTypes& c_types)
    : program_(program), c_types_(c_types), word_size_(program.word_bits / 8) {
  aggregates_.resize(program.types.size());
  for (size_t i = 0; i < program.types.size(); ++i) lay_out(TypeId{i});
}

Extent Layout::extent(TypeId type) const {
  TypeKind kind = program_.types.kind(type);
  if (kind == TypeKind::Struct || kind == TypeKind::Array) return aggregate(type).extent;
  return scalar_extent(type);
}

Extent Layout::scalar_extent(TypeId type) const {
  const ir::Type& description = program_.types[type];
  switch (description.kind) {
    case TypeKind::Void: return {0, 1};
    case TypeKind::Bool:
    case TypeKind::Char: return {1, 1};
    case TypeKind::UniChar:
    case TypeKind::SingleFloat: return {4, 4};
    case TypeKind::Float: return {8, c_types_.double_alignment};
    case TypeKind::Integer: {
      uint64_t size = description.bits == 0 ? word_size_ : description.bits / 8;
      return {size, size == 8 ? c_types_.int64_alignment : size};
    }
    case TypeKind::Address:
    case TypeKind::Pointer: return {word_size_, word_size_};
    case TypeKind::Any:
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Function:
    case TypeKind::Opaque: break;
  }
  assert(!"Layout: a type without a size");
  return {};
}

void Layout::lay_out(TypeId type) {
  if (aggregates_[type.index].is_known) return;
  TypeKind kind = program_.types.kind(type);
  if (kind == TypeKind::Struct) lay_out_struct(type);
  if (kind == TypeKind::Array) lay_out_array(type);
}

void Layout::lay_out_struct(TypeId type) {
  const ir::StructType& description = program_.types.struct_type(type);
  aggregates_[type.index].is_known = true;
  Aggregate result{.is_known = true};
  bool is_object = description.storage == ir::Storage::Gc;
  result.extent = {is_object ? header_size() : 0, is_object ? std::max<uint64_t>(1, header_size()) : 1};
  result.end = result.extent.size;
  if (is_object && description.base.valid()) {
    lay_out(description.base);
    result = aggregate(description.base);
  }
  result.field_offsets.resize(description.fields.size());
  for (uint32_t field : order_of_fields(description, result.end)) {
    Extent part = extent(description.fields[field].type);
    if (is_object) part.alignment = capped(part.alignment);
    result.field_offsets[field] = round_up(result.end, part.alignment);
    result.end = result.field_offsets[field] + part.size;
    result.extent.alignment = std::max(result.extent.alignment, part.alignment);
  }
  result.extent.size = result.end;
  if (!program_.types.tail_array(type).valid()) result.extent.size = round_up(result.end, result.extent.alignment);
  aggregates_[type.index] = std::move(result);
}

// C's structs are as they are. In objects what needs no gap in front of it comes first, and of that what needs the
// largest alignment; it begins in the gap at the end of the base. An inline array stays last.
std::vector<uint32_t> Layout::order_of_fields(const ir::StructType& type, uint64_t position) {
  bool is_object = type.storage == ir::Storage::Gc;
  std::vector<uint32_t> rest, order;
  size_t inherited = is_object && type.base.valid() ? program_.types.struct_type(type.base).fields.size() : 0;
  for (size_t i = inherited; i < type.fields.size(); ++i) {
    lay_out(type.fields[i].type);
    rest.push_back(static_cast<uint32_t>(i));
  }
  if (!is_object) return rest;
  auto part = [&](uint32_t field) {
    Extent extent = this->extent(type.fields[field].type);
    return Extent{extent.size, capped(extent.alignment)};
  };
  auto is_array = [&](uint32_t field) { return program_.types.kind(type.fields[field].type) == TypeKind::Array; };
  auto comes_before = [&](uint32_t left, uint32_t right) {
    auto rank = [&](uint32_t field) {
      bool fits = position % part(field).alignment == 0;
      return std::tuple(!is_array(field), fits, part(field).alignment);
    };
    return rank(left) > rank(right);
  };
  while (!rest.empty()) {
    auto next = std::ranges::min_element(rest, comes_before);
    position = round_up(position, part(*next).alignment) + part(*next).size;
    order.push_back(*next);
    rest.erase(next);
  }
  return order;
}

void Layout::lay_out_array(TypeId type) {
  const ir::ArrayType& description = program_.types.array_type(type);
  aggregates_[type.index].is_known = true;
  if (!description.item.valid()) return;  // declared only
  lay_out(description.item);
  Extent item = extent(description.item);
  if (description.storage == ir::Storage::Gc) item.alignment = capped(item.alignment);
  Extent result{0, item.alignment};
  if (description.has_length) result = {word_size_, std::max(item.alignment, word_size_)};
  result.size = round_up(result.size, item.alignment);
  aggregates_[type.index].extent = result;
}

uint64_t Layout::field_offset(TypeId struct_type, uint32_t field) const {
  return aggregate(struct_type).field_offsets.at(field);
}

TypeId Layout::array_of(TypeId type) const {
  if (program_.types.kind(type) == TypeKind::Array) return type;
  TypeId tail = program_.types.tail_array(type);
  assert(tail.valid() && "Layout: a struct without an inline array");
  return tail;
}

uint64_t Layout::array_start(TypeId type) const {
  // An array that is an object of its own has its header in front; one inside a struct shares the struct's.
  if (program_.types.kind(type) == TypeKind::Array)
    return program_.types.array_type(type).storage == ir::Storage::Gc ? header_size() : 0;
  return aggregate(type).field_offsets.back();
}

uint64_t Layout::items_offset(TypeId type) const { return array_start(type) + aggregate(array_of(type)).extent.size; }

uint64_t Layout::item_size(TypeId type) const { return extent(item_type(type)).size; }

uint64_t Layout::length_offset(TypeId type) const { return array_start(type); }

}  // namespace weft::backend
