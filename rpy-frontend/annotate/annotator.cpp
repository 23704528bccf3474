#include "rpy-frontend/annotate/annotator.h"

#include <cassert>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "rpy-frontend/annotate/provenance.h"
#include "rpy-frontend/host/interpreter.h"
#include "translator/ir/operations.h"

namespace weft::annotate {

const ArgumentValue* CallArguments::keyword(std::string_view name) const {
  for (const auto& [key, value] : keywords)
    if (key == name) return &value;
  return nullptr;
}

Annotator::Implementation::Implementation(Host& host, ir::Program& program, Diagnostics& diagnostics)
    : host(host), program(program), diagnostics(diagnostics), flow(host, program, diagnostics) {
  library_path = rpy::library_directory() + "/";
  python_library_path = std::string(py::str(py::module_::import("os").attr("__file__")));
  python_library_path.erase(python_library_path.rfind('/') + 1);
  unassigned = flow.unassigned();
  undefined = flow.undefined();
  py::module_ registry = py::module_::import("rpython.rtyper.registry");
  load_replacements();
  for (py::handle entry : py::object(registry.attr("stand_ins"))) {
    py::tuple pair = py::reinterpret_borrow<py::tuple>(entry);
    host.replace_object(pair[0], pair[1]);
  }
  for (auto [type, convert] : py::dict(registry.attr("prebuilt_converters")))
    host.convert_instances(type, py::reinterpret_borrow<py::object>(convert));
  print_to = registry.attr("print_to");
  exception_initializers = registry.attr("exception_initializers");
  string_methods = registry.attr("string_methods");
  bytes_methods = registry.attr("bytes_methods");
  int_methods = registry.attr("int_methods");
  float_methods = registry.attr("float_methods");
  class_support = py::module_::import("rpython.rtyper.rclass");
  function_support = py::module_::import("rpython.rtyper.rfunction");
  machinery = py::module_::import("rpython.rtyper.rmachinery");
  special_of_some = py::module_::import("rpython.rtyper.rspecial");
  finalizer_support = py::module_::import("rpython.rtyper.rfinalizer");
  bytes_of = registry.attr("bytes_of");
  tuple_methods = registry.attr("tuple_methods");
  container_functions = registry.attr("container_functions");
  machine_integer_base = py::module_::import("rpython.rlib.rarithmetic").attr("base_int");
  low_level_type_class = py::module_::import("rpython.rtyper.lltypesystem.lltype").attr("LowLevelType");
  external_class = py::module_::import("rpython.rtyper.lltypesystem.rffi").attr("ExternalFunction");
  simulated_pointer_class = py::module_::import("rpython.rtyper.lltypesystem.simulator").attr("SimulatedPointer");
  address_class = py::module_::import("rpython.rtyper.lltypesystem.llmemory").attr("FakeAddress");
  llop = py::module_::import("rpython.rtyper.lltypesystem.lloperation").attr("llop");
  raw_layout = py::module_::import("rpython.rtyper.lltypesystem.rawlayout");
  type_of = py::module_::import("rpython.rtyper.lltypesystem.lltype").attr("typeOf");
}

// The registry grows with the modules of the library that the spec imports.
void Annotator::Implementation::load_replacements() {
  py::module_ registry = py::module_::import("rpython.rtyper.registry");
  load_translated_forms = registry.attr("load_translated_forms");
  load_translated_forms();
  for (py::handle entry : py::object(registry.attr("replacements"))) {
    py::tuple pair = py::reinterpret_borrow<py::tuple>(entry);
    replacements.emplace(py::object(pair[0]).ptr(), pair[1]);
    if (PyCFunction_Check(py::object(pair[0]).ptr())) replacements_by_value[py::object(pair[0])] = pair[1];
  }
}

// ---- the fixpoint

InstanceId Annotator::Implementation::annotate_function(const py::object& function,
                                                        const std::vector<Annotation>& arguments, bool low_level_key) {
  CallableId callable = callable_of(function);
  const Callable& callee = tables.callables[callable.index];
  assert(callee.kind == CallableKind::Function);
  InstanceId instance;
  if (low_level_key) {
    std::vector<ir::HostObjectId> constants;
    for (const Annotation& argument : arguments) constants.push_back(argument.constant);
    size_t star = arguments.size() - std::min(arguments.size(), signature(callable).names.size());
    constants.resize(arguments.size() - star);
    instance = make_instance(callable, arguments, constants, star, true);
  } else {
    std::vector<ArgumentValue> bound;
    for (const Annotation& argument : arguments) bound.push_back({argument, {}});
    instance = specialize(callable, bound, 0);
  }
  if (!instance.valid()) return {};
  for (size_t i = 0; i < arguments.size(); ++i) bind_parameter(instance, i, arguments[i]);
  if (arguments.empty() && !instance_of(instance).entered[0]) enter_function(instance);
  run();
  return instance;
}

void Annotator::Implementation::run() {
  if (running) return;
  running = true;
  while (!queue.empty() || !last_queue.empty() || !pending_objects.empty()) {
    process_pending_objects();
    std::deque<BlockReference>& source = queue.empty() ? last_queue : queue;
    if (source.empty()) continue;
    BlockReference next = source.front();
    source.pop_front();
    instance_of(next.instance).progress[next.block.index].is_queued = false;
    process_block(next.instance, next.block);
  }
  running = false;
  current_block = {};
  current_location = {};
  if (has_merged_classes) resolve_merged_classes();
}

void Annotator::Implementation::process_pending_objects() {
  // What it finds is no news from any operation.
  current_block.operation = UINT32_MAX;
  while (!pending_objects.empty()) {
    std::function<void()> read_contents = std::move(pending_objects.front());
    pending_objects.pop_front();
    read_contents();
  }
}

void Annotator::Implementation::queue_block(BlockReference reference, Turn turn) {
  if (!reference.instance.valid()) return;
  FunctionInstance& instance = instance_of(reference.instance);
  if (!instance.entered[reference.block.index]) return;
  BlockProgress& progress = instance.progress[reference.block.index];
  if (reference.operation > progress.done) return;  // its turn comes anyway
  if (reference.operation < progress.done) progress.changed.insert(reference.operation);
  if (reference.operation == progress.done) progress.is_waiting = false;
  if (progress.is_queued) return;
  progress.is_queued = true;
  (turn == Turn::Next ? queue : last_queue).push_back(reference);
}

void Annotator::Implementation::queue_readers(const std::set<BlockReference>& readers, Turn turn) {
  for (const BlockReference& reader : readers) queue_block(reader, turn);
}

void Annotator::Implementation::queue_users(InstanceId instance, ir::ValueId value) {
  for (const Users::Place& user : users_of(instance_of(instance).function).of(value))
    queue_block({instance, user.block, user.operation});
}

Annotation Annotator::Implementation::operand(ir::Operand operand) {
  if (operand.is_value()) return current().values[operand.value().index];
  const ir::Constant& constant = program.constants[operand.constant()];
  if (constant.kind == ir::ConstantKind::HostObject) return of_constant(constant.as_host_object());
  return none();
}

bool Annotator::Implementation::join_into_value(FunctionInstance& instance, ir::ValueId value,
                                                const Annotation& annotation) {
  Annotation before = instance.values[value.index];
  Annotation joined = join(before, annotation);
  if (joined == before) return false;
  instance.values[value.index] = joined;
  // Not only this block's: blocks further down may read it without having it passed to them.
  queue_users(current_block.instance, value);
  return true;
}

const Annotator::Implementation::Users& Annotator::Implementation::users_of(ir::FunctionId function_id) {
  auto [position, is_new] = users.try_emplace(function_id.index);
  if (!is_new) return position->second;
  const ir::Function& function = program.function(function_id);
  const std::vector<Definition>& defined = definitions_of(function_id);
  std::vector<std::pair<ir::ValueId, Users::Place>> all;
  for (size_t b = 0; b < function.blocks.size(); ++b) {
    const ir::Block& block = function.blocks[b];
    uint32_t place = 0;
    auto add = [&](ir::Operand operand) {
      if (operand.is_value()) all.push_back({operand.value(), {ir::BlockId{b}, place}});
    };
    for (const ir::Operation& operation : block.operations) {
      for (ir::Operand operand : operation.operands) add(operand);
      ++place;
    }
    add(block.terminator.operand);
    for (const ir::Edge& edge : block.terminator.edges)
      for (ir::Operand operand : edge.arguments) add(operand);
    // A branch narrows by what was tested, which may have been in a block before it.
    ir::Operand tested = block.terminator.operand;
    while (tested.is_value() && defined[tested.value().index].position != UINT32_MAX) {
      const Definition& test = defined[tested.value().index];
      const ir::Operation& operation = function.block(test.block).operations[test.position];
      for (ir::Operand operand : operation.operands) add(operand);
      bool is_wrapped = operation.opcode == ir::Opcode::Not || operation.opcode == ir::Opcode::Bool;
      tested = is_wrapped ? operation.operands[0] : ir::Operand();
    }
  }
  Users& result = position->second;
  result.first.assign(function.values.size() + 1, 0);
  for (const auto& [value, place] : all) ++result.first[value.index + 1];
  for (size_t i = 1; i < result.first.size(); ++i) result.first[i] += result.first[i - 1];
  std::vector<uint32_t> next = result.first;
  result.places.resize(all.size());
  for (const auto& [value, place] : all) result.places[next[value.index]++] = place;
  return result;
}

void Annotator::Implementation::process_block(InstanceId instance_id, ir::BlockId block_id) {
  current_block = {instance_id, block_id};
  // Functions may move in memory when others are added, but not what their vectors hold.
  const ir::Block& block = current_function().block(block_id);
  const std::vector<ir::Operation>& operations = block.operations;
  auto progress = [&]() -> BlockProgress& { return current().progress[block_id.index]; };
  while (true) {
    if (std::set<uint32_t>& changed = progress().changed; !changed.empty()) {
      current_block.operation = *changed.begin();
      changed.erase(changed.begin());
      process_operation(operations[current_block.operation]);
    } else if (progress().done < operations.size() && !progress().is_waiting) {
      current_block.operation = progress().done;
      progress().is_waiting = true;
      if (!process_operation(operations[current_block.operation])) continue;
      progress().is_waiting = false;
      ++progress().done;
    } else {
      break;
    }
  }
  current_block.operation = static_cast<uint32_t>(operations.size());
  if (progress().done + 1 < operations.size()) return;
  process_terminator(block.terminator, progress().done < operations.size());
}

// Returns whether something is known of the operation's result now.
bool Annotator::Implementation::process_operation(const ir::Operation& operation) {
  current_operation = &operation;
  current_location = operation.location;
  join_into_value(current(), operation.result, transfer(operation));
  current_operation = nullptr;
  return operation.opcode == ir::Opcode::FrameLoad ||
         !current().values[operation.result.index].is(AnnotationKind::Impossible);
}

// `blocked`: the block's last operation has no result, or none yet; it may still raise.
void Annotator::Implementation::process_terminator(const ir::Terminator& terminator, bool blocked) {
  current_location = terminator.location;
  switch (terminator.kind) {
    case ir::TerminatorKind::Jump:
      if (!blocked) follow_edge(terminator.edges[0], 0, terminator);
      return;
    case ir::TerminatorKind::Branch: {
      if (blocked) return;
      Annotation condition = truth(operand(terminator.operand));
      std::optional<bool> known;
      if (condition.is_constant()) known = host.object(condition.constant).ptr() == Py_True;
      if (known != false) follow_edge(terminator.edges[0], 0, terminator);
      if (known != true) follow_edge(terminator.edges[1], 1, terminator);
      return;
    }
    case ir::TerminatorKind::Switch:
      if (blocked) return;
      for (size_t i = 0; i < terminator.edges.size(); ++i) follow_edge(terminator.edges[i], i, terminator);
      return;
    case ir::TerminatorKind::Try:
      // What always raises has no normal result, but its exception goes on.
      current().values[terminator.caught.index] = instance(require_class("BaseException"));
      if (!blocked) follow_edge(terminator.edges[0], 0, terminator);
      follow_edge(terminator.edges[1], 1, terminator);
      return;
    case ir::TerminatorKind::Return:
      if (!blocked && !returns_not_implemented(current_block.instance, terminator.operand))
        write_result(current_block.instance, operand(terminator.operand), terminator.location);
      return;
    case ir::TerminatorKind::Raise:
    case ir::TerminatorKind::Unreachable:
    case ir::TerminatorKind::None:
      return;
  }
}

void Annotator::Implementation::follow_edge(const ir::Edge& edge, size_t edge_index,
                                            const ir::Terminator& terminator) {
  std::vector<Annotation> arguments;
  for (size_t i = 0; i < edge.arguments.size(); ++i) {
    const ir::Operand& argument = edge.arguments[i];
    if (is_unassigned(argument)) {
      current().maybe_unassigned.insert(current_function().block(edge.target).arguments[i]);
      arguments.push_back(impossible());
      continue;
    }
    Annotation known = operand(argument);
    if (terminator.kind == ir::TerminatorKind::Branch)
      known = narrow(argument, known, terminator.operand, edge_index == 0);
    if (known.is(AnnotationKind::Impossible)) return;  // no value can take this way
    arguments.push_back(known);
  }
  for (size_t i = 0; i < arguments.size(); ++i) {
    ir::LocationId from = origin(edge.arguments[i]);
    enter_block(edge.target, i, arguments[i], edge.arguments[i], from.valid() ? from : terminator.location);
  }
  FunctionInstance& instance = current();
  if (!instance.entered[edge.target.index]) {
    instance.entered[edge.target.index] = true;
    queue_block({current_block.instance, edge.target});
  }
}

void Annotator::Implementation::enter_block(ir::BlockId block, size_t position, const Annotation& annotation,
                                            ir::Operand given, ir::LocationId from) {
  FunctionInstance& instance = current();
  ir::ValueId argument = current_function().block(block).arguments[position];
  Annotation before = instance.values[argument.index];
  bool changed = join_into_value(instance, argument, annotation);
  // Reading a variable that was never assigned must at worst find None.
  if (instance.maybe_unassigned.contains(argument) && can_be_none(instance.values[argument.index].kind))
    changed = join_into_value(instance, argument, none()) || changed;
  if (!changed) return;
  if (instance.values[argument.index].is(AnnotationKind::Error) && !before.is(AnnotationKind::Error) &&
      !annotation.is(AnnotationKind::Error)) {
    ir::StringId name = current_function().value(argument).name;
    std::string what = name.valid() ? fmt::format("variable `{}`", program.strings[name]) : "this value";
    Provenance first(*this, before), second(*this, annotation);
    first.follow(current_block.instance, argument);
    second.follow(current_block.instance, given);
    Conflict conflict{what, before, annotation, first.labels(), second.labels(), from};
    if (conflict.before_from.empty() && instance.origins[argument.index].valid())
      conflict.before_from = {{flow.range(instance.origins[argument.index]), ""}};
    report_conflict(std::move(conflict));
  }
  if (!instance.origins[argument.index].valid()) instance.origins[argument.index] = from;
}

bool Annotator::Implementation::is_unassigned(ir::Operand operand) const {
  if (!operand.is_constant()) return false;
  const ir::Constant& constant = program.constants[operand.constant()];
  return constant.kind == ir::ConstantKind::HostObject && constant.as_host_object() == unassigned;
}

ir::LocationId Annotator::Implementation::origin(ir::Operand operand) {
  if (!operand.is_value()) return {};
  if (const ir::Operation* operation = definition(operand)) return operation->location;
  return current().origins[operand.value().index];
}

const std::vector<Annotator::Implementation::Definition>& Annotator::Implementation::definitions_of(
    ir::FunctionId function_id) {
  auto [position, is_new] = definitions.try_emplace(function_id.index);
  if (is_new) {
    const ir::Function& function = program.function(function_id);
    position->second.resize(function.values.size());
    for (size_t b = 0; b < function.blocks.size(); ++b)
      for (size_t i = 0; i < function.blocks[b].operations.size(); ++i)
        position->second[function.blocks[b].operations[i].result.index] = {ir::BlockId{b}, static_cast<uint32_t>(i)};
  }
  return position->second;
}

const ir::Operation* Annotator::Implementation::definition(ir::Operand operand) const {
  if (!operand.is_value()) return nullptr;
  ir::FunctionId function = tables.instances[current_block.instance.index].function;
  const Definition& place =
      const_cast<Implementation*>(this)->definitions_of(function)[operand.value().index];
  if (place.position == UINT32_MAX) return nullptr;
  return &program.function(function).block(place.block).operations[place.position];
}

// Attributes that something reads and nothing ever writes. Returns whether there are any; inference can go on after them,
// since what depends on one was waiting for it.
bool Annotator::Implementation::report_unknown_attributes() {
  if (!waiting_for_more_than_none.empty()) {
    std::set<BlockReference> waiting = std::exchange(waiting_for_more_than_none, {});
    never_more_than_none.insert(waiting.begin(), waiting.end());
    queue_readers(waiting);
    return true;
  }
  bool found = false;
  for (ClassDefinition& class_ : tables.classes) {
    for (auto& [name, attribute] : class_.attributes) {
      if (!attribute.cell.annotation.is(AnnotationKind::Impossible) || !attribute.first_read.valid()) continue;
      if (attribute.is_assigned) {
        if (class_.is_exception) found = complete_exception_value(class_, name, attribute) || found;
        continue;
      }
      if (class_.is_generator) {
        // Of code behind a `yield` that is never passed; or nothing is ever sent or returned, which is None.
        if (name != "sent" && name != "result") continue;
        attribute.cell.annotation = none();
        queue_readers(attribute.cell.readers);
        found = true;
        continue;
      }
      std::vector<std::string> known;
      for (ClassId each = class_of(host.object(class_.object)); each.valid(); each = tables.class_(each).base)
        for (const auto& [other, unused] : tables.class_(each).attributes)
          if (other != name) known.push_back(other);
      for (py::handle other : py::list(py::module_::import("builtins").attr("dir")(host.object(class_.object))))
        if (std::string text = py::str(other); !text.starts_with("__")) known.push_back(text);
      std::string nearest = nearest_match(name, known);
      bool is_reported = class_.is_refused;
      for (ClassId each : tables.with_subclasses(class_of(host.object(class_.object))))
        is_reported = is_reported || tables.class_(each).is_refused;
      if (!is_reported) fail_at(attribute.first_read, unknown_attribute,
              fmt::format("no class defines the attribute `{}` of `{}`", name, class_.name),
              "read here, but never assigned", Help::did_you_mean(name, nearest));
      attribute.cell.annotation = error();
      queue_readers(attribute.cell.readers);
      found = true;
    }
  }
  if (found || diagnostics.has_errors()) return found;
  for (const GlobalVariable& variable : tables.globals)
    assert(!variable.cell.annotation.is(AnnotationKind::Error));
  return false;
}

// ---- the public face

Annotator::Annotator(Host& host, ir::Program& program, Diagnostics& diagnostics)
    : implementation_(std::make_unique<Implementation>(host, program, diagnostics)) {}

Annotator::~Annotator() = default;

InstanceId Annotator::annotate_entry_point(py::object entry_point) {
  Implementation& self = *implementation_;
  self.load_replacements();
  // What the library's helpers raise: they are annotated when the program has been, and must find nothing new then.
  for (const char* name :
       {"BaseException", "Exception", "ArithmeticError", "AssertionError", "AttributeError", "GeneratorExit", "IndexError", "KeyError",
        "LookupError", "MemoryError", "NotImplementedError", "OSError", "OverflowError", "RuntimeError",
        "StopIteration", "SystemError", "SystemExit", "TypeError", "ValueError", "ZeroDivisionError"})
    self.require_class(name);
  self.prepare_exceptions();
  ListId arguments{self.tables.lists.size()};
  self.tables.lists.emplace_back();
  self.tables.lists.back().item.annotation = string();
  self.tables.lists.back().is_resized = true;
  CallableId callable = self.callable_of(entry_point);
  if (self.tables.callables[callable.index].kind != CallableKind::Function) {
    self.fail_at({}, wrong_call, "the entry point must be a Python function");
    return {};
  }
  InstanceId instance = self.specialize(callable, {{list(arguments), {}}}, 0);
  if (!instance.valid()) return {};
  if (self.signature(callable).names.size() != 1) {
    self.fail_at(self.program.function(self.instance_of(instance).function).location, wrong_call,
                 "the entry point must take one argument, the list of command line arguments");
    return {};
  }
  self.bind_parameter(instance, 0, list(arguments));
  self.run();
  while (self.report_unknown_attributes()) self.run();
  self.is_program_known = true;
  self.check_promises();
  const FunctionInstance& entry = self.instance_of(instance);
  const Annotation& result = entry.result.annotation;
  if (!self.diagnostics.has_errors() && !result.is(AnnotationKind::Integer) && !result.is(AnnotationKind::Bool) &&
      !result.is(AnnotationKind::None) && !result.is(AnnotationKind::Impossible)) {
    self.fail_at(self.program.function(entry.function).location, wrong_call,
                 fmt::format("the entry point must return an exit status, an int, not {}", self.describe(result)));
  }
  return self.diagnostics.has_errors() ? InstanceId{} : instance;
}

void Annotator::set_low_level_types(LowLevelTypes* types) { implementation_->low_level = types; }

InstanceId Annotator::annotate_helper(py::object function, std::vector<Annotation> arguments) {
  return implementation_->annotate_function(function, arguments, true);
}

InstanceId Annotator::annotate_call(py::object function, std::vector<Annotation> arguments) {
  return implementation_->annotate_function(function, arguments, false);
}

Host& Annotator::host() { return implementation_->host; }
ir::Program& Annotator::program() { return implementation_->program; }
Diagnostics& Annotator::diagnostics() { return implementation_->diagnostics; }
Tables& Annotator::tables() { return implementation_->tables; }

Annotation Annotator::of_constant(ir::HostObjectId object) {
  Annotation result = implementation_->of_constant(object);
  implementation_->run();
  return result;
}

Annotation Annotator::of_constant(py::handle object) { return of_constant(implementation_->host.intern(object)); }

Annotation Annotator::of(const FunctionInstance& instance, ir::Operand operand) {
  if (operand.is_value()) return instance.values[operand.value().index];
  const ir::Constant& constant = implementation_->program.constants[operand.constant()];
  if (constant.kind == ir::ConstantKind::HostObject) return of_constant(constant.as_host_object());
  return none();
}

Annotation Annotator::join(const Annotation& a, const Annotation& b) {
  Annotation result = implementation_->join(a, b);
  implementation_->run();
  return result;
}

std::string Annotator::describe(const Annotation& annotation) const { return implementation_->describe(annotation); }

std::vector<Annotator::MethodTarget> Annotator::method_targets(ClassId class_, const std::string& name) {
  return implementation_->method_targets(class_, name);
}

ir::HostObjectId Annotator::lookup_class_attribute(ClassId class_, const std::string& name) {
  auto found = implementation_->lookup(class_, name);
  return found ? found->object : ir::HostObjectId{};
}

ClassId Annotator::class_of(py::handle live_class) { return implementation_->class_of(live_class); }
ClassId Annotator::bound_function_class(const Annotation& method) {
  return implementation_->find_bound_class(method).value_or(ClassId{});
}
Annotation Annotator::call_method(const Annotation& instance) {
  return implementation_->read_attribute(instance, "__call__");
}
CallableId Annotator::callable_of(py::handle object) { return implementation_->callable_of(object); }

const Annotator::ResolvedCall* Annotator::resolved_call(InstanceId instance, ir::ValueId result) const {
  auto position = implementation_->resolved_calls.find(Implementation::value_key(instance, result));
  return position == implementation_->resolved_calls.end() ? nullptr : &position->second;
}

const std::string* Annotator::memo_attribute(InstanceId instance, ir::ValueId result) const {
  auto position = implementation_->memo_attributes.find(Implementation::value_key(instance, result));
  return position == implementation_->memo_attributes.end() ? nullptr : &position->second;
}

void Annotator::write_annotations() {
  Implementation& self = *implementation_;
  for (const FunctionInstance& instance : self.tables.instances) {
    if (!instance.function.valid()) continue;
    ir::Function& function = self.program.function(instance.function);
    for (size_t i = 0; i < function.values.size() && i < instance.values.size(); ++i)
      if (!instance.values[i].is(AnnotationKind::Impossible))
        function.values[i].annotation = self.program.strings.intern(self.describe_fully(instance.values[i]));
  }
}

}  // namespace weft::annotate
