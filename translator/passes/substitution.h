// Replacing values of a function by other operands, many at once.
#pragma once

#include <vector>

#include "translator/ir/control_flow.h"
#include "translator/ir/graph.h"

namespace weft::passes {

// Which values stand for something else by now. A replacement may itself be replaced later.
class Substitution {
 public:
  explicit Substitution(size_t values) : replacements_(values) {}

  void replace(ir::ValueId value, ir::Operand by) {
    if (value.index >= replacements_.size()) replacements_.resize(value.index + 1);
    replacements_[value.index] = by;
    is_empty_ = false;
  }

  bool empty() const { return is_empty_; }
  bool is_replaced(ir::ValueId value) const {
    return value.index < replacements_.size() && replacements_[value.index].valid();
  }

  // What an operand stands for in the end.
  ir::Operand resolve(ir::Operand operand) {
    ir::Operand end = operand;
    while (end.is_value() && is_replaced(end.value())) end = replacements_[end.value().index];
    while (operand.is_value() && operand != end) {
      ir::Operand next = replacements_[operand.value().index];
      replacements_[operand.value().index] = end;  // the next search is short
      operand = next;
    }
    return end;
  }

  void apply(auto& part_of_function) {
    if (is_empty_) return;
    ir::for_each_operand(part_of_function, [&](ir::Operand& operand) { operand = resolve(operand); });
  }

 private:
  std::vector<ir::Operand> replacements_;
  bool is_empty_ = true;
};

}  // namespace weft::passes
