// The textual form of a program: what people and tests read and write. parse(print(program)) prints the same.
//
//   program low word 64                                    the stage, and the target's word
//   file "calc.py"                                         numbered from 0 in order; only when locations are printed
//   jit_driver "main" greens(pc) reds(frame) virtualizables()
//   host #0 "<function f>"                                 how a live object prints
//   opaque %FILE
//   struct gc %object { *%vtable typeptr }
//   struct gc %Shape : %object class %Shape.vtable { Signed sides }
//   struct gc %Node : %object { immutable Signed value, *%Node next }
//   array gc %string_chars of Char immutable               `no_length` for arrays that do not store theirs
//   data $greeting: %string immutable { hash = 0, bytes "hello" }
//   func @calc.f(Signed, *%string) -> Signed can_raise display "f" {
//   ^0(%x: Signed, %text: *%string):
//     %0: Signed = int_add %x, 1
//     %1 = int_lt %0, 10
//     branch %1, ^1(%0), ^2
//   ...
//   }
//   entry @calc.f
//   keep @calc.g
//
// Names are written behind a sigil: `%` types and values, `@` functions, `$` data, `^` blocks, `#` host objects; a name
// that is not plain is quoted. A value is its variable's name, with `.n` added where several share it, or a number.
// A constant is written like a literal of its default type or followed by `: type`. `;` starts a comment.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "translator/ir/program.h"

namespace weft::ir {

struct PrintOptions {
  bool locations = false;  // `!file:line:column-line:column` behind every operation
};

std::string print(const Program& program, PrintOptions options = {});
std::string print(const Program& program, FunctionId function, PrintOptions options = {});
std::string print(const Program& program, TypeId type);
std::string print(const Program& program, ConstantId constant);

// Prints parts of one function with the same names for values as the function as a whole has. Never fails on a graph
// that breaks the rules: the verifier's messages are made with it.
class FunctionText {
 public:
  FunctionText(const Program& program, const Function& function, PrintOptions options = {});

  std::string value(ValueId value) const;
  std::string operand(Operand operand) const;
  std::string operation(const Operation& operation) const;
  std::string terminator(const Terminator& terminator) const;
  std::string whole() const;

 private:
  void name_value(ValueId value);
  std::string definition(ValueId value) const;
  std::string operand_list(const Operation& operation, size_t first) const;
  std::string call_arguments(const Operation& operation) const;
  std::string immediate(const Operation& operation) const;
  std::string operands_and_immediate(const Operation& operation) const;
  std::string edge(const Edge& edge) const;
  std::string location(LocationId location) const;
  std::string block(BlockId id) const;

  const Program& program_;
  const Function& function_;
  PrintOptions options_;
  std::vector<std::string> names_;       // of each value; empty for one that nothing defines
  std::vector<bool> is_used_;            // whether something reads the value
  std::unordered_map<std::string, unsigned> taken_;  // how many values share a name so far
  unsigned unnamed_ = 0;
};

}  // namespace weft::ir
