#include "translator/ir/printer.h"

#include <cmath>
#include <iterator>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "translator/ir/queries.h"
#include "translator/ir/text.h"

namespace weft::ir {

namespace {

std::string character_text(int64_t code) {
  switch (code) {
    case '\n': return "'\\n'";
    case '\'': return "'\\''";
    case '\\': return "'\\\\'";
  }
  if (code < 0x20 || code >= 0x7f) return fmt::format("'\\x{:02x}'", code);
  return fmt::format("'{}'", static_cast<char>(code));
}

// A decimal that reads back as exactly the same bits, or those bits.
std::string float_text(const Constant& constant) {
  double value = constant.as_float();
  if (!std::isfinite(value)) return fmt::format("floatbits {:#x}", constant.payload);
  std::string text = fmt::format("{}", value);
  if (text.find_first_of(".e") == std::string::npos) text += ".0";
  return text;
}

// The literal, and the type it has when none is written behind it.
struct ConstantText {
  std::string text;
  TypeId default_type;
};

ConstantText integer_text(const Program& program, const Constant& constant) {
  int64_t value = constant.as_int();
  if (constant.type == TypeTable::bool_ && (value == 0 || value == 1))
    return {value ? "true" : "false", TypeTable::bool_};
  if (constant.type == TypeTable::char_ && value >= 0 && value < 256)
    return {character_text(value), TypeTable::char_};
  bool is_unsigned = constant.type.valid() && program.types.is_integer(constant.type) &&
                     !program.types.is_signed(constant.type);
  return {is_unsigned ? fmt::format("{}", constant.payload) : fmt::format("{}", value), TypeTable::signed_};
}

constexpr size_t host_text_limit = 60;

ConstantText constant_text(const Program& program, const Constant& constant) {
  auto pointer_to = [&](TypeId pointee) {
    bool matches = constant.type.valid() && program.types.is_pointer(constant.type) &&
                   program.types.pointee(constant.type) == pointee;
    return matches ? constant.type : TypeId{};
  };
  auto layout = [&](std::string_view what) {
    return ConstantText{fmt::format("{}({})", what, print(program, constant.as_type())), TypeTable::signed_};
  };
  switch (constant.kind) {
    case ConstantKind::Void: return {"void", TypeTable::void_};
    case ConstantKind::Integer: return integer_text(program, constant);
    case ConstantKind::Float: return {float_text(constant), TypeTable::float_};
    case ConstantKind::Null: return {"null", {}};
    case ConstantKind::Data: {
      DataId id = constant.as_data();
      if (id.index >= program.data.size()) return {fmt::format("$?{}", id.index), {}};
      const Data& data = program.data[id.index];
      return {"$" + (data.name.empty() ? std::to_string(id.index) : symbol(data.name)), pointer_to(data.type)};
    }
    case ConstantKind::Function: {
      FunctionId id = constant.as_function();
      if (id.index >= program.functions.size()) return {fmt::format("@?{}", id.index), {}};
      const Function& function = program.function(id);
      return {"@" + symbol(function.name), pointer_to(function.type)};
    }
    case ConstantKind::HostObject: {
      HostObjectId id = constant.as_host_object();
      std::string text = id.index < program.host_objects.size() ? program.host_objects[id.index] : "?";
      if (text.size() > host_text_limit) text = text.substr(0, host_text_limit) + "...";
      return {fmt::format("#{}{}", id.index, quoted(text)), TypeTable::any};
    }
    case ConstantKind::SizeOf: return layout("sizeof");
    case ConstantKind::ItemOffset: return layout("itemoffset");
    case ConstantKind::ItemSize: return layout("itemsize");
    case ConstantKind::LengthOffset: return layout("lengthoffset");
    case ConstantKind::FieldOffset:
      return {fmt::format("fieldoffset({}, {})", print(program, constant.as_type()), constant.as_field()),
              TypeTable::signed_};
  }
  return {"?", {}};
}

std::string type_list(const Program& program, const std::vector<TypeId>& types) {
  std::string result;
  for (TypeId type : types) {
    if (!result.empty()) result += ", ";
    result += print(program, type);
  }
  return result;
}

// `{ a, b }` on one line when short, else a line for each.
std::string braced(const std::vector<std::string>& parts) {
  constexpr size_t width = 100;
  size_t length = 0;
  for (const std::string& part : parts) length += part.size() + 2;
  if (parts.empty()) return "{ }";
  if (length <= width) return fmt::format("{{ {} }}", fmt::join(parts, ", "));
  return fmt::format("{{\n  {}\n}}", fmt::join(parts, ",\n  "));
}

std::string struct_definition(const Program& program, const StructType& type) {
  std::string text = fmt::format("struct {} %{}", type.storage == Storage::Gc ? "gc" : "raw", symbol(type.name));
  size_t inherited = 0;
  if (type.base.valid()) {
    text += fmt::format(" : {}", print(program, type.base));
    if (type.defined) inherited = program.types.struct_type(type.base).fields.size();
  }
  if (type.vtable.valid()) text += fmt::format(" class {}", print(program, type.vtable));
  if (!type.defined) return text + "\n";
  std::vector<std::string> fields;
  for (size_t i = inherited; i < type.fields.size(); ++i) {
    const Field& field = type.fields[i];
    fields.push_back(fmt::format("{}{} {}", field.immutable ? "immutable " : "", print(program, field.type),
                                 symbol(program.strings[field.name])));
  }
  return text + " " + braced(fields) + "\n";
}

std::string array_definition(const Program& program, const ArrayType& type) {
  std::string text = fmt::format("array {} %{}", type.storage == Storage::Gc ? "gc" : "raw", symbol(type.name));
  if (type.item.valid()) text += fmt::format(" of {}", print(program, type.item));
  if (!type.has_length) text += " no_length";
  if (type.immutable) text += " immutable";
  return text + "\n";
}

std::string type_definitions(const Program& program) {
  std::string text;
  for (size_t i = TypeTable::u64.index + 1; i < program.types.size(); ++i) {
    TypeId id{i};
    TypeKind kind = program.types.kind(id);
    if (kind == TypeKind::Struct) text += struct_definition(program, program.types.struct_type(id));
    if (kind == TypeKind::Array) text += array_definition(program, program.types.array_type(id));
    if (kind == TypeKind::Opaque) text += fmt::format("opaque %{}\n", symbol(program.types.opaque_name(id)));
  }
  return text;
}

std::string data_definition(const Program& program, DataId id) {
  const Data& data = program.data[id.index];
  std::string text = fmt::format("data ${}: {}", data.name.empty() ? std::to_string(id.index) : symbol(data.name),
                                 print(program, data.type));
  if (data.immutable) text += " immutable";
  if (data.header != 0) text += fmt::format(" header {}", data.header);
  std::vector<std::string> parts;
  bool is_struct = data.type.valid() && program.types.kind(data.type) == TypeKind::Struct;
  for (size_t i = 0; i < data.fields.size(); ++i) {
    std::string name;
    if (is_struct && i < program.types.struct_type(data.type).fields.size())
      name = symbol(program.strings[program.types.struct_type(data.type).fields[i].name]) + " = ";
    parts.push_back(name + print(program, data.fields[i]));
  }
  if (!data.items.empty()) {
    std::vector<std::string> items;
    for (ConstantId item : data.items) items.push_back(print(program, item));
    parts.push_back(fmt::format("items [{}]", fmt::join(items, ", ")));
  }
  if (!data.bytes.empty()) parts.push_back("bytes " + quoted(data.bytes));
  return text + " " + braced(parts) + "\n";
}

std::string driver_definition(const JitDriver& driver) {
  auto names = [](const std::vector<std::string>& list) {
    std::vector<std::string> texts;
    for (const std::string& name : list) texts.push_back(symbol(name));
    return fmt::format("{}", fmt::join(texts, ", "));
  };
  return fmt::format("jit_driver {} greens({}) reds({}) virtualizables({})\n", quoted(driver.name),
                     names(driver.greens), names(driver.reds), names(driver.virtualizables));
}

bool has_call_syntax(Opcode opcode) {
  return opcode == Opcode::Call || opcode == Opcode::DirectCall || opcode == Opcode::IndirectCall;
}

}  // namespace

std::string print(const Program& program, TypeId type) {
  if (!type.valid() || type.index >= program.types.size()) return "?";
  const TypeTable& types = program.types;
  switch (types.kind(type)) {
    case TypeKind::Any:
    case TypeKind::Void:
    case TypeKind::Bool:
    case TypeKind::Char:
    case TypeKind::UniChar:
    case TypeKind::Integer:
    case TypeKind::Float:
    case TypeKind::SingleFloat:
    case TypeKind::Address: return std::string(primitive_name(type));
    case TypeKind::Pointer: return "*" + print(program, types.pointee(type));
    case TypeKind::Function: {
      const FunctionType& function = types.function_type(type);
      return fmt::format("fn({}) -> {}", type_list(program, function.parameters), print(program, function.result));
    }
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Opaque: return "%" + symbol(types.name(type));
  }
  return "?";
}

std::string print(const Program& program, ConstantId id) {
  if (id.index >= program.constants.size()) return "?";
  const Constant& constant = program.constants[id];
  auto [text, default_type] = constant_text(program, constant);
  if (default_type.valid() && default_type == constant.type) return text;
  return fmt::format("{}: {}", text, print(program, constant.type));
}

FunctionText::FunctionText(const Program& program, const Function& function, PrintOptions options)
    : program_(program), function_(function), options_(options), names_(function.values.size()),
      is_used_(function.values.size()) {
  auto use = [&](Operand operand) {
    if (operand.is_value() && operand.value().index < is_used_.size()) is_used_[operand.value().index] = true;
  };
  for (const Block& block : function.blocks) {
    for (const Operation& operation : block.operations)
      for (Operand operand : operation.operands) use(operand);
    use(block.terminator.operand);
    for (const Edge& edge : block.terminator.edges)
      for (Operand operand : edge.arguments) use(operand);
  }
  auto is_visible = [&](ValueId value) {
    if (value.index >= names_.size()) return false;
    return is_used_[value.index] || function.value(value).type != TypeTable::void_;
  };
  for (const Block& block : function.blocks) {
    for (ValueId argument : block.arguments)
      if (argument.index < names_.size()) name_value(argument);
    for (const Operation& operation : block.operations)
      if (is_visible(operation.result)) name_value(operation.result);
    if (block.terminator.caught.index < names_.size()) name_value(block.terminator.caught);
  }
}

void FunctionText::name_value(ValueId value) {
  std::string& name = names_[value.index];
  if (!name.empty()) return;
  StringId variable = function_.value(value).name;
  if (!variable.valid() || program_.strings[variable].empty()) {
    name = std::to_string(unnamed_++);
    return;
  }
  const std::string& text = program_.strings[variable];
  name = is_plain_identifier(text) ? text : quoted(text);
  if (unsigned others = taken_[name]++) name += fmt::format(".{}", others);
}

std::string FunctionText::value(ValueId value) const {
  if (value.index >= names_.size()) return fmt::format("%?{}", value.index);
  if (names_[value.index].empty()) return fmt::format("%?{}", value.index);
  return "%" + names_[value.index];
}

std::string FunctionText::operand(Operand operand) const {
  if (!operand.valid()) return "?";
  return operand.is_constant() ? print(program_, operand.constant()) : value(operand.value());
}

std::string FunctionText::definition(ValueId id) const {
  std::string text = value(id);
  if (id.index >= function_.values.size()) return text;
  const Value& definition = function_.value(id);
  text += ": " + print(program_, definition.type);
  if (definition.annotation.valid()) text += " " + quoted(program_.strings[definition.annotation]);
  return text;
}

std::string FunctionText::location(LocationId id) const {
  if (!options_.locations || !id.valid() || id.index >= program_.locations.size()) return "";
  const Location& place = program_.locations[id.index];
  std::string file = place.file.valid() ? std::to_string(place.file.index) : "?";
  return fmt::format(" !{}:{}:{}-{}:{}", file, place.line, place.column, place.end_line, place.end_column);
}

std::string FunctionText::operand_list(const Operation& operation, size_t first) const {
  std::string text;
  for (size_t i = first; i < operation.operands.size(); ++i) {
    if (i > first) text += ", ";
    text += operand(operation.operands[i]);
  }
  return text;
}

// `(a, b, key=c, *d)`: the operands behind the callee, as the call's shape reads them.
std::string FunctionText::call_arguments(const Operation& operation) const {
  if (operation.opcode != Opcode::Call) return fmt::format("({})", operand_list(operation, 1));
  if (operation.immediate >= program_.call_shapes.size()) return "(?)";
  const CallShape& shape = program_.call_shapes[operation.immediate];
  size_t expected = 1 + shape.positional + shape.keywords.size() + shape.has_star;
  if (operation.operands.size() != expected) return fmt::format("(? {})", operand_list(operation, 1));
  std::vector<std::string> arguments;
  for (size_t i = 1; i < expected; ++i) {
    size_t position = i - 1;
    std::string prefix;
    if (position >= shape.positional + shape.keywords.size())
      prefix = "*";
    else if (position >= shape.positional)
      prefix = symbol(program_.strings[shape.keywords[position - shape.positional]]) + "=";
    arguments.push_back(prefix + operand(operation.operands[i]));
  }
  return fmt::format("({})", fmt::join(arguments, ", "));
}

std::string FunctionText::immediate(const Operation& operation) const {
  uint32_t immediate = operation.immediate;
  switch (info(operation.opcode).immediate) {
    case Immediate::None:
    case Immediate::CallShape: return "";
    case Immediate::Name:
      return immediate < program_.strings.size() ? "." + symbol(program_.strings[StringId{immediate}]) : ".?";
    case Immediate::Count:
    case Immediate::JitDriver: return fmt::format("[{}]", immediate);
    case Immediate::Type: return print(program_, TypeId{immediate});
    case Immediate::Field: {
      TypeId type = addressed_struct(program_, function_, operation);
      if (!type.valid() || immediate >= program_.types.struct_type(type).fields.size())
        return fmt::format("[{}]", immediate);
      StringId name = program_.types.struct_type(type).fields[immediate].name;
      if (program_.types.find_field(type, name) != immediate) return fmt::format("[{}]", immediate);
      return "." + symbol(program_.strings[name]);
    }
  }
  return "";
}

// A field or attribute stands behind the object it belongs to, everything else in front.
std::string FunctionText::operands_and_immediate(const Operation& operation) const {
  std::vector<std::string> parts;
  for (Operand each : operation.operands) parts.push_back(operand(each));
  if (std::string text = immediate(operation); !text.empty()) {
    Immediate kind = info(operation.opcode).immediate;
    bool is_member = (kind == Immediate::Field || kind == Immediate::Name) && !parts.empty();
    parts.insert(parts.begin() + is_member, std::move(text));
  }
  return parts.empty() ? "" : fmt::format(" {}", fmt::join(parts, ", "));
}

std::string FunctionText::operation(const Operation& operation) const {
  std::string text;
  ValueId result = operation.result;
  if (result.index < names_.size() && !names_[result.index].empty()) {
    const Value& definition = function_.value(result);
    text = value(result);
    if (definition.type != fixed_result_type(operation.opcode)) text += ": " + print(program_, definition.type);
    if (definition.annotation.valid()) text += " " + quoted(program_.strings[definition.annotation]);
    text += " = ";
  }
  if (operation.guarded) text += "guarded ";
  text += info(operation.opcode).name;
  if (has_call_syntax(operation.opcode)) {
    text += " " + (operation.operands.empty() ? "?" : operand(operation.operands[0])) + call_arguments(operation);
  } else {
    text += operands_and_immediate(operation);
  }
  return text + location(operation.location);
}

std::string FunctionText::edge(const Edge& edge) const {
  std::string text = edge.target.valid() ? fmt::format("^{}", edge.target.index) : "^?";
  if (edge.arguments.empty()) return text;
  std::vector<std::string> arguments;
  for (Operand argument : edge.arguments) arguments.push_back(operand(argument));
  return fmt::format("{}({})", text, fmt::join(arguments, ", "));
}

std::string FunctionText::terminator(const Terminator& terminator) const {
  const std::vector<Edge>& edges = terminator.edges;
  auto edge_text = [&](size_t i) { return i < edges.size() ? edge(edges[i]) : std::string("^?"); };
  std::string text;
  switch (terminator.kind) {
    case TerminatorKind::None: return "; not terminated";
    case TerminatorKind::Jump: text = "jump " + edge_text(0); break;
    case TerminatorKind::Branch:
      text = fmt::format("branch {}, {}, {}", operand(terminator.operand), edge_text(0), edge_text(1));
      break;
    case TerminatorKind::Switch: {
      std::vector<std::string> cases;
      for (size_t i = 0; i < terminator.cases.size(); ++i)
        cases.push_back(fmt::format("{} => {}", print(program_, terminator.cases[i]), edge_text(i)));
      cases.push_back("else => " + edge_text(terminator.cases.size()));
      text = fmt::format("switch {} {{ {} }}", operand(terminator.operand), fmt::join(cases, ", "));
      break;
    }
    case TerminatorKind::Return:
      text = terminator.operand.valid() ? "return " + operand(terminator.operand) : "return";
      break;
    case TerminatorKind::Raise: text = "raise " + operand(terminator.operand); break;
    case TerminatorKind::Try:
      text = fmt::format("try {} catch {} => {}", edge_text(0), definition(terminator.caught), edge_text(1));
      if (edges.size() > 2) text += " unwind => " + edge_text(2);
      break;
    case TerminatorKind::Unreachable: text = "unreachable"; break;
  }
  return text + location(terminator.location);
}

std::string FunctionText::block(BlockId id) const {
  const Block& block = function_.block(id);
  std::string text = fmt::format("^{}", id.index);
  if (!block.arguments.empty()) {
    std::vector<std::string> arguments;
    for (ValueId argument : block.arguments) arguments.push_back(definition(argument));
    text += fmt::format("({})", fmt::join(arguments, ", "));
  }
  text += ":\n";
  for (const Operation& operation : block.operations) {
    text += "  ";
    text += this->operation(operation);
    text += '\n';
  }
  return text + "  " + terminator(block.terminator) + "\n";
}

std::string FunctionText::whole() const {
  std::string text = fmt::format("func @{}", symbol(function_.name));
  if (function_.type.valid() && program_.types.kind(function_.type) == TypeKind::Function) {
    const FunctionType& type = program_.types.function_type(function_.type);
    text += fmt::format("({}) -> {}", type_list(program_, type.parameters), print(program_, type.result));
  } else {
    text += " ?";
  }
  if (function_.is_external) text += " external";
  if (function_.is_blocking) text += " blocking";
  if (function_.is_atomic) text += " atomic";
  if (function_.can_raise) text += " can_raise";
  if (function_.is_elidable) text += " elidable";
  if (function_.inline_hint == InlineHint::Always) text += " inline_always";
  if (function_.inline_hint == InlineHint::Never) text += " inline_never";
  if (function_.is_cold) text += " cold";
  if (function_.is_for_size) text += " for_size";
  if (function_.preserve_most) text += " preserve_most";
  if (function_.takes_roots) text += " roots";
  if (function_.display_name != function_.name) text += " display " + quoted(function_.display_name);
  text += location(function_.location);
  if (function_.blocks.empty()) return text + "\n";
  text += " {\n";
  for (size_t i = 0; i < function_.blocks.size(); ++i) text += block(BlockId{i});
  return text + "}\n";
}

std::string print(const Program& program, FunctionId function, PrintOptions options) {
  return FunctionText(program, program.function(function), options).whole();
}

std::string print(const Program& program, PrintOptions options) {
  std::string text = fmt::format("program {} word {}", stage_name(program.stage), program.word_bits);
  if (program.has_threads()) text += fmt::format(" threads {}", name_of(program.threads));
  if (program.has_object_headers) text += " headers";
  text += '\n';
  if (options.locations)
    for (const std::string& file : program.files) text += fmt::format("file {}\n", quoted(file));
  for (const JitDriver& driver : program.jit_drivers) text += driver_definition(driver);
  for (size_t i = 0; i < program.host_objects.size(); ++i)
    text += fmt::format("host #{} {}\n", i, quoted(program.host_objects[i]));
  text += type_definitions(program);
  for (size_t i = 0; i < program.data.size(); ++i) text += data_definition(program, DataId{i});
  for (size_t i = 0; i < program.functions.size(); ++i) text += "\n" + print(program, FunctionId{i}, options);
  if (program.entry.index < program.functions.size())
    text += fmt::format("\nentry @{}\n", symbol(program.function(program.entry).name));
  for (FunctionId kept : program.kept_functions) text += fmt::format("keep @{}\n", symbol(program.function(kept).name));
  for (DataId kept : program.kept_data) {
    const Data& data = program.data[kept.index];
    text += fmt::format("keep ${}\n", data.name.empty() ? std::to_string(kept.index) : symbol(data.name));
  }
  return text;
}

}  // namespace weft::ir
