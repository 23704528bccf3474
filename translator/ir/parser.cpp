#include "translator/ir/parser.h"

#include <utility>

#include <fmt/format.h>

#include "translator/ir/function_parser.h"
#include "translator/ir/text.h"

namespace weft::ir {

namespace {

class ProgramParser {
 public:
  ProgramParser(Program& program, const std::vector<Token>& tokens) : program_(program), reader_(program, tokens) {}

  void run() {
    declare_types();
    declare_symbols();
    reader_.position = 0;
    header();
    while (reader_.peek().kind != TokenKind::End) item();
  }

 private:
  // Calls `visit(keyword)` with the reader behind the first word of every top-level line.
  void for_each_item(auto visit) {
    int depth = 0;
    for (size_t i = 0; i < reader_.tokens.size(); ++i) {
      const Token& token = reader_.tokens[i];
      if (token.kind == TokenKind::Punctuation) {
        if (token.text == "{") ++depth;
        if (token.text == "}") --depth;
      }
      if (depth != 0 || !token.starts_line || token.kind != TokenKind::Word) continue;
      reader_.position = i + 1;
      visit(token.text);
    }
  }

  Storage storage() {
    if (reader_.accept_word("gc")) return Storage::Gc;
    reader_.expect_word("raw");
    return Storage::Raw;
  }

  std::string new_type_name() {
    const Token& token = reader_.expect(TokenKind::Percent, "the name of a type");
    if (program_.types.find(token.text).valid()) TokenReader::fail(token, "there is a type of this name already");
    return token.text;
  }

  // Structs, arrays and opaque types may refer to each other in any order; only a base comes before what derives.
  void declare_types() {
    for_each_item([&](const std::string& keyword) {
      if (keyword == "opaque") {
        program_.types.opaque(new_type_name());
      } else if (keyword == "struct") {
        Storage kind = storage();
        std::string name = new_type_name();
        TypeId base;
        if (reader_.accept(':')) {
          base = reader_.type();
          if (program_.types.kind(base) != TypeKind::Struct) reader_.fail("the base of a struct is a struct");
        }
        program_.types.declare_struct(std::move(name), kind, base);
      } else if (keyword == "array") {
        Storage kind = storage();
        program_.types.declare_array(new_type_name(), kind);
      }
    });
  }

  // Functions, data and host objects may be named before they are described.
  void declare_symbols() {
    for_each_item([&](const std::string& keyword) {
      if (keyword == "host") {
        reader_.expect(TokenKind::Hash, "the number of a host object");
        program_.host_objects.push_back(reader_.expect(TokenKind::String, "how the object prints").text);
      } else if (keyword == "file") {
        program_.files.push_back(reader_.expect(TokenKind::String, "a path").text);
      } else if (keyword == "data") {
        const Token& name = reader_.expect(TokenKind::Dollar, "the name of data");
        if (!reader_.data.emplace(lookup_key(name), DataId{program_.data.size()}).second)
          TokenReader::fail(name, "there is data of this name already");
        reader_.expect(':');
        program_.add_data({.name = is_unnamed(name) ? "" : name.text, .type = reader_.type()});
      } else if (keyword == "func") {
        const Token& name = reader_.expect(TokenKind::At, "the name of a function");
        if (!reader_.functions.emplace(lookup_key(name), FunctionId{program_.functions.size()}).second)
          TokenReader::fail(name, "there is a function of this name already");
        program_.add_function({.name = name.text, .display_name = name.text, .type = signature()});
      }
    });
  }

  TypeId signature() {
    FunctionType type;
    reader_.expect('(');
    while (!reader_.accept(')')) {
      if (!type.parameters.empty()) reader_.expect(',');
      type.parameters.push_back(reader_.type());
    }
    reader_.expect(TokenKind::Arrow, "`->`");
    type.result = reader_.type();
    return program_.types.function(std::move(type));
  }

