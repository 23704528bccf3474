// Bounds checks of neighbours: where code[pc], code[pc + 1], code[pc + 2] are read one after the other, one check answers for
// all of them (R. Gupta, "A Fresh Look at Optimizing Array Bound Checking", 1990). When it fails, one of the original checks
// fails too: these are then asked in their order, out of the way, so that the error is the one it was.
#include <optional>

#include "translator/ir/control_flow.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"

namespace weft::passes {

using namespace ir;

namespace {

// How far apart neighbours are at most. No array comes so close to the end of the address space.
constexpr int64_t most_distance = 64;

// `branch (uint_ge (int_add base, offset), size), failing, passing`, where nothing but the error follows `failing`.
struct Check {
  BlockId block;
  Operand index, base, size;
  int64_t offset = 0;
  Operation comparison;
  BlockId failing, passing;
};

class CheckStrengthener {
 public:
  CheckStrengthener(Program& program, Function& function)
      : program_(program), function_(function), predecessors_(function), definitions_(defining_operations(function)) {}

  bool run() {
    std::vector<std::vector<Check>> chains;
    std::vector<bool> is_in_chain(function_.blocks.size());
    for (BlockId id : reverse_post_order(function_)) {
      if (is_in_chain[id.index]) continue;
      std::vector<Check> chain = chain_from(id);
      // A check of an unknown size stays; a further one answers for the others.
      if (chain.size() < (is_known(chain) ? 2 : 3)) continue;
      for (const Check& check : chain) is_in_chain[check.block.index] = true;
      chains.push_back(std::move(chain));
    }
    for (const std::vector<Check>& chain : chains) strengthen(chain);
    return !chains.empty();
  }

 private:
  const Operation* definition(Operand operand) const {
    return operand.is_value() ? definitions_[operand.value().index] : nullptr;
  }

  const Constant* integer(Operand operand) const {
    if (!operand.is_constant()) return nullptr;
    const Constant& constant = program_.constants[operand.constant()];
    return constant.kind == ConstantKind::Integer && constant.type == TypeTable::signed_ ? &constant : nullptr;
  }

  // What is never negative.
  bool is_size(Operand operand) const {
    if (const Constant* known = integer(operand)) return known->as_int() >= 0;
    const Operation* read = definition(operand);
    return read && (read->opcode == Opcode::Getarraysize || read->opcode == Opcode::Gettailsize);
  }

  // Whether a block calls a function without arguments, which does not come back.
  bool only_fails(BlockId id) const {
    const Block& block = function_.block(id);
    return block.arguments.empty() && block.operations.size() == 1 && block.operations[0].opcode == Opcode::DirectCall &&
           block.operations[0].operands.size() == 1 && block.terminator.kind == TerminatorKind::Unreachable;
  }

  std::optional<Check> check_of(BlockId id) const {
    const Terminator& terminator = function_.block(id).terminator;
    if (terminator.kind != TerminatorKind::Branch) return std::nullopt;
    const Operation* comparison = definition(terminator.operand);
    if (comparison && comparison->opcode == Opcode::Unlikely) comparison = definition(comparison->operands[0]);
    if (!comparison || comparison->opcode != Opcode::UintGe || !comparison->operands[0].is_value()) return std::nullopt;
    Check check{.block = id, .index = comparison->operands[0], .base = comparison->operands[0],
                .size = comparison->operands[1], .comparison = *comparison, .failing = terminator.edges[0].target,
                .passing = terminator.edges[1].target};
    if (function_.value(check.index.value()).type != TypeTable::signed_ || !is_size(check.size)) return std::nullopt;
    if (!only_fails(check.failing) || !terminator.edges[1].arguments.empty()) return std::nullopt;
    if (const Operation* sum = definition(check.index); sum && sum->opcode == Opcode::IntAdd) {
      if (const Constant* offset = integer(sum->operands[1])) {
        check.base = sum->operands[0];
        check.offset = offset->as_int();
      }
    }
    return check;
  }

