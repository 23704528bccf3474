#include "translator/ir/operation_rules.h"

#include <fmt/format.h>

#include "translator/ir/printer.h"
#include "translator/ir/queries.h"

namespace weft::ir {

namespace {

bool is_character(TypeId type) { return type == TypeTable::char_ || type == TypeTable::unichar; }

// Reads a signature from left to right, matching a type to each letter.
class SignatureMatcher {
 public:
  explicit SignatureMatcher(const TypeTable& types) : types_(types) {}

  // What the letter wants, empty when `type` is that.
  std::string mismatch(char letter, TypeId type) {
    auto exactly = [&](TypeId wanted, const char* name) { return type == wanted ? "" : name; };
    switch (letter) {
      case 'o': return exactly(TypeTable::any, "Any");
      case 'b': return exactly(TypeTable::bool_, "Bool");
      case 'w': return exactly(TypeTable::signed_, "Signed");
      case 'f': return exactly(TypeTable::float_, "Float");
      case 's': return exactly(TypeTable::single_float, "SingleFloat");
      case 'a': return exactly(TypeTable::address, "Address");
      case 'v': return exactly(TypeTable::void_, "Void");
      case 'p':
      case 'P': return types_.is_pointer(type) ? "" : "a pointer";
      case 'I': return types_.is_integer(type) ? "" : "an integer";
      case 'X': return is_character(type) ? "" : "a character";
      case 'i':
        if (!types_.is_integer(type)) return "an integer";
        return same(integer_, type) ? "" : "the same integer type as before";
      case 'x':
        if (!is_character(type)) return "a character";
        return same(character_, type) ? "" : "the same character type as before";
      case '?': anything_ = type; return "";
      case '=': return type == anything_ ? "" : "the same type as the operand";
    }
    return "a letter the verifier knows in the signature";
  }

 private:
  static bool same(TypeId& known, TypeId type) {
    if (!known.valid()) known = type;
    return known == type;
  }

  const TypeTable& types_;
  TypeId integer_, character_, anything_;
};

// The rules behind the letters, for one operation.
class Meaning {
 public:
  Meaning(const Program& program, const Function& function, const Operation& operation)
      : program_(program), types_(program.types), function_(function), operation_(operation) {}

  std::string check() {
    switch (operation_.opcode) {
      case Opcode::Malloc: return allocation(Storage::Gc, false);
      case Opcode::MallocVarsize:
      case Opcode::MallocUncleared: return allocation(Storage::Gc, true);
      case Opcode::RawMalloc: return allocation(Storage::Raw, false);
      case Opcode::RawMallocVarsize: return allocation(Storage::Raw, true);
      case Opcode::Getfield:
      case Opcode::Getarrayfield: return field(result());
      case Opcode::Setfield: return field(operand(1));
      case Opcode::Setarrayfield: return field(operand(2));
      case Opcode::AtomicLoad: return atomic_field(result());
      case Opcode::AtomicStore:
      case Opcode::AtomicExchange:
      case Opcode::AtomicCompareExchange:
      case Opcode::AtomicAdd:
      case Opcode::AtomicAnd:
      case Opcode::AtomicOr: return atomic_field(operand(1));
      case Opcode::Getarraysize:
      case Opcode::Setarraysize: return length(array(0));
      case Opcode::Gettailsize:
      case Opcode::Settailsize: return length(tail(0));
      case Opcode::Getarrayitem: return item(array(0), result());
      case Opcode::Setarrayitem: return item(array(0), operand(2));
      case Opcode::Gettailitem: return item(tail(0), result());
      case Opcode::Settailitem: return item(tail(0), operand(2));
      case Opcode::Arraycopy: return same_items(array(0), array(2));
      case Opcode::Tailcopy:
      case Opcode::Tailcompare: return same_items(tail(0), tail(2));
      case Opcode::Arrayclear:
      case Opcode::Arrayaddress: return array(0).valid() ? "" : "operand 1 is no pointer to an array";
      case Opcode::Tailaddress: return tail(0).valid() ? "" : "operand 1 is no pointer to a struct with a tail";
      case Opcode::RawLoad: return result() == TypeTable::void_ ? "nothing is loaded" : "";
      case Opcode::RawStore: return operand(2) == TypeTable::void_ ? "nothing is stored" : "";
      case Opcode::DirectCall: return direct_call();
      case Opcode::IndirectCall: return call(0);
      case Opcode::Call: return call_shape();
      case Opcode::JitMergePoint:
      case Opcode::CanEnterJit: return jit_driver();
      case Opcode::Unwinding:
      case Opcode::LastException:
        return result() == exception_type(program_) ? "" : "the result is no pointer to %object";
      default: return "";
    }
  }

