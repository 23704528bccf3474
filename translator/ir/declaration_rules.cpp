// The rules of everything in a program that is not a graph: types, constants and prebuilt data.
#include <unordered_set>

#include <fmt/format.h>

#include "translator/ir/control_flow.h"
#include "translator/ir/operation_rules.h"
#include "translator/ir/printer.h"
#include "translator/ir/queries.h"
#include "translator/ir/verifier.h"

namespace weft::ir {

namespace {

class DeclarationVerifier {
 public:
  explicit DeclarationVerifier(const Program& program) : program_(program), types_(program.types) {}

  std::vector<std::string> run() {
    check_types();
    check_constants();
    if (!messages_.empty()) return std::move(messages_);  // data is made of them
    check_names();
    for (const Data& data : program_.data) check_data(data);
    check_roots();
    if (program_.stage == Stage::Woven) check_addresses_taken();
    return std::move(messages_);
  }

 private:
  void report(std::string message) { messages_.push_back(std::move(message)); }
  std::string name(TypeId type) const { return print(program_, type); }

  void check_types() {
    for (size_t i = 0; i < types_.size(); ++i) {
      TypeId id{i};
      if (types_.kind(id) == TypeKind::Struct) check_struct(id);
      if (types_.kind(id) == TypeKind::Array && types_.array_type(id).item.valid()) check_item(id);
    }
  }

  bool is_storable(TypeId type) const {
    TypeKind kind = types_.kind(type);
    return kind != TypeKind::Function && kind != TypeKind::Opaque && kind != TypeKind::Any;
  }

  void check_struct(TypeId id) {
    const StructType& type = types_.struct_type(id);
    for (size_t i = 0; i < type.fields.size(); ++i) {
      TypeId field = type.fields[i].type;
      auto fail = [&](std::string_view what) {
        report(fmt::format("{}: field {} {}", name(id), program_.strings[type.fields[i].name], what));
      };
      if (!is_storable(field)) fail(fmt::format("can not have type {}", name(field)));
      if (types_.kind(field) == TypeKind::Struct) fail("is a struct stored inline; only arrays have such items");
      if (types_.kind(field) == TypeKind::Array && i + 1 != type.fields.size()) fail("is an array and not the last");
    }
    if (type.base.valid() && types_.struct_type(type.base).storage != type.storage)
      report(fmt::format("{}: stored otherwise than its base", name(id)));
    if (type.base.valid() && types_.tail_array(type.base).valid())
      report(fmt::format("{}: the base ends in an array", name(id)));
  }

  void check_item(TypeId id) {
    TypeId item = types_.array_type(id).item;
    bool is_varying = types_.kind(item) == TypeKind::Array || types_.tail_array(item).valid();
    if (!is_storable(item) || is_varying) report(fmt::format("{}: can not hold {}", name(id), name(item)));
  }

  void check_constants() {
    for (size_t i = 0; i < program_.constants.size(); ++i) {
      std::string broken = broken_constant(program_.constants[ConstantId{i}]);
      if (!broken.empty()) report(fmt::format("constant {}: {}", i, broken));
    }
  }

  std::string broken_constant(const Constant& constant) const {
    if (constant.type.index >= types_.size()) return "has no type";
    TypeKind kind = types_.kind(constant.type);
    switch (constant.kind) {
      case ConstantKind::Void: return kind == TypeKind::Void ? "" : "is not Void";
      case ConstantKind::Integer: return broken_integer(constant);
      case ConstantKind::Float:
        return kind == TypeKind::Float || kind == TypeKind::SingleFloat ? "" : "a float of another type";
      case ConstantKind::Null:
        return kind == TypeKind::Pointer || kind == TypeKind::Address ? "" : "null of a type that is no pointer";
      case ConstantKind::Data:
        if (kind != TypeKind::Pointer && kind != TypeKind::Address) return "data that is no pointer";
        return constant.payload < program_.data.size() ? "" : "there is no such data";
      case ConstantKind::Function:
        if (kind != TypeKind::Pointer && kind != TypeKind::Address) return "a function that is no pointer";
        return constant.payload < program_.functions.size() ? "" : "there is no such function";
      case ConstantKind::HostObject:
        if (kind != TypeKind::Any) return "a live object of a low-level type";
        return constant.payload < program_.host_objects.size() ? "" : "there is no such live object";
      case ConstantKind::FieldOffset: {
        if (kind != TypeKind::Integer) return "an offset that is no integer";
        if (constant.as_type().index >= types_.size() || types_.kind(constant.as_type()) != TypeKind::Struct)
          return "the offset of a field of no struct";
        return constant.as_field() < types_.struct_type(constant.as_type()).fields.size() ? "" : "there is no such field";
      }
      case ConstantKind::SizeOf:
      case ConstantKind::ItemOffset:
      case ConstantKind::ItemSize:
      case ConstantKind::LengthOffset: {
        if (kind != TypeKind::Integer) return "a size that is no integer";
        if (constant.payload >= types_.size()) return "the size of no type";
        TypeId of = constant.as_type();
        bool has_items = types_.kind(of) == TypeKind::Array || types_.tail_array(of).valid();
        return constant.kind == ConstantKind::SizeOf || has_items ? "" : "about items of a type without";
      }
    }
    return "unknown kind";
  }

