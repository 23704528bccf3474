// Generator functions. Calling one makes an object; the function's body is the method `__next__` of the object's class,
// which begins by going to where it stopped. rpython/rtyper/rgenerator.py has the rest of the class.
#include <algorithm>
#include <utility>

#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

// As in rgenerator.py.
constexpr int64_t finished = -1, running = -2;

py::object library(const char* name) { return py::module_::import("rpython.rtyper.rgenerator").attr(name); }

}  // namespace

bool FunctionFlow::is_generator_function() const { return (code_.attr("co_flags").cast<int>() & CO_GENERATOR) != 0; }

void FunctionFlow::set_frame(Node at, const char* name, Operand value) {
  emit(at, Opcode::Setattr, {frame_, value}, program_.strings.intern(name).index, false);
}

Operand FunctionFlow::get_frame(Node at, const char* name) {
  return emit(at, Opcode::Getattr, {frame_}, program_.strings.intern(name).index, false);
}

// What a call of the function does: makes the object and puts the arguments into it.
void FunctionFlow::build_generator_constructor(const FlowRequest& request) {
  Node at = source_.node;
  std::vector<Operand> arguments = add_parameters(request);
  py::tuple made = library("make_class")(function_);
  py::object body = made[1];
  shared_.generator_bodies.emplace(body.ptr(), FlowShared::GeneratorBody{request, body, {}});
  frame_ = call_values(at, constant(made[0]), {});
  for (size_t i = 0; i < arguments.size(); ++i)
    if (arguments[i].is_value()) set_frame(at, fmt::format("argument_{}", i).c_str(), arguments[i]);
  return_statement(at, frame_);
}

// The body, as a method of the generator's class.
void FunctionFlow::build_body(const FlowRequest& request) {
  position_.block = add_block();
  closure_ = shared_.closure(request.function);
  collect_slots();
  find_captured_variables();
  Node node = source_.node;
  is_generator_body_ = true;
  frame_ = add_argument(position_.block, program_.strings.intern("generator"));
  Operand state = get_frame(node, "state");
  // Blocks that are entered in certain states; what comes first is state 0.
  Position start{add_block(), {}};
  ir::BlockId dispatch = position_.block;

  position_ = std::move(start);
  ir::BlockId first = position_.block;
  set_frame(node, "state", constant(py::int_(running)));
  std::vector<Operand> arguments;
  for (size_t i = 0; i < count_parameters(request); ++i) {
    bool is_known = i < request.constant_parameters.size() && request.constant_parameters[i].valid();
    arguments.push_back(is_known ? Operand(constant(host_.object(request.constant_parameters[i])))
                                 : get_frame(node, fmt::format("argument_{}", i).c_str()));
  }
  bind_parameters(request, std::move(arguments));

  // Whatever leaves the body ends the generator; StopIteration would look as if it had come to its end.
  Join raised;
  Context context = inner_context();
  context.handler = &raised;
  context_ = &context;
  generator_context_ = &context;
  statements(node.children(Field::body));
  if (is_reachable()) return_statement(node, none());
  context_ = nullptr;
  Operand exception = enter(raised);
  if (is_reachable()) {
    set_frame(node, "state", constant(py::int_(finished)));
    Operand is_stop = emit(node, Opcode::ExceptionMatch, {exception, constant(PyExc_StopIteration)}, 0, false);
    Split sides = split(node, is_stop, exception);
    position_ = std::move(sides.if_true);
    raise_exception(node, call_values(node, constant(PyExc_RuntimeError),
                                      {constant(py::str("generator raised StopIteration"))}));
    position_ = std::move(sides.if_false);
    raise_exception(node, sides.tested_false);
  }

  // The chain of tests that later becomes a switch.
  position_ = {dispatch, {}};
  auto enter_in_state = [&](int64_t number, ir::BlockId block) {
    Operand is_here = emit(node, Opcode::Eq, {state, constant(py::int_(number))}, 0, false);
    Split sides = split(node, is_here, {});
    position_ = std::move(sides.if_true);
    terminate(ir::TerminatorKind::Jump).edges = {{block, {}}};
    position_ = std::move(sides.if_false);
  };
  enter_in_state(0, first);
  for (size_t i = 0; i < suspensions_.size(); ++i) enter_in_state(suspension_states_[i], suspensions_[i].after);
  call_values(node, constant(library("not_suspended")), {state});
  terminate(ir::TerminatorKind::Unreachable);
  stop();
  keep_across_suspensions(graph_, program_, suspensions_);
  finish();
}

