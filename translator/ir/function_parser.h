// The two halves of the parser: what stands at the top level, and the bodies of functions. Private to translator/ir.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "translator/ir/lexer.h"
#include "translator/ir/program.h"

namespace weft::ir {

// A position in the tokens, with the productions that both halves share. Everything throws ParseError.
class TokenReader {
 public:
  TokenReader(Program& program, const std::vector<Token>& tokens) : program(program), tokens(tokens) {}

  const Token& peek(size_t ahead = 0) const {
    size_t index = position + ahead;
    return index < tokens.size() ? tokens[index] : tokens.back();
  }
  const Token& take() { return position + 1 < tokens.size() ? tokens[position++] : tokens.back(); }

  bool at_word(std::string_view word) const { return peek().kind == TokenKind::Word && peek().text == word; }
  bool at(char punctuation) const {
    return peek().kind == TokenKind::Punctuation && peek().text[0] == punctuation;
  }
  bool accept_word(std::string_view word);
  bool accept(char punctuation);
  const Token& expect(TokenKind kind, std::string_view what);
  void expect(char punctuation);
  void expect_word(std::string_view word);
  [[noreturn]] void fail(std::string message) const { fail(peek(), std::move(message)); }
  [[noreturn]] static void fail(const Token& place, std::string message) {
    throw ParseError{std::move(message), place.line, place.column};
  }

  uint64_t unsigned_number(uint64_t limit);
  std::string name();  // a plain word or a string
  StringId interned_name();
  TypeId type(unsigned depth = 0);
  bool at_constant() const;
  ConstantId constant();
  LocationId optional_location();

  Program& program;
  const std::vector<Token>& tokens;
  size_t position = 0;
  // What the text declares, known before anything else is read.
  std::unordered_map<std::string, FunctionId> functions;
  std::unordered_map<std::string, DataId> data;

 private:
  Constant literal(TypeId& default_type);
  Constant number_literal(TypeId& default_type);

  std::unordered_map<std::string, LocationId> locations_;
};

// How a name behind a sigil is looked up: unnamed things are written as a number.
std::string lookup_key(const Token& name);
bool is_unnamed(const Token& name);

// Reads `^0(...): ... }` up to and including the closing brace.
void parse_body(TokenReader& reader, Function& function);

}  // namespace weft::ir
