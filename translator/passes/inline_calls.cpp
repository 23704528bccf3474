#include "translator/ir/control_flow.h"
#include "translator/ir/operations.h"
#include "translator/ir/queries.h"
#include "translator/passes/call_graph.h"
#include "translator/passes/editing.h"
#include "translator/passes/passes.h"
#include "translator/passes/substitution.h"

namespace weft::passes {

using namespace ir;

namespace {

// What a function costs its callers, in operations.
struct Limits {
  size_t tiny = 5;           // smaller than the call: inlined even where control rarely comes
  size_t small = 14;         // inlined wherever it is called
  size_t for_constant = 4;   // what a constant argument is expected to save
  size_t only_caller = 300;  // of a function with one call site, which then disappears
  size_t caller = 3000;      // callers do not grow beyond that
  size_t unrolled = 100;     // recursive functions do not grow beyond that when put into themselves
  size_t levels = 3;         // nor do they get deeper
  size_t always = SIZE_MAX;  // functions that ask to be inlined everywhere are not asked if they are larger
};

constexpr Limits for_speed{};
// A call with its check for an exception takes about as much as five operations.
constexpr Limits for_size{.small = 5, .for_constant = 1, .unrolled = 0};
constexpr Limits for_least_size{.small = 5, .for_constant = 1, .unrolled = 0, .always = 10};

size_t cost_of(const Operation& operation) {
  switch (operation.opcode) {
    case Opcode::SameAs:
    case Opcode::CastPointer:
    case Opcode::Likely:
    case Opcode::Unlikely:
    case Opcode::Keepalive:
    case Opcode::Poll:
    case Opcode::Unwinding:
    case Opcode::LastException: return 0;
    case Opcode::DirectCall:
    case Opcode::IndirectCall: return 2 + operation.operands.size() / 2;
    default: return 1;
  }
}

size_t size_of(const Function& function) {
  size_t size = 0;
  for (const Block& block : function.blocks) {
    for (const Operation& operation : block.operations) size += cost_of(operation);
    size += block.terminator.edges.size() > 1 ? block.terminator.edges.size() - 1 : 0;
  }
  return size;
}

// The blocks that every path leaves by raising: what happens in them need not be fast.
std::vector<bool> find_cold_blocks(const Function& function) {
  std::vector<bool> is_cold(function.blocks.size());
  std::vector<BlockId> order = reverse_post_order(function);
  for (size_t i = order.size(); i-- > 0;) {
    const Terminator& terminator = function.block(order[i]).terminator;
    bool leaves = terminator.kind == TerminatorKind::Raise || terminator.kind == TerminatorKind::Unreachable;
    size_t edges = terminator.kind == TerminatorKind::Try ? 1 : terminator.edges.size();
    bool leads_to_cold = edges > 0;
    for (size_t k = 0; k < edges; ++k) leads_to_cold &= is_cold[terminator.edges[k].target.index];
    is_cold[order[i].index] = leaves || leads_to_cold;
  }
  return is_cold;
}

// Puts the bodies of chosen callees into one function.
class CallExpander {
 public:
  // `self`: what to put in place of calls of the caller itself, which changes meanwhile.
  CallExpander(Program& program, FunctionId caller, const Function* self = nullptr)
      : program_(program), caller_(caller), function_(program.function(caller)), self_(self),
        substitution_(function_.values.size()) {}

  // Goes over all blocks once; `wants(operation, block)` says which calls are to be expanded.
  bool run(auto wants) {
    size_t original_blocks = function_.blocks.size();
    for (size_t i = 0; i < original_blocks; ++i) {
      auto is_wanted = [&](const Operation& operation) { return wants(operation, BlockId{i}); };
      expand_in_block(BlockId{i}, is_wanted);
    }
    if (expanded_ == 0) return false;
    substitution_.apply(function_);
    return true;
  }

