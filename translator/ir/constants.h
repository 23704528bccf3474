// Constants: immutable values known while translating, interned per program.
#pragma once

#include <bit>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "translator/ir/ids.h"

namespace weft::ir {

enum class ConstantKind : uint8_t {
  Void,        // the only value of type Void
  Integer,     // Bool, Char, UniChar and every Integer type; the value is sign-extended for signed types
  Float,       // `payload` holds the bits of a double
  Null,        // of a pointer or address type
  Data,        // pointer to a prebuilt object
  Function,    // pointer to a function
  HostObject,  // a live Python object; only before the typer
  SizeOf,      // the size in bytes of the fixed part of type `payload`; resolved by the backend (type Signed)
  ItemOffset,  // the offset in bytes of the first item in array or tail struct type `payload`
  ItemSize,    // the distance in bytes between items of array or tail struct type `payload`
  LengthOffset,// the offset in bytes of the length of array or tail struct type `payload`
  FieldOffset, // the offset in bytes of a field of a struct type: see `field_offset`
};

struct Constant {
  ConstantKind kind = ConstantKind::Void;
  TypeId type;
  uint64_t payload = 0;

  int64_t as_int() const { return static_cast<int64_t>(payload); }
  double as_float() const { return std::bit_cast<double>(payload); }
  DataId as_data() const { return DataId{payload}; }
  FunctionId as_function() const { return FunctionId{payload}; }
  HostObjectId as_host_object() const { return HostObjectId{payload}; }
  TypeId as_type() const { return TypeId{payload & UINT32_MAX}; }
  uint32_t as_field() const { return static_cast<uint32_t>(payload >> 32); }  // position, of a FieldOffset

  friend bool operator==(const Constant&, const Constant&) = default;
};

class ConstantTable {
 public:
  ConstantId intern(Constant constant);

  ConstantId void_value();
  ConstantId integer(TypeId type, int64_t value);
  ConstantId boolean(bool value);
  ConstantId floating(double value);
  ConstantId null(TypeId pointer_type);
  ConstantId data(TypeId pointer_type, DataId data);
  ConstantId function(TypeId pointer_type, FunctionId function);
  ConstantId host_object(HostObjectId object);
  ConstantId field_offset(TypeId struct_type, uint32_t field);

  const Constant& operator[](ConstantId id) const { return constants_[id.index]; }
  size_t size() const { return constants_.size(); }

 private:
  std::vector<Constant> constants_;
  std::unordered_multimap<size_t, ConstantId> index_;
};

}  // namespace weft::ir