// A generator's `return`: its value travels in the exception, and is kept for `yield from`.
void FunctionFlow::return_from_generator(Node node, Operand value) {
  Context* outer = std::exchange(context_, nullptr);
  py::object stop_class = py::reinterpret_borrow<py::object>(PyExc_StopIteration);
  bool has_value = !is_object(value, Py_None);
  if (has_value) {
    set_frame(node, "result", value);
    FlowShared::GeneratorBody& body = shared_.generator_bodies.at(function_.ptr());
    if (!body.stop_class) body.stop_class = library("make_stop_iteration")();
    stop_class = body.stop_class;
  }
  set_frame(node, "state", constant(py::int_(finished)));
  Operand stop_iteration = call_values(node, constant(stop_class), {});
  if (has_value)
    emit(node, Opcode::Setattr, {stop_iteration, value}, program_.strings.intern("value").index, false);
  raise_exception(node, stop_iteration);
  context_ = outer;
}

// Stops with `value` for the caller. Where the generator goes on, an exception that was thrown into it is raised first.
// `on_thrown`, if given, sees that exception before.
void FunctionFlow::suspend(Node node, Operand value, const std::function<void(Operand)>& on_thrown) {
  if (!is_reachable()) return;
  bool is_protected = handler_context() != generator_context_ || on_thrown;
  auto number = static_cast<int64_t>(2 * suspensions_.size() + (is_protected ? 2 : 1));
  set_frame(node, "state", constant(py::int_(number)));
  ir::LocationId location = locate(node);
  ir::Terminator& terminator = terminate(ir::TerminatorKind::Return);
  terminator.operand = value;
  terminator.location = location;
  Suspension suspension{position_.block, add_block()};
  suspensions_.push_back(suspension);
  suspension_states_.push_back(number);
  position_.block = suspension.after;
  set_frame(node, "state", constant(py::int_(running)));
  if (!is_protected) return;
  Operand thrown = get_frame(node, "thrown");
  Operand is_thrown = emit(node, Opcode::IsNot, {thrown, none()}, 0, false);
  Split sides = split(node, is_thrown, thrown);
  position_ = std::move(sides.if_true);
  set_frame(node, "thrown", none());
  if (on_thrown) on_thrown(sides.tested_true);
  raise_exception(node, sides.tested_true);
  position_ = std::move(sides.if_false);
}

// `yield value`, and what send() passed.
Operand FunctionFlow::yield_expression(Node node, bool is_value_used) {
  if (!is_generator_body_) {
    unsupported(node, "`yield` here", "");
    return undefined();
  }
  Node part = node.child(Field::value);
  Operand value = part.valid() ? expression(part) : none();
  suspend(node, value, {});
  if (!is_reachable()) return undefined();
  if (!is_value_used) {
    set_frame(node, "was_sent", constant(Py_False));
    return none();
  }
  Operand was_sent = get_frame(node, "was_sent");
  Join end;
  Split sides = split(node, was_sent, {});
  position_ = std::move(sides.if_true);
  set_frame(node, "was_sent", constant(Py_False));
  add_path(end, get_frame(node, "sent"));
  position_ = std::move(sides.if_false);
  add_path(end, call_values(node, constant(library("nothing_sent")), {get_frame(node, "sent")}));
  return enter(end);
}

// `yield from iterable`: yields its items. Its value is what the generator run over returned.
Operand FunctionFlow::yield_from(Node node, bool is_value_used) {
  if (!is_generator_body_) {
    unsupported(node, "`yield from` here", "");
    return undefined();
  }
  Operand iterable = expression(node.child(Field::value));
  if (!is_reachable()) return undefined();
  Operand iterator = emit(node, Opcode::Iter, {iterable});
  auto inner = [&] { return call_values(node, constant(library("inner_generator")), {iterator}); };
  // Does something where a generator is run over.
  auto if_generator = [&](const std::function<Operand(Operand)>& action) {
    Operand generator = inner();
    Operand is_generator = emit(node, Opcode::IsNot, {generator, none()}, 0, false);
    Split sides = split(node, is_generator, generator);
    Join end;
    position_ = std::move(sides.if_true);
    Operand result = action(sides.tested_true);
    add_path(end, result);
    position_ = std::move(sides.if_false);
    add_path(end, none());
    return enter(end);
  };
  LoopHeader header = begin_loop({});
  Operand more = emit(node, Opcode::IterMore, {iterator});
  Split sides = split(node, more, {});
  Position exhausted = std::move(sides.if_false);
  position_ = std::move(sides.if_true);
  Operand item = emit(node, Opcode::IterItem, {iterator});
  suspend(node, item, [&](Operand) {
    // The inner generator ends first.
    if_generator([&](Operand generator) {
      static PyObject* const close = PyUnicode_InternFromString("close");
      call_values(node, load_attribute(node, generator, close), {});
      return none();
    });
  });
  Join continued;
  if (is_reachable()) {
    Split resumed = split(node, get_frame(node, "was_sent"), {});
    position_ = std::move(resumed.if_true);
    set_frame(node, "was_sent", constant(Py_False));
    call_values(node, constant(library("refuse_sent_value")), {});
    add_path(continued);
    position_ = std::move(resumed.if_false);
  }
  add_path(continued);
  end_loop(header, continued);
  position_ = std::move(exhausted);
  if (!is_value_used) return none();
  static PyObject* const result = PyUnicode_InternFromString("result");
  return if_generator([&](Operand generator) { return load_attribute(node, generator, result); });
}

