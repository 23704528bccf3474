#include "translator/weave/stackless.h"

#include <algorithm>
#include <cassert>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "translator/ir/builder.h"
#include "translator/weave/exceptions.h"
#include "translator/weave/gc.h"
#include "translator/weave/heap_frames.h"
#include "translator/weave/possible_calls.h"
#include "translator/weave/resume_sites.h"
#include "translator/weave/suspend_function.h"
#include "translator/weave/suspending_calls.h"

namespace weft::weave {

using namespace ir;

namespace {

class StacklessWeaver {
 public:
  explicit StacklessWeaver(Program& program) : program_(program) {
    for (size_t i = 0; i < program.functions.size(); ++i) functions_.emplace(program.functions[i].name, FunctionId{i});
  }

  void run() {
    if (!find(library("link")).valid()) return;
    HeapFrames frames(program_, {find(library("link")), find(library("give_up")), find(library("keeps_tail_calls")),
                                 find(library("outcome")), find(library("raw_outcome"))});
    frames_ = &frames;
    ResumeSites sites(program_, frames);
    sites_ = &sites;
    raise_again_ = make_raise_again();
    Function& resumed = program_.function(find(library("resumed")));
    resumed.inline_hint = InlineHint::Never;
    resumed.preserve_most = true;
    program_.function(find(library("give_up"))).inline_hint = InlineHint::Never;
    provide_resume();
    provide_start();
    provide_frame_function();
    std::vector<FunctionId> outermost = called_from_outside();
    // Unwinding ends at what is called from outside, and at the loop at the bottom. Nothing unwinds the collector.
    std::vector<bool> bottoms = functions_of_collector();
    for (std::string_view each : {"link", "give_up", "go_on", "bottom", "enter", "leave", "resumed", "keeps_tail_calls",
                                  "outcome", "raw_outcome"})
      mark(bottoms, library(each));
    mark(bottoms, std::string(resume_function));
    mark(bottoms, std::string(start_function));
    for (FunctionId each : outermost)
      if (SuspendingCalls(program_, bottoms).is_suspending(each)) catch_unwinding(each);
    bottoms.resize(program_.functions.size());
    for (FunctionId each : outermost) bottoms[each.index] = true;
    SuspendingCalls calls(program_, bottoms);
    size_t count = program_.functions.size();
    Suspension suspension{frames, sites, calls, raise_again_, find(library("resumed"))};
    for (size_t i = 0; i < count; ++i)
      if (calls.is_suspending(FunctionId{i})) make_suspendable(program_, FunctionId{i}, suspension);
    for (std::string_view each : stackless_functions) std::erase(program_.kept_functions, find(library(each)));
  }

 private:
  static std::string library(std::string_view name) { return std::string(stackless_prefix) + std::string(name); }

  FunctionId find(const std::string& name) const {
    auto known = functions_.find(name);
    return known == functions_.end() ? FunctionId{} : known->second;
  }

  void mark(std::vector<bool>& bottoms, const std::string& name) const {
    if (FunctionId id = find(name); id.valid()) bottoms[id.index] = true;
  }

  // By start-up code, by C, by the collector.
  std::vector<FunctionId> called_from_outside() const {
    std::vector<FunctionId> result{program_.entry};
    for (FunctionId id : program_.kept_functions) {
      const std::string& name = program_.function(id).name;
      if (!name.starts_with(stackless_prefix) && !name.starts_with(collector_prefix)) result.push_back(id);
    }
    return result;
  }

  // What nothing but the collector calls. Before it is woven in, the program does not.
  std::vector<bool> functions_of_collector() const {
    std::vector<FunctionId> others = called_from_outside();
    for (std::string_view each : stackless_functions)
      if (FunctionId id = find(library(each)); id.valid()) others.push_back(id);
    std::vector<bool> result = PossibleCalls(program_).reached_from(others);
    result.flip();
    result.resize(program_.functions.size());
    return result;
  }

