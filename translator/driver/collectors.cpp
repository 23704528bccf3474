#include "translator/driver/collectors.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "backends/llvm/linker.h"
#include "rpy-frontend/host/interpreter.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;
namespace py = pybind11;
using ir::TypeTable;

// The folder that holds the package `gcs`: beside the library when installed, at the top of a source tree.
fs::path folder_of_package() {
  fs::path library = rpy::library_directory();
  std::error_code ignored;
  for (const fs::path& folder : {library, library / "../.."})
    if (fs::is_directory(folder / "gcs", ignored)) return fs::weakly_canonical(folder);
  throw UserError(fmt::format("the collectors (gcs/) are not beside {}", library.string()));
}

// Other files of gcs/ hold what collectors share.
bool defines_collector(const fs::path& path) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("collector = ")) return true;
  return false;
}

std::string first_docstring_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  line.erase(0, line.find_first_not_of("r\""));
  return line.substr(0, line.find("\"\"\""));
}

}  // namespace

std::vector<CollectorFile> collector_files() {
  std::vector<CollectorFile> files;
  for (const auto& entry : fs::directory_iterator(folder_of_package() / "gcs")) {
    std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".py" && defines_collector(entry.path()))
      files.push_back({name, first_docstring_line(entry.path())});
  }
  std::ranges::sort(files, {}, &CollectorFile::name);
  return files;
}

LoadedCollector load_collector(const std::string& name) {
  py::module_ sys = py::module_::import("sys");
  py::list path = sys.attr("path");
  path.insert(0, folder_of_package().string());
  py::object collector = py::module_::import(("gcs." + name).c_str()).attr("collector");
  path.attr("pop")(0);
  // The names are the spec's to use; the objects stay.
  py::dict modules = sys.attr("modules");
  for (py::handle module : py::list(modules)) {
    std::string text = module.cast<std::string>();
    if (text == "gcs" || text.starts_with("gcs.")) modules.attr("pop")(module);
  }
  LoadedCollector loaded;
  ir::TypeId word = TypeTable::signed_;
  loaded.description.collector = collector;
  loaded.description.methods = {{"malloc_fixed", {word, word}}, {"malloc_varsize", {word, word, word, word}}};
  loaded.libraries = collector.attr("libraries").cast<std::vector<std::string>>();
  loaded.moves_objects = collector.attr("moves_objects").cast<bool>();
  loaded.zeroes_memory = collector.attr("zeroes_memory").cast<bool>();
  loaded.header_words = collector.attr("header_words").cast<unsigned>();
  return loaded;
}

weave::CollectorInterface LoadedCollector::interface(const std::string& name, const typer::TypedProgram& typed) const {
  auto function = [&](size_t method) { return typed.program.function(typed.collector_functions[method]).name; };
  weave::CollectorInterface result;
  result.name = name;
  result.malloc_fixed = function(0);
  result.malloc_varsize = function(1);
  result.moves_objects = moves_objects;
  result.zeroes_memory = zeroes_memory;
  result.header_words = header_words;
  return result;
}

std::string missing_for(const LoadedCollector& collector) {
  try {
    backend::check_libraries(backend::host_target(), collector.libraries);
  } catch (const UserError& error) {
    return error.what();
  }
  return "";
}

}  // namespace weft::driver
