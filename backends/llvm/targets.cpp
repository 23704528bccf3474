#include "backends/llvm/targets.h"

#include <fmt/format.h>
#include <llvm/TargetParser/Host.h>
#include <llvm/TargetParser/Triple.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>

#include "backends/llvm/target_file.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view suffix = ".yaml";

// Beside the library when installed; in the source tree otherwise.
fs::path own_folder() {
  std::error_code error;
  fs::path executable = fs::read_symlink("/proc/self/exe", error);
  fs::path installed = executable.parent_path().parent_path() / "lib" / "weft" / "targets";
  return !error && fs::is_directory(installed, error) ? installed : fs::path(WEFT_TARGETS_DIRECTORY);
}

// A user's own come first.
std::vector<fs::path> folders() {
  std::vector<fs::path> result;
  const char* setting = std::getenv("WEFT_TARGETS");
  std::istringstream words(setting != nullptr ? setting : "");
  for (std::string word; std::getline(words, word, ':');)
    if (!word.empty()) result.emplace_back(word);
  result.push_back(own_folder());
  return result;
}

std::string path_of(const std::string& name) {
  std::error_code ignored;
  for (const fs::path& folder : folders())
    if (fs::path path = folder / (name + std::string(suffix)); fs::is_regular_file(path, ignored)) return path.string();
  return "";
}

}  // namespace

std::vector<std::string> target_names() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::path& folder : folders())
    for (const auto& entry : fs::directory_iterator(folder, ignored))
      if (entry.path().extension() == suffix) names.push_back(entry.path().stem().string());
  std::ranges::sort(names);
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool is_target_path(std::string_view name) {
  return name.find('/') != std::string_view::npos || name.ends_with(suffix);
}

const TargetDescription& find_target(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<TargetDescription>, std::less<>> known;
  std::lock_guard lock(mutex);
  if (auto found = known.find(name); found != known.end()) return *found->second;
  std::string path = is_target_path(name) ? std::string(name) : path_of(std::string(name));
  if (path.empty()) {
    std::string nearest = nearest_match(name, target_names());
    throw UserError(fmt::format("unknown target `{}`: {}", name,
                                nearest.empty() ? "`weft targets` lists what is known"
                                                : fmt::format("did you mean `{}`?", nearest)));
  }
  auto read = std::make_unique<TargetDescription>(read_target_file(path));
  return *known.emplace(name, std::move(read)).first->second;
}

const TargetDescription& host_target() {
  llvm::Triple host(llvm::sys::getDefaultTargetTriple());
  std::string name = fmt::format("{}-{}-{}", host.getArchName().str(), host.getOSName().str(),
                                 host.getEnvironmentName().str());
  if (path_of(name).empty()) throw UserError(fmt::format("this machine ({}) is not among the targets yet", host.str()));
  return find_target(name);
}

}  // namespace weft::backend
