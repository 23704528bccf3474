// Importing a spec, and everything that can go wrong with that.
#include <filesystem>
#include <vector>

#include "rpy-frontend/host/diagnostic_kinds.h"
#include "rpy-frontend/host/host.h"
#include "rpy-frontend/host/interpreter.h"

namespace weft::rpy {

namespace {

std::string as_text(py::handle object) {
  PyObject* text = PyObject_Str(object.ptr());
  if (text == nullptr) {
    PyErr_Clear();
    return "?";
  }
  return py::reinterpret_steal<py::str>(text);
}

// A line or column of a SyntaxError, which says -1 for a place that it does not know.
uint32_t as_number(py::handle object) {
  return PyLong_Check(object.ptr()) ? static_cast<uint32_t>(std::max(object.cast<long>(), 0L)) : 0;
}

// A SyntaxError counts columns in characters; ranges count bytes.
uint32_t byte_column(const std::string& line, uint32_t column) {
  uint32_t characters = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    if ((static_cast<unsigned char>(line[i]) & 0xC0) != 0x80) ++characters;
    if (characters == column) return static_cast<uint32_t>(i + 1);
  }
  return column;
}

Diagnostic describe_syntax_error(py::handle error, Sources& sources) {
  Diagnostic diagnostic{.kind = &syntax_error, .message = as_text(error.attr("msg"))};
  std::string path = as_text(error.attr("filename"));
  uint32_t line = as_number(error.attr("lineno"));
  uint32_t end_line = as_number(error.attr("end_lineno"));
  std::string text = sources.line(path, line);
  uint32_t column = byte_column(text, as_number(error.attr("offset")));
  uint32_t end_column = as_number(error.attr("end_offset"));
  if (end_line == line && end_column != 0) end_column = byte_column(text, end_column);
  diagnostic.range = {path, line, column, end_line == 0 ? line : end_line, end_column == 0 ? column + 1 : end_column};
  return diagnostic;
}

std::string traceback_text(const py::error_already_set& error) {
  py::object format = py::module_::import("traceback").attr("format_exception");
  py::object trace = error.trace() ? error.trace() : py::none();
  // Without the frames of the import system.
  while (!trace.is_none() &&
         as_text(trace.attr("tb_frame").attr("f_code").attr("co_filename")).starts_with("<frozen importlib"))
    trace = trace.attr("tb_next");
  py::object lines = format(error.type(), error.value(), trace);
  std::string text = as_text(py::str("").attr("join")(lines));
  while (text.ends_with('\n')) text.pop_back();
  return text;
}

// The place in the spec's own code (or what it imports outside of Python's library) that was executing.
SourceRange innermost_place(const py::error_already_set& error, const std::string& spec_path) {
  SourceRange range{spec_path, 0, 0, 0, 0};
  std::string prefix = py::module_::import("sys").attr("prefix").cast<std::string>() + "/lib/python";
  py::object frame = error.trace() ? error.trace() : py::none();
  for (; !frame.is_none(); frame = frame.attr("tb_next")) {
    py::object code = frame.attr("tb_frame").attr("f_code");
    std::string path = as_text(code.attr("co_filename"));
    if (path.starts_with(prefix) || path.starts_with("<")) continue;
    uint32_t line = as_number(frame.attr("tb_lineno"));
    range = {path, line, 1, line, 1};
    // The columns of the instruction that was executing.
    Py_ssize_t index = as_number(frame.attr("tb_lasti")) / 2;
    for (py::handle position : code.attr("co_positions")()) {
      if (index-- != 0) continue;
      py::tuple columns = py::reinterpret_borrow<py::tuple>(position);
      if (!columns[0].is_none() && !columns[2].is_none() && !columns[3].is_none() && !columns[1].is_none())
        range = {path, as_number(columns[0]), as_number(columns[2]) + 1, as_number(columns[1]),
                 as_number(columns[3]) + 1};
      break;
    }
  }
  return range;
}

// Turns a Python exception into a diagnostic.
Diagnostic describe_exception(py::error_already_set& error, const std::string& spec_path, Sources& sources,
                              std::string_view while_doing) {
  if (error.matches(PyExc_SyntaxError)) return describe_syntax_error(error.value(), sources);
  Diagnostic diagnostic{.kind = &import_failed, .range = innermost_place(error, spec_path)};
  std::string type = as_text(error.type().attr("__name__"));
  std::string message = as_text(error.value());
  diagnostic.message = fmt::format("{}{}{} while {}", type, message.empty() ? "" : ": ", message, while_doing);
  if (error.matches(PyExc_RecursionError)) {
    diagnostic.help = "code at module level calls itself without end";
  } else {
    diagnostic.notes.push_back(traceback_text(error));
  }
  if (error.matches(PyExc_ModuleNotFoundError))
    diagnostic.help =
        "modules are looked up beside the spec, in Weft's library and in Python's own; not in "
        "site-packages";
  return diagnostic;
}

void flush_output() {
  py::module_ sys = py::module_::import("sys");
  for (const char* name : {"stdout", "stderr"}) {
    py::object stream = sys.attr(name);
    if (stream.is_none()) continue;
    PyObject* result = PyObject_CallMethod(stream.ptr(), "flush", nullptr);
    if (result == nullptr) PyErr_Clear();
    Py_XDECREF(result);
  }
}

py::str decode(const std::string& text) {
  return py::reinterpret_steal<py::str>(
      PyUnicode_DecodeLatin1(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr));
}

py::list decode(const std::vector<std::string>& texts) {
  py::list result;
  for (const std::string& text : texts) result.append(decode(text));
  return result;
}

// What a spec is given to talk to: it may choose the executable's name and look at the configuration.
py::object make_driver(const HostOptions& options) {
  py::object namespace_type = py::module_::import("types").attr("SimpleNamespace");
  py::object translation = namespace_type();
  translation.attr("word_bits") = options.word_bits;
  translation.attr("big_endian") = options.big_endian;
  py::object config = namespace_type();
  config.attr("translation") = translation;
  py::object driver = namespace_type();
  driver.attr("exename") = py::none();
  driver.attr("exe_name") = py::none();  // RPython's spelling
  driver.attr("config") = config;
  return driver;
}

std::string chosen_name(py::handle driver) {
  for (const char* attribute : {"exename", "exe_name"}) {
    py::object name = py::getattr(driver, attribute, py::none());
    if (!PyUnicode_Check(name.ptr())) continue;
    auto text = name.cast<std::string>();
    // RPython's specs write the backend into the name.
    if (size_t place = text.find("%(backend)s"); place != std::string::npos) text.replace(place, 11, "weft");
    return text;
  }
  return {};
}

std::string first_line(py::handle docstring) {
  if (docstring.is_none()) return {};
  std::string text = as_text(py::module_::import("inspect").attr("cleandoc")(docstring));
  return text.substr(0, text.find('\n'));
}

// As target(driver, args) does.
bool takes_two_arguments(const py::object& function) {
  try {
    py::module_::import("inspect").attr("signature")(function).attr("bind")(py::none(), py::none());
    return true;
  } catch (const py::error_already_set& error) {
    return !error.matches(PyExc_TypeError);
  }
}

SourceRange definition_of(Host& host, py::handle function, const std::string& spec_path) {
  const FunctionSource* source = PyFunction_Check(function.ptr()) ? host.source_of(function) : nullptr;
  if (source == nullptr) return {spec_path, 0, 0, 0, 0};
  Span span = source->node.span();
  return {source->file->path, span.line, span.column + 1, span.end_line, span.end_column + 1};
}

}  // namespace

