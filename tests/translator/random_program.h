// Programs that nobody would write, for comparing what they do before and after passes.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "translator/ir/builder.h"

namespace weft {

// A program of `functions` functions of two words that call only earlier ones. The same for the same seed.
class RandomProgram {
 public:
  RandomProgram(uint32_t seed, unsigned functions) : random_(seed) {
    program_.stage = ir::Stage::Low;
    declare();
    for (unsigned i = 0; i < functions; ++i) generate_function(i);
    program_.entry = functions_.back();
  }

  ir::Program& program() { return program_; }

 private:
  static constexpr ir::TypeId word = ir::TypeTable::signed_, boolean = ir::TypeTable::bool_;

  unsigned below(unsigned limit) { return static_cast<unsigned>(random_() % limit); }
  bool chance(unsigned percent) { return below(100) < percent; }

  void declare() {
    ir::TypeTable& types = program_.types;
    auto name = [&](const char* text) { return program_.strings.intern(text); };
    object_ = types.declare_struct("object", ir::Storage::Gc);
    ir::TypeId vtable = types.declare_struct("vtable", ir::Storage::Raw);
    types.define_struct(vtable, {{name("id"), word, true}});
    vtable_pointer_ = types.pointer(vtable);
    types.define_struct(object_, {{name("typeptr"), vtable_pointer_, true}});
    object_pointer_ = types.pointer(object_);
    pair_ = types.declare_struct("Pair", ir::Storage::Gc, object_);
    pair_pointer_ = types.pointer(pair_);
    types.define_struct(pair_, {{name("left"), word}, {name("right"), word}, {name("next"), pair_pointer_}});
    for (int i = 0; i < 2; ++i) {
      ir::DataId table = program_.add_data({.name = "vtable" + std::to_string(i), .type = vtable, .immutable = true,
                                            .fields = {program_.constants.integer(word, 10 + i)}});
      vtables_.push_back(program_.constants.data(vtable_pointer_, table));
      ir::DataId error = program_.add_data(
          {.name = "error" + std::to_string(i), .type = object_, .fields = {vtables_.back().constant()}});
      errors_.push_back(program_.constants.data(object_pointer_, error));
    }
    observe_ = program_.add_function({.name = "observe", .display_name = "observe",
                                      .type = types.function({{word}, word}), .is_external = true, .can_raise = false});
  }

  // What is defined where the builder stands.
  struct Scope {
    std::vector<ir::Operand> words, conditions, pairs;
  };

  template <typename T>
  const T& any(const std::vector<T>& items) { return items[below(static_cast<unsigned>(items.size()))]; }

  ir::Operand any_word(const Scope& scope) {
    if (chance(20) || scope.words.empty()) return builder_->integer(static_cast<int>(below(9)) - 3);
    return any(scope.words);
  }

  ir::Operand any_condition(Scope& scope) {
    if (!scope.conditions.empty() && chance(30)) return any(scope.conditions);
    static constexpr ir::Opcode comparisons[] = {ir::Opcode::IntEq, ir::Opcode::IntNe, ir::Opcode::IntLt,
                                                 ir::Opcode::IntGe, ir::Opcode::UintLt};
    ir::Operand condition = builder_->emit(comparisons[below(5)], boolean, {any_word(scope), any_word(scope)});
    if (chance(20)) condition = builder_->emit(ir::Opcode::BoolNot, boolean, {condition});
    scope.conditions.push_back(condition);
    return condition;
  }

  void generate_function(unsigned number) {
    std::string name = "f" + std::to_string(number);
    ir::TypeId type = program_.types.function({{word, word}, word});
    ir::FunctionId id = program_.add_function({.name = name, .display_name = name, .type = type});
    if (chance(20)) program_.function(id).inline_hint = ir::InlineHint::Always;
    if (chance(10)) program_.function(id).inline_hint = ir::InlineHint::Never;
    ir::Builder builder(program_, id);
    builder_ = &builder;
    builder.set_block(builder.new_block());
    Scope scope;
    for (int i = 0; i < 2; ++i) scope.words.push_back(builder.add_argument(builder.block(), word));
    statements(scope, 2 + below(5), 3);
    if (!builder.is_terminated()) builder.return_(any_word(scope));
    functions_.push_back(id);
  }

