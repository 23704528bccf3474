// The types of the IR: one type for everything before the typer (`Any`), RPython's low-level model after it.
//
// Types are interned: equal types have equal ids. Structs, arrays and opaque types are nominal (two structs with the
// same fields and different names differ), which lets them be recursive; everything else is structural.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "translator/ir/ids.h"

namespace weft::ir {

enum class TypeKind : uint8_t {
  Any,       // a high-level value: before the typer every value has this type
  Void,      // no run-time representation
  Bool,      // one bit
  Char,      // 8-bit character, code points 0 to 255
  UniChar,   // 32-bit character
  Integer,   // `bits` wide, `is_signed` or not; 0 bits stands for the word of the target
  Float,     // IEEE double
  SingleFloat,
  Address,   // untyped machine address
  Pointer,   // to a struct, array, function or opaque type
  Struct,
  Array,
  Function,
  Opaque,    // a C type of which nothing is known here
};

// Who frees the memory a pointer to this struct or array points to.
enum class Storage : uint8_t {
  Gc,   // the collector; objects carry the collector's header
  Raw,  // the program; also everything static that the collector never looks at
};

struct Field {
  StringId name;
  TypeId type;
  bool immutable = false;  // written once, before the object is visible to anything else
};

// A struct's fields, in layout order; a derived struct starts with the fields of its base, so that a pointer to it can
// be cast to a pointer to the base. The last field may be an array, stored inline (a string's characters): the struct
// then has a varying size.
struct StructType {
  std::string name;
  Storage storage = Storage::Gc;
  TypeId base;  // none for a root
  TypeId vtable;  // of a class's instances: the struct that describes the class; there is one of that type
  std::vector<Field> fields;
  bool defined = false;  // declared structs may be pointed to before their fields are known
};

// `has_length` arrays store their length in front of the items. An item may be a struct, stored inline.
struct ArrayType {
  std::string name;
  Storage storage = Storage::Gc;
  TypeId item;
  bool has_length = true;
  bool immutable = false;  // items never change once the array is visible
};

struct FunctionType {
  std::vector<TypeId> parameters;
  TypeId result;
  friend bool operator==(const FunctionType&, const FunctionType&) = default;
};

struct Type {
  TypeKind kind = TypeKind::Void;
  uint8_t bits = 0;
  bool is_signed = false;
  uint32_t detail = 0;  // index of the StructType, ArrayType or FunctionType; the pointee's TypeId of a Pointer
};

class TypeTable {
 public:
  TypeTable();

  // Primitive types; the same in every table.
  static constexpr TypeId any{0}, void_{1}, bool_{2}, char_{3}, unichar{4}, signed_{5}, unsigned_{6}, float_{7},
      single_float{8}, address{9}, i8{10}, u8{11}, i16{12}, u16{13}, i32{14}, u32{15}, i64{16}, u64{17};

  TypeId integer(unsigned bits, bool is_signed) const;
  TypeId pointer(TypeId pointee);
  TypeId function(FunctionType type);
  // Names must be new: use `unique_name` for generated ones.
  TypeId declare_struct(std::string name, Storage storage, TypeId base = {});
  // Completes a declared struct. `own_fields` follow the base's fields, which must be defined already.
  void define_struct(TypeId type, std::vector<Field> own_fields);
  void set_vtable(TypeId instances, TypeId vtable);
  // Gives a field of a defined struct another type, there and in what derives from it.
  void retype_field(TypeId type, uint32_t field, TypeId field_type);
  TypeId declare_array(std::string name, Storage storage);
  void define_array(TypeId type, TypeId item, bool has_length = true, bool immutable = false);
  TypeId opaque(std::string name);

  // The struct, array or opaque type of that name, or an invalid id.
  TypeId find(std::string_view name) const;
  std::string unique_name(std::string_view wanted) const;

  size_t size() const { return types_.size(); }
  const Type& operator[](TypeId id) const { return types_[id.index]; }
  TypeKind kind(TypeId id) const { return types_[id.index].kind; }
  TypeId pointee(TypeId pointer) const;
  TypeId find_pointer(TypeId pointee) const;  // invalid when nothing has asked for that pointer type yet
  const StructType& struct_type(TypeId id) const;
  const ArrayType& array_type(TypeId id) const;
  const FunctionType& function_type(TypeId id) const;
  const std::string& opaque_name(TypeId id) const;
  const std::string& name(TypeId id) const;  // of a struct, array or opaque type

  bool is_integer(TypeId id) const { return kind(id) == TypeKind::Integer; }
  bool is_signed(TypeId id) const { return types_[id.index].is_signed; }
  bool is_pointer(TypeId id) const { return kind(id) == TypeKind::Pointer; }
  // A pointer to a struct or array that the collector manages.
  bool is_gc_pointer(TypeId id) const;
  // The inline array at the end of a struct of varying size; invalid otherwise.
  TypeId tail_array(TypeId struct_id) const;
  // Whether `derived` is `base` or derives from it.
  bool derives_from(TypeId derived, TypeId base) const;
  // Position of the field, base fields included.
  std::optional<uint32_t> find_field(TypeId struct_id, StringId name) const;

 private:
  TypeId add(Type type);

  std::vector<Type> types_;
  std::vector<StructType> structs_;
  std::vector<ArrayType> arrays_;
  std::vector<FunctionType> functions_;
  std::vector<std::string> opaques_;
  std::unordered_map<uint32_t, TypeId> pointers_;
  std::unordered_multimap<size_t, TypeId> function_index_;
  std::unordered_map<std::string, TypeId> names_;
};

}  // namespace weft::ir