  void header() {
    reader_.expect_word("program");
    auto stage = find_stage(reader_.peek().text);
    if (!stage) reader_.fail("expected a stage: flow, low or woven");
    reader_.take();
    program_.stage = *stage;
    reader_.expect_word("word");
    const Token& place = reader_.peek();
    uint64_t bits = reader_.unsigned_number(UINT32_MAX);
    if (bits != 16 && bits != 32 && bits != 64) TokenReader::fail(place, "a word has 16, 32 or 64 bits");
    program_.word_bits = static_cast<unsigned>(bits);
    auto is_there = [&](const char* word) { return !reader_.peek().starts_line && reader_.accept_word(word); };
    if (is_there("threads")) {
      const Token& kind = reader_.take();
      std::optional<Threads> threads = threads_named(kind.text);
      if (!threads) TokenReader::fail(kind, "threads are none, gil or free");
      program_.threads = *threads;
    }
    program_.has_object_headers = is_there("headers");
  }

  void item() {
    const Token& keyword = reader_.expect(TokenKind::Word, "a declaration");
    // Everything declared above was found by its line: a declaration elsewhere would not have been.
    if (!keyword.starts_line) TokenReader::fail(keyword, "a declaration starts a line");
    if (keyword.text == "file") return void(reader_.take());
    if (keyword.text == "host") return reader_.take(), void(reader_.take());
    if (keyword.text == "jit_driver") return jit_driver();
    if (keyword.text == "opaque") return void(reader_.take());
    if (keyword.text == "struct") return struct_definition();
    if (keyword.text == "array") return array_definition();
    if (keyword.text == "data") return data_definition();
    if (keyword.text == "func") return function_definition();
    if (keyword.text == "entry") {
      program_.entry = function_name();
      return;
    }
    if (keyword.text == "keep") {
      if (reader_.peek().kind == TokenKind::At)
        program_.kept_functions.push_back(function_name());
      else
        program_.kept_data.push_back(data_name());
      return;
    }
    TokenReader::fail(keyword, fmt::format("`{}` starts no declaration", keyword.text));
  }

  FunctionId function_name() {
    const Token& token = reader_.expect(TokenKind::At, "the name of a function");
    auto known = reader_.functions.find(lookup_key(token));
    if (known == reader_.functions.end()) TokenReader::fail(token, "there is no such function");
    return known->second;
  }

  DataId data_name() {
    const Token& token = reader_.expect(TokenKind::Dollar, "the name of data");
    auto known = reader_.data.find(lookup_key(token));
    if (known == reader_.data.end()) TokenReader::fail(token, "there is no such data");
    return known->second;
  }

  std::vector<std::string> name_list() {
    std::vector<std::string> names;
    reader_.expect('(');
    while (!reader_.accept(')')) {
      if (!names.empty()) reader_.expect(',');
      names.push_back(reader_.name());
    }
    return names;
  }

  void jit_driver() {
    JitDriver driver;
    driver.name = reader_.expect(TokenKind::String, "the name of a driver").text;
    reader_.expect_word("greens");
    driver.greens = name_list();
    reader_.expect_word("reds");
    driver.reds = name_list();
    reader_.expect_word("virtualizables");
    driver.virtualizables = name_list();
    program_.jit_drivers.push_back(std::move(driver));
  }

  void struct_definition() {
    reader_.take();
    const Token& name = reader_.take();
    TypeId type = program_.types.find(name.text);
    if (reader_.accept(':')) reader_.type();
    if (!reader_.peek().starts_line && reader_.accept_word("class")) program_.types.set_vtable(type, reader_.type());
    if (!reader_.accept('{')) return;
    const StructType& definition = program_.types.struct_type(type);
    if (definition.base.valid() && !program_.types.struct_type(definition.base).defined)
      TokenReader::fail(name, "the fields of the base must be known first");
    std::vector<Field> fields;
    while (!reader_.accept('}')) {
      if (!fields.empty()) reader_.expect(',');
      bool immutable = reader_.accept_word("immutable");
      TypeId field_type = reader_.type();
      fields.push_back({.name = reader_.interned_name(), .type = field_type, .immutable = immutable});
    }
    program_.types.define_struct(type, std::move(fields));
  }

