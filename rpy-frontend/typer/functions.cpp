#include "rpy-frontend/typer/functions.h"

#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::Annotation;
using annotate::AnnotationKind;
using annotate::FunctionInstance;
using annotate::InstanceId;
using ir::TypeTable;

std::string Functions::unique_name(std::string name) {
  std::string result = name;
  for (unsigned suffix = 1; !names_.insert(result).second; ++suffix) result = fmt::format("{}.{}", name, suffix);
  return result;
}

// ---- signatures

Signature Functions::make_signature(const std::vector<InstanceId>& instances) {
  annotate::Tables& tables = typer_.tables;
  Signature signature;
  std::vector<Annotation> parameters;
  Annotation result;
  for (InstanceId id : instances) {
    const FunctionInstance& instance = tables.instances[id.index];
    const ir::Function& graph = typer_.flow.function(instance.function);
    const std::vector<ir::ValueId> arguments = graph.blocks[0].arguments;
    if (parameters.size() < arguments.size()) parameters.resize(arguments.size());
    for (size_t i = 0; i < arguments.size(); ++i) {
      Annotation own = tables.instances[id.index].values[arguments[i].index];
      parameters[i] = instances.size() == 1 ? own : typer_.annotator.join(parameters[i], own);
    }
    Annotation own = tables.instances[id.index].result.annotation;
    result = instances.size() == 1 ? own : typer_.annotator.join(result, own);
  }
  ir::FunctionType type;
  for (const Annotation& parameter : parameters) {
    const Repr* repr = typer_.reprs.of(parameter);
    signature.parameters.push_back(repr);
    if (repr->type != TypeTable::void_) type.parameters.push_back(repr->type);
  }
  signature.result = typer_.reprs.of(result);
  signature.never_returns = result.is(AnnotationKind::Impossible);
  type.result = signature.result->type;
  signature.type = typer_.program.types.function(std::move(type));
  return signature;
}

const Signature& Functions::family_signature(annotate::FamilyId family) {
  annotate::FamilyId root = typer_.tables.find(family);
  auto known = family_signatures_.find(root.index);
  if (known != family_signatures_.end()) return *known->second;
  std::vector<InstanceId> members = typer_.tables.families[root.index].members;
  auto made = std::make_unique<Signature>(make_signature(members));
  return *(family_signatures_[root.index] = std::move(made));
}

const Signature& Functions::signature(InstanceId id) {
  if (signatures_.size() <= id.index) signatures_.resize(id.index + 1);
  if (signatures_[id.index]) return *signatures_[id.index];
  annotate::FamilyId family = typer_.tables.find(typer_.tables.instances[id.index].family);
  const annotate::Family& definition = typer_.tables.families[family.index];
  if (definition.is_called_indirectly && definition.members.size() > 1) return family_signature(family);
  auto made = std::make_unique<Signature>(make_signature({id}));
  if (signatures_.size() <= id.index) signatures_.resize(id.index + 1);
  return *(signatures_[id.index] = std::move(made));
}

// ---- functions

ir::FunctionId Functions::declare(InstanceId id) {
  if (functions_.size() <= id.index) functions_.resize(id.index + 1);
  if (functions_[id.index].valid()) return functions_[id.index];
  const Signature& signature = this->signature(id);
  FunctionInstance& instance = typer_.tables.instances[id.index];
  instance.is_typed = true;
  const ir::Function& graph = typer_.flow.function(instance.function);
  ir::Function function;
  function.name = unique_name(graph.name);
  function.display_name = graph.display_name;
  function.type = signature.type;
  function.location = graph.location;
  function.is_elidable = graph.is_elidable;
  function.inline_hint = graph.inline_hint;
  function.is_cold = graph.is_cold;
  // A global lock is kept in the middle of a container; without one, each collection would have to wait for its loops.
  bool has_lock = !typer_.library.module("threads").attr("are_free").cast<bool>();
  function.is_atomic = is_marked(id, "_is_atomic_") || (has_lock && is_of_library(typer_, id));
  functions_[id.index] = typer_.program.add_function(std::move(function));
  pending_.push_back(id);
  return functions_[id.index];
}

std::vector<ir::FunctionId> Functions::marked(const char* attribute) const {
  std::vector<ir::FunctionId> found;
  for (size_t i = 0; i < functions_.size(); ++i) {
    if (!functions_[i].valid()) continue;
    if (is_marked(InstanceId{i}, attribute)) found.push_back(functions_[i]);
  }
  return found;
}

bool Functions::is_marked(InstanceId id, const char* attribute) const {
  const annotate::Callable& callable = typer_.tables.callables[typer_.tables.instances[id.index].callable.index];
  return py::hasattr(typer_.host.object(callable.object), attribute);
}

ir::FunctionId Functions::add(std::string_view name, ir::TypeId type) {
  ir::Function function;
  function.name = unique_name(std::string(name));
  function.display_name = function.name;
  function.type = type;
  return typer_.program.add_function(std::move(function));
}

ir::ConstantId Functions::pointer(ir::FunctionId function) {
  ir::TypeId type = typer_.program.types.pointer(typer_.program.function(function).type);
  return typer_.program.constants.function(type, function);
}

