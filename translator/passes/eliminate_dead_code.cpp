#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

// Marks what is needed from what has effects, then drops the rest.
class DeadCodeEliminator {
 public:
  DeadCodeEliminator(const Program& program, Function& function)
      : program_(program), function_(function), predecessors_(function), is_needed_(function.values.size()),
        definitions_(defining_operations(function)), arguments_(function.values.size()) {}

  bool run() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const Block& block = function_.blocks[i];
      for (uint32_t k = 0; k < block.arguments.size(); ++k) arguments_[block.arguments[k].index] = {BlockId{i}, k};
      if (block.terminator.operand.valid()) need(block.terminator.operand);
      for (const Operation& operation : block.operations)
        if (has_effect(block, operation)) need(operation.result);
    }
    for (ValueId parameter : function_.block(Function::entry).arguments) is_needed_[parameter.index] = true;
    while (!pending_.empty()) {
      ValueId value = pending_.back();
      pending_.pop_back();
      need_sources(value);
    }
    return sweep();
  }

 private:
  struct Place {
    BlockId block;
    uint32_t position = 0;
  };

  bool has_effect(const Block& block, const Operation& operation) const {
    if (!is_removable(program_, operation)) return true;
    return block.terminator.kind == TerminatorKind::Try && &operation == &block.operations.back();
  }

  void need(Operand operand) {
    if (!operand.is_value() || is_needed_[operand.value().index]) return;
    is_needed_[operand.value().index] = true;
    pending_.push_back(operand.value());
  }

  void need_sources(ValueId value) {
    if (const Operation* operation = definitions_[value.index]) {
      for (Operand operand : operation->operands) need(operand);
      return;
    }
    Place place = arguments_[value.index];
    if (!place.block.valid() || place.block == Function::entry) return;
    for (EdgeReference edge : predecessors_.of(place.block))
      need(function_.block(edge.source).terminator.edges[edge.edge].arguments[place.position]);
  }

  bool sweep() {
    std::vector<bool> is_removed(function_.values.size());
    bool is_changed = false, drops_arguments = false;
    for (Block& block : function_.blocks) {
      for (ValueId argument : block.arguments)
        if (!is_needed_[argument.index]) is_removed[argument.index] = drops_arguments = true;
      is_changed |= std::erase_if(block.operations, [&](const Operation& operation) {
                      return !is_needed_[operation.result.index];
                    }) != 0;
    }
    if (drops_arguments) remove_arguments(function_, is_removed);
    return is_changed || drops_arguments;
  }

  const Program& program_;
  Function& function_;
  Predecessors predecessors_;
  std::vector<bool> is_needed_;
  std::vector<Operation*> definitions_;
  std::vector<Place> arguments_;
  std::vector<ValueId> pending_;
};

}  // namespace

bool eliminate_dead_code(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty()) return false;
  bool is_changed = remove_unreachable_blocks(function);
  return DeadCodeEliminator(program, function).run() || is_changed;
}

bool propagate_copies(Program& program, FunctionId id) {
  Function& function = program.function(id);
  Substitution substitution(function.values.size());
  for (Block& block : function.blocks) {
    std::erase_if(block.operations, [&](const Operation& operation) {
      if (operation.opcode != Opcode::SameAs) return false;
      substitution.replace(operation.result, operation.operands[0]);
      return true;
    });
  }
  substitution.apply(function);
  return !substitution.empty();
}

}  // namespace weft::passes
