#include "backends/llvm/target_needs.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/Program.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>

#include "backends/llvm/linker.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

bool suits_this_machine(const std::vector<std::string>& hosts) {
  std::string here = llvm::Triple(llvm::sys::getProcessTriple()).getArchName().str();
  return hosts.empty() || std::ranges::find(hosts, here) != hosts.end();
}

bool is_installed(const std::string& program) {
  if (program.find('/') != std::string::npos) return llvm::sys::fs::exists(program);
  return static_cast<bool>(llvm::sys::findProgramByName(program));
}

std::vector<Need> missing_of(const RunMethod& method) {
  std::vector<Need> missing;
  for (const Need& need : method.needs)
    if (!is_installed(need.file)) missing.push_back(need);
  return missing;
}

[[noreturn]] void refuse(const TargetDescription& target, std::string_view what, const std::vector<Need>& missing) {
  std::vector<std::string> files;
  for (const Need& need : missing) files.push_back(need.file);
  std::string command = install_command(missing);
  throw UserError(fmt::format("can not {} {}: {} {} missing{}", what, target.name, fmt::join(files, ", "),
                              files.size() == 1 ? "is" : "are",
                              command.empty() ? "" : fmt::format("\n  install with: {}", command)));
}

}  // namespace

const BuildMethod* build_method(const TargetDescription& target) {
  for (const BuildMethod& method : target.build)
    if (suits_this_machine(method.hosts)) return &method;
  return nullptr;
}

const RunMethod* run_method(const TargetDescription& target) {
  const RunMethod* first = nullptr;
  for (const RunMethod& method : target.run) {
    if (!suits_this_machine(method.hosts)) continue;
    if (missing_of(method).empty()) return &method;
    if (first == nullptr) first = &method;
  }
  return first;
}

std::vector<Need> missing_to_build(const TargetDescription& target) {
  std::vector<Need> needs = {{tool_path(target.linker), "lld-22"}};
  if (const BuildMethod* method = build_method(target))
    needs.insert(needs.end(), method->needs.begin(), method->needs.end());
  return missing_for_linking(target, std::move(needs));
}

std::vector<Need> missing_to_run(const TargetDescription& target) {
  const RunMethod* method = run_method(target);
  return method != nullptr ? missing_of(*method) : std::vector<Need>{};
}

std::string install_command(const std::vector<Need>& missing) {
  std::vector<std::string> packages;
  for (const Need& need : missing)
    if (!need.package.empty() && std::ranges::find(packages, need.package) == packages.end())
      packages.push_back(need.package);
  if (packages.empty()) return "";
  return fmt::format("apt-get install --no-install-recommends {}", fmt::join(packages, " "));
}

void require_build(const TargetDescription& target) {
  if (!target.build.empty() && build_method(target) == nullptr)
    throw UserError(fmt::format("can not build for {} on this machine: see `build` in {}", target.name, target.path));
  if (std::vector<Need> missing = missing_to_build(target); !missing.empty()) refuse(target, "build for", missing);
}

void require_run(const TargetDescription& target) {
  if (run_method(target) == nullptr)
    throw UserError(fmt::format("can not run programs for {} on this machine: {} has no way to do it under `run`",
                                target.name, target.path));
  if (std::vector<Need> missing = missing_to_run(target); !missing.empty())
    refuse(target, "run programs for", missing);
}

}  // namespace weft::backend