  // What was raised above a frame goes on in it. Otherwise takes the result, if it is an object: together that is less
  // code, and every site has it.
  FunctionId make_raise_again() {
    FunctionId id = program_.add_function({.name = raise_again_function,
                                           .display_name = raise_again_function,
                                           .type = program_.types.function({{}, frames_->object_pointer()}),
                                           .inline_hint = InlineHint::Never,
                                           .preserve_most = true});
    Builder builder(program_, id, program_.function(id).add_block());
    Operand exception = frames_->load_exception(builder);
    ValueId is_there = builder.emit(Opcode::PtrNonnull, TypeTable::bool_, {exception});
    BlockId raise = builder.new_block(), nothing = builder.new_block();
    builder.branch(is_there, raise, nothing);
    builder.set_block(raise);
    frames_->store_exception(builder, program_.constants.null(frames_->object_pointer()));
    builder.raise(exception);
    builder.set_block(nothing);
    builder.return_(frames_->load_result(builder, frames_->object_pointer()));
    return id;
  }

  // A C function to the library gets a body.
  Builder define(std::string_view name) {
    FunctionId id = find(std::string(name));
    Function& function = program_.function(id);
    assert(function.is_external);
    function.is_external = false;
    function.inline_hint = InlineHint::Never;
    return Builder(program_, id, function.add_block());
  }

  void provide_resume() {
    if (!find(std::string(resume_function)).valid()) return;
    Builder builder = define(resume_function);
    ValueId frame = builder.add_argument(builder.block(), frames_->frame_pointer());
    builder.return_(sites_->enter(builder, frame));
  }

  void provide_start() {
    if (!find(std::string(start_function)).valid()) return;
    Builder builder = define(start_function);
    builder.call(find(library("start")), {});
    frames_->keep_outcome(builder, {});
  }

  void provide_frame_function() {
    if (!find(std::string(frame_function)).valid()) return;
    Builder builder = define(frame_function);
    ValueId frame = builder.add_argument(builder.block(), frames_->frame_pointer());
    builder.return_(sites_->function_name_of(builder, frame));
  }

  // Moves the function's body to another one, and calls that as the bottom of the stack.
  void catch_unwinding(FunctionId id) {
    Function body = std::move(program_.function(id));
    Function& outer = program_.function(id);
    outer = {.name = body.name, .display_name = body.display_name, .type = body.type, .location = body.location};
    body.name += ".above_bottom";
    const FunctionType type = program_.types.function_type(body.type);
    FunctionId inner = program_.add_function(std::move(body));

    Builder builder(program_, id, program_.function(id).add_block());
    builder.set_location(program_.function(id).location);
    std::vector<Operand> arguments;
    for (TypeId parameter : type.parameters) arguments.push_back(builder.add_argument(Function::entry, parameter));
    ValueId bottom = builder.call(find(library("bottom")), {});
    ValueId rest = builder.call(find(library("enter")), {});
    ValueId result = builder.call(inner, std::move(arguments));
    BlockId returned = builder.new_block(), raised = builder.new_block(), unwound = builder.new_block();
    ValueId exception = builder.add_argument(raised, frames_->object_pointer());
    frames_->end_with_try(builder, {returned, {}}, raised, unwound);

    builder.set_block(returned);
    builder.call(find(library("leave")), {rest, bottom});
    bool is_void = type.result == TypeTable::void_;
    builder.return_(is_void ? Operand(program_.constants.void_value()) : Operand(result));

    builder.set_block(raised);
    builder.call(find(library("leave")), {rest, bottom});
    builder.raise(exception);

    builder.set_block(unwound);
    builder.call(find(library("go_on")), {});
    BlockId taken = builder.new_block();
    ValueId object = builder.call(raise_again_, {});
    builder.try_({taken, {}}, raised, {}, frames_->object_pointer());

    builder.set_block(taken);
    Operand outcome = frames_->result_of_type(builder, type.result, object);
    builder.call(find(library("leave")), {rest, bottom});
    builder.return_(outcome);
  }

  Program& program_;
  std::unordered_map<std::string, FunctionId> functions_;
  HeapFrames* frames_ = nullptr;
  ResumeSites* sites_ = nullptr;
  FunctionId raise_again_;
};

}  // namespace

bool suspends_itself(const Program& program) { return program.find_function(suspend_function).valid(); }

void weave_stackless(Program& program) {
  assert(program.stage == Stage::Low);
  StacklessWeaver(program).run();
}

}  // namespace weft::weave