ir::FunctionId Functions::external(py::handle declaration) {
  std::string symbol = py::str(declaration.attr("symbol"));
  py::object needed = declaration.attr("compilation_info");
  bool is_new = !needed.is_none();
  for (const py::object& each : compilation_infos_) is_new = is_new && !each.is(needed);
  if (is_new) compilation_infos_.push_back(needed);
  auto known = externals_.find(symbol);
  if (known != externals_.end()) return known->second;
  ir::FunctionType type;
  for (py::handle argument : declaration.attr("arguments"))
    type.parameters.push_back(typer_.types.from_python(argument));
  type.result = typer_.types.from_python(declaration.attr("result"));
  ir::Function function;
  function.name = symbol;
  function.display_name = symbol;
  function.type = typer_.program.types.function(std::move(type));
  function.is_external = true;
  function.is_blocking = declaration.attr("is_blocking").cast<bool>();
  function.can_raise = false;
  names_.insert(symbol);
  ir::FunctionId id = typer_.program.add_function(std::move(function));
  externals_.emplace(symbol, id);
  return id;
}

InstanceId Functions::indirect_instance(annotate::CallableId callable) {
  const std::vector<InstanceId>& instances = typer_.tables.callables[callable.index].instances;
  for (InstanceId id : instances)
    if (typer_.tables.families[typer_.tables.find(typer_.tables.instances[id.index].family).index].is_called_indirectly)
      return id;
  return instances.empty() ? InstanceId{} : instances.front();
}

bool Functions::type_pending() {
  bool any = false;
  while (!pending_.empty()) {
    any = true;
    InstanceId id = pending_.front();
    pending_.pop_front();
    FunctionTyper(typer_, id, functions_[id.index]).run();
  }
  return any;
}

// ---- what depends on which of several functions it is

const Signature& Functions::choice_signature(const Repr* from, const Repr* to, const std::string& attribute) {
  chosen_constant(from, to, attribute);
  return choices_.at({from, to, attribute}).signature;
}

ir::FunctionId Functions::chosen_constant(const Repr* from, const Repr* to, const std::string& attribute) {
  auto [position, is_new] = choices_.try_emplace({from, to, attribute});
  if (!is_new) return position->second.function;
  ir::Program& program = typer_.program;
  Signature signature{.parameters = {from}, .result = to};
  signature.type = program.types.function({{from->type}, to->type});
  ir::FunctionId id = add(attribute.empty() ? "to_function_object" : "attribute." + attribute, signature.type);
  position->second = {id, signature};
  // A test for each function: is it the one?
  ir::Builder builder(program, id, program.function(id).add_block());
  ir::ValueId pointer = builder.add_argument(builder.block(), from->type);
  for (annotate::CallableId each : typer_.tables.callables_in(from->annotation.callables())) {
    py::object live = typer_.host.object(typer_.tables.callables[each.index].object);
    ir::BlockId found = builder.new_block(), next = builder.new_block();
    ir::ConstantId known = typer_.prebuilt.constant(live, from);
    ir::ConstantId value =
        typer_.prebuilt.constant(attribute.empty() ? live : py::object(live.attr(attribute.c_str())), to);
    builder.branch(builder.emit(ir::Opcode::PtrEq, TypeTable::bool_, {pointer, known}), found, next);
    builder.set_block(found);
    builder.return_(value);
    builder.set_block(next);
  }
  builder.return_(typer_.zero(to->type));  // None
  return id;
}

// ---- helpers

Annotation Functions::low_annotation(const HelperKey& key) {
  if (key.is_type) {
    Annotation annotation = annotate::low_level_type(key.type);
    annotation.constant = key.constant;
    return annotation;
  }
  if (key.constant.valid()) return typer_.of_constant(key.constant);
  return typer_.reprs.of_type(key.type)->annotation;
}

Functions::Helper Functions::helper(const py::object& function, const std::vector<HelperKey>& arguments) {
  PyObject* identity = function.ptr();
  std::string memo(reinterpret_cast<const char*>(&identity), sizeof identity);
  for (const HelperKey& key : arguments) {
    uint32_t fields[3] = {key.is_type, key.type.index, key.constant.index};
    memo.append(reinterpret_cast<const char*>(fields), sizeof fields);
  }
  auto known = helpers_.find(memo);
  if (known != helpers_.end()) return known->second;
  std::vector<Annotation> annotations;
  for (HelperKey key : arguments) {
    if (key.is_type) key.constant = typer_.host.intern(typer_.types.to_python(key.type));
    annotations.push_back(low_annotation(key));
  }
  InstanceId instance = typer_.annotator.annotate_helper(function, std::move(annotations));
  if (!instance.valid())
    throw UserError(fmt::format("the library function {} can not be annotated", std::string(py::str(function))));
  Helper result{declare(instance), &signature(instance)};
  helpers_.emplace(std::move(memo), result);
  return result;
}

Functions::Helper Functions::call(const py::object& function, const std::vector<Annotation>& arguments) {
  InstanceId instance = typer_.annotator.annotate_call(function, arguments);
  if (!instance.valid())
    throw UserError(fmt::format("the library function {} can not be annotated", std::string(py::str(function))));
  return {declare(instance), &signature(instance)};
}

}  // namespace weft::typer
