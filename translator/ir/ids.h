// Small typed indices. Everything in a program is stored in vectors and named by one of these, so that graphs copy
// cheaply and every traversal order is deterministic.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace weft::ir {

template <typename Tag>
struct Id {
  static constexpr uint32_t none = UINT32_MAX;

  uint32_t index = none;

  constexpr Id() = default;
  constexpr explicit Id(size_t position) : index(static_cast<uint32_t>(position)) {}

  constexpr bool valid() const { return index != none; }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using TypeId = Id<struct TypeTag>;
using StringId = Id<struct StringTag>;
using FileId = Id<struct FileTag>;
using LocationId = Id<struct LocationTag>;
using ConstantId = Id<struct ConstantTag>;
using HostObjectId = Id<struct HostObjectTag>;
using DataId = Id<struct DataTag>;
using FunctionId = Id<struct FunctionTag>;
using BlockId = Id<struct BlockTag>;
using ValueId = Id<struct ValueTag>;
using CallShapeId = Id<struct CallShapeTag>;
using JitDriverId = Id<struct JitDriverTag>;

}  // namespace weft::ir

template <typename Tag>
struct std::hash<weft::ir::Id<Tag>> {
  size_t operator()(weft::ir::Id<Tag> id) const noexcept { return id.index; }
};
