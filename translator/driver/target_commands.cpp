// The command `targets`: the machines that can be translated for, and what is missing here to do it.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "backends/llvm/target_needs.h"
#include "backends/llvm/targets.h"
#include "translator/driver/commands.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {
namespace {

using backend::Need;
using backend::TargetDescription;

std::vector<Need> everything_missing(const TargetDescription& target) {
  std::vector<Need> missing = backend::missing_to_build(target);
  std::vector<Need> more = backend::missing_to_run(target);
  missing.insert(missing.end(), more.begin(), more.end());
  return missing;
}

std::string names_of(const std::vector<Need>& needs) {
  std::string text;
  for (const Need& need : needs) text += (text.empty() ? "" : ", ") + need.file;
  return text;
}

std::string with_sanitizers(const TargetDescription& target) {
  std::vector<std::string> names = backend::available_sanitizers(target);
  return names.empty() ? "" : fmt::format(", with --sanitize={}", fmt::join(names, "|"));
}

void print_line(std::string_view head, std::string_view text) { fmt::print("{:<24}{}\n", head, text); }

void print_target(const TargetDescription& target) {
  print_line(target.name, fmt::format("{}-bit, {}{}{}", target.c_types.word_bits, target.triple,
                                      target.cpu.empty() ? "" : ", " + target.cpu,
                                      &target == &backend::host_target() ? "; this machine" : ""));
  std::vector<Need> to_build = backend::missing_to_build(target), to_run = backend::missing_to_run(target);
  print_line("", to_build.empty() ? std::string("can be built for") + with_sanitizers(target) : "can not be built for: missing " + names_of(to_build));
  const backend::RunMethod* run = backend::run_method(target);
  print_line("", run == nullptr         ? "runs elsewhere"
                 : !to_run.empty()      ? "can not be run: missing " + names_of(to_run)
                 : run->command.empty() ? "runs here"
                                        : "runs here with " + names_of(run->needs));
  if (std::string command = backend::install_command(everything_missing(target)); !command.empty())
    print_line("", command);
}

}  // namespace

int list_targets(const Options& options) {
  const std::vector<std::string> names = options.arguments.empty() ? backend::target_names() : options.arguments;
  std::set<std::string> packages;
  int status = 0;
  for (const std::string& name : names) {
    try {
      const TargetDescription& target = backend::find_target(name);
      if (options.only_names)
        fmt::print("{}\n", target.name);
      else if (!options.only_missing)
        print_target(target);
      for (const Need& need : everything_missing(target)) packages.insert(need.package);
    } catch (const FileError& error) {
      // One that is wrong does not hide the others, unless it is the one asked for; nor is it among what programs read.
      if (!options.arguments.empty()) throw;
      if (options.only_names || options.only_missing)
        fmt::print(stderr, "weft: the file of the target {} is wrong: {}\n", name, error.what());
      else
        print_line(name, fmt::format("its file is wrong: {}", error.what()));
      status = 1;
    }
  }
  if (!options.only_missing) return status;
  packages.erase("");
  for (const std::string& package : packages) fmt::print("{}\n", package);
  return status;
}

}  // namespace weft::driver
