#include "translator/driver/collectors.h"

#include <pybind11/stl.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "backends/llvm/linker.h"
#include "rpy-frontend/host/interpreter.h"
#include "translator/driver/options.h"
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

// Beside the collectors are the files that they share.
bool is_collector(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line))
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

// A method of collectors, with the types of its arguments: what it is for the weaver, or the C function that it replaces.
struct Method {
  const char* name;
  std::vector<ir::TypeId> arguments;
  std::string weave::CollectorInterface::* function = nullptr;
  const char* service = nullptr;
  bool is_required = false;
};

constexpr ir::TypeId word = TypeTable::signed_, address = TypeTable::address;
using Interface = weave::CollectorInterface;

const std::vector<Method> methods = {
    {.name = "malloc_fixed", .arguments = {word, word}, .function = &Interface::malloc_fixed, .is_required = true},
    {.name = "malloc_varsize",
     .arguments = {word, word, word, word},
     .function = &Interface::malloc_varsize,
     .is_required = true},
    {.name = "write_barrier", .arguments = {address}, .function = &Interface::write_barrier},
    {.name = "write_barrier_item", .arguments = {address, word}, .function = &Interface::write_barrier_item},
    {.name = "identity_hash", .arguments = {address}, .function = &Interface::identity_hash},
    {.name = "stress", .arguments = {}, .function = &Interface::stress},
    {.name = "setup", .arguments = {}, .function = &Interface::setup},
    {.name = "shutdown", .arguments = {}, .function = &Interface::shutdown},
    {.name = "weak_register", .arguments = {address, address}, .service = "weft_weak_register"},
    {.name = "collect", .arguments = {word}, .service = "weft_collect"},
    {.name = "collect_step", .arguments = {}, .service = "weft_collect_step"},
    {.name = "enable", .arguments = {}, .service = "weft_collector_enable"},
    {.name = "disable", .arguments = {}, .service = "weft_collector_disable"},
    {.name = "is_enabled", .arguments = {}, .service = "weft_collector_is_enabled"},
    {.name = "can_move", .arguments = {address}, .service = "weft_can_move"},
    {.name = "pin", .arguments = {address}, .service = "weft_pin"},
    {.name = "unpin", .arguments = {address}, .service = "weft_unpin"},
    {.name = "unique_id", .arguments = {address}, .service = "weft_unique_id"},
    {.name = "discard", .arguments = {address}, .service = "weft_discard"},
    {.name = "register_finalizer", .arguments = {address, word}, .service = "weft_register_finalizer"},
    {.name = "register_light_finalizer", .arguments = {address}, .service = "weft_register_light_finalizer"},
    {.name = "next_dead_queue", .arguments = {}, .service = "weft_next_dead_queue"},
    {.name = "next_dead_finalizable", .arguments = {}, .service = "weft_next_dead_finalizable"},
    {.name = "add_memory_pressure", .arguments = {word}, .service = "weft_add_memory_pressure"},
    {.name = "object_bytes", .arguments = {address}, .service = "weft_object_bytes"},
    {.name = "type_index", .arguments = {address}, .service = "weft_type_index"},
    {.name = "is_instance", .arguments = {address}, .service = "weft_is_instance"},
    {.name = "list_references", .arguments = {address, address, word}, .service = "weft_list_references"},
    {.name = "statistic", .arguments = {word}, .service = "weft_gc_statistic"},
    {.name = "watch", .arguments = {word}, .service = "weft_watch_collections"},
    {.name = "dump_heap", .arguments = {word}, .service = "weft_dump_heap"},
    {.name = "heap_size", .arguments = {}, .service = "weft_heap_size"},
};

// Whether a class has a method of its own, or from a base behind the first one of all.
bool defines(const py::object& of_class, const py::object& base, const char* name) {
  py::object own = py::getattr(of_class, name, py::none());
  return !own.is_none() && !own.is(py::getattr(base, name, py::none()));
}

// What is asked for that only a collector has which finds roots.
std::string asks_for_roots(const CollectorSettings& settings) {
  if (settings.stress) return "--gc-stress";
  if (settings.debug) return "--gc-debug";
  return settings.roots.empty() ? "" : "--roots=" + settings.roots;
}

