#include "rpy-frontend/flow/shared.h"

namespace weft::rpy {

std::string text(PyObject* string) {
  const char* bytes = PyUnicode_AsUTF8(string);
  if (bytes == nullptr) PyErr_Clear();
  return bytes == nullptr ? "?" : bytes;
}

ir::StringId FlowShared::name(PyObject* text) {
  if (auto position = names_.find(text); position != names_.end()) return position->second;
  alive_.push_back(py::reinterpret_borrow<py::object>(text));
  Py_ssize_t size = 0;
  const char* bytes = PyUnicode_AsUTF8AndSize(text, &size);
  if (bytes == nullptr) {
    PyErr_Clear();
    bytes = "?";
    size = 1;
  }
  ir::StringId id = program.strings.intern({bytes, static_cast<size_t>(size)});
  names_.emplace(text, id);
  return id;
}

ir::ConstantId FlowShared::constant(py::handle object) {
  ir::HostObjectId id = host.intern(object);
  while (program.host_objects.size() < host.object_count())
    program.host_objects.push_back(host.describe(ir::HostObjectId{program.host_objects.size()}));
  return program.constants.host_object(id);
}

ir::LocationId FlowShared::location(const SourceFile& file, const Span& span) {
  auto [position, is_new] = files_.try_emplace(&file);
  if (is_new) position->second = program.add_file(file.path);
  return program.add_location({position->second, span.line, span.column + 1, span.end_line, span.end_column + 1});
}

std::string FlowShared::unique_function_name(const std::string& wanted) {
  std::string name = wanted;
  while (true) {
    unsigned& count = name_counts_[name];
    if (count++ == 0) return name;
    name = fmt::format("{}.{}", wanted, name_counts_[wanted] - 1);
  }
}

const Closure* FlowShared::closure(py::handle function) const {
  auto position = closures.find(function.ptr());
  return position == closures.end() ? nullptr : &position->second;
}

void FlowShared::add_closure(const py::object& function, Closure closure) {
  alive_.push_back(function);
  closures.emplace(function.ptr(), std::move(closure));
}

const AssignedNames& FlowShared::assigned_names(Node statement) {
  auto [position, is_new] = assigned_names_.try_emplace(statement.object());
  if (is_new) position->second = find_assigned_names(statement);
  return position->second;
}

}  // namespace weft::rpy
