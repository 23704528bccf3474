// Which stores of pointers need no write barrier: those into objects that the collector can not have looked at since they
// were allocated, or since the barrier was called for them.
#pragma once

#include <unordered_set>
#include <vector>

#include "translator/ir/program.h"
#include "translator/weave/gc.h"
#include "translator/weave/possible_calls.h"

namespace weft::weave {

// Whether the collector's barrier is for that operation: it stores a pointer in a collected object. Prebuilt objects are
// neither moved nor freed: storing a constant matters only to a collector that wants to know what is overwritten.
bool stores_pointer(const ir::Program& program, const ir::Function& function, const ir::Operation& operation,
                    const CollectorInterface& collector);

class FreshObjects {
 public:
  // Before allocations were replaced.
  FreshObjects(const ir::Program& program, const CollectorInterface& collector);

  void analyse(ir::FunctionId function);
  // Of the function that was analysed last, as it was then: whether that operation, which stores a pointer, needs the
  // barrier.
  bool needs_barrier(ir::BlockId block, size_t operation) const { return needed_[block.index].contains(operation); }

 private:
  bool collects(const ir::Function& function, const ir::Operation& operation);
  bool can_collect(const ir::Operation& operation) const;
  void find_collecting_functions();

  const ir::Program& program_;
  const CollectorInterface& collector_;
  PossibleCalls calls_;
  std::vector<bool> collecting_;  // by node of the calls
  std::vector<std::unordered_set<size_t>> needed_;
};

}  // namespace weft::weave
