#include "translator/weave/class_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/ir/control_flow.h"
#include "translator/passes/editing.h"

namespace weft::weave {

using namespace ir;

namespace {

// Of all instances, and of all vtables.
constexpr uint32_t typeptr = 0, subclass_min = 0;

class ClassNumbers {
 public:
  ClassNumbers(Program& program, CollectedTypes& types)
      : program_(program), types_(types), object_(program.types.find("object")), vtable_(program.types.find("vtable")) {}

  void run() {
    if (!object_.valid() || !vtable_.valid()) return;
    find_vtables();
    number_types();
    keep_names();
    for (Function& function : program_.functions)
      if (!function.blocks.empty()) rewrite(function);
    for (Data& data : program_.data)
      if (is_instance(data.type)) data.fields[typeptr] = program_.constants.void_value();
    program_.types.retype_field(object_, typeptr, TypeTable::void_);
  }

 private:
  bool is_instance(TypeId type) const { return is_of_class(program_.types, type); }

  // The number in a vtable.
  int64_t number_of(DataId vtable) const {
    return program_.constants[program_.data[vtable.index].fields[subclass_min]].as_int();
  }

  void find_vtables() {
    for (size_t i = 0; i < program_.data.size(); ++i) {
      TypeId type = program_.data[i].type;
      if (program_.data[i].immutable && program_.types.kind(type) == TypeKind::Struct && program_.types.derives_from(type, vtable_))
        vtables_.emplace(type, DataId{i});
    }
  }

  bool is_vtable(DataId data) const {
    auto found = vtables_.find(program_.data[data.index].type);
    return found != vtables_.end() && found->second == data;
  }

  // In the order of the numbers that the classes have already. Those without instances leave gaps.
  void number_types() {
    std::vector<bool> has_instances(program_.types.size(), false);
    for (const Data& data : program_.data) has_instances[data.type.index] = true;
    for (const Function& function : program_.functions)
      for (const Block& block : function.blocks)
        for (const Operation& operation : block.operations)
          if (operation.opcode == Opcode::Malloc) has_instances[operation.immediate] = true;
    std::vector<std::pair<int64_t, TypeId>> classes;
    for (size_t i = 0; i < has_instances.size(); ++i) {
      if (!has_instances[i] || !is_instance(TypeId{i})) continue;
      auto vtable = vtables_.find(program_.types.struct_type(TypeId{i}).vtable);
      if (vtable == vtables_.end()) throw std::logic_error(program_.types.name(TypeId{i}) + " has instances and no vtable");
      classes.emplace_back(number_of(vtable->second), TypeId{i});
    }
    std::ranges::sort(classes);
    for (auto [number, type] : classes) {
      classes_.push_back({number, program_.types.struct_type(type).vtable});
      while (static_cast<int64_t>(types_.types().size()) < number) types_.skip(object_);
      if (types_.number_of(type) != number)
        throw std::logic_error(program_.types.name(type) + " has the number of another class");
    }
  }

  // By the number of their class, from `first` on: something of each vtable that derives from `owner`. Nobody asks for
  // what belongs to a number that no object has.
  template <typename Entry>
  Operand make_table(std::string_view name, TypeId item, TypeId owner, int64_t first, Entry entry) {
    std::vector<ConstantId> items;
    for (auto [number, vtable] : classes_)
      if (program_.types.derives_from(vtable, owner))
        items.resize(static_cast<size_t>(number - first) + 1, entry(vtables_.at(vtable)));
    TypeId array = program_.types.declare_array(program_.types.unique_name(name), Storage::Raw);
    program_.types.define_array(array, item, false, true);
    DataId table = program_.add_data({.name = program_.types.name(array), .type = array, .immutable = true, .items = std::move(items)});
    return program_.constants.data(program_.types.pointer(array), table);
  }

  // Start-up code asks for the class of an exception.
  void keep_names() {
    if (classes_.empty()) return;
    uint32_t field = *program_.types.find_field(vtable_, program_.strings.intern("name"));
    Operand names = make_table(class_names, program_.types.struct_type(vtable_).fields[field].type, vtable_, 0,
                               [&](DataId vtable) { return program_.data[vtable.index].fields[field]; });
    program_.kept_data.push_back(program_.constants[names.constant()].as_data());
  }

  Operand vtables_by_number() {
    TypeId pointer = program_.types.pointer(vtable_);
    if (!table_.valid())
      table_ = make_table("weft_classes", pointer, vtable_, 0,
                          [&](DataId vtable) { return program_.constants.data(pointer, vtable); });
    return table_;
  }

  bool is_class_of_instance(const Operation& operation) const {
    return operation.immediate == typeptr &&
           is_instance(program_.types.pointee(program_.type_of(*function_, operation.operands[0])));
  }

  void rewrite(Function& function) {
    function_ = &function;
    numbers_.clear();
    passes::remove_unreachable_blocks(function);
    for (BlockId block : reverse_post_order(function)) {
      std::vector<Operation> operations = std::exchange(function.block(block).operations, {});
      for (Operation& operation : operations) {
        if (operation.opcode == Opcode::Setfield && is_class_of_instance(operation)) continue;
        if (operation.opcode == Opcode::Getfield && is_class_of_instance(operation))
          load_class(function.block(block).operations, operation);
        else
          use_number(function.block(block).operations, operation);
        function.block(block).operations.push_back(std::move(operation));
      }
    }
  }

