#include <map>

#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

// An object whose pointer is used for nothing but its fields, in this function and by no block argument.
struct LocalObject {
  BlockId block;
  size_t operation = 0;
  TypeId type;
};

// One round: replaces the fields of all local objects by values. Fields become variables, put back into SSA form as in
// Braun et al.: "Simple and Efficient Construction of Static Single Assignment Form". The allocation dominates all
// uses, so that a search for a field's value ends there.
class AllocationRemover {
 public:
  AllocationRemover(Program& program, Function& function)
      : program_(program), function_(function), object_of_(function.values.size(), none),
        substitution_(function.values.size()) {}

  bool run() {
    find_allocations();
    if (objects_.empty()) return false;
    find_aliases();
    find_escapes();
    if (std::ranges::find(escapes_, false) == escapes_.end()) return false;
    collect_accesses();
    predecessors_ = std::make_unique<Predecessors>(function_);
    for (uint32_t object = 0; object < objects_.size(); ++object)
      if (!escapes_[object]) replace_fields(object);
    drop_operations();
    substitution_.apply(function_);
    return true;
  }

 private:
  static constexpr uint32_t none = UINT32_MAX;

  struct Access {
    BlockId block;
    size_t operation;
  };

  Operation& at(Access access) { return function_.block(access.block).operations[access.operation]; }

  uint32_t object_of(Operand operand) const {
    return operand.is_value() && operand.value().index < object_of_.size() ? object_of_[operand.value().index] : none;
  }

  void find_allocations() {
    for (size_t i = 0; i < function_.blocks.size(); ++i) {
      const std::vector<Operation>& operations = function_.blocks[i].operations;
      for (size_t k = 0; k < operations.size(); ++k) {
        if (operations[k].opcode != Opcode::Malloc) continue;
        object_of_[operations[k].result.index] = static_cast<uint32_t>(objects_.size());
        objects_.push_back({BlockId{i}, k, TypeId{operations[k].immediate}});
      }
    }
    escapes_.resize(objects_.size());
    accesses_.resize(objects_.size());
  }

  // Casts of the pointer are the pointer. A cast comes behind what it casts in reverse post-order.
  void find_aliases() {
    order_ = reverse_post_order(function_);
    for (BlockId id : order_)
      for (const Operation& operation : function_.block(id).operations)
        if (operation.opcode == Opcode::CastPointer || operation.opcode == Opcode::SameAs)
          object_of_[operation.result.index] = object_of(operation.operands[0]);
  }

  void escape(Operand operand) {
    if (uint32_t object = object_of(operand); object != none) escapes_[object] = true;
  }

  // Whether an access means a field that the object has: the pointer may have been cast to something else.
  bool has_field(uint32_t object, const Operation& access) const {
    const std::vector<Field>& fields = program_.types.struct_type(objects_[object].type).fields;
    TypeId seen_as = addressed_struct(program_, function_, access);
    return seen_as.valid() && access.immediate < fields.size() &&
           fields[access.immediate].type == program_.types.struct_type(seen_as).fields[access.immediate].type;
  }

  void find_escapes() {
    for (const Block& block : function_.blocks) {
      for (const Operation& operation : block.operations) {
        switch (operation.opcode) {
          case Opcode::CastPointer:
          case Opcode::SameAs:
          case Opcode::PtrIsNull:
          case Opcode::PtrNonnull:
          case Opcode::MayBeShared:
          case Opcode::Keepalive: continue;
          case Opcode::Getfield:
          case Opcode::Setfield:
            if (uint32_t object = object_of(operation.operands[0]);
                object != none && !has_field(object, operation))
              escapes_[object] = true;
            if (operation.opcode == Opcode::Setfield) escape(operation.operands[1]);
            continue;
          case Opcode::PtrEq:
          case Opcode::PtrNe: continue;
          default:
            for (Operand operand : operation.operands) escape(operand);
        }
      }
      for_each_operand(block.terminator, [&](Operand operand) { escape(operand); });
    }
  }

  bool is_local(Operand operand) const {
    uint32_t object = object_of(operand);
    return object != none && !escapes_[object];
  }

  void collect_accesses() {
    for (BlockId id : order_) {
      const std::vector<Operation>& operations = function_.block(id).operations;
      for (size_t k = 0; k < operations.size(); ++k) {
        const Operation& operation = operations[k];
        if (operation.operands.empty()) continue;
        switch (operation.opcode) {
          case Opcode::Getfield:
          case Opcode::Setfield:
            if (is_local(operation.operands[0])) accesses_[object_of(operation.operands[0])].push_back({id, k});
            break;
          case Opcode::MayBeShared:
            if (is_local(operation.operands[0])) decide(operation, false);
            break;
          case Opcode::PtrIsNull:
          case Opcode::PtrNonnull:
            if (is_local(operation.operands[0]))
              decide(operation, operation.opcode == Opcode::PtrNonnull);
            break;
          case Opcode::PtrEq:
          case Opcode::PtrNe: {
            // An object whose pointer goes nowhere is no other object.
            Operand left = operation.operands[0], right = operation.operands[1];
            if (!is_local(left) && !is_local(right)) break;
            decide(operation, (object_of(left) == object_of(right)) == (operation.opcode == Opcode::PtrEq));
            break;
          }
          default: break;
        }
      }
    }
  }

  void decide(const Operation& operation, bool result) {
    substitution_.replace(operation.result, program_.constants.boolean(result));
  }

  // --- The fields of one object ---