  void array_definition() {
    reader_.take();
    TypeId type = program_.types.find(reader_.take().text);
    if (!reader_.accept_word("of")) return;
    TypeId item = reader_.type();
    bool has_length = !reader_.accept_word("no_length");
    bool immutable = reader_.accept_word("immutable");
    program_.types.define_array(type, item, has_length, immutable);
  }

  void data_definition() {
    Data& data = program_.data[data_name().index];
    reader_.expect(':');
    reader_.type();
    data.immutable = reader_.accept_word("immutable");
    if (reader_.accept_word("header")) data.header = reader_.unsigned_number(UINT64_MAX);
    reader_.expect('{');
    bool is_first = true;
    while (!reader_.accept('}')) {
      if (!std::exchange(is_first, false)) reader_.expect(',');
      data_part(data);
    }
  }

  void data_part(Data& data) {
    bool names_field = reader_.peek(1).kind == TokenKind::Punctuation && reader_.peek(1).text == "=";
    if (!names_field && reader_.accept_word("bytes")) {
      data.bytes = reader_.expect(TokenKind::String, "the bytes as text").text;
      return;
    }
    if (!names_field && reader_.accept_word("items")) {
      reader_.expect('[');
      while (!reader_.accept(']')) {
        if (!data.items.empty()) reader_.expect(',');
        data.items.push_back(reader_.constant());
      }
      return;
    }
    if (names_field) {
      check_field_name(data, data.fields.size());
      reader_.expect('=');
    }
    data.fields.push_back(reader_.constant());
  }

  void check_field_name(const Data& data, size_t position) {
    const Token& place = reader_.peek();
    std::string name = reader_.name();
    bool matches = program_.types.kind(data.type) == TypeKind::Struct;
    if (matches) {
      const std::vector<Field>& fields = program_.types.struct_type(data.type).fields;
      matches = position < fields.size() && program_.strings[fields[position].name] == name;
    }
    if (!matches) TokenReader::fail(place, fmt::format("{} is not the next field", quoted(name)));
  }

  void function_definition() {
    FunctionId id = function_name();
    signature();
    Function& function = program_.function(id);
    function.can_raise = false;
    while (reader_.peek().kind == TokenKind::Word && !reader_.peek().starts_line) {
      const Token& flag = reader_.take();
      if (flag.text == "external")
        function.is_external = true;
      else if (flag.text == "blocking")
        function.is_blocking = true;
      else if (flag.text == "atomic")
        function.is_atomic = true;
      else if (flag.text == "can_raise")
        function.can_raise = true;
      else if (flag.text == "elidable")
        function.is_elidable = true;
      else if (flag.text == "inline_always")
        function.inline_hint = InlineHint::Always;
      else if (flag.text == "inline_never")
        function.inline_hint = InlineHint::Never;
      else if (flag.text == "cold")
        function.is_cold = true;
      else if (flag.text == "for_size")
        function.is_for_size = true;
      else if (flag.text == "preserve_most")
        function.preserve_most = true;
      else if (flag.text == "roots")
        function.takes_roots = true;
      else if (flag.text == "display")
        function.display_name = reader_.expect(TokenKind::String, "the name to display").text;
      else
        TokenReader::fail(flag, fmt::format("`{}` says nothing about a function", flag.text));
    }
    function.location = reader_.optional_location();
    if (reader_.accept('{')) parse_body(reader_, function);
  }

  Program& program_;
  TokenReader reader_;
};

}  // namespace

ParseResult parse(std::string_view text) {
  Program program;
  try {
    std::vector<Token> tokens = tokenize(text);
    ProgramParser(program, tokens).run();
  } catch (ParseError& error) {
    return std::move(error);
  }
  return program;
}

}  // namespace weft::ir