  void load_class(std::vector<Operation>& block, Operation& operation) {
    ValueId number = function_->add_value(TypeTable::signed_);
    block.push_back({.opcode = Opcode::TypeNumber, .result = number, .location = operation.location,
                     .operands = {operation.operands[0]}});
    numbers_.emplace(operation.result.index, number);
    operation.opcode = Opcode::Getarrayitem;
    operation.immediate = 0;
    operation.operands = {vtables_by_number(), number};
  }

  // What is asked of a vtable that was loaded may need its number only.
  void use_number(std::vector<Operation>& block, Operation& operation) {
    if (operation.operands.empty()) return;
    switch (operation.opcode) {
      case Opcode::CastPointer:
        if (const ValueId* number = number_of(operation.operands[0])) numbers_.emplace(operation.result.index, *number);
        return;
      case Opcode::Getfield:
        if (const ValueId* number = number_of(operation.operands[0])) load_field(block, operation, *number);
        return;
      case Opcode::PtrEq:
      case Opcode::PtrNe: return compare(operation);
      default: return;
    }
  }

  void load_field(std::vector<Operation>& block, Operation& operation, ValueId number) {
    uint32_t field = operation.immediate;
    if (field == subclass_min) {
      operation.opcode = Opcode::SameAs;
      operation.operands = {number};
      operation.immediate = 0;
      return;
    }
    TypeId owner = owner_of(program_.types.pointee(program_.type_of(*function_, operation.operands[0])), field);
    if (owner == vtable_) return;
    const FieldTable& table = table_of(owner, field);
    if (!table.data.valid()) return;
    ValueId index = function_->add_value(TypeTable::signed_);
    Operand first = program_.constants.integer(TypeTable::signed_, table.first);
    block.push_back({.opcode = Opcode::IntSub, .result = index, .location = operation.location,
                     .operands = {number, first}});
    operation.opcode = Opcode::Getarrayitem;
    operation.operands = {table.data, index};
    operation.immediate = 0;
  }

  // The vtable that introduces the field.
  TypeId owner_of(TypeId vtable, uint32_t field) const {
    while (true) {
      TypeId base = program_.types.struct_type(vtable).base;
      if (!base.valid() || field >= program_.types.struct_type(base).fields.size()) return vtable;
      vtable = base;
    }
  }

  // What vtables have in a field: an entry for each class that derives from the one that introduces it.
  struct FieldTable {
    Operand data;       // invalid if there is none
    int64_t first = 0;  // the number of the first entry
  };

  const FieldTable& table_of(TypeId owner, uint32_t field) {
    auto [position, is_new] = field_tables_.try_emplace({owner.index, field});
    FieldTable& table = position->second;
    auto has_field = [&](const NumberedClass& each) { return program_.types.derives_from(each.vtable, owner); };
    auto first = std::ranges::find_if(classes_, has_field);
    if (!is_new || first == classes_.end()) return table;
    table.first = first->number;
    const Field description = program_.types.struct_type(owner).fields[field];
    std::string name = fmt::format("{}.{}", program_.types.name(owner), program_.strings[description.name]);
    table.data = make_table(name, description.type, owner, table.first,
                            [&](DataId vtable) { return program_.data[vtable.index].fields[field]; });
    return table;
  }

  void compare(Operation& operation) {
    std::vector<Operand> numbers;
    for (Operand operand : operation.operands) {
      if (const ValueId* number = number_of(operand)) {
        numbers.push_back(*number);
      } else if (operand.is_constant() && program_.constants[operand.constant()].kind == ConstantKind::Data) {
        DataId data = program_.constants[operand.constant()].as_data();
        if (is_vtable(data)) numbers.push_back(program_.constants.integer(TypeTable::signed_, number_of(data)));
      }
    }
    if (numbers.size() != 2) return;
    operation.opcode = operation.opcode == Opcode::PtrEq ? Opcode::IntEq : Opcode::IntNe;
    operation.operands = std::move(numbers);
  }

  const ValueId* number_of(Operand operand) const {
    if (!operand.is_value()) return nullptr;
    auto found = numbers_.find(operand.value().index);
    return found == numbers_.end() ? nullptr : &found->second;
  }

  Program& program_;
  CollectedTypes& types_;
  TypeId object_, vtable_;
  std::unordered_map<TypeId, DataId> vtables_;       // by their types
  struct NumberedClass {
    int64_t number = 0;
    TypeId vtable;  // its type
  };
  std::vector<NumberedClass> classes_;  // those with instances, in order
  std::map<std::pair<uint32_t, uint32_t>, FieldTable> field_tables_;  // by the type of a vtable and its field
  Operand table_;  // of the vtables
  Function* function_ = nullptr;
  std::unordered_map<uint32_t, ValueId> numbers_;  // of the vtables that were loaded, by value
};

}  // namespace

void put_classes_in_headers(Program& program, CollectedTypes& types) { ClassNumbers(program, types).run(); }

}  // namespace weft::weave