 private:
  void expand_in_block(BlockId id, auto is_wanted) {
    const std::vector<Operation>& present = function_.block(id).operations;
    size_t first = 0;
    while (first < present.size() && !is_wanted(present[first])) ++first;
    if (first == present.size()) return;
    std::vector<Operation> operations = std::move(function_.block(id).operations);
    Terminator terminator = std::move(function_.block(id).terminator);
    function_.block(id).operations.assign(std::make_move_iterator(operations.begin()),
                                          std::make_move_iterator(operations.begin() + static_cast<ptrdiff_t>(first)));
    function_.block(id).terminator = {};
    current_ = id;
    for (size_t i = first; i < operations.size(); ++i) {
      bool is_tried = terminator.kind == TerminatorKind::Try && i + 1 == operations.size();
      if (i > first && !is_wanted(operations[i])) {
        function_.block(current_).operations.push_back(std::move(operations[i]));
        continue;
      }
      expand(operations[i], is_tried ? &terminator : nullptr);
      if (is_tried) turn_into_jump(terminator);
    }
    function_.block(current_).terminator = std::move(terminator);
  }

  // Replaces a call at the end of the current block; the current block is then where the call returns to. `handler`:
  // the `try` around the call, if there is one.
  void expand(const Operation& call, const Terminator* handler) {
    ++expanded_;
    FunctionId callee_id = direct_callee(program_, call);
    const Function& callee = callee_id == caller_ ? *self_ : program_.function(callee_id);
    BlockId after = function_.add_block();
    if (function_.value(call.result).type == TypeTable::void_)
      substitution_.replace(call.result, program_.constants.void_value());
    else
      function_.block(after).arguments.push_back(call.result);
    callee_name_ = program_.strings.intern(callee.display_name.empty() ? callee.name : callee.display_name);
    call_location_ = call.location;
    copied_locations_.clear();
    value_offset_ = function_.values.size();
    block_offset_ = function_.blocks.size();
    function_.values.insert(function_.values.end(), callee.values.begin(), callee.values.end());
    function_.blocks.resize(block_offset_ + callee.blocks.size());
    Terminator& entering = function_.block(current_).terminator;
    entering.kind = TerminatorKind::Jump;
    entering.location = call.location;
    entering.edges = {{BlockId{block_offset_}, {call.operands.begin() + 1, call.operands.end()}}};
    for (size_t i = 0; i < callee.blocks.size(); ++i) copy_block(callee.blocks[i], BlockId{block_offset_ + i}, after, handler);
    current_ = after;
  }

  ValueId copied(ValueId value) const { return ValueId{value.index + value_offset_}; }
  Operand copied(Operand operand) const { return operand.is_value() ? Operand{copied(operand.value())} : operand; }

  // The same place, as part of the caller: behind the call that is replaced.
  LocationId copied(LocationId id) {
    if (!id.valid()) return call_location_;
    auto [position, is_new] = copied_locations_.try_emplace(id);
    if (!is_new) return position->second;
    Location location = program_.locations[id.index];
    if (!location.function.valid()) location.function = callee_name_;
    location.inlined_at = location.inlined_at.valid() ? copied(location.inlined_at) : call_location_;
    LocationId copy = program_.add_location(location);
    copied_locations_[id] = copy;
    return copy;
  }

  Edge copied(const Edge& edge) const {
    Edge copy{BlockId{edge.target.index + block_offset_}, {}};
    copy.arguments.reserve(edge.arguments.size());
    for (Operand argument : edge.arguments) copy.arguments.push_back(copied(argument));
    return copy;
  }

  // The way into the caller's handler, for an exception of the callee.
  static Edge handler_edge(const Terminator& handler, Operand exception) {
    Edge edge = handler.edges[1];
    for (Operand& argument : edge.arguments)
      if (argument == Operand{handler.caught}) argument = exception;
    return edge;
  }

  void copy_block(const Block& source, BlockId target, BlockId after, const Terminator* handler) {
    for (ValueId argument : source.arguments) function_.block(target).arguments.push_back(copied(argument));
    for (size_t i = 0; i < source.operations.size(); ++i) {
      Operation operation = source.operations[i];
      operation.result = copied(operation.result);
      operation.location = copied(operation.location);
      for (Operand& operand : operation.operands) operand = copied(operand);
      bool is_tried = source.terminator.kind == TerminatorKind::Try && i + 1 == source.operations.size();
      bool needs_handler = handler && !is_tried && may_raise(program_, operation);
      LocationId location = operation.location;
      function_.block(target).operations.push_back(std::move(operation));
      if (needs_handler) target = continue_behind_try(target, *handler, location);
    }
    copy_terminator(source.terminator, function_.block(target).terminator, after, handler);
  }

