#include "translator/weave/suspend_function.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "translator/ir/control_flow.h"
#include "translator/passes/editing.h"
#include "translator/passes/renaming.h"
#include "translator/weave/derived_values.h"
#include "translator/weave/stack_checks.h"

namespace weft::weave {

using namespace ir;

namespace {

// Where a function is suspended, and where it goes on.
struct Site {
  BlockId block;  // ends with the call, or with the suspension itself
  ValueId result;
  LocationId location;
  bool is_call = true, is_tail_call = false;
  bool is_handled = false;  // what the call raises does not just leave the function
  std::vector<ValueId> kept;  // what is needed afterwards, in the order of the frame's fields
  const FrameShape* shape = nullptr;
};

// Lets every call that may be unwound end its block.
class CallSplitter {
 public:
  CallSplitter(Program& program, FunctionId id, SuspendingCalls& calls, TypeId exception)
      : function_(program.function(id)), calls_(calls), exception_(exception) {}

  std::vector<Site> run() {
    size_t blocks = function_.blocks.size();
    for (size_t i = 0; i < blocks; ++i) split(BlockId{i});
    return std::move(sites_);
  }

 private:
  void split(BlockId id) {
    std::vector<Operation> operations = std::exchange(function_.block(id).operations, {});
    Terminator terminator = std::exchange(function_.block(id).terminator, {});
    BlockId current = id;
    for (size_t i = 0; i < operations.size(); ++i) {
      Operation& operation = operations[i];
      bool is_tried = terminator.kind == TerminatorKind::Try && i + 1 == operations.size();
      if (!calls_.is_suspending(function_, operation)) {
        function_.block(current).operations.push_back(std::move(operation));
        continue;
      }
      bool is_call = !calls_.is_suspension(operation);
      sites_.push_back(
          {.block = current, .result = operation.result, .location = operation.location, .is_call = is_call});
      LocationId location = operation.location;
      if (is_call) function_.block(current).operations.push_back(std::move(operation));
      if (is_tried) continue;
      current = is_call ? continue_behind_call(current, location) : continue_behind_suspension(current, location);
    }
    function_.block(current).terminator = std::move(terminator);
  }

  BlockId continue_behind_call(BlockId block, LocationId location) {
    BlockId next = function_.add_block(), leave = leaving_block(location);
    ValueId caught = function_.add_value(exception_);
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Try;
    terminator.location = location;
    terminator.caught = caught;
    terminator.edges = {{next, {}}, {leave, {caught}}};
    return next;
  }

  BlockId continue_behind_suspension(BlockId block, LocationId location) {
    BlockId next = function_.add_block();
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Jump;
    terminator.location = location;
    terminator.edges = {{next, {}}};
    return next;
  }

  BlockId leaving_block(LocationId location) {
    auto [position, is_new] = leaving_blocks_.try_emplace(location);
    if (!is_new) return position->second;
    BlockId block = position->second = function_.add_block();
    ValueId exception = function_.add_value(exception_);
    function_.block(block).arguments.push_back(exception);
    Terminator& terminator = function_.block(block).terminator;
    terminator.kind = TerminatorKind::Raise;
    terminator.location = location;
    terminator.operand = exception;
    return block;
  }

  Function& function_;
  SuspendingCalls& calls_;
  TypeId exception_;
  std::vector<Site> sites_;
  std::unordered_map<LocationId, BlockId> leaving_blocks_;
};

// Finds out whether what a call returns or raises is what the function does.
class TailCalls {
 public:
  TailCalls(const Program& program, const HeapFrames& frames, const Function& function)
      : frames_(frames), function_(function), result_(program.types.function_type(function.type).result) {}

  // Whether the function is left with what the call raises.
  bool is_left(const Site& site) const {
    const Terminator& terminator = function_.block(site.block).terminator;
    return is_passed_on(terminator.edges[1], terminator.caught, TerminatorKind::Raise);
  }

  bool is_tail_call(const Site& site) const {
    const Terminator& terminator = function_.block(site.block).terminator;
    return site.is_call && has_right_type(site.result) && is_left(site) &&
           is_passed_on(terminator.edges[0], site.result, TerminatorKind::Return);
  }

 private:
  bool is_passed_on(const Edge& first, ValueId value, TerminatorKind end) const {
    const Edge* edge = &first;
    for (size_t steps = 0; steps < function_.blocks.size(); ++steps) {
      const Block& block = function_.block(edge->target);
      for (size_t i = 0; i < edge->arguments.size(); ++i)
        if (edge->arguments[i] == Operand{value}) value = block.arguments[i];
      for (const Operation& operation : block.operations) {
        if (operation.opcode != Opcode::CastPointer || operation.operands[0] != Operand{value}) return false;
        value = operation.result;
      }
      const Terminator& terminator = block.terminator;
      if (terminator.kind == end)
        return terminator.operand == Operand{value} || function_.value(value).type == TypeTable::void_;
      if (terminator.kind != TerminatorKind::Jump) return false;
      edge = &terminator.edges[0];
    }
    return false;
  }

