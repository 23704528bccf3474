#include "rpy-frontend/typer/classes.h"

#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/builder.h"

namespace weft::typer {

using annotate::ClassDefinition;
using annotate::ClassId;
using ir::TypeTable;

ir::TypeId Classes::struct_of(ClassId class_) {
  ir::TypeId type = typer_.types.struct_of_class(class_);
  for (ClassId each = class_; each.valid(); each = typer_.tables.class_(each).base) {
    typer_.late.add_struct(typer_.types.struct_of_class(each));
    typer_.late.add_struct(typer_.types.vtable_of_class(each));
  }
  return type;
}

ir::TypeId Classes::vtable_type(ClassId class_) {
  struct_of(class_);
  return typer_.types.vtable_of_class(class_);
}

// ---- vtables

ir::DataId Classes::vtable_data(ClassId class_) {
  if (vtables_.size() <= class_.index) vtables_.resize(class_.index + 1);
  if (vtables_[class_.index].valid()) return vtables_[class_.index];
  ir::TypeId type = vtable_type(class_);
  ir::Program& program = typer_.program;
  py::object live = typer_.host.object(typer_.tables.class_(class_).object);
  std::string short_name = py::str(live.attr("__name__"));
  ir::Data data;
  data.name = fmt::format("{}.vtable", typer_.types.types().name(typer_.types.struct_of_class(class_)));
  data.type = type;
  data.immutable = true;
  data.fields = {program.constants.integer(TypeTable::signed_, 0), program.constants.integer(TypeTable::signed_, 0),
                 typer_.prebuilt.characters(short_name),
                 program.constants.null(program.types.pointer(typer_.types.instantiate_function()))};
  ir::DataId id = program.add_data(std::move(data));
  vtables_[class_.index] = id;
  with_vtable_.push_back(class_);
  typer_.late.add_data(id, [this, class_](uint32_t slot) { return slot_value(class_, slot); });
  return id;
}

ir::ConstantId Classes::vtable(ClassId class_) {
  return typer_.program.constants.data(typer_.types.vtable_pointer(), vtable_data(class_));
}

ir::ConstantId Classes::slot_value(ClassId class_, uint32_t slot) {
  auto attribute = attribute_slots_.find(slot);
  if (attribute != attribute_slots_.end()) return attribute_value(class_, attribute->second);
  const MethodInfo& info = method_slots_.at(slot);
  // The implementation that the nearest class at or above this one has.
  for (ClassId each = class_; each.valid(); each = typer_.tables.class_(each).base)
    for (const Implementation& implementation : info.implementations)
      if (implementation.class_ == each)
        return typer_.program.constants.function(typer_.late[slot].type, implementation.function);
  return typer_.program.constants.null(typer_.late[slot].type);
}

ir::ConstantId Classes::attribute_value(ClassId class_, const AttributeInfo& info) {
  if (info.is_variable) return variable_cell(class_, info.name);
  if (info.name == "__qualname__")
    return typer_.prebuilt.constant(typer_.host.object(typer_.tables.class_(class_).object).attr("__qualname__"), info.repr);
  ir::HostObjectId value = typer_.annotator.lookup_class_attribute(class_, info.name);
  if (!value.valid()) return typer_.zero(info.repr->type);
  return typer_.prebuilt.constant(value, info.repr);
}

// ---- slots

Classes::Field Classes::attribute_field(ClassId class_, const std::string& name) {
  auto [position, is_new] = attribute_fields_.try_emplace({class_.index, name});
  if (!is_new) return position->second;
  ClassId owner = typer_.tables.attribute_owner(class_, name);
  assert(owner.valid() && "Classes::attribute_field: no class owns the attribute");
  const ClassDefinition& definition = typer_.tables.class_(owner);
  const Repr* repr = typer_.reprs.of(definition.attributes.at(name).cell.annotation);
  ir::TypeId holder = struct_of(owner);
  bool immutable =
      typer_.tables.class_(owner).has_all_immutable || typer_.tables.class_(owner).immutable_fields.contains(name);
  Field field{UINT32_MAX, repr, owner};
  if (repr->type != TypeTable::void_)
    field.slot = typer_.late.slot(holder, name == "typeptr" ? "typeptr_" : name, repr->type, immutable);
  return attribute_fields_[{class_.index, name}] = field;
}

Classes::Field Classes::class_attribute_slot(ClassId class_, const std::string& name, const Repr* repr) {
  ClassId owner = typer_.tables.attribute_owner(class_, name);
  if (!owner.valid()) owner = class_;
  uint32_t slot = typer_.late.slot(vtable_type(owner), "class_" + name, repr->type, true);
  attribute_slots_.try_emplace(slot, AttributeInfo{name, repr});
  return {slot, repr, owner};
}

// ---- variables of classes: a cell for each class, which refers to that of its base while the class has no value

ir::TypeId Classes::variable_type(ClassId owner, const std::string& name) {
  auto [position, is_new] = variable_types_.try_emplace({owner.index, name});
  if (is_new) {
    ir::Program& program = typer_.program;
    const Repr* repr = typer_.reprs.of(typer_.tables.class_(owner).attributes.at(name).cell.annotation);
    ir::TypeId type = program.types.declare_struct(program.types.unique_name("class_variable." + name), ir::Storage::Gc);
    program.types.define_struct(type, {{program.strings.intern("value"), typer_.reprs.stored_type(repr), false},
                                       {program.strings.intern("defined"), TypeTable::bool_, false},
                                       {program.strings.intern("inherited"), program.types.pointer(type), true}});
    position->second = type;
  }
  return position->second;
}

bool Classes::has_own_variable(ClassId class_, const std::string& name) {
  ir::HostObjectId own = typer_.annotator.lookup_class_attribute(class_, name);
  ClassId base = typer_.tables.class_(class_).base;
  return own.valid() && (!base.valid() || typer_.annotator.lookup_class_attribute(base, name) != own);
}

ir::ConstantId Classes::variable_cell(ClassId class_, const std::string& name) {
  auto known = variable_cells_.find({class_.index, name});
  if (known != variable_cells_.end()) return known->second;
  ir::Program& program = typer_.program;
  ClassId owner = typer_.tables.attribute_owner(class_, name), base = typer_.tables.class_(class_).base;
  ir::TypeId type = variable_type(owner, name), pointer = program.types.pointer(type);
  const Repr* repr = typer_.reprs.of(typer_.tables.class_(owner).attributes.at(name).cell.annotation);
  ir::ConstantId inherited = class_ == owner ? program.constants.null(pointer) : variable_cell(base, name);
  bool is_defined = has_own_variable(class_, name);
  ir::ConstantId value = typer_.zero(typer_.reprs.stored_type(repr));
  if (is_defined && !repr->is_void())
    value = typer_.prebuilt.constant(typer_.annotator.lookup_class_attribute(class_, name), repr);
  ir::Data data;
  data.name = fmt::format("{}.variable.{}", typer_.types.types().name(typer_.types.struct_of_class(class_)), name);
  data.type = type;
  data.fields = {value, program.constants.boolean(is_defined), inherited};
  return variable_cells_[{class_.index, name}] = program.constants.data(pointer, program.add_data(std::move(data)));
}

Classes::Field Classes::variable_slot(ClassId class_, const std::string& name) {
  ClassId owner = typer_.tables.attribute_owner(class_, name);
  const Repr* repr = typer_.reprs.of(typer_.tables.class_(owner).attributes.at(name).cell.annotation);
  ir::TypeId type = typer_.program.types.pointer(variable_type(owner, name));
  uint32_t slot = typer_.late.slot(vtable_type(owner), "variable_" + name, type, true);
  attribute_slots_.try_emplace(slot, AttributeInfo{name, repr, true});
  return {slot, repr, owner};
}

Classes::Field Classes::method_slot(ClassId class_, const std::string& name, annotate::FamilyId family,
                                    ir::TypeId function_type, const std::vector<Implementation>& functions) {
  ir::TypeId type = typer_.program.types.pointer(function_type);
  ClassId owner = class_;
  for (ClassId each = class_; each.valid(); each = typer_.tables.class_(each).base)
    if (method_slot_of_.contains({each.index, family.index})) owner = each;
  auto [position, is_new] = method_slot_of_.try_emplace({owner.index, family.index});
  if (is_new) {
    // Different families may have methods of one name.
    std::string field = "method_" + name;
    for (unsigned suffix = 1; method_names_.try_emplace(field, family.index).first->second != family.index; ++suffix)
      field = fmt::format("method_{}.{}", name, suffix);
    uint32_t slot = typer_.late.slot(vtable_type(owner), field, type, true);
    position->second = slot;
  }
  uint32_t slot = position->second;
  MethodInfo& info = method_slots_[slot];
  for (const Implementation& each : functions) {
    bool is_known = false;
    for (const Implementation& known : info.implementations) is_known = is_known || known.class_ == each.class_;
    if (!is_known) info.implementations.push_back(each);
  }
  return {slot, nullptr, owner};
}

// ---- instances

const std::vector<Classes::Default>& Classes::defaults(ClassId class_) {
  auto known = defaults_.find(class_.index);
  if (known != defaults_.end()) return known->second;
  std::vector<Default> result;
  std::vector<ClassId> from_root;
  for (ClassId each = class_; each.valid(); each = typer_.tables.class_(each).base)
    from_root.insert(from_root.begin(), each);
  for (ClassId each : from_root) {
    std::vector<std::string> names;
    for (const auto& [name, attribute] : typer_.tables.class_(each).attributes)
      if (attribute.is_assigned) names.push_back(name);
    for (const std::string& name : names) {
      ir::HostObjectId value = typer_.annotator.lookup_class_attribute(class_, name);
      if (!value.valid()) continue;
      Field field = attribute_field(class_, name);
      if (field.slot == UINT32_MAX) continue;
      result.push_back({field, value});
    }
  }
  return defaults_[class_.index] = std::move(result);
}

ir::FunctionId Classes::instantiate_function(ClassId class_) {
  auto known = instantiate_functions_.find(class_.index);
  if (known != instantiate_functions_.end()) return known->second;
  ir::Program& program = typer_.program;
  ir::TypeId type = struct_of(class_);
  ir::FunctionId id = typer_.functions.add(fmt::format("instantiate.{}", program.types.name(type)),
                                           typer_.types.instantiate_function());
  instantiate_functions_[class_.index] = id;
  ir::Builder builder(program, id, program.function(id).add_block());
  ir::ValueId made = emit_instance(typer_, builder, class_);
  builder.return_(builder.emit(ir::Opcode::CastPointer, typer_.types.object_pointer(), {made}));
  return id;
}

void Classes::need_instantiate(const std::vector<ClassId>& classes) {
  for (ClassId class_ : classes) {
    ir::ConstantId function = typer_.functions.pointer(instantiate_function(class_));
    ir::DataId data = vtable_data(class_);
    typer_.program.data[data.index].fields[3] = function;
  }
}

const annotate::Annotator::AttributeHolders& Classes::attribute_holders(ClassId class_, const std::string& name) {
  auto [position, is_new] = attribute_holders_.try_emplace({class_.index, name});
  if (is_new) position->second = typer_.annotator.attribute_holders(class_, name);
  return position->second;
}

bool Classes::defines_method(ClassId class_, const std::string& name) {
  if (!class_.valid()) return false;
  ir::HostObjectId found = typer_.annotator.lookup_class_attribute(class_, name);
  return found.valid() && PyFunction_Check(typer_.host.object(found).ptr());
}

bool Classes::has_method(ClassId class_, const std::string& name) {
  if (!class_.valid()) return false;
  auto [position, is_new] = has_method_.try_emplace({class_.index, name});
  if (is_new) position->second = !typer_.annotator.method_targets(class_, name).empty();
  return position->second;
}

bool Classes::is_leaf(ClassId class_) const {
  const ClassDefinition& definition = typer_.tables.class_(class_);
  return definition.subclasses.empty() && !definition.is_exception;
}

void Classes::finish() {
  // Preorder: a class's subclasses have the numbers that follow its own.
  std::vector<int64_t> first(typer_.tables.classes.size()), last(typer_.tables.classes.size());
  int64_t next = 1;
  auto number = [&](auto&& self, ClassId class_) -> void {
    first[class_.index] = next;
    if (class_.index < vtables_.size() && vtables_[class_.index].valid()) ++next;
    const std::vector<ClassId> subclasses = typer_.tables.class_(class_).subclasses;
    for (ClassId each : subclasses) self(self, each);
    last[class_.index] = next;
  };
  for (size_t i = 0; i < typer_.tables.classes.size(); ++i)
    if (!typer_.tables.classes[i].base.valid()) number(number, ClassId{i});
  for (ClassId class_ : with_vtable_) {
    ir::Data& data = typer_.program.data[vtables_[class_.index].index];
    data.fields[0] = typer_.program.constants.integer(TypeTable::signed_, first[class_.index]);
    data.fields[1] = typer_.program.constants.integer(TypeTable::signed_, last[class_.index]);
  }
}

}  // namespace weft::typer