  std::string broken_integer(const Constant& constant) const {
    const Type& type = types_[constant.type];
    int64_t value = constant.as_int();
    auto within = [&](int64_t low, int64_t high) {
      return value >= low && value <= high ? "" : fmt::format("{} does not fit {}", value, name(constant.type));
    };
    switch (type.kind) {
      case TypeKind::Bool: return within(0, 1);
      case TypeKind::Char: return within(0, 255);
      case TypeKind::UniChar: return within(0, 0xffff'ffff);
      case TypeKind::Integer: {
        unsigned bits = type.bits ? type.bits : program_.word_bits;
        if (bits == 64) return "";
        if (type.is_signed) return within(-(int64_t{1} << (bits - 1)), (int64_t{1} << (bits - 1)) - 1);
        return within(0, (int64_t{1} << bits) - 1);
      }
      default: return "an integer of another type";
    }
  }

  void check_names() {
    std::unordered_set<std::string_view> seen;
    for (const Function& function : program_.functions)
      if (!seen.insert(function.name).second) report(fmt::format("two functions are named {}", function.name));
    seen.clear();
    for (const Data& data : program_.data)
      if (!data.name.empty() && !seen.insert(data.name).second)
        report(fmt::format("two pieces of data are named {}", data.name));
  }

  void check_data(const Data& data) {
    auto fail = [&](std::string_view what) { report(fmt::format("data ${}: {}", data.name, what)); };
    if (data.type.index >= types_.size()) return fail("has no type");
    TypeId array;
    std::vector<TypeId> fields;
    if (types_.kind(data.type) == TypeKind::Struct) {
      if (!types_.struct_type(data.type).defined) return fail("the fields of its struct are not known");
      array = types_.tail_array(data.type);
      for (const Field& field : types_.struct_type(data.type).fields)
        if (types_.kind(field.type) != TypeKind::Array) fields.push_back(field.type);
    } else if (types_.kind(data.type) == TypeKind::Array) {
      array = data.type;
    } else {
      return fail("is no struct and no array");
    }
    if (data.fields.size() != fields.size())
      return fail(fmt::format("{} fields are given, the struct has {}", data.fields.size(), fields.size()));
    for (size_t i = 0; i < fields.size(); ++i) check_initial(data, data.fields[i], fields[i]);
    check_items(data, array);
  }

  void check_items(const Data& data, TypeId array) {
    auto fail = [&](std::string_view what) { report(fmt::format("data ${}: {}", data.name, what)); };
    if (!array.valid()) {
      if (!data.items.empty() || !data.bytes.empty()) fail("has items, its type has none");
      return;
    }
    TypeId item = types_.array_type(array).item;
    if (!item.valid()) return fail("what the array holds is not known");
    if (!data.bytes.empty() && item != TypeTable::char_) fail("bytes for an array that is not of Char");
    if (!data.bytes.empty() && !data.items.empty()) fail("has bytes and items");
    std::vector<TypeId> parts;
    if (types_.kind(item) == TypeKind::Struct)
      for (const Field& field : types_.struct_type(item).fields) parts.push_back(field.type);
    else
      parts.push_back(item);
    if (parts.empty() ? !data.items.empty() : data.items.size() % parts.size() != 0)
      return fail("the last item is not complete");
    for (size_t i = 0; i < data.items.size(); ++i) check_initial(data, data.items[i], parts[i % parts.size()]);
  }

  void check_initial(const Data& data, ConstantId value, TypeId wanted) {
    if (value.index >= program_.constants.size())
      return report(fmt::format("data ${}: a part is no constant", data.name));
    const Constant& constant = program_.constants[value];
    if (constant.type != wanted)
      report(fmt::format("data ${}: {} has type {}, the field or item {}", data.name, print(program_, value),
                         name(constant.type), name(wanted)));
  }

  void check_roots() {
    if (program_.entry.valid() && program_.entry.index >= program_.functions.size()) report("the entry does not exist");
    for (FunctionId kept : program_.kept_functions)
      if (kept.index >= program_.functions.size()) report("a kept function does not exist");
    for (DataId kept : program_.kept_data)
      if (kept.index >= program_.data.size()) report("a kept piece of data does not exist");
  }

  // Whoever calls through a pointer expects an exception beside the result.
  void check_addresses_taken() {
    std::vector<bool> reported(program_.functions.size());
    auto check = [&](ConstantId id) {
      if (id.index >= program_.constants.size()) return;
      const Constant& constant = program_.constants[id];
      if (constant.kind != ConstantKind::Function) return;
      const Function& function = program_.function(constant.as_function());
      if (function.can_raise || function.is_external || reported[constant.payload]) return;
      reported[constant.payload] = true;
      report(fmt::format("@{}: its address is taken, so it must be marked as raising", function.name));
    };
    for (const Data& data : program_.data) {
      for (ConstantId value : data.fields) check(value);
      for (ConstantId value : data.items) check(value);
    }
    for (const Function& function : program_.functions) {
      for (const Block& block : function.blocks) {
        for (const Operation& operation : block.operations)
          for (size_t i = operation.opcode == Opcode::DirectCall; i < operation.operands.size(); ++i)
            if (operation.operands[i].is_constant()) check(operation.operands[i].constant());
        for_each_operand(block.terminator, [&](Operand operand) {
          if (operand.is_constant()) check(operand.constant());
        });
      }
    }
  }

  const Program& program_;
  const TypeTable& types_;
  std::vector<std::string> messages_;
};

}  // namespace

std::vector<std::string> verify_declarations(const Program& program) { return DeclarationVerifier(program).run(); }

}  // namespace weft::ir
