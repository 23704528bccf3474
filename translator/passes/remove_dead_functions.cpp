#include "translator/ir/control_flow.h"
#include "translator/passes/passes.h"
#include "translator/passes/renumber.h"

namespace weft::passes {

using namespace ir;

namespace {

// Marks what can be reached from the roots.
class Reachability {
 public:
  explicit Reachability(const Program& program)
      : program_(program), is_constant_seen_(program.constants.size()), functions_(program.functions.size()),
        data_(program.data.size()) {
    reach(program.entry);
    for (FunctionId kept : program.kept_functions) reach(kept);
    for (DataId kept : program.kept_data) reach(kept);
    while (!pending_functions_.empty() || !pending_data_.empty()) {
      if (!pending_functions_.empty()) {
        FunctionId function = pending_functions_.back();
        pending_functions_.pop_back();
        for_each_operand(program.function(function), [&](Operand operand) {
          if (operand.is_constant()) reach(operand.constant());
        });
        continue;
      }
      const Data& data = program.data[pending_data_.back().index];
      pending_data_.pop_back();
      for (ConstantId value : data.fields) reach(value);
      for (ConstantId value : data.items) reach(value);
    }
  }

  bool has(FunctionId function) const { return functions_[function.index]; }
  bool has(DataId data) const { return data_[data.index]; }

 private:
  void reach(FunctionId function) {
    if (functions_[function.index]) return;
    functions_[function.index] = true;
    pending_functions_.push_back(function);
  }
  void reach(DataId data) {
    if (data_[data.index]) return;
    data_[data.index] = true;
    pending_data_.push_back(data);
  }
  void reach(ConstantId id) {
    if (is_constant_seen_[id.index]) return;
    is_constant_seen_[id.index] = true;
    const Constant& constant = program_.constants[id];
    if (constant.kind == ConstantKind::Function) reach(constant.as_function());
    if (constant.kind == ConstantKind::Data) reach(constant.as_data());
  }

  const Program& program_;
  std::vector<bool> is_constant_seen_, functions_, data_;
  std::vector<FunctionId> pending_functions_;
  std::vector<DataId> pending_data_;
};

// Closes the gaps; returns where each element went.
template <typename Id, typename Element>
std::vector<Id> compact(std::vector<Element>& elements, const Reachability& reachable) {
  std::vector<Id> renumbered(elements.size());
  size_t next = 0;
  for (size_t i = 0; i < elements.size(); ++i) {
    if (!reachable.has(Id{i})) continue;
    renumbered[i] = Id{next};
    if (i != next) elements[next] = std::move(elements[i]);
    ++next;
  }
  elements.resize(next);
  return renumbered;
}

}  // namespace

void remove_dead_functions(Program& program) {
  if (!program.entry.valid()) return;  // part of a program: anything may be used from elsewhere
  Reachability reachable(program);
  Renumbering renumbering;
  size_t functions = program.functions.size(), data = program.data.size();
  renumbering.functions = compact<FunctionId>(program.functions, reachable);
  renumbering.data = compact<DataId>(program.data, reachable);
  if (program.functions.size() != functions || program.data.size() != data) redirect(program, renumbering);
}

}  // namespace weft::passes
