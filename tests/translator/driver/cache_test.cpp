#include "translator/driver/cache.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

class BuildCacheTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / ("weft-cache-test-" + std::to_string(getpid()));
    fs::create_directories(folder_);
    setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
    write("spec.py", "one");
    write("helper.py", "two");
    options_.input = (folder_ / "spec.py").string();
    sources_ = {folder_ / "helper.py", folder_ / "spec.py"};
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }

  // As a build does.
  fs::path build() {
    BuildCache cache(options_);
    fs::path executable = cache.place_for(sources_);
    std::ofstream(executable) << "program";
    fs::permissions(executable, fs::perms::owner_all);
    cache.remember(executable, sources_);
    return executable;
  }

  fs::path folder_;
  Options options_;
  std::vector<fs::path> sources_;
};

TEST_F(BuildCacheTest, FindsWhatWasBuilt) {
  EXPECT_FALSE(BuildCache(options_).find());
  fs::path executable = build();
  EXPECT_EQ(BuildCache(options_).find(), executable);
}

TEST_F(BuildCacheTest, MissesWhenAModuleChanged) {
  build();
  write("helper.py", "three");
  EXPECT_FALSE(BuildCache(options_).find());
}

TEST_F(BuildCacheTest, MissesWithOtherOptions) {
  build();
  options_.unchecked = true;
  EXPECT_FALSE(BuildCache(options_).find());
}

TEST_F(BuildCacheTest, MissesWhenTheExecutableIsGone) {
  fs::remove(build());
  EXPECT_FALSE(BuildCache(options_).find());
}

TEST_F(BuildCacheTest, NamesExecutablesByContent) {
  fs::path first = build();
  write("helper.py", "three");
  EXPECT_NE(build(), first);
  write("helper.py", "two");
  EXPECT_EQ(build(), first);
}

}  // namespace
}  // namespace weft::driver
