// Which calls a collection may happen under.
#pragma once

#include <vector>

#include "translator/ir/program.h"
#include "translator/weave/possible_calls.h"

namespace weft::weave {

// Of a woven program: the collector is part of it, and what asks for the roots collects.
class CollectingCalls {
 public:
  explicit CollectingCalls(const ir::Program& program);

  // Whether a collection may happen under a function: under those that it calls, or under one that may be called through
  // the same pointers and must be called in the same way.
  bool holds_roots(ir::FunctionId function) const { return marked_[function.index]; }
  bool is_collecting(const ir::Function& function, const ir::Operation& operation);

 private:
  bool is_seed(const ir::Operation& operation) const;

  const ir::Program& program_;
  PossibleCalls calls_;
  bool has_callbacks_ = false;  // C functions may call back
  std::vector<bool> marked_;    // by node of the calls
};

}  // namespace weft::weave
