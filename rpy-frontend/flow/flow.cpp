#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/flow.h"

#include <tuple>

#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

namespace {

bool is_true_attribute(py::handle function, const char* name) {
  py::object value = py::getattr(function, name, py::none());
  return !value.is_none() && PyObject_IsTrue(value.ptr()) == 1;
}

std::string text_attribute(py::handle function, const char* name) {
  py::object value = py::getattr(function, name, py::none());
  return PyUnicode_Check(value.ptr()) ? value.cast<std::string>() : std::string();
}

// "Outer.method.inner" for `Outer.method.<locals>.inner`.
std::string display_name(py::handle function) {
  std::string name = text_attribute(function, "__qualname__");
  constexpr std::string_view marker = "<locals>.";
  for (size_t place = name.find(marker); place != std::string::npos; place = name.find(marker, place))
    name.erase(place, marker.size());
  return name;
}

std::string module_name(py::handle function) {
  std::string name = text_attribute(function, "__module__");
  return name.empty() ? "?" : name;
}

}  // namespace

FlowBuilder::FlowBuilder(Host& host, ir::Program& program, Diagnostics& diagnostics)
    : shared_(std::make_unique<FlowShared>(host, program, diagnostics)) {}

FlowBuilder::~FlowBuilder() = default;

ir::ConstantId FlowBuilder::constant(py::handle object) { return shared_->constant(object); }

SourceRange FlowBuilder::range(ir::LocationId location) const {
  if (!location.valid()) return {};
  const ir::Location& place = shared_->program.locations[location.index];
  std::string path = place.file.valid() ? shared_->program.files[place.file.index] : std::string();
  return {std::move(path), place.line, place.column, place.end_line, place.end_column};
}

ir::LocationId FlowBuilder::place_of_wide_constant(ir::HostObjectId constant, ir::LocationId operation) const {
  auto known = shared_->wide_constants.find(constant.index);
  if (known == shared_->wide_constants.end() || !operation.valid()) return operation;
  const std::vector<ir::Location>& locations = shared_->program.locations;
  const ir::Location& around = locations[operation.index];
  for (ir::LocationId id : known->second) {
    const ir::Location& place = locations[id.index];
    if (place.file == around.file &&
        std::tie(around.line, around.column) <= std::tie(place.line, place.column) &&
        std::tie(place.end_line, place.end_column) <= std::tie(around.end_line, around.end_column))
      return id;
  }
  return operation;
}

Signature FlowBuilder::signature(py::handle function) {
  Signature result;
  if (shared_->generator_bodies.contains(function.ptr())) {
    result.names = {shared_->program.strings.intern("generator")};
    result.defaults.resize(1);
    result.positional = 1;
    return result;
  }
  py::object code = py::reinterpret_borrow<py::object>(PyFunction_GET_CODE(function.ptr()));
  auto positional = code.attr("co_argcount").cast<size_t>();
  auto keyword_only = code.attr("co_kwonlyargcount").cast<size_t>();
  py::tuple names = code.attr("co_varnames");
  const Closure* closure = shared_->closure(function);
  size_t offset = closure != nullptr ? 1 : 0;
  if (closure != nullptr) result.names.push_back(shared_->program.strings.intern(closure_parameter));
  for (size_t i = 0; i < positional + keyword_only; ++i)
    result.names.push_back(shared_->name(py::object(names[i]).ptr()));
  positional += offset;
  result.positional = static_cast<uint32_t>(positional);
  result.has_closure = closure != nullptr;
  result.default_attributes.resize(result.names.size());
  if (closure != nullptr) {
    for (size_t i = 0; i < closure->defaults.size(); ++i)
      if (closure->defaults[i] != nullptr) result.default_attributes[i + offset] = shared_->name(closure->defaults[i]);
  }
  result.has_star = (code.attr("co_flags").cast<int>() & CO_VARARGS) != 0;
  result.has_keywords = (code.attr("co_flags").cast<int>() & CO_VARKEYWORDS) != 0;
  result.defaults.resize(result.names.size());
  auto intern = [&](py::handle object) {
    return shared_->program.constants[shared_->constant(object)].as_host_object();
  };
  if (PyObject* defaults = PyFunction_GET_DEFAULTS(function.ptr()); defaults != nullptr && defaults != Py_None) {
    auto count = static_cast<size_t>(PyTuple_GET_SIZE(defaults));
    for (size_t i = 0; i < count && i < positional; ++i)
      result.defaults[positional - count + i] = intern(PyTuple_GET_ITEM(defaults, static_cast<Py_ssize_t>(i)));
  }
  if (PyObject* defaults = PyFunction_GET_KW_DEFAULTS(function.ptr()); defaults != nullptr && defaults != Py_None) {
    for (size_t i = positional; i < result.names.size(); ++i)
      if (PyObject* value = PyDict_GetItem(defaults, py::object(names[i - offset]).ptr()))
        result.defaults[i] = intern(value);
  }
  return result;
}

ir::FunctionId FlowBuilder::build(const FlowRequest& request) {
  py::handle function = request.function;
  shared_->folder.refresh();
  const FunctionSource* source = shared_->host.source_of(function);
  if (source == nullptr) return {};  // whoever wanted to call it knows what to say
  ir::LocationId location = shared_->location(*source->file, source->node.span());
  if (is_true_attribute(function, "_not_rpython_"))
    shared_->diagnostics.report({.kind = &untranslatable_function,
                                 .range = range(location),
                                 .message = fmt::format("translated code reaches {}", display_name(function)),
                                 .label = "marked @not_rpython",
                                 .help = "guard the call with `if not we_are_translated():`"});
  ir::Function graph;
  graph.display_name = display_name(function);
  graph.name = shared_->unique_function_name(module_name(function) + "." + graph.display_name);
  graph.location = location;
  graph.is_elidable = is_true_attribute(function, "_elidable_function_");
  if (is_true_attribute(function, "_always_inline_")) graph.inline_hint = ir::InlineHint::Always;
  if (is_true_attribute(function, "_dont_inline_")) graph.inline_hint = ir::InlineHint::Never;
  FunctionFlow flow(*shared_, function, *source, graph);
  if (auto body = shared_->generator_bodies.find(function.ptr()); body != shared_->generator_bodies.end())
    flow.build_body(FlowRequest(body->second.request));
  else
    flow.build(request);
  ir::FunctionType type;
  type.parameters.assign(graph.blocks[0].arguments.size(), ir::TypeTable::any);
  type.result = ir::TypeTable::any;
  graph.type = shared_->program.types.function(std::move(type));
  return shared_->program.add_function(std::move(graph));
}

ir::HostObjectId FlowBuilder::unassigned() const { return shared_->host.intern(shared_->unassigned_object); }

ir::HostObjectId FlowBuilder::undefined() const { return shared_->host.intern(shared_->undefined_object); }

}  // namespace weft::rpy
