// Weaving in the collector: allocations become calls of its functions, stores of pointers tell it, and it learns what
// types of objects there are. What a collector needs is data, so that nothing here knows one by name.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "translator/ir/program.h"

namespace weft::weave {

// How the names of a collector's methods begin, as functions of a program.
inline constexpr std::string_view collector_prefix = "weft.gc.";

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
  // (Address object, Signed index) -> Void, the same for an item of an array; empty: `write_barrier` is called.
  std::string write_barrier_item;
  // (Address object) -> Signed; empty if an object's address identifies it for ever.
  std::string identity_hash;
  // () -> Void, called before anything is allocated, and when the program ends normally; may be empty.
  std::string setup, shutdown;
  // () -> Void, called before every allocation, to find mistakes; empty if it is not asked for.
  std::string stress;
  // What programs ask of the collector: C functions by name, and the collector's functions that take their place.
  std::map<std::string, std::string> services;
  bool moves_objects = false;
  bool zeroes_memory = true;          // what it allocates is all zero
  bool needs_roots = false;           // must find roots, and has a table of types and a header in front of every object
  bool uses_stack_maps = false;       // finds roots on the native stack rather than on a shadow stack
  bool barrier_on_overwrite = false;  // the barrier is for what is overwritten, not for what is stored
  uint64_t prebuilt_flags = 0;        // in the header of prebuilt objects, beside the number of their type
};

// Which functions a collector calls, its own and others, before it is woven in. It can not be left in the middle of its
// work: not by an exception, for which the memory would come from it, and not for another thread.
std::vector<bool> functions_of_collector(const ir::Program& program);

// C functions around what a collector does for one of several threads that run at the same time: no other one is in the
// collector, or no other one runs.
inline constexpr const char *lock_heap_function = "weft_lock_heap", *unlock_heap_function = "weft_unlock_heap",
                            *stop_world_function = "weft_stop_world", *resume_world_function = "weft_resume_world";
// The services that collect.
inline constexpr std::array collecting_services = {"weft_collect", "weft_collect_step", "weft_add_memory_pressure",
                                                   "weft_dump_heap"};

// What a collector asks of the program, as C functions; the functions that a program may keep for this have the same names
// with a point after `weft`. Nothing happens where a program has none.
inline constexpr std::array program_services = {"weft_after_collection", "weft_call_finalizer", "weft_finalize_light"};
// The collector also asks `weft_has_finalizers`, which is a constant: does the program register any?

// A collector knows a type by its `type_id`: four times its number in the table of types, plus 1 if its objects may hold
// pointers to others; plus 2 for an allocation that need not be cleared.
//
// Replaces every allocation of a collected object, and what else needs the collector, at stage Low.
void weave_gc(ir::Program& program, const CollectorInterface& collector);

}  // namespace weft::weave