std::optional<LoadedSpec> Host::load(const std::string& spec_path, const std::vector<std::string>& args,
                                     Diagnostics& diagnostics) {
  std::error_code file_error;
  if (!std::filesystem::is_regular_file(spec_path, file_error)) {
    bool exists = std::filesystem::exists(spec_path, file_error);
    diagnostics.report({.kind = &missing_file,
                        .range = {spec_path, 0, 0, 0, 0},
                        .message = exists ? "this is not a file" : "there is no such file"});
    return std::nullopt;
  }
  std::filesystem::path path = std::filesystem::absolute(spec_path).lexically_normal();
  std::string stem = path.stem().string();
  const char* doing = "importing the specification";
  try {
    py::module_ sys = py::module_::import("sys");
    py::list(sys.attr("path")).insert(0, path.parent_path().string());
    py::module_ util = py::module_::import("importlib.util");
    // The path as the user gave it, so that diagnostics show it like that.
    py::object loader = py::module_::import("importlib.machinery").attr("SourceFileLoader")(stem, spec_path);
    py::object spec = util.attr("spec_from_file_location")(stem, spec_path, py::arg("loader") = loader);
    py::object module = util.attr("module_from_spec")(spec);
    py::dict(sys.attr("modules"))[py::str(stem)] = module;
    // Not from a cache: a spec that is edited and run again within a second must be seen.
    py::object code = loader.attr("source_to_code")(loader.attr("get_data")(spec_path), spec_path);
    py::module_::import("builtins").attr("exec")(code, module.attr("__dict__"));
    flush_output();

    py::object target = py::getattr(module, "target", py::none());
    if (!PyCallable_Check(target.ptr())) {
      diagnostics.report({.kind = &missing_target,
                          .range = {spec_path, 0, 0, 0, 0},
                          .message = "the specification defines no function `target`",
                          .help = "add `def target(driver, args): return entry_point`"});
      return std::nullopt;
    }
    if (!takes_two_arguments(target)) {
      diagnostics.report({.kind = &bad_target,
                          .range = definition_of(*this, target, spec_path),
                          .message = "target() must take two arguments, the driver and the list of arguments",
                          .help = "write `def target(driver, args):`"});
      return std::nullopt;
    }
    doing = "calling target(driver, args)";
    py::object driver = make_driver(options_);
    py::object result = target(driver, decode(args));
    flush_output();
    py::object entry = result;
    if (PyTuple_Check(result.ptr()) && PyTuple_GET_SIZE(result.ptr()) == 2 &&
        PyTuple_GET_ITEM(result.ptr(), 1) == Py_None)
      entry = py::reinterpret_borrow<py::object>(PyTuple_GET_ITEM(result.ptr(), 0));
    if (!PyFunction_Check(entry.ptr())) {
      diagnostics.report({.kind = &bad_target,
                          .range = definition_of(*this, target, spec_path),
                          .message = fmt::format("target() returned {}, not a function", describe(intern(result))),
                          .help = "return the function that takes argv, or (function, None)"});
      return std::nullopt;
    }
    return LoadedSpec{py::reinterpret_borrow<py::function>(entry), chosen_name(driver),
                      first_line(py::getattr(module, "__doc__", py::none()))};
  } catch (py::error_already_set& error) {
    flush_output();
    diagnostics.report(describe_exception(error, spec_path, sources_, doing));
    return std::nullopt;
  }
}

int Host::run_untranslated(const std::string& spec_path, const std::vector<std::string>& args,
                           Diagnostics& diagnostics) {
  std::optional<LoadedSpec> spec = load(spec_path, args, diagnostics);
  if (!spec) return 1;
  PyGC_Enable();  // from here on it is a Python program like others
  py::list argv;
  argv.append(
      decode(spec->executable_name.empty() ? std::filesystem::path(spec_path).stem().string() : spec->executable_name));
  for (py::handle argument : decode(args)) argv.append(argument);
  int status = 0;
  try {
    py::object result = spec->entry_point(argv);
    status = PyLong_Check(result.ptr()) ? result.cast<int>() : 0;
  } catch (py::error_already_set& error) {
    flush_output();
    if (error.matches(PyExc_SystemExit)) {
      py::object code = error.value().attr("code");
      if (PyLong_Check(code.ptr())) {
        status = code.cast<int>();
      } else if (!code.is_none()) {
        std::fprintf(stderr, "%s\n", as_text(code).c_str());
        status = 1;
      }
    } else {
      error.restore();
      PyErr_PrintEx(0);
      status = 1;
    }
  }
  flush_output();
  return status;
}

}  // namespace weft::rpy
