// `weft doctor`: is everything there that translating needs?
#include <filesystem>
#include <fstream>

#include "backends/llvm/target_needs.h"
#include "rpy-frontend/host/host.h"
#include "rpy-frontend/host/interpreter.h"
#include "translator/driver/collectors.h"
#include "translator/driver/commands.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

// Prints one line for each check and remembers whether all were well.
class Checkup {
 public:
  void good(std::string_view what, std::string_view detail) { fmt::print("ok       {:<10} {}\n", what, detail); }
  void bad(std::string_view what, std::string_view detail) {
    fmt::print("missing  {:<10} {}\n", what, detail);
    well_ = false;
  }
  bool well() const { return well_; }

 private:
  bool well_ = true;
};

void check_python(Checkup& checkup) {
  rpy::start_python();
  namespace py = pybind11;
  py::module_ sys = py::module_::import("sys");
  std::string version = py::str(sys.attr("version")).cast<std::string>();
  try {
    py::module_::import("ast");
    checkup.good("python", fmt::format("{}, embedded", version.substr(0, version.find(' '))));
  } catch (const py::error_already_set& error) {
    checkup.bad("python", fmt::format("its standard library can not be imported: {}", error.what()));
  }
}

bool check_library(Checkup& checkup) {
  std::string folder = rpy::library_directory();
  std::error_code ignored;
  if (!fs::is_regular_file(fs::path(folder) / "rpython/__init__.py", ignored)) {
    checkup.bad("library", fmt::format("there is no rpython package in {}", folder));
    return false;
  }
  try {
    rpy::Host host;
    checkup.good("library", folder);
    return true;
  } catch (const std::exception& error) {
    checkup.bad("library", error.what());
    return false;
  }
}

void check_sanitizers(Checkup& checkup, const backend::TargetDescription& target) {
  for (auto [name, member] : all_sanitizers) {
    Sanitizers sanitizer;
    sanitizer.*member = true;
    std::vector<backend::Need> missing = backend::missing_to_sanitize(target, sanitizer);
    if (missing.empty()) checkup.good("sanitizer", name);
    for (const backend::Need& need : missing)
      checkup.bad("sanitizer", fmt::format("{}: {} (package {})", name, need.file, need.package));
  }
}

void check_target(Checkup& checkup) {
  try {
    const backend::TargetDescription& target = backend::host_target();
    std::vector<backend::Need> missing = backend::missing_to_build(target);
    if (missing.empty()) checkup.good("target", fmt::format("{}: code generator, linker, start files", target.name));
    for (const backend::Need& need : missing)
      checkup.bad("target", fmt::format("{} for {} (package {})", need.file, target.name, need.package));
    check_sanitizers(checkup, target);
  } catch (const std::exception& error) {  // UserError, FileError
    checkup.bad("target", error.what());
  }
}

void check_collectors(Checkup& checkup) {
  rpy::Host host;
  for (const CollectorFile& collector : collector_files()) {
    std::string missing = missing_for(load_collector(collector.name));
    if (missing.empty()) {
      checkup.good("gc", collector.name);
    } else {
      checkup.bad("gc", fmt::format("{}: {}", collector.name, missing));
    }
  }
}

}  // namespace

int check_installation() {
  Checkup checkup;
  checkup.good("weft", WEFT_VERSION);
  check_python(checkup);
  bool has_library = check_library(checkup);
  check_target(checkup);
  if (has_library) check_collectors(checkup);
  return checkup.well() ? 0 : 1;
}

}  // namespace weft::driver
