// Splits the textual form of a program into tokens, each with its place.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace weft::ir {

// What is wrong with a text, and where; lines and columns count from 1.
struct ParseError {
  std::string message;
  uint32_t line = 0, column = 0;
};

enum class TokenKind : uint8_t {
  Word,         // keywords, operations, primitive types, plain names
  Number,       // 12, -3, 1.5e+20, 0x7f: `text` as written
  String,       // `text` without quotes and escapes
  Character,    // the same for 'c'
  Percent,      // %name: `text` is the name behind the sigil
  At,           // @name
  Dollar,       // $name
  Caret,        // ^name
  Hash,         // #12
  Location,     // !0:1:2-3:4: `text` is what follows the `!`
  Arrow,        // ->
  DoubleArrow,  // =>
  Punctuation,  // one of ( ) { } [ ] , : = * . ? in `text`
  End,
};

struct Token {
  TokenKind kind = TokenKind::End;
  std::string text;
  std::string suffix;       // digits behind a quoted name: %"a b".1
  bool is_quoted = false;   // a name written with quotes
  bool starts_line = false;
  uint32_t line = 0, column = 0;
};

// All tokens, then one of kind End. Throws ParseError.
std::vector<Token> tokenize(std::string_view text);

}  // namespace weft::ir