// ---- generator expressions that are values

namespace {

// The names that an expression reads, nested functions included, without duplicates.
void collect_names(Node node, std::vector<PyObject*>& names) {
  if (node.is(NodeKind::Name)) {
    PyObject* name = node.value(Field::id);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    return;
  }
  const std::function<void(Node)> visit = [&](Node child) { collect_names(child, names); };
  for_each_child(node, visit);
}

}  // namespace

// Is the variable assigned anywhere that control may reach while the generator is used?
bool FunctionFlow::may_be_assigned_after(Node node, PyObject* name) const {
  Span here = node.span();
  bool found = false;
  const std::function<void(Node)> visit = [&](Node part) {
    if (found || part == node) return;
    Span span = part.span();
    bool is_loop = part.is(NodeKind::For) || part.is(NodeKind::While);
    bool is_around = span.line < here.line || (span.line == here.line && span.column <= here.column);
    is_around = is_around && (span.end_line > here.end_line ||
                              (span.end_line == here.end_line && span.end_column >= here.end_column));
    if (is_loop && is_around) {
      const AssignedNames& names = shared_.assigned_names(part);
      found = names.counts.contains(name);
      if (found) return;
    }
    if (part.is(NodeKind::Name) && part.value(Field::id) == name &&
        !Node(part.value(Field::ctx)).is(NodeKind::Load)) {
      found = span.line > here.end_line || (span.line == here.end_line && span.column >= here.end_column);
      return;
    }
    for_each_child(part, visit);
  };
  visit(source_.node);
  return found;
}

// A generator expression is a call of a generator function: its parameters are the first iterable and the variables of
// this function that it reads.
Operand FunctionFlow::generator_expression(Node node) {
  NodeList generators = node.children(Field::generators);
  Operand first = expression(generators[0].child(Field::iter));
  if (!is_reachable()) return undefined();
  std::vector<PyObject*> names;
  collect_names(node.child(Field::elt), names);
  for (size_t i = 0; i < generators.size(); ++i) {
    if (i > 0) collect_names(generators[i].child(Field::iter), names);
    collect_names(generators[i].child(Field::target), names);
    for (Node condition : generators[i].children(Field::ifs)) collect_names(condition, names);
  }
  enter_scope(node);
  const std::unordered_map<PyObject*, Slot> targets = inner_scopes_.back();
  inner_scopes_.pop_back();
  std::vector<Operand> arguments{emit(generators[0].child(Field::iter), Opcode::Iter, {first})};
  py::list parameters;
  py::dict cells;
  for (PyObject* name : names) {
    if (targets.contains(mangled(name))) continue;
    if (std::optional<Slot> slot = find_slot(mangled(name))) {
      Binding binding = position_.binding(*slot);
      if (Operand variable = cell_of(*slot); variable.valid())
        binding.operand = emit(node, Opcode::Getattr, {variable}, shared_.name(mangled(name)).index, false);
      if (!binding.is_bound()) continue;
      if (binding.operand.is_constant() && !may_be_assigned_after(node, name)) {
        cells[py::handle(name)] = object(binding.operand);
        continue;
      }
      if (may_be_assigned_after(node, name)) {
        report(late_binding, node, fmt::format("the generator expression uses `{}`, which is assigned again", text(name)),
               {}, "make it a list, or write a generator function with a parameter");
        return undefined();
      }
      parameters.append(py::handle(name));
      arguments.push_back(binding.operand);
    } else if (std::optional<py::object> cell = cell_of_free_variable(name)) {
      if (PyObject* contents = PyCell_GET(cell->ptr())) cells[py::handle(name)] = py::handle(contents);
    }
  }
  py::object made;
  try {
    made = py::module_::import("rpython.rtyper.rgenexpr")
               .attr("make_function")(py::handle(node.object()), parameters, cells, globals_,
                                      code_.attr("co_qualname"));
  } catch (py::error_already_set&) {
    unsupported(node, "this generator expression", "use a list comprehension");
    return undefined();
  }
  py::tuple parts = made;
  host_.sources().add_function(parts[0], py::object(parts[1]), source_);
  return call_values(node, constant(parts[0]), std::move(arguments));
}

}  // namespace weft::rpy