  // The result waits where whoever called the function looks for it.
  bool has_right_type(ValueId result) const {
    return frames_.kept_type(function_.value(result).type) == frames_.kept_type(result_);
  }

  const HeapFrames& frames_;
  const Function& function_;
  TypeId result_;
};

class FunctionSuspender {
 public:
  FunctionSuspender(Program& program, FunctionId id, const Suspension& suspension)
      : program_(program), id_(id), frames_(suspension.frames), suspension_(suspension) {}

  void run() {
    passes::remove_unreachable_blocks(function());
    compute_derived_again(program_, function(), [&](const Operation& operation) {
      return suspension_.calls.is_suspending(function(), operation);
    });
    sites_ = CallSplitter(program_, id_, suspension_.calls, frames_.object_pointer()).run();
    TailCalls tail_calls(program_, frames_, function());
    for (Site& site : sites_) {
      site.is_tail_call = tail_calls.is_tail_call(site);
      site.is_handled = site.is_call && !tail_calls.is_left(site);
    }
    if (!std::ranges::all_of(sites_, &Site::is_tail_call)) ask_for_frame();
    find_live_values();
    for (Site& site : sites_) choose_fields(site);
    std::vector<BlockId> ways;
    for (const Site& site : sites_) {
      Edge normal = save_at(site, ways.size());
      if (!site.is_tail_call) ways.push_back(resume_at(site, std::move(normal)));
    }
    if (!ways.empty()) choose_way(ways);
    passes::rename_redefined(function(), std::move(redefinitions_));
    function().can_raise = true;
    function().is_elidable = false;
  }

 private:
  // Adding a function moves the others.
  Function& function() { return program_.function(id_); }

  // When the stack seems to be full: perhaps there is a frame to go on with.
  void ask_for_frame() {
    size_t blocks = function().blocks.size();
    BlockId asking = way_of_full_stack(program_, id_), otherwise = function().add_block();
    if (function().block(Function::entry).terminator.edges[1].target.index >= blocks)
      move_sites(Function::entry, function().block(Function::entry).terminator.edges[1].target);
    function().block(otherwise) = std::exchange(function().block(asking), {});
    move_sites(asking, otherwise);
    resuming_ = function().add_block();
    Builder builder(program_, id_, asking);
    builder.set_location(function().location);
    frame_ = builder.call(suspension_.resumed, {});
    builder.branch(builder.emit(Opcode::PtrNonnull, TypeTable::bool_, {frame_}), resuming_, otherwise);
    builder.set_block(resuming_);
    builder.unreachable();
  }

  void move_sites(BlockId from, BlockId to) {
    for (Site& site : sites_)
      if (site.block == from) site.block = to;
  }

  void find_live_values() {
    Liveness liveness(function());
    for (Site& site : sites_) {
      site.kept = liveness.live_out(site.block);
      const Terminator& terminator = function().block(site.block).terminator;
      for (const Edge& edge : terminator.edges)
        for (Operand argument : edge.arguments)
          if (argument.is_value()) site.kept.push_back(argument.value());
      std::ranges::sort(site.kept);
      auto repeated = std::ranges::unique(site.kept);
      site.kept.erase(repeated.begin(), repeated.end());
      std::erase_if(site.kept, [&](ValueId value) {
        return value == site.result || value == terminator.caught || function().value(value).type == TypeTable::void_;
      });
    }
  }

  // Pointers come first.
  void choose_fields(Site& site) {
    auto key = [&](ValueId value) {
      TypeId type = function().value(value).type;
      return std::tuple(!program_.types.is_gc_pointer(type), frames_.kept_type(type), value);
    };
    std::ranges::sort(site.kept, {}, key);
    std::vector<TypeId> fields;
    for (ValueId value : site.kept) fields.push_back(frames_.kept_type(function().value(value).type));
    site.shape = &frames_.shape(fields);
  }

  // On the way out: a frame; or the exception that says that there is no memory for it, as if the call had raised it.
  // Returns where the function goes on otherwise.
  Edge save_at(const Site& site, size_t number) {
    Builder builder(program_, id_, function().add_block());
    builder.set_location(site.location);
    BlockId saving = builder.block();
    ConstantId place =
        site.is_tail_call ? suspension_.sites.add_tail_call(function()) : suspension_.sites.add(id_, number);
    std::vector<Operand> arguments{builder.emit(Opcode::CastPtrToAdr, TypeTable::address, {place})};
    for (ValueId value : site.kept) {
      TypeId type = function().value(value).type, kept = frames_.kept_type(type);
      arguments.push_back(kept == type ? value : builder.emit(Opcode::CastPointer, kept, {value}));
    }
    FunctionId save = site.is_tail_call ? frames_.save_tail_call() : site.shape->save;
    leave(builder, site, builder.call(save, std::move(arguments)));
    std::vector<Edge>& edges = function().block(site.block).terminator.edges;
    if (!site.is_call) return std::exchange(edges[0], Edge{saving, {}});
    edges.push_back({saving, {}});
    return edges[0];
  }

