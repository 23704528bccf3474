#include "backends/llvm/targets.h"

#include <fmt/format.h>
#include <llvm/MC/TargetRegistry.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include "backends/llvm/linker.h"
#include "backends/llvm/target_machine.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

const std::vector<TargetDescription> table = {
    {.name = "x86_64-linux-gnu",
     .triple = "x86_64-unknown-linux-gnu",
     .cpu = "x86-64",
     .word_bits = 64,
     .has_stack_maps = true,
     .stack_register = "rsp"},
};

}  // namespace

const std::vector<TargetDescription>& known_targets() { return table; }

const TargetDescription& host_target() {
  llvm::Triple host(llvm::sys::getDefaultTargetTriple());
  for (const TargetDescription& target : table) {
    llvm::Triple triple(target.triple);
    if (triple.getArch() == host.getArch() && triple.getOS() == host.getOS()) return target;
  }
  throw UserError(fmt::format("this machine ({}) is not in the table of targets yet", host.str()));
}

const TargetDescription& find_target(std::string_view name) {
  std::vector<std::string> names;
  for (const TargetDescription& target : table) {
    if (target.name == name || target.triple == name) return target;
    names.push_back(target.name);
  }
  std::string nearest = nearest_match(name, names);
  std::string hint =
      nearest.empty() ? std::string("`weft targets` lists what is known") : fmt::format("did you mean `{}`?", nearest);
  throw UserError(fmt::format("unknown target `{}`: {}", name, hint));
}

std::vector<std::string> missing_for(const TargetDescription& target) {
  std::vector<std::string> missing;
  initialize_llvm_targets();
  std::string error;
  if (!llvm::TargetRegistry::lookupTarget(llvm::Triple(target.triple), error))
    missing.push_back(fmt::format("LLVM was built without a code generator for {}", target.triple));
  for (std::string& complaint : missing_for_linking(target)) missing.push_back(std::move(complaint));
  return missing;
}

}  // namespace weft::backend
