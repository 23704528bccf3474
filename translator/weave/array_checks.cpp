#include "translator/weave/array_checks.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "translator/ir/queries.h"
#include "translator/weave/gc.h"

namespace weft::weave {

using namespace ir;

namespace {

// Items of one array that an operation touches: one at an index, or so many from there on.
struct Access {
  size_t array = 0, index = 0;
  size_t count = SIZE_MAX;  // positions of operands
  static constexpr size_t single = SIZE_MAX;
};

std::vector<Access> accesses_of(Opcode opcode) {
  switch (opcode) {
    case Opcode::Getarrayitem:
    case Opcode::Setarrayitem:
    case Opcode::Getarrayfield:
    case Opcode::Setarrayfield:
    case Opcode::Gettailitem:
    case Opcode::Settailitem: return {{.array = 0, .index = 1}};
    case Opcode::Arraycopy:
    case Opcode::Tailcopy:
    case Opcode::Tailcompare: return {{.array = 0, .index = 1, .count = 4}, {.array = 2, .index = 3, .count = 4}};
    case Opcode::Arrayclear: return {{.array = 0, .index = 1, .count = 2}};
    default: return {};
  }
}

class FunctionChecker {
 public:
  FunctionChecker(Program& program, FunctionId race, Function& function)
      : program_(program), race_(race), function_(function) {}

  void run() {
    size_t blocks = function_.blocks.size();
    for (size_t i = 0; i < blocks; ++i) {
      auto needs = [&](const Operation& operation) { return needs_check(operation); };
      if (std::ranges::any_of(function_.blocks[i].operations, needs)) check_block(BlockId{i});
    }
  }

 private:
  // Raw memory is the program's own business, as in C.
  bool has_length(const Operation& operation, size_t position) const {
    TypeId type = program_.types.pointee(program_.type_of(function_, operation.operands[position]));
    if (!program_.types.is_gc_pointer(program_.type_of(function_, operation.operands[position]))) return false;
    bool is_array = program_.types.kind(type) == TypeKind::Array;
    return program_.types.array_type(is_array ? type : program_.types.tail_array(type)).has_length;
  }

  bool needs_check(const Operation& operation) const {
    return std::ranges::any_of(accesses_of(operation.opcode),
                               [&](const Access& access) { return has_length(operation, access.array); });
  }

  void check_block(BlockId block) {
    std::vector<Operation> operations = std::exchange(function_.block(block).operations, {});
    Terminator terminator = std::exchange(function_.block(block).terminator, {});
    block_ = block;
    for (Operation& operation : operations) {
      location_ = operation.location;
      for (const Access& access : accesses_of(operation.opcode))
        if (has_length(operation, access.array)) check(operation, access);
      function_.block(block_).operations.push_back(std::move(operation));
    }
    function_.block(block_).terminator = std::move(terminator);
  }

  ValueId emit(Opcode opcode, TypeId type, std::vector<Operand> operands) {
    ValueId result = function_.add_value(type);
    function_.block(block_).operations.push_back(
        {.opcode = opcode, .result = result, .location = location_, .operands = std::move(operands)});
    return result;
  }

  void check(const Operation& operation, const Access& access) {
    Operand array = operation.operands[access.array], index = operation.operands[access.index];
    TypeId type = program_.types.pointee(program_.type_of(function_, array));
    bool is_array = program_.types.kind(type) == TypeKind::Array;
    ValueId length = emit(is_array ? Opcode::Getarraysize : Opcode::Gettailsize, TypeTable::signed_, {array});
    if (access.count == Access::single) {
      refuse(emit(Opcode::UintGe, TypeTable::bool_, {index, length}));
      return;
    }
    // A negative number is a very large one.
    ValueId end = emit(Opcode::IntAdd, TypeTable::signed_, {index, operation.operands[access.count]});
    refuse(emit(Opcode::UintGt, TypeTable::bool_, {index, end}));
    refuse(emit(Opcode::UintGt, TypeTable::bool_, {end, length}));
  }

  // Goes on in a block of its own. Asked as the library asks for its indices: what was asked already is known then.
  void refuse(ValueId condition) {
    ValueId unlikely = emit(Opcode::Unlikely, TypeTable::bool_, {condition});
    BlockId next = function_.add_block(), race = race_block();
    Terminator& terminator = function_.block(block_).terminator;
    terminator.kind = TerminatorKind::Branch;
    terminator.location = location_;
    terminator.operand = unlikely;
    terminator.edges = {Edge{race, {}}, Edge{next, {}}};
    block_ = next;
  }

  BlockId race_block() {
    if (race_at_.valid()) return race_at_;
    race_at_ = function_.add_block();
    TypeId type = program_.function(race_).type;
    Operand callee = program_.constants.function(program_.types.pointer(type), race_);
    function_.block(race_at_).operations.push_back({.opcode = Opcode::DirectCall,
                                                    .result = function_.add_value(TypeTable::void_),
                                                    .location = function_.location,
                                                    .operands = {callee}});
    function_.block(race_at_).terminator.kind = TerminatorKind::Unreachable;
    return race_at_;
  }

  Program& program_;
  FunctionId race_;
  Function& function_;
  BlockId block_, race_at_;
  LocationId location_;
};

}  // namespace

void weave_array_checks(Program& program) {
  assert(program.stage == Stage::Low);
  FunctionId race = program.find_function(race_function);
  if (!race.valid()) {
    TypeId type = program.types.function({{}, TypeTable::void_});
    race = program.add_function(
        {.name = race_function, .display_name = race_function, .type = type, .is_external = true, .can_raise = false});
  }
  const std::vector<bool> is_collecting = functions_of_collector(program);
  for (size_t i = 0; i < is_collecting.size(); ++i)
    if (!is_collecting[i]) FunctionChecker(program, race, program.functions[i]).run();
}

}  // namespace weft::weave
