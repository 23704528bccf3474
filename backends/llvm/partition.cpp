#include "backends/llvm/partition.h"

#include <algorithm>
#include <set>

namespace weft::backend {

using ir::FunctionId;
using ir::Opcode;

namespace {

// Functions of at most this many operations are worth a copy wherever they are called.
constexpr size_t import_limit = 40;
constexpr int import_depth = 2;

size_t weight(const ir::Function& function) {
  size_t result = 1;
  for (const ir::Block& block : function.blocks) result += block.operations.size() + 1;
  return result;
}

template <typename Visit>
void for_each_constant(const ir::Function& function, Visit visit) {
  auto visit_operand = [&](ir::Operand operand) {
    if (operand.is_constant()) visit(operand.constant());
  };
  for (const ir::Block& block : function.blocks) {
    for (const ir::Operation& operation : block.operations)
      for (ir::Operand operand : operation.operands) visit_operand(operand);
    visit_operand(block.terminator.operand);
    for (const ir::Edge& edge : block.terminator.edges)
      for (ir::Operand operand : edge.arguments) visit_operand(operand);
  }
}

template <typename Visit>
void for_each_constant(const ir::Data& data, Visit visit) {
  for (ir::ConstantId constant : data.fields) visit(constant);
  for (ir::ConstantId constant : data.items) visit(constant);
}

// Finds what is reachable, functions in the order of a walk down the call graph.
class Reachability {
 public:
  explicit Reachability(const ir::Program& program)
      : program_(program), function_seen_(program.functions.size()), data_seen_(program.data.size()) {}

  void add(FunctionId root) {
    if (function_seen_[root.index]) return;
    pending_.push_back(root);
    visit_pending();
  }

  void add(ir::DataId root) {
    visit(root);
    visit_pending();
  }

  std::vector<FunctionId> functions;
  std::vector<ir::DataId> data;

 private:
  void visit_pending() {
    while (!pending_.empty()) {
      FunctionId id = pending_.back();
      pending_.pop_back();
      visit(id);
    }
  }

  void visit(FunctionId id) {
    if (function_seen_[id.index]) return;
    function_seen_[id.index] = true;
    const ir::Function& function = program_.function(id);
    if (!function.is_external) functions.push_back(id);
    size_t first_new = pending_.size();
    for_each_constant(function, [&](ir::ConstantId constant) { visit(constant); });
    std::reverse(pending_.begin() + static_cast<std::ptrdiff_t>(first_new), pending_.end());
  }

  void visit(ir::ConstantId id) {
    const ir::Constant& constant = program_.constants[id];
    if (constant.kind == ir::ConstantKind::Function && !function_seen_[constant.as_function().index])
      pending_.push_back(constant.as_function());
    if (constant.kind == ir::ConstantKind::Data) visit(constant.as_data());
  }

  void visit(ir::DataId root) {
    std::vector<ir::DataId> pending_data{root};
    while (!pending_data.empty()) {
      ir::DataId id = pending_data.back();
      pending_data.pop_back();
      if (data_seen_[id.index]) continue;
      data_seen_[id.index] = true;
      data.push_back(id);
      for_each_constant(program_.data[id.index], [&](ir::ConstantId part) {
        const ir::Constant& constant = program_.constants[part];
        if (constant.kind == ir::ConstantKind::Data) pending_data.push_back(constant.as_data());
        if (constant.kind == ir::ConstantKind::Function) pending_.push_back(constant.as_function());
      });
    }
  }