  void leave(Builder& builder, const Site& site, ValueId saved) {
    TypeId object = frames_.object_pointer();
    saved = builder.emit(Opcode::Unwinding, object, {saved});
    if (!leaving_block_.valid()) leaving_block_ = make_leaving_block();
    if (!site.is_handled) return builder.jump(leaving_block_, {saved});
    ValueId unwinding = builder.emit(Opcode::Unwinding, object, {});
    ValueId is_unwinding = builder.emit(Opcode::PtrEq, TypeTable::bool_, {saved, unwinding});
    builder.branch(is_unwinding, Edge{leaving_block_, {saved}}, handler_of(site, saved));
  }

  BlockId make_leaving_block() {
    Builder builder(program_, id_, function().add_block());
    builder.raise(builder.add_argument(builder.block(), frames_.object_pointer()));
    return builder.block();
  }

  Edge handler_of(const Site& site, ValueId exception) {
    const Terminator& original = function().block(site.block).terminator;
    Edge handler = original.edges[1];
    for (Operand& argument : handler.arguments)
      if (argument == Operand{original.caught}) argument = exception;
    return handler;
  }

  // What the last call of a block raises goes where the exceptions of a site's call go.
  void end_with_try(BlockId block, const Site& site, BlockId normal) {
    ValueId caught = function().add_value(frames_.object_pointer());
    Edge handler = handler_of(site, caught);
    Terminator& terminator = function().block(block).terminator;
    terminator.kind = TerminatorKind::Try;
    terminator.location = site.location;
    terminator.caught = caught;
    terminator.edges = {{normal, {}}, std::move(handler)};
  }

  void choose_way(const std::vector<BlockId>& ways) {
    function().block(resuming_).terminator = {};
    Builder builder(program_, id_, resuming_);
    if (ways.size() == 1) return builder.jump(ways[0]);
    Operand number = suspension_.sites.number_of(builder, frame_);
    Terminator& terminator = function().block(resuming_).terminator;
    terminator.kind = TerminatorKind::Switch;
    terminator.operand = number;
    for (size_t i = 0; i < ways.size(); ++i) {
      if (i + 1 < ways.size())
        terminator.cases.push_back(program_.constants.integer(TypeTable::signed_, static_cast<int64_t>(i)));
      terminator.edges.push_back({ways[i], {}});
    }
  }

  // Takes everything out of the frame, then the call's result or its exception.
  BlockId resume_at(const Site& site, Edge normal) {
    Builder builder(program_, id_, function().add_block());
    builder.set_location(site.location);
    BlockId start = builder.block();
    restore(builder, site);
    if (!site.is_call) {
      builder.jump(normal.target, std::move(normal.arguments));
      return start;
    }
    ValueId object = builder.call(suspension_.raise_again, {});
    BlockId succeeded = builder.new_block();
    end_with_try(start, site, succeeded);
    builder.set_block(succeeded);
    TypeId type = builder.function().value(site.result).type;
    if (type != TypeTable::void_) redefine(frames_.result_of_type(builder, type, object).value(), site.result);
    builder.jump(normal.target, std::move(normal.arguments));
    return start;
  }

  void redefine(ValueId definition, ValueId value) { redefinitions_.emplace(definition.index, value); }

  void restore(Builder& builder, const Site& site) {
    if (site.kept.empty()) return;
    ValueId object = builder.emit(Opcode::CastPointer, program_.types.pointer(site.shape->type), {frame_});
    for (size_t i = 0; i < site.kept.size(); ++i) {
      TypeId type = builder.function().value(site.kept[i]).type, kept = frames_.kept_type(type);
      uint32_t field = HeapFrames::field_count + static_cast<uint32_t>(i);
      ValueId value = builder.emit(Opcode::Getfield, kept, {object}, field);
      if (kept != type) value = builder.emit(Opcode::CastPointer, type, {value});
      redefine(value, site.kept[i]);
    }
  }

  Program& program_;
  FunctionId id_;
  HeapFrames& frames_;
  const Suspension& suspension_;
  std::vector<Site> sites_;
  BlockId resuming_;
  ValueId frame_;
  BlockId leaving_block_;
  passes::Redefinitions redefinitions_;
};

}  // namespace

void make_suspendable(Program& program, FunctionId function, const Suspension& suspension) {
  FunctionSuspender(program, function, suspension).run();
}

}  // namespace weft::weave