  // Leaves the builder in a block without terminator, or in one that raised.
  void statements(Scope& scope, unsigned count, unsigned depth) {
    for (unsigned i = 0; i < count && !builder_->is_terminated(); ++i) statement(scope, depth);
  }

  void statement(Scope& scope, unsigned depth) {
    switch (below(depth > 0 ? 12 : 7)) {
      case 0:
      case 1: return arithmetic(scope);
      case 2: scope.words.push_back(builder_->call(observe_, {any_word(scope)})); return;
      case 3: return allocate(scope);
      case 4:
      case 5: return access(scope);
      case 6:
        if (functions_.empty()) return;
        scope.words.push_back(builder_->call(any(functions_), {any_word(scope), any_word(scope)}));
        return;
      case 7: return condition(scope, depth);
      case 8: return loop(scope, depth);
      case 9: return handled_call(scope, depth);
      case 10: return comparisons(scope, depth);
      default:
        if (chance(40)) condition(scope, depth);
        else if (chance(15)) builder_->raise(any(errors_));
    }
  }

  void arithmetic(Scope& scope) {
    static constexpr ir::Opcode operations[] = {ir::Opcode::IntAdd, ir::Opcode::IntSub, ir::Opcode::IntMul,
                                                ir::Opcode::IntAnd, ir::Opcode::IntOr,  ir::Opcode::IntXor};
    if (chance(15)) {
      scope.words.push_back(builder_->emit(ir::Opcode::CastBoolToInt, word, {any_condition(scope)}));
    } else if (chance(15)) {
      scope.words.push_back(
          builder_->emit(ir::Opcode::Select, word, {any_condition(scope), any_word(scope), any_word(scope)}));
    } else if (chance(10)) {
      scope.words.push_back(builder_->emit(ir::Opcode::SameAs, word, {any_word(scope)}));
    } else {
      scope.words.push_back(builder_->emit(operations[below(6)], word, {any_word(scope), any_word(scope)}));
    }
  }

  void allocate(Scope& scope) {
    ir::ValueId pair = builder_->emit(ir::Opcode::Malloc, pair_pointer_, {}, pair_.index);
    ir::ValueId object = builder_->emit(ir::Opcode::CastPointer, object_pointer_, {pair});
    builder_->emit(ir::Opcode::Setfield, ir::TypeTable::void_, {object, any(vtables_)}, 0);
    scope.pairs.push_back(pair);
  }

  void access(Scope& scope) {
    if (scope.pairs.empty()) return allocate(scope);
    ir::Operand pair = any(scope.pairs);
    uint32_t field = 1 + below(2);
    if (chance(10)) {
      builder_->emit(ir::Opcode::Setfield, ir::TypeTable::void_, {pair, any(scope.pairs)}, 3);
    } else if (chance(10)) {
      scope.conditions.push_back(builder_->emit(ir::Opcode::PtrEq, boolean, {pair, any(scope.pairs)}));
    } else if (chance(10)) {
      ir::ValueId next = builder_->emit(ir::Opcode::Getfield, pair_pointer_, {pair}, 3);
      scope.conditions.push_back(builder_->emit(ir::Opcode::PtrNonnull, boolean, {next}));
    } else if (chance(50)) {
      builder_->emit(ir::Opcode::Setfield, ir::TypeTable::void_, {pair, any_word(scope)}, field);
    } else {
      scope.words.push_back(builder_->emit(ir::Opcode::Getfield, word, {pair}, field));
    }
  }

  // Ends the current block by going on to `target` with a word, unless it raised.
  void go_on(Scope& scope, ir::BlockId target) {
    if (!builder_->is_terminated()) builder_->jump(target, {any_word(scope)});
  }

  void continue_in(Scope& scope, ir::BlockId block) {
    builder_->set_block(block);
    scope.words.push_back(program_.function(builder_->function_id()).block(block).arguments[0]);
  }

  ir::BlockId block_with_word() {
    ir::BlockId block = builder_->new_block();
    builder_->add_argument(block, word);
    return block;
  }

