#include "translator/weave/gc.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "translator/ir/queries.h"
#include "translator/passes/editing.h"

namespace weft::weave {

using namespace ir;

namespace {

class CollectorWeaver {
 public:
  CollectorWeaver(Program& program, const CollectorInterface& collector) : program_(program), collector_(collector) {
    TypeId word = TypeTable::signed_, address = TypeTable::address;
    for (size_t i = 0; i < program.functions.size(); ++i) functions_.emplace(program.functions[i].name, FunctionId{i});
    malloc_fixed_ = find(collector.malloc_fixed, {{word, word}, address});
    malloc_varsize_ = find(collector.malloc_varsize, {{word, word, word, word}, address});
    write_barrier_ = find(collector.write_barrier, {{address}, TypeTable::void_});
    identity_hash_ = find(collector.identity_hash, {{address}, word});
  }

  CollectedTypes run() {
    for (const Data& data : program_.data)
      if (is_collected(data.type)) number_of(data.type);
    for (size_t i = 0; i < program_.functions.size(); ++i) weave_function(FunctionId{i});
    return {std::move(types_)};
  }

 private:
  FunctionId find(const std::string& name, FunctionType type) {
    if (name.empty()) return {};
    TypeId id = program_.types.function(std::move(type));
    auto known = functions_.find(name);
    if (known != functions_.end()) {
      assert(program_.function(known->second).type == id && "a collector's function has another type than it declares");
      return known->second;
    }
    return program_.add_function(
        {.name = name, .display_name = name, .type = id, .is_external = true, .can_raise = false});
  }

  bool is_collected(TypeId type) const {
    return program_.types.kind(type) == TypeKind::Struct ? program_.types.struct_type(type).storage == Storage::Gc
                                                         : program_.types.array_type(type).storage == Storage::Gc;
  }

  int64_t number_of(TypeId type) {
    auto [position, is_new] = numbers_.try_emplace(type, static_cast<int64_t>(types_.size()));
    if (is_new) types_.push_back(type);
    return position->second;
  }

  int64_t type_id(const Operation& operation) {
    TypeId type{operation.immediate};
    return number_of(type) * 4 + (stays_uncleared(operation) ? 2 : 0) + (holds_pointers(type) ? 1 : 0);
  }

  // Whether the items of a new object may hold anything. The collector must not find stale pointers in them.
  bool stays_uncleared(const Operation& operation) const {
    return operation.opcode == Opcode::MallocUncleared && !holds_pointers(TypeId{operation.immediate});
  }

  // Whether an object may refer to another one. An address may be any object's.
  bool holds_pointers(TypeId type) const {
    switch (program_.types.kind(type)) {
      case TypeKind::Void:
      case TypeKind::Bool:
      case TypeKind::Char:
      case TypeKind::UniChar:
      case TypeKind::Integer:
      case TypeKind::Float:
      case TypeKind::SingleFloat:
      case TypeKind::Function: return false;
      case TypeKind::Any:
      case TypeKind::Address:
      case TypeKind::Opaque: return true;
      case TypeKind::Pointer: return program_.types.is_gc_pointer(type);
      case TypeKind::Array: return holds_pointers(program_.types.array_type(type).item);
      case TypeKind::Struct:
        return std::ranges::any_of(program_.types.struct_type(type).fields,
                                   [&](const Field& field) { return holds_pointers(field.type); });
    }
    return true;
  }

  bool needs_weaving(const Operation& operation) const {
    switch (operation.opcode) {
      case Opcode::Malloc:
      case Opcode::MallocVarsize:
      case Opcode::MallocUncleared:
      case Opcode::GcIdentityhash: return true;
      case Opcode::Setfield: return write_barrier_.valid() && stores_pointer(operation, operation.operands[1]);
      case Opcode::Setarrayitem:
      case Opcode::Setarrayfield:
      case Opcode::Settailitem: return write_barrier_.valid() && stores_pointer(operation, operation.operands[2]);
      case Opcode::Arraycopy:
      case Opcode::Tailcopy: return write_barrier_.valid() && copies_pointers(operation);
      default: return false;
    }
  }

  // Whether a collected object gets to know another one. Prebuilt objects are never collected, but may be moved by no
  // collector either: storing one needs no barrier, nor does null.
  bool stores_pointer(const Operation& operation, Operand value) const {
    return !value.is_constant() && program_.types.is_gc_pointer(program_.type_of(*function_, value)) &&
           program_.types.is_gc_pointer(program_.type_of(*function_, operation.operands[0]));
  }

  bool copies_pointers(const Operation& operation) const {
    TypeId array = addressed_array(program_.types, program_.type_of(*function_, operation.operands[2]));
    return program_.types.is_gc_pointer(program_.type_of(*function_, operation.operands[2])) &&
           program_.types.is_gc_pointer(program_.types.array_type(array).item);
  }

  void weave_function(FunctionId id) {
    function_ = &program_.function(id);
    size_t blocks = function_->blocks.size();
    for (size_t i = 0; i < blocks; ++i) {
      bool is_any = std::ranges::any_of(function_->blocks[i].operations,
                                        [&](const Operation& operation) { return needs_weaving(operation); });
      if (is_any) weave_block(BlockId{i});
    }
  }

