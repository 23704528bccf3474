#include "translator/weave/gc.h"

#include <algorithm>
#include <cassert>
#include <optional>
#include <unordered_map>
#include <utility>

#include "translator/ir/builder.h"
#include "translator/ir/queries.h"
#include "translator/passes/editing.h"
#include "translator/weave/class_numbers.h"
#include "translator/weave/collected_types.h"
#include "translator/weave/fresh_objects.h"
#include "translator/weave/possible_calls.h"

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
    write_barrier_item_ = find(collector.write_barrier_item, {{address, word}, TypeTable::void_});
    identity_hash_ = find(collector.identity_hash, {{address}, word});
    stress_ = find(collector.stress, {{}, TypeTable::void_});
    if (program.threads != Threads::Free) return;
    if (identity_hash_.valid()) identity_hash_ = called_alone(identity_hash_, in_collector);
    if (stress_.valid()) stress_ = called_alone(stress_, in_world);
  }

  void run() {
    for (std::string name : program_services) provide_from_program(name);
    answer("weft_has_finalizers",
           functions_.contains("weft_register_finalizer") || functions_.contains("weft_register_light_finalizer"));
    std::optional<FreshObjects> fresh;
    if (write_barrier_.valid()) fresh.emplace(program_, collector_);
    fresh_ = fresh ? &*fresh : nullptr;
    for (const auto& [name, method] : collector_.services) provide_service(name, functions_.at(method));
    frame_program();
    if (collector_.needs_roots) put_classes_in_headers(program_, types_);
    for (size_t i = 0; i < program_.functions.size(); ++i) weave_function(FunctionId{i});
    if (!collector_.needs_roots) return;
    program_.has_object_headers = true;
    describe_types(program_, types_, collector_.prebuilt_flags);
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
    FunctionId added = program_.add_function(
        {.name = name, .display_name = name, .type = id, .is_external = true, .can_raise = false});
    functions_.emplace(name, added);
    return added;
  }

  // Between which calls a function of the collector is called when there are other threads.
  struct Bracket {
    const char *begin, *end;
  };
  static constexpr Bracket in_collector{lock_heap_function, unlock_heap_function};
  static constexpr Bracket in_world{stop_world_function, resume_world_function};

  // A function that calls another one in a bracket.
  FunctionId called_alone(FunctionId callee, Bracket bracket) {
    std::string name = program_.function(callee).name + ".alone";
    FunctionId id = program_.add_function({.name = name, .display_name = name, .type = program_.function(callee).type});
    const FunctionType type = program_.types.function_type(program_.function(callee).type);
    FunctionId begin = find(bracket.begin, {{}, TypeTable::void_}), end = find(bracket.end, {{}, TypeTable::void_});
    Builder builder(program_, id, program_.function(id).add_block());
    std::vector<Operand> arguments;
    for (TypeId parameter : type.parameters) arguments.push_back(builder.add_argument(builder.block(), parameter));
    builder.call(begin, {});
    Operand result = builder.call(callee, std::move(arguments));
    bool can_raise = program_.function(callee).can_raise;
    program_.function(id).can_raise = can_raise;
    if (can_raise) {
      BlockId returned = builder.new_block(), raised = builder.new_block();
      ValueId exception = builder.add_argument(raised, exception_type(program_));
      builder.try_({returned, {}}, raised, {}, exception_type(program_));
      builder.set_block(raised);
      builder.call(end, {});
      builder.raise(exception);
      builder.set_block(returned);
    }
    builder.call(end, {});
    builder.return_(type.result == TypeTable::void_ ? Operand(program_.constants.void_value()) : result);
    return id;
  }

  void provide_service(const std::string& name, FunctionId method) {
    if (program_.threads == Threads::Free && functions_.contains(name)) {
      bool collects = std::ranges::find(collecting_services, name) != collecting_services.end();
      method = called_alone(method, collects ? in_world : in_collector);
    }
    provide(name, method);
  }

  // The C function becomes one of the program that calls another one, or does nothing.
  void provide(const std::string& name, FunctionId callee) {
    auto known = functions_.find(name);
    if (known == functions_.end() || !program_.function(known->second).is_external) return;
    FunctionId id = known->second;
    Function& function = program_.function(id);
    assert((!callee.valid() || function.type == program_.function(callee).type) &&
           "what stands for a C function has another type");
    function.is_external = false;
    function.can_raise = callee.valid() && program_.function(callee).can_raise;
    function.inline_hint = InlineHint::Always;
    const FunctionType type = program_.types.function_type(function.type);
    Builder builder(program_, id, function.add_block());
    std::vector<Operand> arguments;
    for (TypeId parameter : type.parameters) arguments.push_back(builder.add_argument(builder.block(), parameter));
    Operand result = callee.valid() ? builder.call(callee, std::move(arguments)) : Operand{};
    builder.return_(type.result == TypeTable::void_ ? Operand(program_.constants.void_value()) : result);
  }

  void provide_from_program(std::string name) {
    std::string own = name;
    own[own.find('_')] = '.';
    auto known = functions_.find(own);
    provide(name, known == functions_.end() ? FunctionId{} : known->second);
    if (known != functions_.end()) std::erase(program_.kept_functions, known->second);
  }

  // The C function becomes one that returns a constant.
  void answer(const std::string& name, bool result) {
    auto known = functions_.find(name);
    if (known == functions_.end()) return;
    Function& function = program_.function(known->second);
    function.is_external = false;
    function.inline_hint = InlineHint::Always;
    Builder(program_, known->second, function.add_block()).return_(program_.constants.boolean(result));
  }

  // Calls what begins the collector's work and what ends it.
  void frame_program() {
    if (!program_.entry.valid()) return;
    FunctionId setup = find(collector_.setup, {{}, TypeTable::void_});
    FunctionId shutdown = find(collector_.shutdown, {{}, TypeTable::void_});
    function_ = &program_.function(program_.entry);
    auto insert_call = [&](BlockId block, FunctionId callee, bool at_start) {
      std::vector<Operation> operations = std::exchange(function_->block(block).operations, {});
      block_ = block;
      if (at_start) call(callee, {});
      for (Operation& operation : operations) function_->block(block).operations.push_back(std::move(operation));
      if (!at_start) call(callee, {});
    };
    for (size_t i = 0; i < function_->blocks.size(); ++i)
      if (shutdown.valid() && function_->blocks[i].terminator.kind == TerminatorKind::Return)
        insert_call(BlockId{i}, shutdown, false);
    if (setup.valid()) insert_call(Function::entry, setup, true);
  }

  int64_t type_id(const Operation& operation) {
    TypeId type{operation.immediate};
    return types_.number_of(type) * 4 + (stays_uncleared(operation) ? 2 : 0) + (holds_pointers(type) ? 1 : 0);
  }

  // Whether the items of a new object may hold anything. The collector must not find stale pointers in them.
  bool stays_uncleared(const Operation& operation) const {
    return operation.opcode == Opcode::MallocUncleared && !holds_pointers(TypeId{operation.immediate});
  }

  // Whether an object may refer to another one. A collector that finds pointers by itself must look at addresses.
  bool holds_pointers(TypeId type) const {
    return weave::holds_pointers(program_.types, type, !collector_.needs_roots);
  }

  // Unless its object is fresh.
  bool needs_barrier(const Operation& operation) const {
    return fresh_ != nullptr && stores_pointer(program_, *function_, operation, collector_);
  }

  bool needs_weaving(const Operation& operation) const {
    switch (operation.opcode) {
      case Opcode::Malloc:
      case Opcode::MallocVarsize:
      case Opcode::MallocUncleared:
      case Opcode::GcIdentityhash: return true;
      default: return needs_barrier(operation);
    }
  }

  void weave_function(FunctionId id) {
    function_ = &program_.function(id);
    if (fresh_ != nullptr) fresh_->analyse(id);
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
        default:
          if (needs_barrier(operation) && fresh_->needs_barrier(id, i)) emit_barrier(operation);
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
    if (stress_.valid()) collect();
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

  // Where nobody asked for it.
  void collect() {
    call(stress_, {});
    if (auto known = functions_.find(after_collection_function); known != functions_.end()) call(known->second, {});
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

  // Everything behind the collector's header.
  void clear(const Operation& operation, TypeId type, ValueId address) {
    Operand size = layout(operation.opcode == Opcode::Malloc ? ConstantKind::SizeOf : ConstantKind::ItemOffset, type);
    if (collector_.needs_roots) {
      Operand header = word(program_.word_bits / 8);
      size = emit(Opcode::IntSub, TypeTable::signed_, {size, header});
      address = emit(Opcode::AdrAdd, TypeTable::address, {address, header});
    }
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

  void emit_barrier(const Operation& store) {
    bool is_copy = store.opcode == Opcode::Arraycopy || store.opcode == Opcode::Tailcopy;
    bool is_item = store.opcode == Opcode::Setarrayitem || store.opcode == Opcode::Setarrayfield ||
                   store.opcode == Opcode::Settailitem;
    ValueId address = emit(Opcode::CastPtrToAdr, TypeTable::address, {store.operands[is_copy ? 2 : 0]});
    if (is_item && write_barrier_item_.valid())
      call(write_barrier_item_, {address, store.operands[1]});
    else
      call(write_barrier_, {address});
  }

  Program& program_;
  const CollectorInterface& collector_;
  std::unordered_map<std::string, FunctionId> functions_;
  FunctionId malloc_fixed_, malloc_varsize_, write_barrier_, write_barrier_item_, identity_hash_, stress_;
  CollectedTypes types_;
  FreshObjects* fresh_ = nullptr;  // if there is a barrier
  Function* function_ = nullptr;
  BlockId block_;
  LocationId location_;
};

}  // namespace

std::vector<bool> functions_of_collector(const Program& program) {
  std::vector<FunctionId> methods;
  for (FunctionId id : program.kept_functions)
    if (program.function(id).name.starts_with(collector_prefix)) methods.push_back(id);
  std::vector<bool> result = PossibleCalls(program).reached_from(methods);
  result.resize(program.functions.size());  // what follows are calls through pointers
  return result;
}

void weave_gc(Program& program, const CollectorInterface& collector) {
  assert(program.stage == Stage::Low);
  CollectorWeaver(program, collector).run();
}

}  // namespace weft::weave
