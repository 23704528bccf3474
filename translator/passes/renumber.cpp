#include "translator/passes/renumber.h"

#include "translator/ir/control_flow.h"

namespace weft::passes {

using namespace ir;

Renumbering identity(const Program& program) {
  Renumbering result;
  for (size_t i = 0; i < program.functions.size(); ++i) result.functions.push_back(FunctionId{i});
  for (size_t i = 0; i < program.data.size(); ++i) result.data.push_back(DataId{i});
  return result;
}

namespace {

// The table is built anew: constants that referred to what is gone must not linger in it.
class ConstantRenumbering {
 public:
  ConstantRenumbering(Program& program, const Renumbering& renumbering)
      : program_(program), renumbering_(renumbering), old_(std::move(program.constants)), renumbered_(old_.size()) {
    program.constants = {};
  }

  ConstantId operator()(ConstantId id) {
    ConstantId& known = renumbered_[id.index];
    if (known.valid()) return known;
    Constant constant = old_[id];
    if (constant.kind == ConstantKind::Function)
      constant.payload = renumbering_.functions[constant.payload].index;
    else if (constant.kind == ConstantKind::Data)
      constant.payload = renumbering_.data[constant.payload].index;
    return known = program_.constants.intern(constant);
  }

 private:
  Program& program_;
  const Renumbering& renumbering_;
  ConstantTable old_;
  std::vector<ConstantId> renumbered_;
};

}  // namespace

void redirect(Program& program, const Renumbering& renumbering) {
  ConstantRenumbering renumber(program, renumbering);
  for (Function& function : program.functions) {
    for (Block& block : function.blocks) {
      for_each_operand(block, [&](Operand& operand) {
        if (operand.is_constant()) operand = renumber(operand.constant());
      });
      for (ConstantId& value : block.terminator.cases) value = renumber(value);
    }
  }
  for (Data& data : program.data) {
    for (ConstantId& value : data.fields) value = renumber(value);
    for (ConstantId& value : data.items) value = renumber(value);
  }
  if (program.entry.valid()) program.entry = renumbering.functions[program.entry.index];
  for (FunctionId& kept : program.kept_functions) kept = renumbering.functions[kept.index];
  for (DataId& kept : program.kept_data) kept = renumbering.data[kept.index];
}

}  // namespace weft::passes
