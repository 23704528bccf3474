// Reads the textual form of a program (see printer.h).
#pragma once

#include <string_view>
#include <variant>

#include "translator/ir/lexer.h"
#include "translator/ir/program.h"

namespace weft::ir {

using ParseResult = std::variant<Program, ParseError>;

// The program, or the first thing that is wrong with the text. Whatever the text, the result is a program that can be
// printed; whether it obeys the rules of its stage is for the verifier to say.
ParseResult parse(std::string_view text);

}  // namespace weft::ir