  // Ends a block with a `try` whose exceptional edge is the caller's; returns where its normal edge leads.
  BlockId continue_behind_try(BlockId block, const Terminator& handler, LocationId location) {
    BlockId next = function_.add_block();
    ValueId caught = function_.add_value(function_.value(handler.caught).type, function_.value(handler.caught).name);
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Try;
    terminator.location = location;
    terminator.caught = caught;
    terminator.edges = {{next, {}}, handler_edge(handler, caught)};
    return next;
  }

  void copy_terminator(const Terminator& source, Terminator& target, BlockId after, const Terminator* handler) {
    target.location = copied(source.location);
    switch (source.kind) {
      case TerminatorKind::Return: {
        target.kind = TerminatorKind::Jump;
        bool has_result = !function_.block(after).arguments.empty();
        target.edges = {{after, {}}};
        if (has_result) target.edges[0].arguments.push_back(copied(source.operand));
        return;
      }
      case TerminatorKind::Raise:
        if (handler) {
          target.kind = TerminatorKind::Jump;
          target.edges = {handler_edge(*handler, copied(source.operand))};
          return;
        }
        [[fallthrough]];
      case TerminatorKind::None:
      case TerminatorKind::Jump:
      case TerminatorKind::Branch:
      case TerminatorKind::Switch:
      case TerminatorKind::Try:
      case TerminatorKind::Unreachable:
        target.kind = source.kind;
        target.operand = source.operand.valid() ? copied(source.operand) : Operand{};
        target.caught = source.caught.valid() ? copied(source.caught) : ValueId{};
        target.cases = source.cases;
        for (const Edge& edge : source.edges) target.edges.push_back(copied(edge));
        return;
    }
  }

  Program& program_;
  FunctionId caller_;
  Function& function_;
  const Function* self_;
  Substitution substitution_;
  BlockId current_;
  size_t value_offset_ = 0, block_offset_ = 0, expanded_ = 0;
  // Of the call that is being replaced.
  StringId callee_name_;
  LocationId call_location_;
  std::unordered_map<LocationId, LocationId> copied_locations_;
};

// Decides, callees first, so that what is put into a caller is already as small as it gets.
class Inliner {
 public:
  Inliner(Program& program, const Limits& limits, bool only_marked)
      : program_(program), limits_(limits), only_marked_(only_marked), calls_(program), sizes_(program.functions.size()), component_(program.functions.size()),
        can_inline_(program.functions.size()), is_root_(program.functions.size()) {
    if (program.entry.valid()) is_root_[program.entry.index] = true;
    for (FunctionId kept : program.kept_functions) is_root_[kept.index] = true;
  }

  void run() {
    std::vector<std::vector<FunctionId>> components = calls_.components();
    for (uint32_t i = 0; i < components.size(); ++i)
      for (FunctionId function : components[i]) component_[function.index] = i;
    for (const std::vector<FunctionId>& component : components) {
      for (FunctionId function : component) {
        inline_into(function);
        if (sizes_[function.index] > limits_.always) stop_asking(program_.function(function));
      }
      for (FunctionId function : component) can_inline_[function.index] = is_inlinable(function);
      if (component.size() == 1 && !only_marked_) unroll_recursion(component[0]);
    }
  }

 private:
  static void stop_asking(Function& function) {
    if (function.inline_hint == InlineHint::Always) function.inline_hint = InlineHint::Default;
  }

  bool is_inlinable(FunctionId id) const {
    const Function& function = program_.function(id);
    if (function.blocks.empty() || function.inline_hint == InlineHint::Never) return false;
    // The JIT must see what it may replace by a constant, and its own loops.
    if (function.is_elidable && !program_.jit_drivers.empty()) return false;
    for (const Block& block : function.blocks)
      for (const Operation& operation : block.operations)
        if (operation.opcode == Opcode::JitMergePoint) return false;
    return true;
  }