 private:
  TypeId operand(size_t i) const { return program_.type_of(function_, operation_.operands[i]); }
  TypeId result() const { return function_.value(operation_.result).type; }
  std::string name(TypeId type) const { return print(program_, type); }

  TypeId pointee(size_t i) const { return types_.pointee(operand(i)); }
  TypeId array(size_t i) const { return types_.kind(pointee(i)) == TypeKind::Array ? pointee(i) : TypeId{}; }
  TypeId tail(size_t i) const { return types_.tail_array(pointee(i)); }

  std::string allocation(Storage storage, bool varying) const {
    TypeId type{operation_.immediate};
    if (type.index >= types_.size()) return "the immediate is no type";
    bool is_array = types_.kind(type) == TypeKind::Array;
    if (!is_array && types_.kind(type) != TypeKind::Struct) return "only structs and arrays are allocated";
    if (result() != types_.find_pointer(type)) return fmt::format("the result is no pointer to {}", name(type));
    if (varying != (is_array || types_.tail_array(type).valid()))
      return varying ? "this struct has a fixed size" : "an array, or a struct with a tail, needs a length";
    Storage actual = is_array ? types_.array_type(type).storage : types_.struct_type(type).storage;
    if (actual != storage) return "the collector's objects are allocated with `malloc`, all else with `raw_malloc`";
    if (!is_array && !types_.struct_type(type).defined) return "the fields of this struct are not known";
    return "";
  }

  std::string field(TypeId value) const {
    TypeId type = addressed_struct(program_, function_, operation_);
    if (!type.valid()) return "operand 1 points to no struct with fields";
    const std::vector<Field>& fields = types_.struct_type(type).fields;
    if (operation_.immediate >= fields.size()) return fmt::format("{} has no such field", name(type));
    TypeId wanted = fields[operation_.immediate].type;
    if (types_.kind(wanted) == TypeKind::Struct || types_.kind(wanted) == TypeKind::Array)
      return "a field stored inline can not be read or written as a whole";
    return value == wanted ? "" : fmt::format("the field has type {}, not {}", name(wanted), name(value));
  }

  // Every target can do these with a word.
  std::string atomic_field(TypeId value) const {
    bool is_word = value == TypeTable::signed_ || value == TypeTable::unsigned_ || types_.is_pointer(value);
    return is_word ? field(value) : "only words and pointers are read and written atomically";
  }

  std::string length(TypeId array) const {
    if (!array.valid()) return "operand 1 points to no array";
    return types_.array_type(array).has_length ? "" : "this array does not store its length";
  }

  std::string item(TypeId array, TypeId value) const {
    if (!array.valid()) return "operand 1 points to no array";
    TypeId wanted = types_.array_type(array).item;
    if (!wanted.valid()) return "what the array holds is not known";
    return value == wanted ? "" : fmt::format("the items have type {}, not {}", name(wanted), name(value));
  }

  std::string same_items(TypeId left, TypeId right) const {
    if (!left.valid() || !right.valid()) return "operands 1 and 3 must point to arrays";
    return types_.array_type(left).item == types_.array_type(right).item ? "" : "the items have different types";
  }

