#include "rpy-frontend/host/interpreter.h"

#include <pybind11/eval.h>
#include <pybind11/pybind11.h>

#include <sys/resource.h>

#include <algorithm>
#include <cstring>
#include <filesystem>

#include "rpy-frontend/host/sources.h"
#include "translator/support/diagnostics.h"

namespace weft::rpy {

namespace {

// Audit hooks can not be removed, so the hook of the process looks here.
Sources* capturing_sources = nullptr;

int on_audit_event(const char* event, PyObject* arguments, void*) {
  if (capturing_sources == nullptr || std::strcmp(event, "compile") != 0) return 0;
  if (PyTuple_GET_SIZE(arguments) >= 2)
    capturing_sources->capture(PyTuple_GET_ITEM(arguments, 0), PyTuple_GET_ITEM(arguments, 1));
  return 0;
}

[[noreturn]] void fail(const PyStatus& status) {
  throw UserError(fmt::format("Python can not be started: {}", status.err_msg == nullptr ? "?" : status.err_msg));
}

void check(const PyStatus& status) {
  if (PyStatus_Exception(status)) fail(status);
}

// A recursion that is too deep shall end in RecursionError, whatever limit a spec asks for, and not in a stack overflow.
void limit_recursion() {
  constexpr rlim_t bytes_for_each_level = 1024, most_bytes = rlim_t{1} << 30;
  rlimit stack{};
  if (getrlimit(RLIMIT_STACK, &stack) != 0) return;
  pybind11::dict scope;
  scope["most"] = std::min(stack.rlim_cur, most_bytes) / bytes_for_each_level;
  pybind11::exec(R"(
def keep_below(most):
    import sys
    set_limit = sys.setrecursionlimit
    sys.setrecursionlimit = lambda limit: set_limit(min(limit, most))
keep_below(most)
)",
                 scope);
}

}  // namespace

void start_python() {
  if (Py_IsInitialized()) return;
  PyPreConfig preconfig;
  PyPreConfig_InitIsolatedConfig(&preconfig);
  preconfig.utf8_mode = 1;  // file names and sources are UTF-8 whatever the locale
  check(Py_PreInitialize(&preconfig));

  PyConfig config;
  PyConfig_InitIsolatedConfig(&config);
  config.site_import = 0;
  config.use_environment = 0;
  config.install_signal_handlers = 0;  // Ctrl-C ends the process at once
  config.code_debug_ranges = 1;        // functions are told apart by the columns of their code
  PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, WEFT_PYTHON_EXECUTABLE);
  // A character of a spec's string is a byte, as in translated programs.
  if (!PyStatus_Exception(status)) status = PyConfig_SetString(&config, &config.stdio_encoding, L"latin-1");
  if (!PyStatus_Exception(status)) status = PyConfig_SetString(&config, &config.stdio_errors, L"backslashreplace");
  if (!PyStatus_Exception(status)) status = Py_InitializeFromConfig(&config);
  PyConfig_Clear(&config);
  check(status);
  PySys_AddAuditHook(on_audit_event, nullptr);
  // Imported objects stay alive to the end: looking for cycles among them is wasted time.
  PyGC_Disable();
  limit_recursion();
}

void capture_sources_in(Sources* sources) { capturing_sources = sources; }

std::string library_directory() {
  std::error_code error;
  std::filesystem::path executable = std::filesystem::read_symlink("/proc/self/exe", error);
  if (!error) {
    std::filesystem::path installed = executable.parent_path().parent_path() / "lib" / "weft" / "python";
    if (std::filesystem::is_directory(installed / "rpython", error)) return installed.string();
  }
  return WEFT_LIBRARY_DIRECTORY;
}

}  // namespace weft::rpy