  void inline_into(FunctionId caller) {
    Function& function = program_.function(caller);
    if (function.blocks.empty()) return;
    size_t size = size_of(function);
    if (function.is_for_size) return void(sizes_[caller.index] = size);
    std::vector<bool> is_cold = find_cold_blocks(function);
    auto wants = [&](const Operation& operation, BlockId block) {
      FunctionId callee = direct_callee(program_, operation);
      if (!callee.valid() || !can_inline_[callee.index]) return false;
      if (component_[callee.index] == component_[caller.index]) return false;
      // Once exceptions are checked explicitly, the check behind the call belongs to it.
      if (program_.stage == Stage::Woven && program_.function(callee).can_raise) return false;
      return pays(operation, callee, function.is_cold || is_cold[block.index], size);
    };
    // Asked twice about a call, it must answer the same: decide first.
    std::vector<bool> is_chosen(function.values.size());
    bool is_any = false;
    for (size_t i = 0; i < function.blocks.size(); ++i)
      for (const Operation& operation : function.blocks[i].operations) {
        if (!wants(operation, BlockId{i})) continue;
        is_chosen[operation.result.index] = is_any = true;
        size += sizes_[direct_callee(program_, operation).index];
      }
    if (is_any) {
      CallExpander(program_, caller).run([&](const Operation& operation, BlockId) {
        return is_chosen[operation.result.index];
      });
      clean_up(caller);
    }
    sizes_[caller.index] = size_of(program_.function(caller));
  }

  // Puts a function that calls itself into itself: half the calls and more are gone, and what a caller knows about its
  // arguments and does with the result is used once. The stack is checked once for all that becomes one frame.
  void unroll_recursion(FunctionId id) {
    const Function& function = program_.function(id);
    if (!can_inline_[id.index] || function.is_cold || program_.stage == Stage::Woven) return;
    const std::vector<FunctionId>& callees = calls_.callees(id);
    if (2 * sizes_[id.index] > limits_.unrolled || std::ranges::find(callees, id) == callees.end()) return;
    const Function once = function;
    for (size_t level = 0; level < limits_.levels; ++level) {
      std::vector<bool> is_chosen(function.values.size()), is_cold = find_cold_blocks(function);
      size_t calls = 0;
      for (size_t i = 0; i < function.blocks.size(); ++i)
        for (const Operation& operation : function.blocks[i].operations)
          if (!is_cold[i] && direct_callee(program_, operation) == id) is_chosen[operation.result.index] = true, ++calls;
      if (calls == 0 || sizes_[id.index] + calls * size_of(once) > limits_.unrolled) return;
      CallExpander(program_, id, &once).run([&](const Operation& operation, BlockId) {
        return is_chosen[operation.result.index];
      });
      clean_up(id);
      sizes_[id.index] = size_of(function);
    }
  }

  bool pays(const Operation& call, FunctionId id, bool is_cold, size_t caller_size) const {
    const Function& callee = program_.function(id);
    if (callee.inline_hint == InlineHint::Always) return true;
    if (only_marked_) return false;
    size_t size = sizes_[id.index];
    if (size <= limits_.tiny) return true;
    if (is_cold || callee.is_cold || caller_size + size > limits_.caller) return false;
    size_t limit = limits_.small;
    for (size_t i = 1; i < call.operands.size(); ++i)
      if (call.operands[i].is_constant()) limit += limits_.for_constant;
    if (size <= limit) return true;
    bool disappears = calls_.call_sites(id) == 1 && !calls_.is_address_taken(id) && !is_root_[id.index];
    return disappears && size <= limits_.only_caller;
  }

  void clean_up(FunctionId function) {
    simplify_control_flow(program_, function);
    if (fold_constants(program_, function)) simplify_control_flow(program_, function);
    eliminate_dead_code(program_, function);
    compact_values(program_.function(function));
  }

  Program& program_;
  const Limits& limits_;
  bool only_marked_;
  CallGraph calls_;
  std::vector<size_t> sizes_;
  std::vector<uint32_t> component_;
  std::vector<bool> can_inline_, is_root_;
};

}  // namespace

void inline_calls(Program& program) {
  if (program.stage != Stage::Flow) Inliner(program, for_speed, false).run();
}

void inline_for_size(Program& program) {
  if (program.stage != Stage::Flow) Inliner(program, for_size, false).run();
}

void inline_for_least_size(Program& program) {
  if (program.stage != Stage::Flow) Inliner(program, for_least_size, false).run();
}

void inline_marked_calls(Program& program) {
  if (program.stage != Stage::Flow) Inliner(program, for_speed, true).run();
}

}  // namespace weft::passes