  std::string direct_call() const {
    FunctionId callee = direct_callee(program_, operation_);
    if (!callee.valid()) return "the callee is no constant function";
    if (pointee(0) != program_.function(callee).type) return "the callee's constant does not have the callee's type";
    return call(0);
  }

  std::string call(size_t callee) const {
    if (types_.kind(pointee(callee)) != TypeKind::Function) return "the callee is no pointer to a function";
    const FunctionType& type = types_.function_type(pointee(callee));
    size_t given = operation_.operands.size() - 1;
    if (given != type.parameters.size())
      return fmt::format("{} arguments for {} parameters", given, type.parameters.size());
    for (size_t i = 0; i < given; ++i)
      if (operand(i + 1) != type.parameters[i])
        return fmt::format("argument {} has type {}, the parameter {}", i + 1, name(operand(i + 1)),
                           name(type.parameters[i]));
    if (result() != type.result)
      return fmt::format("the result has type {}, the callee returns {}", name(result()), name(type.result));
    return "";
  }

  std::string call_shape() const {
    if (operation_.immediate >= program_.call_shapes.size()) return "the immediate is no call shape";
    const CallShape& shape = program_.call_shapes[operation_.immediate];
    size_t expected = 1 + shape.positional + shape.keywords.size() + shape.has_star;
    return operation_.operands.size() == expected ? "" : "the operands do not fit the call's shape";
  }

  std::string jit_driver() const {
    if (operation_.immediate >= program_.jit_drivers.size()) return "the immediate is no JIT driver";
    const JitDriver& driver = program_.jit_drivers[operation_.immediate];
    size_t expected = driver.greens.size() + driver.reds.size();
    return operation_.operands.size() == expected ? "" : "the operands are not the driver's variables";
  }

  const Program& program_;
  const TypeTable& types_;
  const Function& function_;
  const Operation& operation_;
};

}  // namespace

bool is_legal_at(Opcode opcode, Stage stage) {
  // Hints and copies are written down by the frontend before there are types.
  bool is_ageless = opcode == Opcode::SameAs || opcode == Opcode::JitMergePoint || opcode == Opcode::CanEnterJit ||
                    opcode == Opcode::JitPromote;
  bool needs_collector =
      opcode == Opcode::Malloc || opcode == Opcode::MallocVarsize || opcode == Opcode::MallocUncleared ||
      opcode == Opcode::GcIdentityhash;
  OperationStage belongs = info(opcode).stage;
  switch (stage) {
    case Stage::Flow: return belongs == OperationStage::High || is_ageless;
    case Stage::Low: return belongs == OperationStage::Low;
    case Stage::Woven: return belongs != OperationStage::High && !needs_collector;
  }
  return false;
}

std::string broken_signature(const Program& program, const Function& function, const Operation& operation) {
  std::string_view signature = info(operation.opcode).signature;
  SignatureMatcher matcher(program.types);
  size_t position = 0, operand = 0;
  for (; signature[position] != '>'; ++position) {
    char letter = signature[position];
    bool repeats = signature[position + 1] == '*';
    for (bool is_first = true; repeats || is_first; is_first = false) {
      if (operand == operation.operands.size()) {
        if (repeats) break;
        return fmt::format("operand {} is missing", operand + 1);
      }
      TypeId type = program.type_of(function, operation.operands[operand++]);
      std::string wanted = matcher.mismatch(letter, type);
      if (!wanted.empty())
        return fmt::format("operand {} has type {}, which is not {}", operand, print(program, type), wanted);
    }
    if (repeats) ++position;
  }
  if (operand != operation.operands.size()) return "there are too many operands";
  TypeId result = function.value(operation.result).type;
  std::string wanted = matcher.mismatch(signature.back(), result);
  if (wanted.empty()) return "";
  return fmt::format("the result has type {}, which is not {}", print(program, result), wanted);
}

std::string broken_meaning(const Program& program, const Function& function, const Operation& operation) {
  return Meaning(program, function, operation).check();
}

}  // namespace weft::ir
