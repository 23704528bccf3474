// Where the parts of objects are in memory: the one place that decides. Raw structs have C's layout on the target; the
// fields of collected objects are in an order that leaves no gaps.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "backends/llvm/c_types.h"
#include "translator/ir/program.h"

namespace weft::backend {

struct Extent {
  uint64_t size = 0;       // in bytes; of structs and arrays of varying size, the part in front of the first item
  uint64_t alignment = 1;  // in bytes
};

class Layout {
 public:
  // Lays out every struct and array of the program.
  Layout(const ir::Program& program, const CTypes& c_types);

  uint64_t word_size() const { return word_size_; }
  // What the collector keeps in front of an object's first field.
  uint64_t header_size() const { return program_.has_object_headers ? word_size_ : 0; }
  // Which part of the header is the number of the object's type, which nothing changes: the less significant half.
  uint64_t type_number_size() const { return header_size() / 2; }
  uint64_t type_number_offset() const { return c_types_.is_big_endian ? type_number_size() : 0; }
  // Of a value of that type as stored in memory; its alignment is what C gives it.
  Extent extent(ir::TypeId type) const;
  // What the address of a value of that type is a multiple of, wherever it is.
  uint64_t sure_alignment(ir::TypeId type) const { return capped(extent(type).alignment); }
  // Distance from a struct's address to the field, which may be an inline array.
  uint64_t field_offset(ir::TypeId struct_type, uint32_t field) const;
  // The following take an array, or a struct that ends in one.
  uint64_t items_offset(ir::TypeId type) const;
  uint64_t item_size(ir::TypeId type) const;
  uint64_t length_offset(ir::TypeId type) const;

  // The type of the items in an array or in the array at the end of a struct.
  ir::TypeId item_type(ir::TypeId type) const { return program_.types.array_type(array_of(type)).item; }

 private:
  struct Aggregate {
    bool is_known = false;
    Extent extent;
    std::vector<uint64_t> field_offsets;  // of structs
    uint64_t end = 0;                     // of a struct's last field
  };

  ir::TypeId array_of(ir::TypeId type) const;
  uint64_t array_start(ir::TypeId type) const;  // of the array itself; its length comes first
  const Aggregate& aggregate(ir::TypeId type) const { return aggregates_[type.index]; }
  // Collectors align objects to words, and what is in them no better.
  uint64_t capped(uint64_t alignment) const { return std::min(alignment, word_size_); }
  Extent scalar_extent(ir::TypeId type) const;
  void lay_out(ir::TypeId type);
  void lay_out_struct(ir::TypeId type);
  std::vector<uint32_t> order_of_fields(const ir::StructType& type, uint64_t position);
  void lay_out_array(ir::TypeId type);

  const ir::Program& program_;
  CTypes c_types_;
  uint64_t word_size_;
  std::vector<Aggregate> aggregates_;  // by type
};

}  // namespace weft::backend
