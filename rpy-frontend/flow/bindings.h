// Where control is while a graph is built, what the local variables hold there, and how paths come together again.
#pragma once

#include <vector>

#include "translator/ir/graph.h"

namespace weft::rpy {

// A local variable's number within its function.
using Slot = uint32_t;

// What a local variable holds at some point: a value or constant, or nothing.
struct Binding {
  ir::Operand operand;         // invalid: not bound on every path to here
  bool maybe_unbound = false;  // with an invalid operand: bound on some path

  bool is_bound() const { return operand.valid(); }
};

// A point in the graph. Building goes on at the end of `block`, unless no path leads there (an invalid block).
struct Position {
  ir::BlockId block;
  std::vector<Binding> bindings;  // by slot; slots beyond the end are unbound

  bool is_reachable() const { return block.valid(); }
  Binding binding(Slot slot) const { return slot < bindings.size() ? bindings[slot] : Binding(); }
  void bind(Slot slot, ir::Operand operand) {
    if (slot >= bindings.size()) bindings.resize(slot + 1);
    bindings[slot] = {operand, false};
  }
};

// A path that leads into a join: either the end of a block without terminator, or the exceptional edge of a `Try`.
struct Incoming {
  Position position;
  bool is_exceptional = false;
  ir::Operand extra;  // the value that the paths compute, or the exception that was raised
};

// A place that several paths lead to. Paths are collected first; the block and its arguments are made when all are
// known, so that only variables that differ between paths become block arguments.
struct Join {
  std::vector<Incoming> incoming;
};

}  // namespace weft::rpy
