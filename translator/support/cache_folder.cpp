#include "translator/support/cache_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <utility>
#include <vector>

namespace weft {

namespace fs = std::filesystem;

fs::path cache_folder() {
  if (const char* chosen = std::getenv("XDG_CACHE_HOME"); chosen && *chosen == '/') return fs::path(chosen) / "weft";
  if (const char* home = std::getenv("HOME"); home && *home == '/') return fs::path(home) / ".cache/weft";
  return fs::temp_directory_path() / fmt::format("weft-cache-{}", getuid());
}

void write_whole(const fs::path& path, std::string_view text) {
  fs::path part = fmt::format("{}.{}", path.string(), getpid());
  std::ofstream(part, std::ios::binary) << text;
  std::error_code error;
  fs::rename(part, path, error);
  if (error) fs::remove(part, error);
}

void add_state_of(ContentHash& hash, const fs::path& file) {
  std::error_code ignored;
  hash.add(file.string());
  hash.add_number(fs::file_size(file, ignored));
  hash.add_number(static_cast<uint64_t>(fs::last_write_time(file, ignored).time_since_epoch().count()));
}

void forget_unused(const fs::path& folder, size_t kept) {
  std::vector<std::pair<fs::file_time_type, fs::path>> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) files.emplace_back(entry.last_write_time(ignored), entry.path());
  std::ranges::sort(files, std::greater{});
  for (size_t i = kept; i < files.size(); ++i) fs::remove(files[i].second, ignored);
}

}  // namespace weft