bool chooses_stack_maps(const CollectorSettings& settings) {
  const backend::TargetDescription& target = settings.target != nullptr ? *settings.target : backend::host_target();
  if (settings.roots.empty()) return default_roots == "stackmap" && target.has_stack_maps;
  if (settings.roots == "stackmap" && !target.has_stack_maps)
    throw UserError(fmt::format("--roots=stackmap is not available for {}: the frames of its programs can not be walked",
                                target.name));
  return settings.roots == "stackmap";
}

}  // namespace

std::vector<CollectorFile> collector_files() {
  std::vector<CollectorFile> files;
  for (const auto& entry : fs::directory_iterator(folder_of_package() / "gcs")) {
    std::string name = entry.path().stem().string();
    if (entry.path().extension() == ".py" && is_collector(entry.path()))
      files.push_back({name, first_docstring_line(entry.path())});
  }
  std::ranges::sort(files, {}, &CollectorFile::name);
  return files;
}

LoadedCollector load_collector(const std::string& name, const CollectorSettings& settings) {
  py::module_ sys = py::module_::import("sys");
  py::list path = sys.attr("path");
  path.insert(0, folder_of_package().string());
  py::object collector = py::module_::import(("gcs." + name).c_str()).attr("collector");
  py::object base = py::module_::import("gcs.base").attr("GCBase");
  py::module_ roots = py::module_::import("gcs.roots");
  py::module_ arenas = py::module_::import("rpython.rtyper.lltypesystem.llarena");
  path.attr("pop")(0);
  // The names are the spec's to use; the objects stay.
  py::dict modules = sys.attr("modules");
  for (py::handle module : py::list(modules)) {
    std::string text = module.cast<std::string>();
    if (text == "gcs" || text.starts_with("gcs.")) modules.attr("pop")(module);
  }
  bool needs_roots = collector.attr("needs_roots").cast<bool>();
  if (std::string flag = asks_for_roots(settings); !flag.empty() && !needs_roots)
    throw UserError(fmt::format("{} is not available with --gc={}: it is not the collector that finds what a program holds on to",
                                flag, name));
  if (settings.threads == Threads::Free && !collector.attr("allows_free_threads").cast<bool>())
    throw UserError(fmt::format("--threads=free is not available with --gc={}: it collects for one thread at a time", name));
  if (settings.debug) collector.attr("debug") = true;
  if (settings.max_heap != 0) collector.attr("heap_limit") = settings.max_heap;
  bool uses_stack_maps = needs_roots && chooses_stack_maps(settings);
  roots.attr("has_stack_maps") = uses_stack_maps;
  arenas.attr("is_poisoned") = settings.is_poisoned;
  LoadedCollector loaded;
  loaded.description.collector = collector;
  py::object of_class = py::type::of(collector);
  for (const Method& method : methods)
    if (method.function == &Interface::stress ? settings.stress
                                              : method.is_required || defines(of_class, base, method.name))
      loaded.description.methods.push_back({method.name, method.arguments});
  loaded.libraries = collector.attr("libraries").cast<std::vector<std::string>>();
  auto flag = [&](const char* constraint) { return collector.attr(constraint).cast<bool>(); };
  loaded.constraints.name = name;
  loaded.constraints.moves_objects = flag("moves_objects");
  loaded.constraints.zeroes_memory = flag("zeroes_memory");
  loaded.constraints.needs_roots = needs_roots;
  loaded.constraints.barrier_on_overwrite = flag("barrier_on_overwrite");
  loaded.constraints.uses_stack_maps = uses_stack_maps;
  loaded.constraints.prebuilt_flags = collector.attr("prebuilt_flags").cast<uint64_t>();
  return loaded;
}

weave::CollectorInterface LoadedCollector::interface(const typer::TypedProgram& typed) const {
  weave::CollectorInterface result = constraints;
  for (const Method& method : methods) {
    auto known = std::ranges::find(description.methods, method.name, &typer::CollectorMethod::name);
    if (known == description.methods.end()) continue;
    auto position = static_cast<size_t>(known - description.methods.begin());
    const std::string& function = typed.program.function(typed.collector_functions[position]).name;
    if (method.function != nullptr)
      result.*method.function = function;
    else
      result.services[method.service] = function;
  }
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
