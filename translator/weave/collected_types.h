// What the collector is told about the types of objects, and where prebuilt data refers to objects.
#pragma once

#include <string_view>
#include <unordered_map>
#include <vector>

#include "translator/ir/program.h"

namespace weft::weave {

// Whether values of that type are, or contain, pointers to collected objects. An address may be any object's; whether it
// counts is for the caller to say.
bool holds_pointers(const ir::TypeTable& types, ir::TypeId type, bool addresses_count);

// Whether values of that type are instances of classes.
bool is_of_class(const ir::TypeTable& types, ir::TypeId type);

// Numbers types in the order in which they are met.
class CollectedTypes {
 public:
  int64_t number_of(ir::TypeId type);
  // Takes a number that no object has.
  void skip(ir::TypeId instead) { types_.push_back(instead); }
  const std::vector<ir::TypeId>& types() const { return types_; }

 private:
  std::vector<ir::TypeId> types_;
  std::unordered_map<ir::TypeId, int64_t> numbers_;
};

// Makes the tables that the collector reads: where it asks C for them (`weft_gc_types`, `weft_gc_offsets` and
// `weft_gc_static_roots`, see gcs/types.py), it gets their addresses. Gives every prebuilt object its header. The types of
// all objects that are allocated must have been numbered; those of prebuilt ones are numbered here.
void describe_types(ir::Program& program, CollectedTypes& types, uint64_t prebuilt_flags);

}  // namespace weft::weave
