// Who calls whom, and whose address is used for anything but calling it.
#pragma once

#include <vector>

#include "translator/ir/program.h"

namespace weft::passes {

class CallGraph {
 public:
  explicit CallGraph(const ir::Program& program);

  // The functions a function calls directly: each once, in the order of the first call.
  const std::vector<ir::FunctionId>& callees(ir::FunctionId function) const { return callees_[function.index]; }
  const std::vector<ir::FunctionId>& callers(ir::FunctionId function) const { return callers_[function.index]; }
  // In how many places it is called directly.
  uint32_t call_sites(ir::FunctionId function) const { return call_sites_[function.index]; }
  // Whether a pointer to the function exists, so that it may be called from anywhere.
  bool is_address_taken(ir::FunctionId function) const { return is_address_taken_[function.index]; }
  // Groups of functions that call each other in a circle, callees' groups before their callers'. Most hold one.
  std::vector<std::vector<ir::FunctionId>> components() const;

 private:
  std::vector<std::vector<ir::FunctionId>> callees_, callers_;
  std::vector<uint32_t> call_sites_;
  std::vector<bool> is_address_taken_;
};

}  // namespace weft::passes
