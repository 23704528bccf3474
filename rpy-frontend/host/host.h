// The embedded Python: imports a specification and keeps the live objects that translation starts from.
//
// All of Python is available while a spec is imported. What the translator sees afterwards are the objects that the
// import left behind (functions, classes, prebuilt instances), each named by a HostObjectId, and the syntax trees of
// the functions among them.
#pragma once

#include <pybind11/pybind11.h>

#include <optional>
#include <string>
#include <vector>

#include "rpy-frontend/host/objects.h"
#include "rpy-frontend/host/sources.h"
#include "translator/ir/ids.h"
#include "translator/support/diagnostics.h"
#include "translator/support/threads.h"

namespace weft::rpy {

namespace py = pybind11;

// What the library's `rpython.target` tells a spec about the machine that is translated for.
struct HostOptions {
  unsigned word_bits = 64;
  bool big_endian = false;
  // In bytes, inside C's structs.
  unsigned int64_alignment = 8;
  unsigned double_alignment = 8;
  std::vector<std::string> c_compiler;  // the command that compiles C; empty: whatever compiler there is
  std::optional<Threads> threads;  // what kind the library is made for; none: it is only run
};

// The function that `target(driver, args)` returned, and what `driver` was told.
struct LoadedSpec {
  py::function entry_point;
  std::string executable_name;  // from `driver.exename`; empty unless the spec chose one
  std::string summary;  // the first line of the spec's docstring
};

// There is one Python in a process, started by the first Host and never stopped; a Host adds a spec to it and takes the
// spec's modules out of `sys.modules` when it goes. One Host at a time.
class Host {
 public:
  explicit Host(HostOptions options = {});
  ~Host();
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  // Imports the spec and calls its `target(driver, args)`. Whatever goes wrong is a diagnostic, and no result.
  std::optional<LoadedSpec> load(const std::string& spec_path, const std::vector<std::string>& args,
                                 Diagnostics& diagnostics);

  // Runs the spec's entry point on this Python with argv = [name] + args. Returns the status for the process to exit
  // with; Python's own traceback of an exception goes to stderr.
  int run_untranslated(const std::string& spec_path, const std::vector<std::string>& args, Diagnostics& diagnostics);

  // The live objects that the program's constants refer to.
  ir::HostObjectId intern(py::handle object) { return objects_.intern(object); }
  void replace_object(py::handle original, py::handle stand_in) { objects_.replace(original, stand_in); }
  void convert_instances(py::handle type, py::object convert) { objects_.convert_instances(type, std::move(convert)); }
  bool is_converted(py::handle object) const { return objects_.is_converted(object); }
  py::object object(ir::HostObjectId id) const { return objects_.object(id); }
  const std::string& describe(ir::HostObjectId id) { return objects_.describe(id); }
  size_t object_count() const { return objects_.size(); }

  // The syntax tree of a function object; nullptr when its source is not known (functions written in C, for one).
  const FunctionSource* source_of(py::handle function) { return sources_.find_function(function); }
  Sources& sources() { return sources_; }
  // Reads source lines for diagnostics, including those of code generated while importing.
  SourceReader source_reader();

  const HostOptions& options() const { return options_; }
  // An object that the library defines: find_library_object("rpython.rlib.objectmodel", "we_are_translated"). Invalid
  // when the module has not been imported, in which case nothing can refer to the object.
  py::object find_library_object(const char* module, const char* name) const;

 private:
  HostOptions options_;
  ObjectTable objects_;
  Sources sources_;
  py::object path_before_;  // sys.path and the names in sys.modules, as they are to be put back
  py::object restore_views_;  // of what Python's modules say of the machine
  py::object modules_before_;
};

}  // namespace weft::rpy
