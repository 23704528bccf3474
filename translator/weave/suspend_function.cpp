#include "translator/weave/suspend_function.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "translator/ir/control_flow.h"
#include "translator/passes/editing.h"
#include "translator/passes/renaming.h"
#include "translator/weave/derived_values.h"

namespace weft::weave {

using namespace ir;

namespace {

// Where a function is suspended, and where it goes on.
struct Site {
  BlockId block;  // ends with the call, or with the suspension itself
  ValueId result;
  LocationId location;
  bool is_call = true;
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
    find_live_values();
    for (Site& site : sites_) choose_fields(site);
    add_resume_function();
    for (size_t i = 0; i < sites_.size(); ++i) save_at(sites_[i], i);
    function().can_raise = true;
    function().is_elidable = false;
    fill_resume_function();
  }

 private:
  // Adding a function moves the others.
  Function& function() { return program_.function(id_); }

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

  void add_resume_function() {
    const Function& original = function();
    resume_ = program_.add_function({.name = original.name + ".resume",
                                     .display_name = original.display_name,
                                     .type = frames_.resume_type(),
                                     .location = original.location,
                                     .inline_hint = InlineHint::Never,
                                     .is_for_size = true});
  }

  // On the way out: a frame, or the exception that says that there is no memory for it, as if the call had raised it.
  void save_at(const Site& site, size_t number) {
    Builder builder(program_, id_, function().add_block());
    builder.set_location(site.location);
    BlockId saving = builder.block();
    ConstantId place = frames_.add_site(resume_, number, function());
    std::vector<Operand> arguments{builder.emit(Opcode::CastPtrToAdr, TypeTable::address, {place})};
    for (ValueId value : site.kept) {
      TypeId type = function().value(value).type, kept = frames_.kept_type(type);
      arguments.push_back(kept == type ? value : builder.emit(Opcode::CastPointer, kept, {value}));
    }
    builder.call(site.shape->save, std::move(arguments));
    if (!unwinding_block_.valid()) unwinding_block_ = make_unwinding_block();
    if (site.is_call)
      end_with_try({id_, saving}, site, unwinding_block_);
    else
      builder.jump(unwinding_block_);
    Terminator& terminator = function().block(site.block).terminator;
    if (site.is_call)
      terminator.edges.push_back({saving, {}});
    else
      normal_edges_.emplace(number, std::exchange(terminator.edges[0], Edge{saving, {}}));
  }

  BlockId make_unwinding_block() {
    Builder builder(program_, id_, function().add_block());
    builder.raise(builder.emit(Opcode::Unwinding, frames_.object_pointer(), {}));
    return builder.block();
  }

  struct Place {
    FunctionId function;
    BlockId block;
  };

  // What the last call of a block raises goes where the exceptions of a site's call go.
  void end_with_try(Place place, const Site& site, BlockId normal) {
    Function& function = program_.function(place.function);
    const Terminator& original = function.block(site.block).terminator;
    Edge handler = original.edges[1];
    ValueId caught = function.add_value(frames_.object_pointer());
    for (Operand& argument : handler.arguments)
      if (argument == Operand{original.caught}) argument = caught;
    Terminator& terminator = function.block(place.block).terminator;
    terminator.kind = TerminatorKind::Try;
    terminator.location = site.location;
    terminator.caught = caught;
    terminator.edges = {{normal, {}}, std::move(handler)};
  }

  // A copy of the function that is entered behind its calls.
  void fill_resume_function() {
    Function& copy = program_.function(resume_);
    copy.values = function().values;
    copy.blocks = function().blocks;
    store_results();
    // Nothing leads to an entry, so what was the entry can not be reached any more.
    BlockId old_entry = copy.add_block();
    copy.block(old_entry) = std::exchange(copy.block(Function::entry), {});
    Builder builder(program_, resume_, Function::entry);
    ValueId frame = builder.add_argument(Function::entry, frames_.frame_pointer());
    std::vector<BlockId> ways;
    for (size_t i = 0; i < sites_.size(); ++i) ways.push_back(resume_at(moved(sites_[i], old_entry), i, frame));
    choose_way(frame, ways);
    passes::remove_unreachable_blocks(copy);
    passes::rename_redefined(copy, std::move(redefinitions_));
    passes::compact_values(copy);
  }

  static Site moved(Site site, BlockId old_entry) {
    if (site.block == Function::entry) site.block = old_entry;
    return site;
  }

  void store_results() {
    for (size_t i = 0; i < program_.function(resume_).blocks.size(); ++i) {
      Terminator& terminator = program_.function(resume_).blocks[i].terminator;
      if (terminator.kind != TerminatorKind::Return) continue;
      Operand result = std::exchange(terminator, {}).operand;
      Builder builder(program_, resume_, BlockId{i});
      if (result.valid()) frames_.store_result(builder, result);
      builder.return_(program_.constants.void_value());
    }
  }

  void choose_way(ValueId frame, const std::vector<BlockId>& ways) {
    Builder builder(program_, resume_, Function::entry);
    if (ways.size() == 1) return builder.jump(ways[0]);
    Operand number = frames_.number_of(builder, frame);
    Terminator& terminator = program_.function(resume_).block(Function::entry).terminator;
    terminator.kind = TerminatorKind::Switch;
    terminator.operand = number;
    for (size_t i = 0; i < ways.size(); ++i) {
      if (i + 1 < ways.size())
        terminator.cases.push_back(program_.constants.integer(TypeTable::signed_, static_cast<int64_t>(i)));
      terminator.edges.push_back({ways[i], {}});
    }
  }

  // Takes everything out of the frame, then the call's result or its exception.
  BlockId resume_at(const Site& site, size_t number, ValueId frame) {
    Builder builder(program_, resume_, program_.function(resume_).add_block());
    builder.set_location(site.location);
    BlockId start = builder.block();
    restore(builder, site, frame);
    if (!site.is_call) {
      Edge normal = normal_edges_.at(number);
      builder.jump(normal.target, std::move(normal.arguments));
      return start;
    }
    builder.call(suspension_.raise_again, {});
    BlockId succeeded = builder.new_block();
    end_with_try({resume_, start}, site, succeeded);
    builder.set_block(succeeded);
    TypeId type = builder.function().value(site.result).type;
    if (type != TypeTable::void_) redefine(frames_.load_result(builder, type).value(), site.result);
    Edge normal = builder.function().block(site.block).terminator.edges[0];
    builder.jump(normal.target, std::move(normal.arguments));
    return start;
  }

  void redefine(ValueId definition, ValueId value) { redefinitions_.emplace(definition.index, value); }

  void restore(Builder& builder, const Site& site, ValueId frame) {
    if (site.kept.empty()) return;
    ValueId object = builder.emit(Opcode::CastPointer, program_.types.pointer(site.shape->type), {frame});
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
  FunctionId resume_;
  BlockId unwinding_block_;
  std::unordered_map<size_t, Edge> normal_edges_;  // of suspensions, by number
  passes::Redefinitions redefinitions_;
};

}  // namespace

void make_suspendable(Program& program, FunctionId function, const Suspension& suspension) {
  FunctionSuspender(program, function, suspension).run();
}

}  // namespace weft::weave
