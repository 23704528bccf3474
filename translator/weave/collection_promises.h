// What authors promise about collections: functions under which there is none, and light finalizers.
#pragma once

#include <string>
#include <vector>

#include "translator/ir/program.h"

namespace weft::weave {

enum class Promise : uint8_t {
  NoCollection,    // no collection happens before the function returns; what happens on the way to an exception does not count
  LightFinalizer,  // nothing is allocated, and no reference to another object is looked at: the collector is at work
};

struct PromisingFunction {
  ir::FunctionId function;
  Promise promise;
};

struct BrokenPromise {
  PromisingFunction by;
  // The calls from the function to the operation that breaks it, and the operation.
  struct Step {
    ir::LocationId location;
    std::string what;
  };
  std::vector<Step> way;
};

// Of a program at stage Low. The promises that are not kept, each with a shortest way.
std::vector<BrokenPromise> find_broken_promises(const ir::Program& program, const std::vector<PromisingFunction>& promises);

}  // namespace weft::weave
