#include "rpy-frontend/host/host.h"

#include <pybind11/stl.h>

#include "rpy-frontend/host/interpreter.h"

namespace weft::rpy {

namespace {

// Starts Python before any member of Host that needs it is made.
HostOptions started(HostOptions options) {
  start_python();
  return options;
}

}  // namespace

Host::Host(HostOptions options) : options_(started(options)) {
  capture_sources_in(&sources_);
  py::module_ sys = py::module_::import("sys");
  path_before_ = sys.attr("path").attr("copy")();
  modules_before_ = py::set(sys.attr("modules"));
  py::list(sys.attr("path")).insert(0, library_directory());
  py::module_ target = py::module_::import("rpython.target");
  target.attr("LONG_BIT") = options_.word_bits;
  target.attr("BIG_ENDIAN") = options_.big_endian;
  target.attr("INT64_ALIGNMENT") = options_.int64_alignment;
  target.attr("DOUBLE_ALIGNMENT") = options_.double_alignment;
  target.attr("C_COMPILER") = options_.c_compiler;
  target.attr("replace_views")();
  restore_views_ = target.attr("restore_views");
  if (options_.threads) {
    py::module_ threads = py::module_::import("rpython.rtyper.threads");
    threads.attr("has_threads") = *options_.threads != Threads::None;
    threads.attr("are_free") = *options_.threads == Threads::Free;
  }
}

Host::~Host() {
  capture_sources_in(nullptr);
  try {
    py::module_ sys = py::module_::import("sys");
    sys.attr("path") = path_before_;
    restore_views_();
    // Only what does not come with Python: its own modules may be imported once in a process.
    py::dict modules = sys.attr("modules");
    std::string library = sys.attr("prefix").cast<std::string>() + "/lib/python";
    for (py::handle name : py::list(modules)) {
      if (modules_before_.contains(name)) continue;
      py::object path = py::getattr(modules[name], "__file__", py::none());
      if (PyUnicode_Check(path.ptr()) && !path.cast<std::string>().starts_with(library)) modules.attr("pop")(name);
    }
  } catch (py::error_already_set& error) {
    error.discard_as_unraisable("removing a spec's modules");
  }
}

SourceReader Host::source_reader() {
  return [this](const std::string& path, uint32_t number) { return sources_.line(path, number); };
}

py::object Host::find_library_object(const char* module, const char* name) const {
  py::dict modules = py::module_::import("sys").attr("modules");
  if (!modules.contains(module)) return {};
  return py::getattr(modules[module], name, py::object());
}

}  // namespace weft::rpy
