#include "translator/driver/cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "rpy-frontend/host/interpreter.h"
#include "translator/driver/choices.h"
#include "translator/driver/hashing.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

constexpr size_t kept_executables = 64;

fs::path cache_folder() {
  if (const char* chosen = std::getenv("XDG_CACHE_HOME"); chosen && *chosen == '/') return fs::path(chosen) / "weft";
  if (const char* home = std::getenv("HOME"); home && *home == '/') return fs::path(home) / ".cache/weft";
  return fs::temp_directory_path() / fmt::format("weft-cache-{}", getuid());
}

std::optional<uint64_t> content_hash(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text(std::istreambuf_iterator<char>(file), {});
  return ContentHash().add(text).value();
}

void add_state_of(ContentHash& hash, const fs::path& file) {
  std::error_code ignored;
  hash.add(file.string());
  hash.add_number(fs::file_size(file, ignored));
  hash.add_number(static_cast<uint64_t>(fs::last_write_time(file, ignored).time_since_epoch().count()));
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

// Writes beside the file and renames, so that a reader never sees half of it.
void write_whole(const fs::path& path, const std::string& text) {
  fs::path part = fmt::format("{}.{}", path.string(), getpid());
  std::ofstream(part, std::ios::binary) << text;
  std::error_code error;
  fs::rename(part, path, error);
  if (error) fs::remove(part, error);
}

void forget_unused(const fs::path& folder) {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) files.emplace_back(entry.last_write_time(ignored), entry.path());
  std::ranges::sort(files, std::greater{});
  for (size_t i = kept_executables; i < files.size(); ++i) fs::remove(files[i].second, ignored);
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
                 .add_number(options.unchecked)
                 .add(options.target)
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
  forget_unused(folder_ / "executables");
  forget_unused(folder_ / "manifests");
}

}  // namespace weft::driver