  void weave_block(BlockId id) {
    std::vector<Operation> operations = std::exchange(function_->block(id).operations, {});
    block_ = id;
    for (size_t i = 0; i < operations.size(); ++i) {
      Operation& operation = operations[i];
      location_ = operation.location;
      bool is_last = i + 1 == operations.size();
      bool is_tried = is_last && function_->block(block_).terminator.kind == TerminatorKind::Try;
      switch (operation.opcode) {
        case Opcode::Malloc:
        case Opcode::MallocVarsize:
        case Opcode::MallocUncleared: weave_allocation(operation, is_tried); continue;
        case Opcode::GcIdentityhash: weave_identity_hash(operation); continue;
        case Opcode::Setfield:
        case Opcode::Setarrayitem:
        case Opcode::Setarrayfield:
        case Opcode::Settailitem:
          if (needs_weaving(operation)) emit_barrier(operation.operands[0]);
          break;
        case Opcode::Arraycopy:
        case Opcode::Tailcopy:
          if (needs_weaving(operation)) emit_barrier(operation.operands[2]);
          break;
        default: break;
      }
      function_->block(block_).operations.push_back(std::move(operation));
    }
  }

  Operand word(int64_t value) { return program_.constants.integer(TypeTable::signed_, value); }
  Operand layout(ConstantKind kind, TypeId type) {
    return program_.constants.intern({kind, TypeTable::signed_, type.index});
  }

  ValueId emit(Opcode opcode, TypeId type, std::vector<Operand> operands) {
    ValueId result = function_->add_value(type);
    append(opcode, result, std::move(operands));
    return result;
  }

  void append(Opcode opcode, ValueId result, std::vector<Operand> operands) {
    function_->block(block_).operations.push_back(
        {.opcode = opcode, .result = result, .location = location_, .operands = std::move(operands)});
  }

  ValueId call(FunctionId callee, std::vector<Operand> arguments) {
    TypeId type = program_.function(callee).type;
    arguments.insert(arguments.begin(), program_.constants.function(program_.types.pointer(type), callee));
    return emit(Opcode::DirectCall, program_.types.function_type(type).result, std::move(arguments));
  }

  void weave_allocation(const Operation& operation, bool is_tried) {
    TypeId type{operation.immediate};
    bool is_varying = operation.opcode != Opcode::Malloc;
    ValueId address;
    if (is_varying)
      address = call(malloc_varsize_, {layout(ConstantKind::ItemOffset, type), layout(ConstantKind::ItemSize, type),
                                       operation.operands[0], word(type_id(operation))});
    else
      address = call(malloc_fixed_, {layout(ConstantKind::SizeOf, type), word(type_id(operation))});
    if (is_tried) continue_where_it_succeeded(is_varying ? malloc_varsize_ : malloc_fixed_);
    if (!collector_.zeroes_memory || stays_uncleared(operation)) clear(operation, type, address);
    append(Opcode::CastAdrToPtr, operation.result, {address});
    if (is_varying) set_length(operation, type);
  }

  // The call stays the last operation of a `try`; what follows it belongs to the normal edge.
  void continue_where_it_succeeded(FunctionId allocator) {
    if (!program_.function(allocator).can_raise) {
      passes::turn_into_jump(function_->block(block_).terminator);
      return;
    }
    BlockId next = function_->add_block();
    Edge& normal = function_->block(block_).terminator.edges[0];
    Terminator& terminator = function_->block(next).terminator;
    terminator.kind = TerminatorKind::Jump;
    terminator.location = location_;
    terminator.edges.push_back(std::exchange(normal, Edge{next, {}}));
    block_ = next;
  }

  void clear(const Operation& operation, TypeId type, ValueId address) {
    Operand size = layout(operation.opcode == Opcode::Malloc ? ConstantKind::SizeOf : ConstantKind::ItemOffset, type);
    if (operation.opcode != Opcode::Malloc && !stays_uncleared(operation)) {
      ValueId items = emit(Opcode::IntMul, TypeTable::signed_,
                           {operation.operands[0], layout(ConstantKind::ItemSize, type)});
      size = emit(Opcode::IntAdd, TypeTable::signed_, {items, size});
    }
    emit(Opcode::RawMemclear, TypeTable::void_, {address, size});
  }

  void set_length(const Operation& operation, TypeId type) {
    bool is_array = program_.types.kind(type) == TypeKind::Array;
    TypeId array = is_array ? type : program_.types.tail_array(type);
    if (!program_.types.array_type(array).has_length) return;
    emit(is_array ? Opcode::Setarraysize : Opcode::Settailsize, TypeTable::void_,
         {operation.result, operation.operands[0]});
  }

  void weave_identity_hash(const Operation& operation) {
    ValueId address = emit(Opcode::CastPtrToAdr, TypeTable::address, {operation.operands[0]});
    if (!identity_hash_.valid()) {
      append(Opcode::CastAdrToInt, operation.result, {address});
      return;
    }
    TypeId pointer = program_.types.pointer(program_.function(identity_hash_).type);
    append(Opcode::DirectCall, operation.result, {program_.constants.function(pointer, identity_hash_), address});
  }

  void emit_barrier(Operand object) {
    ValueId address = emit(Opcode::CastPtrToAdr, TypeTable::address, {object});
    call(write_barrier_, {address});
  }

  Program& program_;
  const CollectorInterface& collector_;
  std::unordered_map<std::string, FunctionId> functions_;
  FunctionId malloc_fixed_, malloc_varsize_, write_barrier_, identity_hash_;
  std::vector<TypeId> types_;
  std::unordered_map<TypeId, int64_t> numbers_;
  Function* function_ = nullptr;
  BlockId block_;
  LocationId location_;
};

}  // namespace

CollectedTypes weave_gc(Program& program, const CollectorInterface& collector) {
  assert(program.stage == Stage::Low);
  return CollectorWeaver(program, collector).run();
}

}  // namespace weft::weave
