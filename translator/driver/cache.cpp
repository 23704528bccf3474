#include "translator/driver/cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "rpy-frontend/host/interpreter.h"
#include "translator/driver/choices.h"
#include "translator/support/cache_folder.h"
#include "translator/support/diagnostics.h"
#include "translator/support/hashing.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

constexpr size_t kept_executables = 64;

std::optional<uint64_t> content_hash(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(file), {});
  return ContentHash().add(text).value();
}

// Changes whenever the translator or a file of its library does.
uint64_t translator_fingerprint() {
  ContentHash hash;
  std::error_code ignored;
  add_state_of(hash, fs::read_symlink("/proc/self/exe", ignored));
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(rpy::library_directory(), ignored)) {
    if (entry.path().extension() == ".py") files.push_back(entry.path());
  }
  std::ranges::sort(files);
  for (const fs::path& file : files) add_state_of(hash, file);
  return hash.value();
}

}  // namespace

BuildCache::BuildCache(const Options& options) : folder_(cache_folder()) {
  setting_ = ContentHash()
                 .add_number(translator_fingerprint())
                 .add(fs::absolute(options.input).string())
                 .add(options.gc)
                 .add_number(options.gc_stress)
                 .add_number(options.gc_debug)
                 .add_number(options.max_heap)
                 .add(options.roots)
                 .add_number(static_cast<uint64_t>(options.optimization_level))
                 .add_number(options.stackless)
                 .add_number(options.strip)
                 .add_number(options.unchecked)
                 .add(options.target)
                 .add_number(options.is_static)
                 .add(names_of(options.sanitizers))
                 .add_number(content_hash(find_target(options.target).path).value_or(0))
                 .value();
  manifest_ = folder_ / "manifests" / fmt::format("{:016x}", setting_);
  std::error_code error;
  fs::create_directories(folder_ / "manifests", error);
  fs::create_directories(folder_ / "executables", error);
  if (error) throw UserError(fmt::format("can not create the cache in {}: {}", folder_.string(), error.message()));
}

std::optional<fs::path> BuildCache::find() const {
  std::ifstream manifest(manifest_);
  std::string executable, line;
  if (!std::getline(manifest, executable)) return std::nullopt;
  while (std::getline(manifest, line)) {
    size_t space = line.find(' ');
    std::optional<uint64_t> now = content_hash(line.substr(space + 1));
    if (!now || fmt::format("{:016x}", *now) != line.substr(0, space)) return std::nullopt;
  }
  if (access(executable.c_str(), X_OK) != 0) return std::nullopt;
  std::error_code ignored;
  fs::last_write_time(executable, fs::file_time_type::clock::now(), ignored);  // recently used
  return executable;
}

fs::path BuildCache::place_for(const std::vector<fs::path>& sources) const {
  ContentHash hash;
  hash.add_number(setting_);
  for (const fs::path& source : sources) hash.add(source.string()).add_number(content_hash(source).value_or(0));
  return folder_ / "executables" / fmt::format("{:016x}", hash.value());
}

void BuildCache::remember(const fs::path& executable, const std::vector<fs::path>& sources) const {
  std::string manifest = executable.string() + '\n';
  for (const fs::path& source : sources)
    manifest += fmt::format("{:016x} {}\n", content_hash(source).value_or(0), source.string());
  write_whole(manifest_, manifest);
  forget_unused(folder_ / "executables", kept_executables);
  forget_unused(folder_ / "manifests", kept_executables);
}

}  // namespace weft::driver