  // The checks from that block on which one answers for: nothing happens between them that anybody could notice.
  std::vector<Check> chain_from(BlockId id) const {
    std::vector<Check> chain;
    for (std::optional<Check> check = check_of(id); check; check = check_of(chain.back().passing)) {
      if (!chain.empty()) {
        const Check& first = chain.front();
        const Block& block = function_.block(check->block);
        bool is_alone = check->block != Function::entry && predecessors_.of(check->block).size() == 1;
        bool is_silent = std::ranges::all_of(
            block.operations, [&](const Operation& operation) { return is_removable(program_, operation); });
        bool is_neighbour = check->base == first.base && check->size == first.size && check->offset >= first.offset &&
                            check->offset - first.offset <= most_distance;
        if (!is_alone || !is_silent || !is_neighbour) break;
      }
      chain.push_back(std::move(*check));
    }
    return chain;
  }

  static int64_t distance(const std::vector<Check>& chain) {
    int64_t furthest = 0;
    for (const Check& check : chain) furthest = std::max(furthest, check.offset - chain[0].offset);
    return furthest;
  }

  bool is_known(const std::vector<Check>& chain) const {
    return !chain.empty() && integer(chain[0].size) && integer(chain[0].size)->as_int() > distance(chain);
  }

  Operand add(BlockId block, const Check& like, Opcode opcode, std::vector<Operand> operands, TypeId type) {
    ValueId result = function_.add_value(type);
    function_.block(block).operations.push_back(
        {.opcode = opcode, .result = result, .location = like.comparison.location, .operands = std::move(operands)});
    return result;
  }

  Operand signed_integer(int64_t value) { return program_.constants.integer(TypeTable::signed_, value); }

  // With a known size the first check asks whether the furthest index is in bounds, too. Otherwise the second one does:
  // the first has found that the base is small enough for that to be asked.
  void strengthen(const std::vector<Check>& chain) {
    size_t strengthened = is_known(chain) ? 0 : 1;
    const Check& check = chain[strengthened];
    BlockId slow = ask_one_by_one(chain, strengthened);
    int64_t furthest = distance(chain);
    Operand index = check.index, size = check.size;
    if (strengthened == 0)
      size = signed_integer(integer(size)->as_int() - furthest);
    else
      index = add(check.block, check, Opcode::IntAdd, {check.base, signed_integer(chain[0].offset + furthest)},
                  TypeTable::signed_);
    Operand fails = add(check.block, check, Opcode::UintGe, {index, size}, TypeTable::bool_);
    Terminator& terminator = function_.block(check.block).terminator;
    terminator.operand = add(check.block, check, Opcode::Unlikely, {fails}, TypeTable::bool_);
    terminator.edges[0].target = slow;
    for (size_t i = strengthened + 1; i < chain.size(); ++i)
      turn_into_jump(function_.block(chain[i].block).terminator, 1);
  }

  // The original checks in their order, one of which fails. Returns the block of the first.
  BlockId ask_one_by_one(const std::vector<Check>& chain, size_t from) {
    BlockId next = chain.back().failing;
    for (size_t i = chain.size() - 1; i-- > from;) {
      const Check& check = chain[i];
      BlockId block = function_.add_block();
      Operand index = i == from ? check.index
                                : add(block, check, Opcode::IntAdd, {check.base, signed_integer(check.offset)},
                                      TypeTable::signed_);
      Operand fails = add(block, check, Opcode::UintGe, {index, check.size}, TypeTable::bool_);
      Terminator& terminator = function_.block(block).terminator;
      terminator.kind = TerminatorKind::Branch;
      terminator.location = check.comparison.location;
      terminator.operand = fails;
      terminator.edges = {{check.failing, {}}, {next, {}}};
      next = block;
    }
    return next;
  }

  Program& program_;
  Function& function_;
  Predecessors predecessors_;
  std::vector<Operation*> definitions_;
};

}  // namespace

bool strengthen_checks(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty()) return false;
  return CheckStrengthener(program, function).run();
}

}  // namespace weft::passes
