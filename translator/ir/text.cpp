#include "translator/ir/text.h"

#include <array>

#include <fmt/format.h>

#include "translator/ir/operations.h"

namespace weft::ir {

namespace {

constexpr std::array<std::string_view, TypeTable::u64.index + 1> primitive_names{
    "Any", "Void", "Bool", "Char", "UniChar", "Signed", "Unsigned", "Float", "SingleFloat",
    "Address", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64"};

constexpr std::array<std::string_view, 3> stage_names{"flow", "low", "woven"};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

bool is_plain_symbol(std::string_view name) {
  if (name.empty() || !is_letter(name.front())) return false;
  for (char c : name)
    if (!is_letter(c) && !is_digit(c) && c != '.') return false;
  return true;
}

bool is_plain_identifier(std::string_view name) {
  return is_plain_symbol(name) && name.find('.') == std::string_view::npos;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  for (char c : text) {
    unsigned char byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      (result += '\\') += c;
    else if (c == '\n')
      result += "\\n";
    else if (byte < 0x20 || byte >= 0x7f)
      result += fmt::format("\\x{:02x}", byte);
    else
      result += c;
  }
  return result += '"';
}

std::string symbol(std::string_view name) { return is_plain_symbol(name) ? std::string(name) : quoted(name); }

std::string_view primitive_name(TypeId type) {
  return type.index < primitive_names.size() ? primitive_names[type.index] : std::string_view{};
}

std::optional<TypeId> find_primitive(std::string_view name) {
  for (size_t i = 0; i < primitive_names.size(); ++i)
    if (primitive_names[i] == name) return TypeId{i};
  return std::nullopt;
}

TypeId fixed_result_type(Opcode opcode) {
  switch (info(opcode).signature.back()) {
    case 'o': return TypeTable::any;
    case 'b': return TypeTable::bool_;
    case 'w': return TypeTable::signed_;
    case 'f': return TypeTable::float_;
    case 's': return TypeTable::single_float;
    case 'a': return TypeTable::address;
    case 'v': return TypeTable::void_;
  }
  return {};
}

std::string_view stage_name(Stage stage) { return stage_names[static_cast<size_t>(stage)]; }

std::optional<Stage> find_stage(std::string_view name) {
  for (size_t i = 0; i < stage_names.size(); ++i)
    if (stage_names[i] == name) return static_cast<Stage>(i);
  return std::nullopt;
}

}  // namespace weft::ir
