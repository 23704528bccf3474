// A function as a graph of blocks. Blocks take arguments, and an edge passes one operand for each argument of its
// target: there are no phi nodes. Values are in SSA form: each is defined once, as a block argument, as an operation's
// result or as the exception a `Try` terminator caught, and its definition dominates its uses.
//
// The graph knows nothing of the passes over it; everything that inspects or changes one is a free function elsewhere.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <vector>

#include "translator/ir/ids.h"
#include "translator/ir/opcodes.h"

namespace weft::ir {

// What an operation reads: a value of its function or a constant of the program.
class Operand {
 public:
  constexpr Operand() = default;
  constexpr Operand(ValueId value) : bits_(value.index) { assert(value.index < constant_bit); }
  constexpr Operand(ConstantId constant) : bits_(constant.index | constant_bit) {}

  constexpr bool valid() const { return bits_ != none; }
  constexpr bool is_constant() const { return valid() && (bits_ & constant_bit) != 0; }
  constexpr bool is_value() const { return valid() && (bits_ & constant_bit) == 0; }
  constexpr ValueId value() const { assert(is_value()); return ValueId{bits_}; }
  constexpr ConstantId constant() const { assert(is_constant()); return ConstantId{bits_ & ~constant_bit}; }
  friend constexpr auto operator<=>(Operand, Operand) = default;

 private:
  static constexpr uint32_t constant_bit = 0x8000'0000u;
  static constexpr uint32_t none = UINT32_MAX;
  uint32_t bits_ = none;
};

struct Value {
  TypeId type;
  StringId name;        // the spec's variable, for readers of dumps and for debug information; may be invalid
  StringId annotation;  // what the annotator found, as text, for dumps only; may be invalid
};

// `immediate` is what the operation needs beyond its operands: the operation table says which kind of thing it is
// (a field's position, a type, a name, a call shape, ...); 0 where the table says none.
struct Operation {
  Opcode opcode{};
  bool guarded = false;  // HL getitem and the like: an enclosing handler catches what this raises
  uint32_t immediate = 0;
  ValueId result;  // always valid; of type Void when there is nothing to hold
  LocationId location;
  std::vector<Operand> operands;
};

struct Edge {
  BlockId target;
  std::vector<Operand> arguments;
};

enum class TerminatorKind : uint8_t {
  None,         // under construction
  Jump,         // edges: {target}
  Branch,       // operand: Bool; edges: {if true, if false}
  Switch,       // operand: an integer or char; edges: one for each of `cases`, then the default
  Return,       // operand: the result
  Raise,        // operand: the exception instance
  Try,          // the block's last operation may raise; edges: {normal, exceptional}; `caught` names the exception in
                // the exceptional edge's arguments. A third edge is for a call that is unwound (weave/stackless.h)
  Unreachable,
};

struct Terminator {
  TerminatorKind kind = TerminatorKind::None;
  LocationId location;
  Operand operand;
  ValueId caught;
  std::vector<ConstantId> cases;
  std::vector<Edge> edges;
};

struct Block {
  std::vector<ValueId> arguments;
  std::vector<Operation> operations;
  Terminator terminator;
};

// How a function may be inlined.
enum class InlineHint : uint8_t { Default, Always, Never };

struct Function {
  std::string name;          // unique in the program; the symbol in object files
  std::string display_name;  // as the spec's author knows it, for tracebacks: "Parser.parse_expression"
  TypeId type;               // FunctionType; all Any before the typer
  LocationId location;       // of the definition
  bool is_external = false;  // a C function: no blocks; `name` is its symbol
  bool is_blocking = false;  // a C function that may wait for something: other threads can run meanwhile
  bool is_atomic = false;    // goes on until it is done, or calls something else: no other thread stops it
  bool can_raise = true;     // conservative; after the exception transform: returns an exception beside its result
  bool is_elidable = false;
  InlineHint inline_hint = InlineHint::Default;
  bool is_cold = false;      // only reached when something goes wrong
  bool is_for_size = false;  // should rather be small than fast
  bool preserve_most = false;  // saves nearly all registers itself, where the target can: its callers are in a hurry
  bool takes_roots = false;  // woven: is given the top of the shadow stack, which is where its own roots go
  std::vector<Value> values;
  std::vector<Block> blocks;  // blocks[0] is the entry; its arguments are the parameters

  Block& block(BlockId id) { return blocks[id.index]; }
  const Block& block(BlockId id) const { return blocks[id.index]; }
  Value& value(ValueId id) { return values[id.index]; }
  const Value& value(ValueId id) const { return values[id.index]; }

  static constexpr BlockId entry{0};

  ValueId add_value(TypeId type_of_value, StringId value_name = {}) {
    values.push_back({type_of_value, value_name, {}});
    return ValueId{values.size() - 1};
  }
  BlockId add_block() {
    blocks.emplace_back();
    return BlockId{blocks.size() - 1};
  }
};

}  // namespace weft::ir
