// Variables: parameters, locals, captured variables and globals.
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/cleanup.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

FunctionFlow::FunctionFlow(FlowShared& shared, py::handle function, const FunctionSource& source, ir::Function& graph)
    : shared_(shared),
      host_(shared.host),
      program_(shared.program),
      folder_(shared.folder),
      known_(shared.folder.known()),
      function_(py::reinterpret_borrow<py::object>(function)),
      code_(py::reinterpret_borrow<py::object>(PyFunction_GET_CODE(function.ptr()))),
      globals_(py::reinterpret_borrow<py::object>(PyFunction_GET_GLOBALS(function.ptr()))),
      builtins_(py::module_::import("builtins").attr("__dict__")),
      source_(source),
      graph_(graph) {}

void FunctionFlow::build(const FlowRequest& request) {
  position_.block = add_block();
  receiver_class_ = request.receiver_class;
  closure_ = shared_.closure(function_);
  collect_slots();
  find_captured_variables();
  Node node = source_.node;
  if (is_generator_function()) {
    build_generator_constructor(request);
    return finish();
  }
  bind_parameters(request, add_parameters(request));
  if (node.is(NodeKind::Lambda)) {
    Operand result = expression(node.child(Field::body));
    return_statement(node, result);
  } else {
    if (node.is(NodeKind::AsyncFunctionDef))
      unsupported(node, "an `async` function", "use generators or call-backs of your own");
    statements(node.children(Field::body));
    if (is_reachable()) {
      NodeList body = node.children(Field::body);
      return_statement(body[body.size() - 1], none());
    }
  }
  finish();
}

void FunctionFlow::finish() {
  std::unordered_set<uint32_t> kept;
  for (const auto& [value, narrowed] : narrowed_) kept.insert(value);
  clean_up(graph_, kept);
}

// CPython has decided already which names are local: parameters first.
void FunctionFlow::collect_slots() {
  for (const char* attribute : {"co_varnames", "co_cellvars"}) {
    py::tuple names = code_.attr(attribute);
    for (py::handle name : names)
      if (slots_.try_emplace(name.ptr(), static_cast<Slot>(slot_names_.size())).second)
        slot_names_.push_back(name.ptr());
  }
  if (closure_ != nullptr)
    for (const auto& [name, how] : closure_->captured)
      if (slots_.try_emplace(name, static_cast<Slot>(slot_names_.size())).second) slot_names_.push_back(name);
  py::tuple free = code_.attr("co_freevars");
  PyObject* closure = PyFunction_GET_CLOSURE(function_.ptr());
  for (size_t i = 0; i < free.size(); ++i)
    cells_[py::object(free[i]).ptr()] = PyTuple_GET_ITEM(closure, static_cast<Py_ssize_t>(i));
}

// The graph's parameters: the function object of one that is made at run time, those with names, what `*args` gathers,
// and what `**kwargs` gathers.
size_t FunctionFlow::count_parameters(const FlowRequest& request) const {
  return (closure_ != nullptr ? 1 : 0) + code_.attr("co_argcount").cast<size_t>() +
         code_.attr("co_kwonlyargcount").cast<size_t>() + request.star_arguments + request.keyword_arguments.size();
}

ir::StringId FunctionFlow::parameter_name(const FlowRequest& request, size_t position) const {
  size_t offset = closure_ != nullptr ? 1 : 0, keywords = count_parameters(request) - request.keyword_arguments.size();
  size_t named = keywords - request.star_arguments;
  if (position >= keywords) return request.keyword_arguments[position - keywords];
  if (position < offset) return program_.strings.intern("closure");
  if (position < named) return shared_.name(slot_names_[position - offset]);
  return program_.strings.intern(fmt::format("{}_{}", text(slot_names_[named - offset]), position - named));
}

// Makes the graph's parameters, and gives the values that the function has for them.
std::vector<Operand> FunctionFlow::add_parameters(const FlowRequest& request) {
  std::vector<Operand> arguments;
  for (size_t i = 0; i < count_parameters(request); ++i) {
    arguments.push_back(add_argument(position_.block, parameter_name(request, i)));
    if (i < request.constant_parameters.size() && request.constant_parameters[i].valid())
      arguments.back() = constant(host_.object(request.constant_parameters[i]));
  }
  return arguments;
}

void FunctionFlow::bind_parameters(const FlowRequest& request, std::vector<Operand> arguments) {
  Slot offset = closure_ != nullptr ? 1 : 0;
  if (closure_ != nullptr) closure_object_ = arguments[0];
  size_t keywords = arguments.size() - request.keyword_arguments.size();
  size_t named = keywords - offset - request.star_arguments;
  int flags = code_.attr("co_flags").cast<int>();
  for (Slot slot = 0; slot < named; ++slot) {
    Operand value = arguments[slot + offset];
    if (value.is_value() && !graph_.value(value.value()).name.valid())
      graph_.value(value.value()).name = shared_.name(slot_names_[slot]);
    position_.bind(slot, value);
  }
  Slot next = static_cast<Slot>(named);
  if ((flags & CO_VARARGS) != 0) {
    std::vector<Operand> items(arguments.begin() + static_cast<std::ptrdiff_t>(named + offset),
                               arguments.begin() + static_cast<std::ptrdiff_t>(keywords));
    Operand gathered = make_tuple(source_.node, std::move(items));
    if (gathered.is_value()) graph_.value(gathered.value()).name = shared_.name(slot_names_[next]);
    position_.bind(next, gathered);
    ++next;
  }
  if ((flags & CO_VARKEYWORDS) != 0) {
    for (size_t i = 0; i < request.keyword_arguments.size(); ++i)
      keyword_items_.emplace_back(py::str(program_.strings[request.keyword_arguments[i]]), arguments[keywords + i]);
    bind_keywords(next);
  }
  bind_captured_variables();
}

