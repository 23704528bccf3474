// Executables that `weft run` has built before, addressed by the content of what they were built from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "translator/driver/options.h"

namespace weft::driver {

// Which modules a spec consists of is only known once it has been imported. So a manifest for each spec and choice of
// options lists the files of the last build with their hashes; while none has changed, its executable is used again.
class BuildCache {
 public:
  explicit BuildCache(const Options& options);

  // The executable, if the spec, its modules, the options and Weft itself are those of an earlier build.
  std::optional<std::filesystem::path> find() const;

  // Where to write an executable built from these files.
  std::filesystem::path place_for(const std::vector<std::filesystem::path>& sources) const;

  // Notes that the executable is there now, and forgets the ones longest unused.
  void remember(const std::filesystem::path& executable, const std::vector<std::filesystem::path>& sources) const;

 private:
  std::filesystem::path folder_, manifest_;
  uint64_t setting_;  // of everything but the sources' content
};

}  // namespace weft::driver