  void condition(Scope& scope, unsigned depth) {
    ir::BlockId yes = builder_->new_block(), no = builder_->new_block(), after = block_with_word();
    builder_->branch(any_condition(scope), yes, no);
    for (ir::BlockId way : {yes, no}) {
      builder_->set_block(way);
      Scope inner = scope;
      statements(inner, below(4), depth - 1);
      go_on(inner, after);
    }
    continue_in(scope, after);
  }

  void loop(Scope& scope, unsigned depth) {
    ir::BlockId head = block_with_word(), body = builder_->new_block(), after = block_with_word();
    ir::ValueId carried = builder_->add_argument(head, word);
    ir::ValueId counter = program_.function(builder_->function_id()).block(head).arguments[0];
    builder_->jump(head, {builder_->integer(0), any_word(scope)});
    builder_->set_block(head);
    Scope inner = scope;
    inner.words.insert(inner.words.end(), {counter, carried});
    ir::Operand limit = builder_->integer(1 + below(4));
    ir::ValueId more = builder_->emit(ir::Opcode::IntLt, boolean, {counter, limit});
    builder_->branch(more, ir::Edge{body, {}}, ir::Edge{after, {carried}});
    builder_->set_block(body);
    statements(inner, 1 + below(4), depth - 1);
    if (!builder_->is_terminated()) {
      ir::ValueId next = builder_->emit(ir::Opcode::IntAdd, word, {counter, builder_->integer(1)});
      builder_->jump(head, {next, any_word(inner)});
    }
    continue_in(scope, after);
  }

  void handled_call(Scope& scope, unsigned depth) {
    if (functions_.empty()) return arithmetic(scope);
    ir::BlockId after = block_with_word(), handler = builder_->new_block(), other = builder_->new_block();
    ir::ValueId exception = builder_->add_argument(handler, object_pointer_);
    ir::ValueId result = builder_->call(any(functions_), {any_word(scope), any_word(scope)});
    builder_->try_(ir::Edge{after, {result}}, handler, {}, object_pointer_);
    builder_->set_block(handler);
    Scope inner = scope;
    if (chance(70)) {
      ir::ValueId type = builder_->emit(ir::Opcode::Getfield, vtable_pointer_, {exception}, 0);
      ir::ValueId is_ours = builder_->emit(ir::Opcode::PtrEq, boolean, {type, any(vtables_)});
      ir::BlockId ours = builder_->new_block();
      builder_->branch(is_ours, ours, other);
      builder_->set_block(ours);
    } else {
      builder_->jump(other);
      builder_->set_block(builder_->new_block());  // unreachable, as frontends leave behind
    }
    statements(inner, below(3), depth - 1);
    go_on(inner, after);
    builder_->set_block(other);
    if (chance(70)) builder_->raise(exception);
    else builder_->jump(after, {any_word(scope)});
    continue_in(scope, after);
  }

  // if x == 1: ... elif x == 2: ...
  void comparisons(Scope& scope, unsigned depth) {
    ir::BlockId after = block_with_word();
    ir::Operand selector = any_word(scope);
    for (unsigned i = 2 + below(4); i > 0; --i) {
      ir::BlockId match = builder_->new_block(), next = builder_->new_block();
      ir::Operand value = builder_->integer(below(5));
      bool is_mirrored = chance(30), is_negated = chance(30);
      std::vector<ir::Operand> operands{is_mirrored ? value : selector, is_mirrored ? selector : value};
      ir::ValueId test = builder_->emit(is_negated ? ir::Opcode::IntNe : ir::Opcode::IntEq, boolean, operands);
      builder_->branch(test, is_negated ? next : match, is_negated ? match : next);
      builder_->set_block(match);
      Scope inner = scope;
      statements(inner, below(2), depth - 1);
      go_on(inner, after);
      builder_->set_block(next);
    }
    go_on(scope, after);
    continue_in(scope, after);
  }

  std::mt19937 random_;
  ir::Program program_;
  ir::Builder* builder_ = nullptr;
  ir::TypeId object_, pair_, object_pointer_, pair_pointer_, vtable_pointer_;
  std::vector<ir::Operand> vtables_, errors_;
  ir::FunctionId observe_;
  std::vector<ir::FunctionId> functions_;
};

}  // namespace weft