// Private names (`__x` in a class body) are stored under another name.
PyObject* FunctionFlow::mangled(PyObject* name) {
  if (source_.class_name == nullptr || PyUnicode_GET_LENGTH(name) < 3 || PyUnicode_READ_CHAR(name, 0) != '_' ||
      PyUnicode_READ_CHAR(name, 1) != '_')
    return name;
  std::string plain = text(name), class_name = text(source_.class_name);
  if (plain.ends_with("__") || plain.find('.') != std::string::npos) return name;
  class_name.erase(0, class_name.find_first_not_of('_'));
  if (class_name.empty()) return name;
  return PyUnicode_InternFromString(fmt::format("_{}{}", class_name, plain).c_str());
}

std::optional<Slot> FunctionFlow::find_slot(PyObject* name) const {
  for (size_t i = inner_scopes_.size(); i-- > 0;)
    if (auto position = inner_scopes_[i].find(name); position != inner_scopes_[i].end()) return position->second;
  if (auto position = slots_.find(name); position != slots_.end()) return position->second;
  return std::nullopt;
}

// The closure cell of a variable that the function captures.
std::optional<py::object> FunctionFlow::cell_of_free_variable(PyObject* name) const {
  auto position = cells_.find(name);
  if (position == cells_.end()) return std::nullopt;
  return py::reinterpret_borrow<py::object>(position->second);
}

Operand FunctionFlow::load_name(Node node) {
  PyObject* name = mangled(node.value(Field::id));
  if (std::optional<Slot> slot = find_slot(name)) {
    Binding binding = position_.binding(*slot);
    if (!is_reachable()) return undefined();
    if (Operand cell = cell_of(*slot); cell.valid())
      return emit(node, Opcode::Getattr, {cell}, shared_.name(name).index, false);
    if (binding.is_bound() && !is_object(binding.operand, shared_.unassigned_object.ptr())) return binding.operand;
    report(unbound_local, node,
           fmt::format("the local variable '{}' {} here", text(name),
                       binding.maybe_unbound ? "may be unassigned" : "is not assigned"),
           {}, binding.maybe_unbound ? "assign it on every path that leads here" : "");
    position_.bind(*slot, undefined());
    return undefined();
  }
  if (std::optional<py::object> cell = cell_of_free_variable(name)) return load_free_variable(node, name, *cell);
  return load_global(node, name);
}

// Captured when the specification was imported. What some function declares `nonlocal` is a variable that starts as
// import left it, everything else a constant.
Operand FunctionFlow::load_free_variable(Node node, PyObject* name, py::handle cell) {
  if (source_.file->nonlocal_names.contains(name))
    return emit(node, Opcode::Getattr, {prebuilt_cell(name, cell)}, shared_.name(name).index, false);
  PyObject* contents = PyCell_GET(cell.ptr());
  if (contents == nullptr) {
    report(empty_cell, node, fmt::format("the captured variable '{}' has no value", text(name)));
    return undefined();
  }
  return constant(contents);
}

Operand FunctionFlow::load_global(Node node, PyObject* name) {
  if (host_.sources().is_assigned_global(globals_, name))
    return emit(node, Opcode::Getglobal, {constant(globals_)}, shared_.name(name).index);
  if (PyUnicode_CompareWithASCIIString(name, "__debug__") == 0) return constant(Py_True);
  if (PyObject* value = PyDict_GetItem(globals_.ptr(), name)) return constant(value);
  if (PyObject* value = PyDict_GetItem(builtins_.ptr(), name)) return constant(value);
  report_undefined(node, name);
  return undefined();
}

void FunctionFlow::report_undefined(Node node, PyObject* name) {
  std::vector<std::string> candidates;
  for (PyObject* local : slot_names_) candidates.push_back(text(local));
  for (py::handle free : code_.attr("co_freevars")) candidates.push_back(text(free.ptr()));
  for (const py::object& scope : {globals_, builtins_})
    for (auto item : py::reinterpret_borrow<py::dict>(scope))
      if (PyUnicode_Check(item.first.ptr())) candidates.push_back(text(item.first.ptr()));
  std::string nearest = nearest_match(text(name), candidates);
  report(undefined_name, node, fmt::format("the name '{}' is not defined", text(name)), {},
         Help::did_you_mean(text(name), nearest));
}

void FunctionFlow::store_name(Node node, PyObject* name, Operand value) {
  name = mangled(name);
  if (std::optional<Slot> slot = find_slot(name)) {
    if (Operand cell = cell_of(*slot); cell.valid()) {
      emit(node, Opcode::Setattr, {cell, value}, shared_.name(name).index, false);
      return;
    }
    // A value is named after the first variable that holds it.
    if (value.is_value() && !graph_.value(value.value()).name.valid())
      graph_.value(value.value()).name = shared_.name(name);
    position_.bind(*slot, value);
    return;
  }
  if (std::optional<py::object> cell = cell_of_free_variable(name)) {
    emit(node, Opcode::Setattr, {prebuilt_cell(name, *cell), value}, shared_.name(name).index, false);
    return;
  }
  emit(node, Opcode::Setglobal, {constant(globals_), value}, shared_.name(name).index);
}

void FunctionFlow::delete_name(Node node) {
  std::optional<Slot> slot = find_slot(mangled(node.value(Field::id)));
  if (!slot || cell_of(*slot).valid()) {
    unsupported(node, "deleting a global or captured variable", "assign None instead");
    return;
  }
  if (!position_.binding(*slot).is_bound()) load_name(node);  // reports it
  if (*slot < position_.bindings.size()) position_.bindings[*slot] = {};
}

}  // namespace weft::rpy
