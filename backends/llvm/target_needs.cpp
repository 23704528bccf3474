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

// Debian has Clang's runtimes for the machine that its packages are for; on PCs, for both kinds of these.
std::string_view package_of_runtimes(const TargetDescription& target) {
  llvm::Triple here(llvm::sys::getProcessTriple()), there(target.triple);
  return here.getArch() == there.getArch() || (here.isX86() && there.isX86()) ? "libclang-rt-22-dev" : "";
}

// Two of the runtimes take the place of functions in the C library.
bool needs_shared_library(const Sanitizers& sanitizers) { return sanitizers.address || sanitizers.thread; }

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

std::vector<Need> missing_to_sanitize(const TargetDescription& target, const Sanitizers& sanitizers) {
  std::vector<Need> missing;
  for (const std::string& runtime : sanitizer_runtimes(target, sanitizers))
    if (!llvm::sys::fs::exists(runtime)) missing.emplace_back(runtime, std::string(package_of_runtimes(target)));
  return missing;
}

std::vector<std::string> available_sanitizers(const TargetDescription& target) {
  std::vector<std::string> names;
  for (auto [name, member] : all_sanitizers) {
    Sanitizers sanitizer;
    sanitizer.*member = true;
    bool is_there = !sanitizer_runtimes(target, sanitizer).empty() && missing_to_sanitize(target, sanitizer).empty();
    if (is_there && !(target.is_static && needs_shared_library(sanitizer))) names.emplace_back(name);
  }
  return names;
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

void require_sanitizers(const TargetDescription& target, const Sanitizers& sanitizers, bool is_static) {
  if (!sanitizers.any()) return;
  std::string flag = "--sanitize=" + names_of(sanitizers);
  if (sanitizer_runtimes(target, sanitizers).empty())
    throw UserError(fmt::format("{} is not available for {}: Clang has no runtime for it", flag, target.name));
  if (needs_shared_library(sanitizers) && (is_static || target.is_static))
    throw UserError(fmt::format("{} is not available {}: it replaces functions of the C library, which has to be a shared one",
                                flag, is_static ? "with --static" : "for " + target.name));
  if (std::vector<Need> missing = missing_to_sanitize(target, sanitizers); !missing.empty())
    refuse(target, fmt::format("use {} for", flag), missing);
}

}  // namespace weft::backend
