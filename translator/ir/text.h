// Spelling: what the printer and the parser of the textual form agree on. The syntax is described in printer.h.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "translator/ir/program.h"

namespace weft::ir {

// Whether a name can be written without quotes behind its sigil.
bool is_plain_symbol(std::string_view name);      // letters, digits, `_` and `.`, not starting with a digit or `.`
bool is_plain_identifier(std::string_view name);  // the same without `.`: names of values, which get a suffix

// The text between double quotes, with every byte that is not printable ASCII escaped.
std::string quoted(std::string_view text);
// The name itself when plain, else quoted.
std::string symbol(std::string_view name);

// The name of a primitive type, empty for any other kind.
std::string_view primitive_name(TypeId type);
std::optional<TypeId> find_primitive(std::string_view name);

// The type that the operation table fixes for an operation's result, invalid where it depends on more.
TypeId fixed_result_type(Opcode opcode);

std::string_view stage_name(Stage stage);
std::optional<Stage> find_stage(std::string_view name);

}  // namespace weft::ir
