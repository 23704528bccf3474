// Weaving in the collector: allocations become calls of its functions. What a collector needs is data, so that nothing
// here knows one by name.
#pragma once

#include <string>
#include <vector>

#include "translator/ir/program.h"

namespace weft::weave {

// What a collector offers and asks for. Its functions are named rather than numbered: passes renumber functions. A
// function that the program does not contain is a C function of that name.
struct CollectorInterface {
  std::string name;
  // (Signed size, Signed type_id) -> Address. Marked `inline_always` by its author if its fast path is short.
  std::string malloc_fixed;
  // (Signed fixed_size, Signed item_size, Signed length, Signed type_id) -> Address: the size is that of the fixed part
  // plus `length` items.
  std::string malloc_varsize;
  // (Address object) -> Void, called before a pointer is stored in an object; empty if the collector needs no barrier.
  std::string write_barrier;
  // (Address object) -> Signed; empty if an object's address identifies it for ever.
  std::string identity_hash;
  bool moves_objects = false;
  bool zeroes_memory = true;   // what it allocates is all zero
  unsigned header_words = 0;   // in front of every object, prebuilt ones included
};

// The types of objects. A collector knows one by its `type_id`: four times its position here, plus 1 if its objects may hold
// pointers to others; plus 2 for an allocation that need not be cleared.
struct CollectedTypes {
  std::vector<ir::TypeId> types;
};

// Replaces every allocation of a collected object, and what else needs the collector, at stage Low.
CollectedTypes weave_gc(ir::Program& program, const CollectorInterface& collector);

}  // namespace weft::weave