  Operand initial_value(TypeId type) {
    switch (program_.types.kind(type)) {
      case TypeKind::Float:
      case TypeKind::SingleFloat: return program_.constants.intern({ConstantKind::Float, type, 0});
      case TypeKind::Pointer:
      case TypeKind::Address: return program_.constants.null(type);
      case TypeKind::Void: return program_.constants.void_value();
      default: return program_.constants.integer(type, 0);
    }
  }

  void replace_fields(uint32_t object) {
    object_ = object;
    std::map<uint32_t, std::vector<Access>> by_field;
    for (Access access : accesses_[object]) by_field[at(access).immediate].push_back(access);
    for (const auto& [field, accesses] : by_field)
      replace_field(accesses, program_.types.struct_type(objects_[object].type).fields[field]);
  }

  // The accesses of a field, in reverse post-order of their blocks and in order within each.
  void replace_field(std::span<const Access> accesses, const Field& field) {
    at_end_.clear();
    pending_arguments_.clear();
    field_ = field;
    TypeId type = field.type;
    at_end_.emplace(objects_[object_].block, initial_value(type));
    // What each block leaves in the field, as far as the block says.
    for (Access access : accesses)
      if (at(access).opcode == Opcode::Setfield) at_end_.insert_or_assign(access.block, at(access).operands[1]);
    BlockId block;
    Operand now;
    for (Access access : accesses) {
      if (access.block != block) {
        block = access.block;
        now = block == objects_[object_].block ? initial_value(type) : Operand{};
      }
      Operation& operation = at(access);
      if (operation.opcode == Opcode::Setfield) {
        now = operation.operands[1];
        continue;
      }
      if (!now.valid()) now = at_start(block);
      substitution_.replace(operation.result, now);
    }
    fill_arguments();
  }

  // The field's value where a block begins: what its only predecessor left there, or a new argument.
  Operand at_start(BlockId block) {
    std::vector<BlockId> passed;  // blocks that have one predecessor and say nothing of the field
    Operand found;
    while (!found.valid()) {
      if (auto known = at_start_of_.find(block.index); known != at_start_of_.end() && known->second.first == stamp()) {
        found = known->second.second;
        break;
      }
      auto incoming = predecessors_->of(block);
      if (incoming.size() == 1) {
        passed.push_back(block);
        block = incoming[0].source;
        if (auto known = at_end_.find(block); known != at_end_.end()) found = known->second;
        continue;
      }
      ValueId argument = function_.add_value(field_.type, field_.name);
      function_.block(block).arguments.push_back(argument);
      pending_arguments_.push_back(block);
      found = argument;
      at_start_of_[block.index] = {stamp(), found};
    }
    for (BlockId each : passed) at_start_of_[each.index] = {stamp(), found};
    return found;
  }

  // Which field of which object is being replaced.
  uint64_t stamp() const { return stamp_; }

  // Passes the field's value along every edge to a block that got an argument for it; that may take more arguments.
  void fill_arguments() {
    for (size_t i = 0; i < pending_arguments_.size(); ++i) {
      for (EdgeReference edge : predecessors_->of(pending_arguments_[i])) {
        Operand value;
        if (auto known = at_end_.find(edge.source); known != at_end_.end())
          value = known->second;
        else
          value = at_start(edge.source);
        function_.block(edge.source).terminator.edges[edge.edge].arguments.push_back(value);
      }
    }
    ++stamp_;
  }

  void drop_operations() {
    for (Block& block : function_.blocks) {
      Terminator& terminator = block.terminator;
      bool tries_allocation = terminator.kind == TerminatorKind::Try && block.operations.back().opcode == Opcode::Malloc &&
                              is_local(block.operations.back().result);
      std::erase_if(block.operations, [&](const Operation& operation) {
        if (operation.opcode == Opcode::Malloc) return is_local(operation.result);
        if (substitution_.is_replaced(operation.result)) return true;
        bool is_about_object = operation.opcode == Opcode::Setfield || operation.opcode == Opcode::Keepalive ||
                               operation.opcode == Opcode::CastPointer || operation.opcode == Opcode::SameAs;
        return is_about_object && is_local(operation.operands[0]);
      });
      if (tries_allocation) turn_into_jump(terminator);
    }
    remove_unreachable_blocks(function_);
  }

  Program& program_;
  Function& function_;
  std::vector<uint32_t> object_of_;  // by value: the object it points to
  std::vector<LocalObject> objects_;
  std::vector<bool> escapes_;
  std::vector<std::vector<Access>> accesses_;  // by object: reads and writes of its fields
  std::vector<BlockId> order_;
  std::unique_ptr<Predecessors> predecessors_;
  Substitution substitution_;
  // Of the field at hand:
  uint32_t object_ = 0;
  uint64_t stamp_ = 0;
  Field field_;
  std::unordered_map<BlockId, Operand> at_end_;
  std::unordered_map<uint32_t, std::pair<uint64_t, Operand>> at_start_of_;
  std::vector<BlockId> pending_arguments_;
};

}  // namespace

bool remove_allocations(Program& program, FunctionId id) {
  Function& function = program.function(id);
  if (function.blocks.empty() || program.stage != Stage::Low) return false;
  bool is_changed = remove_unreachable_blocks(function);
  // An object stored in another becomes local once the other is gone.
  while (AllocationRemover(program, function).run()) {
    is_changed = true;
    simplify_control_flow(program, id);
  }
  return is_changed;
}

}  // namespace weft::passes
