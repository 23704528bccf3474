#include "translator/ir/lexer.h"

#include <utility>

#include <fmt/format.h>

namespace weft::ir {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return is_letter(c) || is_digit(c) || c == '.'; }

int hexadecimal(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}

  std::vector<Token> run() {
    std::vector<Token> tokens;
    tokens.reserve(text_.size() / 4);
    do {
      skip_blank();
      tokens.push_back(next());
    } while (tokens.back().kind != TokenKind::End);
    return tokens;
  }

 private:
  char peek(size_t ahead = 0) const { return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0'; }
  bool at_end() const { return position_ >= text_.size(); }

  char take() {
    char c = text_[position_++];
    if (c == '\n') {
      ++line_;
      line_start_ = position_;
      starts_line_ = true;
    }
    return c;
  }

  uint32_t column() const { return static_cast<uint32_t>(position_ - line_start_ + 1); }

  [[noreturn]] void fail(std::string message) const { throw ParseError{std::move(message), line_, column()}; }

  void skip_blank() {
    while (!at_end()) {
      if (peek() == ';') {
        while (!at_end() && peek() != '\n') ++position_;
      } else if (peek() == ' ' || peek() == '\t' || peek() == '\r' || peek() == '\n') {
        take();
      } else {
        return;
      }
    }
  }

  std::string take_while(auto predicate) {
    size_t start = position_;
    while (!at_end() && predicate(peek())) ++position_;
    return std::string(text_.substr(start, position_ - start));
  }

  // The text up to `quote`, the opening one being taken already.
  std::string take_quoted(char quote) {
    std::string result;
    while (true) {
      if (at_end() || peek() == '\n') fail("the text is not closed");
      char c = take();
      if (c == quote) return result;
      if (c != '\\') {
        result += c;
        continue;
      }
      if (at_end()) fail("the text is not closed");
      switch (char escape = take()) {
        case 'n': result += '\n'; break;
        case 't': result += '\t'; break;
        case 'r': result += '\r'; break;
        case 'x': {
          int high = hexadecimal(peek()), low = hexadecimal(peek(1));
          if (high < 0 || low < 0) fail("\\x needs two hexadecimal digits");
          position_ += 2;
          result += static_cast<char>(high * 16 + low);
          break;
        }
        default:
          if (escape != '\\' && escape != '"' && escape != '\'') fail("unknown escape");
          result += escape;
      }
    }
  }

  void take_name(Token& token) {
    if (peek() == '"') {
      take();
      token.text = take_quoted('"');
      token.is_quoted = true;
      if (peek() == '.' && is_digit(peek(1))) {
        take();
        token.suffix = take_while(is_digit);
      }
      return;
    }
    token.text = take_while(is_word);
    if (token.text.empty()) fail("a name is missing here");
  }

  std::string take_number() {
    std::string result;
    if (peek() == '-') result += take();
    bool is_hexadecimal = peek() == '0' && (peek(1) == 'x' || peek(1) == 'X');
    while (!at_end()) {
      char c = peek();
      bool signed_exponent = (c == '+' || c == '-') && !is_hexadecimal && !result.empty() && result.back() == 'e';
      if (!is_word(c) && !signed_exponent) break;
      result += take();
    }
    return result;
  }

  Token next() {
    Token token{.starts_line = std::exchange(starts_line_, false), .line = line_, .column = column()};
    if (at_end()) return token;
    char c = peek();
    if (is_letter(c)) {
      token.kind = TokenKind::Word;
      token.text = take_while(is_word);
      return token;
    }
    if (is_digit(c) || (c == '-' && is_digit(peek(1)))) {
      token.kind = TokenKind::Number;
      token.text = take_number();
      return token;
    }
    take();
    auto named = [&](TokenKind kind) {
      token.kind = kind;
      take_name(token);
    };
    switch (c) {
      case '"':
        token.kind = TokenKind::String;
        token.text = take_quoted('"');
        return token;
      case '\'':
        token.kind = TokenKind::Character;
        token.text = take_quoted('\'');
        return token;
      case '%': named(TokenKind::Percent); return token;
      case '@': named(TokenKind::At); return token;
      case '$': named(TokenKind::Dollar); return token;
      case '^': named(TokenKind::Caret); return token;
      case '#':
        token.kind = TokenKind::Hash;
        token.text = take_while(is_digit);
        return token;
      case '!':
        token.kind = TokenKind::Location;
        token.text = take_while([](char d) { return is_digit(d) || d == ':' || d == '-' || d == '?'; });
        return token;
      case '-':
      case '=':
        if (peek() == '>') {
          take();
          token.kind = c == '-' ? TokenKind::Arrow : TokenKind::DoubleArrow;
          return token;
        }
        if (c == '-') break;
        [[fallthrough]];
      case '(': case ')': case '{': case '}': case '[': case ']': case ',': case ':': case '*': case '.': case '?':
        token.kind = TokenKind::Punctuation;
        token.text = std::string(1, c);
        return token;
      default: break;
    }
    throw ParseError{fmt::format("unexpected character {:?}", c), token.line, token.column};
  }

  std::string_view text_;
  size_t position_ = 0, line_start_ = 0;
  uint32_t line_ = 1;
  bool starts_line_ = true;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) { return Lexer(text).run(); }

}  // namespace weft::ir
