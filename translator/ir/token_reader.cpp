#include <charconv>
#include <limits>

#include <fmt/format.h>

#include "translator/ir/function_parser.h"
#include "translator/ir/text.h"

namespace weft::ir {

bool TokenReader::accept_word(std::string_view word) {
  if (!at_word(word)) return false;
  take();
  return true;
}

bool TokenReader::accept(char punctuation) {
  if (!at(punctuation)) return false;
  take();
  return true;
}

const Token& TokenReader::expect(TokenKind kind, std::string_view what) {
  if (peek().kind != kind) fail(fmt::format("expected {}", what));
  return take();
}

void TokenReader::expect(char punctuation) {
  if (!accept(punctuation)) fail(fmt::format("expected `{}`", punctuation));
}

void TokenReader::expect_word(std::string_view word) {
  if (!accept_word(word)) fail(fmt::format("expected `{}`", word));
}

uint64_t TokenReader::unsigned_number(uint64_t limit) {
  const Token& token = expect(TokenKind::Number, "a number");
  uint64_t value = 0;
  const char* end = token.text.data() + token.text.size();
  auto [rest, error] = std::from_chars(token.text.data(), end, value);
  if (error != std::errc{} || rest != end || value > limit) fail(token, "this number is not allowed here");
  return value;
}

std::string TokenReader::name() {
  if (peek().kind != TokenKind::Word && peek().kind != TokenKind::String) fail("expected a name");
  return take().text;
}

StringId TokenReader::interned_name() { return program.strings.intern(name()); }

TypeId TokenReader::type(unsigned depth) {
  constexpr unsigned deepest = 64;
  if (depth > deepest) fail("this type is nested too deeply");
  TypeTable& types = program.types;
  if (accept('*')) return types.pointer(type(depth + 1));
  if (peek().kind == TokenKind::Percent) {
    TypeId named = types.find(peek().text);
    if (!named.valid()) fail(fmt::format("there is no type named {}", quoted(peek().text)));
    take();
    return named;
  }
  if (accept_word("fn")) {
    FunctionType function;
    expect('(');
    while (!accept(')')) {
      if (!function.parameters.empty()) expect(',');
      function.parameters.push_back(type(depth + 1));
    }
    expect(TokenKind::Arrow, "`->`");
    function.result = type(depth + 1);
    return types.function(std::move(function));
  }
  if (peek().kind != TokenKind::Word) fail("expected a type");
  auto primitive = find_primitive(peek().text);
  if (!primitive) fail(fmt::format("`{}` is no type", peek().text));
  take();
  return *primitive;
}

bool TokenReader::at_constant() const {
  switch (peek().kind) {
    case TokenKind::Number:
    case TokenKind::Character:
    case TokenKind::At:
    case TokenKind::Dollar:
    case TokenKind::Hash: return true;
    case TokenKind::Word:
      for (std::string_view word : {"true", "false", "void", "null", "floatbits", "sizeof", "itemoffset", "itemsize",
                                    "lengthoffset", "fieldoffset"})
        if (peek().text == word) return true;
      return false;
    case TokenKind::String:
    case TokenKind::Percent:
    case TokenKind::Caret:
    case TokenKind::Location:
    case TokenKind::Arrow:
    case TokenKind::DoubleArrow:
    case TokenKind::Punctuation:
    case TokenKind::End: return false;
  }
  return false;
}

Constant TokenReader::number_literal(TypeId& default_type) {
  const Token& token = take();
  const char *start = token.text.data(), *end = start + token.text.size();
  auto complete = [&](std::from_chars_result result) { return result.ec == std::errc{} && result.ptr == end; };
  int64_t integer = 0;
  if (complete(std::from_chars(start, end, integer))) {
    default_type = TypeTable::signed_;
    return {ConstantKind::Integer, {}, static_cast<uint64_t>(integer)};
  }
  uint64_t large = 0;
  if (complete(std::from_chars(start, end, large))) {
    default_type = TypeTable::signed_;
    return {ConstantKind::Integer, {}, large};
  }
  double floating = 0;
  if (!complete(std::from_chars(start, end, floating))) fail(token, "this is no number");
  default_type = TypeTable::float_;
  return {ConstantKind::Float, {}, std::bit_cast<uint64_t>(floating)};
}

// Reads everything of a constant but its type; sets the type it has when none is written.
Constant TokenReader::literal(TypeId& default_type) {
  const Token& token = peek();
  switch (token.kind) {
    case TokenKind::Number: return number_literal(default_type);
    case TokenKind::Character:
      if (token.text.size() != 1) fail("a character literal holds one character");
      take();
      default_type = TypeTable::char_;
      return {ConstantKind::Integer, {}, static_cast<unsigned char>(token.text[0])};
    case TokenKind::At: {
      auto known = functions.find(lookup_key(token));
      if (known == functions.end()) fail(fmt::format("there is no function named {}", quoted(token.text)));
      take();
      default_type = program.types.pointer(program.function(known->second).type);
      return {ConstantKind::Function, {}, known->second.index};
    }
    case TokenKind::Dollar: {
      auto known = data.find(lookup_key(token));
      if (known == data.end()) fail(fmt::format("there is no data named {}", quoted(token.text)));
      take();
      default_type = program.types.pointer(program.data[known->second.index].type);
      return {ConstantKind::Data, {}, known->second.index};
    }
    case TokenKind::Hash: {
      uint32_t index = 0;
      const char* end = token.text.data() + token.text.size();
      auto [rest, error] = std::from_chars(token.text.data(), end, index);
      if (error != std::errc{} || rest != end || index >= program.host_objects.size())
        fail("there is no such host object");
      take();
      if (peek().kind == TokenKind::String) take();
      default_type = TypeTable::any;
      return {ConstantKind::HostObject, {}, index};
    }
    default: break;
  }
  if (at_word("true") || at_word("false")) {
    bool value = take().text == "true";
    default_type = TypeTable::bool_;
    return {ConstantKind::Integer, {}, value};
  }
  if (accept_word("void")) {
    default_type = TypeTable::void_;
    return {ConstantKind::Void, {}, 0};
  }
  if (accept_word("null")) return {ConstantKind::Null, {}, 0};
  if (accept_word("floatbits")) {
    const Token& bits = expect(TokenKind::Number, "the bits of a float");
    uint64_t value = 0;
    if (bits.text.size() < 3 || bits.text[1] != 'x') fail(bits, "expected a hexadecimal number");
    const char* end = bits.text.data() + bits.text.size();
    auto [rest, error] = std::from_chars(bits.text.data() + 2, end, value, 16);
    if (error != std::errc{} || rest != end) fail(bits, "this is no hexadecimal number");
    default_type = TypeTable::float_;
    return {ConstantKind::Float, {}, value};
  }
  auto layout = [&](ConstantKind kind) -> Constant {
    take();
    expect('(');
    TypeId of = type();
    expect(')');
    default_type = TypeTable::signed_;
    return {kind, {}, of.index};
  };
  if (at_word("sizeof")) return layout(ConstantKind::SizeOf);
  if (at_word("itemoffset")) return layout(ConstantKind::ItemOffset);
  if (at_word("itemsize")) return layout(ConstantKind::ItemSize);
  if (at_word("lengthoffset")) return layout(ConstantKind::LengthOffset);
  if (at_word("fieldoffset")) {
    take();
    expect('(');
    TypeId of = type();
    expect(',');
    uint64_t field = unsigned_number(UINT32_MAX);
    expect(')');
    default_type = TypeTable::signed_;
    return {ConstantKind::FieldOffset, {}, field << 32 | of.index};
  }
  fail("expected a constant");
}

ConstantId TokenReader::constant() {
  const Token& start = peek();
  TypeId default_type;
  Constant constant = literal(default_type);
  constant.type = accept(':') ? type() : default_type;
  if (!constant.type.valid()) fail(start, "this constant needs a type: `: type` behind it");
  return program.constants.intern(constant);
}

LocationId TokenReader::optional_location() {
  if (peek().kind != TokenKind::Location) return {};
  const Token& token = take();
  if (auto known = locations_.find(token.text); known != locations_.end()) return known->second;
  const char *cursor = token.text.data(), *end = cursor + token.text.size();
  auto number = [&] {
    uint32_t value = 0;
    auto [rest, error] = std::from_chars(cursor, end, value);
    if (error != std::errc{}) fail(token, "a location is written !file:line:column-line:column");
    cursor = rest;
    return value;
  };
  auto separator = [&](char c) {
    if (cursor == end || *cursor++ != c) fail(token, "a location is written !file:line:column-line:column");
  };
  Location location;
  if (cursor != end && *cursor == '?') {
    ++cursor;
  } else {
    location.file = FileId{number()};
    if (location.file.index >= program.files.size()) fail(token, "there is no such file");
  }
  separator(':');
  location.line = number();
  separator(':');
  location.column = number();
  separator('-');
  location.end_line = number();
  separator(':');
  location.end_column = number();
  if (cursor != end) fail(token, "a location is written !file:line:column-line:column");
  LocationId id = program.add_location(location);
  locations_.emplace(token.text, id);
  return id;
}

bool is_unnamed(const Token& name) {
  return !name.is_quoted && !name.text.empty() && name.text[0] >= '0' && name.text[0] <= '9';
}

std::string lookup_key(const Token& name) {
  // A number can not clash with a quoted name that looks like it.
  return is_unnamed(name) ? std::string(1, '\0') + name.text : name.text;
}

}  // namespace weft::ir
