// Which calls may be suspended: those under which the stack may be unwound.
#pragma once

#include <vector>

#include "translator/ir/program.h"
#include "translator/weave/possible_calls.h"

namespace weft::weave {

class SuspendingCalls {
 public:
  // `bottoms`: functions that unwinding ends at, by index.
  SuspendingCalls(const ir::Program& program, const std::vector<bool>& bottoms);

  bool is_suspending(ir::FunctionId function) const { return marked_[function.index]; }
  bool is_suspending(const ir::Function& function, const ir::Operation& operation);
  // The call that begins it all, which no function is behind.
  bool is_suspension(const ir::Operation& operation) const;

 private:
  const ir::Program& program_;
  PossibleCalls calls_;
  std::vector<bool> marked_;  // by node of the calls
};

}  // namespace weft::weave
