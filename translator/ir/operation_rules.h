// The rules of single operations: what the operation table's signature says, and what only an operation's own meaning
// does (the types of fields, items and callees); and the rules of declarations. Private to the verifier.
#pragma once

#include <string>
#include <vector>

#include "translator/ir/program.h"

namespace weft::ir {

// What is wrong with an operation by itself, empty if nothing is. All ids in it must be valid.
std::string broken_signature(const Program& program, const Function& function, const Operation& operation);
std::string broken_meaning(const Program& program, const Function& function, const Operation& operation);

// What is wrong outside of functions' graphs.
std::vector<std::string> verify_declarations(const Program& program);

// Whether an operation may occur at a stage.
bool is_legal_at(Opcode opcode, Stage stage);

}  // namespace weft::ir