  const ir::Program& program_;
  std::vector<bool> function_seen_, data_seen_;
  std::vector<FunctionId> pending_;
};

bool is_worth_importing(const ir::Function& function) {
  if (function.is_external || function.inline_hint == ir::InlineHint::Never) return false;
  if (function.inline_hint == ir::InlineHint::Always) return true;
  return !function.is_cold && weight(function) <= import_limit;
}

void import_callees(const ir::Program& program, const std::vector<uint32_t>& home, Partition& partition) {
  std::set<FunctionId> seen;
  std::vector<FunctionId> level = partition.functions;
  for (int depth = 0; depth < import_depth && !level.empty(); ++depth) {
    std::vector<FunctionId> next;
    for (FunctionId caller : level) {
      for (const ir::Block& block : program.function(caller).blocks) {
        for (const ir::Operation& operation : block.operations) {
          if (operation.opcode != Opcode::DirectCall || !operation.operands[0].is_constant()) continue;
          const ir::Constant& callee = program.constants[operation.operands[0].constant()];
          if (callee.kind != ir::ConstantKind::Function) continue;
          FunctionId id = callee.as_function();
          if (home[id.index] == partition.index || !is_worth_importing(program.function(id))) continue;
          if (!seen.insert(id).second) continue;
          partition.imported.push_back(id);
          next.push_back(id);
        }
      }
    }
    level = std::move(next);
  }
}

void mark_shared(const ir::Program& program, Partitioning& result) {
  // C may be given a function in any module.
  if (result.partitions.size() > 1)
    for (FunctionId id : program.kept_functions)
      if (program.function(id).name.starts_with("callback.")) result.is_shared[id.index] = true;
  auto mark = [&](ir::ConstantId id, uint32_t user) {
    const ir::Constant& constant = program.constants[id];
    if (constant.kind != ir::ConstantKind::Function) return;
    uint32_t function = constant.as_function().index;
    if (result.home[function] != user) result.is_shared[function] = true;
  };
  for (const Partition& partition : result.partitions) {
    auto mark_all = [&](FunctionId user) {
      for_each_constant(program.function(user), [&](ir::ConstantId id) { mark(id, partition.index); });
    };
    for (FunctionId id : partition.functions) mark_all(id);
    for (FunctionId id : partition.imported) mark_all(id);
  }
  // Any partition may see the contents of constant data.
  if (result.is_split())
    for (ir::DataId id : result.data)
      for_each_constant(program.data[id.index], [&](ir::ConstantId part) { mark(part, Partitioning::nowhere); });
}

// What the code around the entry function calls (glue.cpp).
std::vector<FunctionId> called_by_glue(const ir::Program& program) {
  std::vector<FunctionId> result;
  for (FunctionId id : {program.entry, program.find_function(exception_text_function),
                        program.find_function(thread_function)})
    if (id.valid()) result.push_back(id);
  return result;
}

}  // namespace

Partitioning partition(const ir::Program& program, size_t partition_size) {
  Reachability reachability(program);
  std::vector<FunctionId> outermost = called_by_glue(program);
  if (program.entry.valid()) {
    for (FunctionId id : outermost) reachability.add(id);
    for (FunctionId id : program.kept_functions)
      if (program.function(id).name.starts_with("callback.")) reachability.add(id);
  } else {
    for (size_t i = 0; i < program.functions.size(); ++i) reachability.add(FunctionId{i});
  }
  for (ir::DataId id : program.kept_data) reachability.add(id);

  Partitioning result;
  result.data = std::move(reachability.data);
  result.home.assign(program.functions.size(), Partitioning::nowhere);
  result.is_shared.assign(program.functions.size(), false);
  for (FunctionId id : reachability.functions) result.operations += weight(program.function(id));
  size_t total = result.operations;
  size_t count = std::max<size_t>(1, (total + partition_size / 2) / partition_size);
  size_t share = total / count + 1;
  size_t filled = 0;
  result.partitions.push_back({});
  for (FunctionId id : reachability.functions) {
    size_t size = weight(program.function(id));
    if (filled > 0 && filled + size / 2 > share) {
      result.partitions.push_back({.index = static_cast<uint32_t>(result.partitions.size())});
      filled = 0;
    }
    result.partitions.back().functions.push_back(id);
    result.home[id.index] = result.partitions.back().index;
    filled += size;
  }
  if (!result.is_split()) return result;

  for (Partition& part : result.partitions) import_callees(program, result.home, part);
  mark_shared(program, result);
  // The first partition has the code around the entry function.
  for (FunctionId id : outermost)
    if (result.home[id.index] != 0) result.is_shared[id.index] = true;
  return result;
}

std::vector<std::string> symbol_names(const ir::Program& program) {
  std::vector<std::string> result;
  for (const ir::Function& function : program.functions) {
    // A dot can not be part of a C name.
    bool is_safe = function.is_external || function.name.find('.') != std::string::npos;
    result.push_back(is_safe ? function.name : "py." + function.name);
  }
  return result;
}

}  // namespace weft::backend
