#include "translator/ir/parser.h"

#include <random>

#include <gtest/gtest.h>

#include "tests/translator/ir/samples.h"
#include "translator/ir/operations.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"

namespace weft::ir {
namespace {

Program parsed(std::string_view text) {
  ParseResult result = parse(text);
  if (auto* error = std::get_if<ParseError>(&result)) {
    ADD_FAILURE() << error->line << ":" << error->column << ": " << error->message;
    return {};
  }
  return std::get<Program>(std::move(result));
}

ParseError parse_error(std::string_view text) {
  ParseResult result = parse(text);
  if (auto* error = std::get_if<ParseError>(&result)) return *error;
  ADD_FAILURE() << "parsed without an error: " << text;
  return {};
}

TEST(Parser, ReadsWhatThePrinterWrites) {
  EXPECT_EQ(print(parsed(samples::low)), samples::low);
  EXPECT_EQ(print(parsed(samples::flow), {.locations = true}), samples::flow);
}

TEST(Parser, SamplesAreSound) {
  EXPECT_EQ(verify(parsed(samples::low)), std::vector<std::string>{});
  EXPECT_EQ(verify(parsed(samples::flow)), std::vector<std::string>{});
}

TEST(Parser, LocationsAreOptional) {
  Program program = parsed(samples::flow);
  std::string without = print(program);
  EXPECT_EQ(without.find('!'), std::string::npos);
  EXPECT_EQ(print(parsed(without)), without);
  EXPECT_FALSE(parsed(without).functions[0].blocks[0].operations[0].location.valid());
}

TEST(Parser, KeepsConstantsExactly) {
  Program program = parsed(samples::low);
  const Data& numbers = program.data[5];
  EXPECT_EQ(program.constants[numbers.items[5]].payload, 0x7ff8000000000000u);
  EXPECT_EQ(program.data[0].bytes, std::string("Node\0\"\\\n", 8));
  EXPECT_TRUE(program.data[3].name.empty());
  EXPECT_EQ(program.data[4].name, "3");
}

// Every operation, with as many operands as its signature asks for.
TEST(Parser, KnowsEveryOperation) {
  for (const OperationInfo& row : operation_table) {
    EXPECT_EQ(find_opcode(row.name), row.opcode);
    Program program;
    program.stage = row.stage == OperationStage::High ? Stage::Flow : Stage::Low;
    program.jit_drivers.push_back({"driver", {}, {}, {}});
    FunctionId id = program.add_function(
        {.name = "f", .display_name = "f", .type = program.types.function({{}, TypeTable::void_})});
    Function& function = program.function(id);
    function.add_block();
    Operation operation{.opcode = row.opcode};
    operation.result = function.add_value(TypeTable::signed_);
    for (char letter : row.signature.substr(0, row.signature.find('>')))
      if (letter != '*') operation.operands.push_back(program.constants.integer(TypeTable::signed_, 1));
    if (row.immediate == Immediate::Name) operation.immediate = program.strings.intern("name").index;
    if (row.immediate == Immediate::CallShape) {
      unsigned positional = static_cast<unsigned>(operation.operands.size() - 1);
      operation.immediate = program.add_call_shape({.positional = positional}).index;
    }
    function.blocks[0].operations.push_back(operation);
    function.blocks[0].terminator.kind = TerminatorKind::Unreachable;
    std::string text = print(program);
    EXPECT_EQ(print(parsed(text)), text);
  }
}

TEST(Parser, BlocksMayBeNamedAndUsedBeforeTheyStand) {
  Program program = parsed(R"(program low word 64
func @f(Bool) -> Signed {
^start(%c: Bool):
  branch %c, ^right(1), ^left
^left:
  jump ^right(%late)
^right(%x: Signed):
  return %x
^dead:
  %late: Signed = int_add 1, 2
  jump ^left
}
)");
  EXPECT_EQ(program.functions[0].blocks[0].terminator.edges[0].target, BlockId{2});
  EXPECT_EQ(program.functions[0].blocks[0].terminator.edges[1].target, BlockId{1});
}

TEST(Parser, SaysWhereAndWhatIsWrong) {
  struct Case {
    const char* text;
    uint32_t line, column;
    const char* message;
  };
  const Case cases[] = {
      {"", 1, 1, "expected `program`"},
      {"program middle word 64\n", 1, 9, "expected a stage: flow, low or woven"},
      {"program low word 63\n", 1, 18, "a word has 16, 32 or 64 bits"},
      {"program low word 64\nstruct gc %a { *%b next }\n", 2, 17, "there is no type named \"b\""},
      {"program low word 64\nopaque %a\nopaque %a\n", 3, 8, "there is a type of this name already"},
      {"program low word 64\nfunc @f() -> Void {\n^0:\n  return %x\n}\n", 4, 10, "this value is not defined"},
      {"program low word 64\nfunc @f() -> Void {\n^0:\n  jump ^1\n}\n", 4, 8, "there is no such block"},
      {"program low word 64\nfunc @f() -> Void {\n^0:\n  fly 1\n}\n", 4, 3, "`fly` is no operation"},
      {"program low word 64\nfunc @f() -> Void {\n^0:\n  return\n  return\n}\n", 5, 3, "the block has ended already"},
      {"program low word 64\nentry @f\n", 2, 7, "there is no such function"},
      {"program low word 64\nwhatever\n", 2, 1, "`whatever` starts no declaration"},
      {"program low word 64\nfunc @f() -> Void {\n^0:\n  raw_free null\n}\n", 4, 12,
       "this constant needs a type: `: type` behind it"},
      {"program low word 64\nhost #0 \"open\n", 2, 14, "the text is not closed"},
  };
  for (const Case& wrong : cases) {
    ParseError error = parse_error(wrong.text);
    EXPECT_EQ(error.message, wrong.message) << wrong.text;
    EXPECT_EQ(error.line, wrong.line) << wrong.text;
    EXPECT_EQ(error.column, wrong.column) << wrong.text;
  }
}

// Whatever the parser accepts can be printed, read again and verified.
void survive(const std::string& text) {
  ParseResult result = parse(text);
  auto* program = std::get_if<Program>(&result);
  if (!program) return;
  std::string printed = print(*program, {.locations = true});
  verify(*program);
  EXPECT_TRUE(std::holds_alternative<Program>(parse(printed))) << printed;
}

TEST(ParserRobustness, Truncations) {
  for (std::string_view sample : {samples::flow, samples::low})
    for (size_t length = 0; length < sample.size(); ++length) survive(std::string(sample.substr(0, length)));
}

TEST(ParserRobustness, RandomBytes) {
  std::mt19937 random(1);
  for (std::string_view sample : {samples::flow, samples::low}) {
    for (int round = 0; round < 1000; ++round) {
      std::string text(sample);
      for (unsigned changes = 1 + random() % 4; changes > 0; --changes) {
        size_t position = random() % text.size();
        switch (random() % 4) {
          case 0: text[position] = static_cast<char>(random()); break;
          case 1: text.erase(position, 1 + random() % 8); break;
          case 2: text.insert(position, text.substr(random() % text.size(), 1 + random() % 12)); break;
          case 3: std::swap(text[position], text[random() % text.size()]); break;
        }
      }
      survive(text);
    }
  }
}

// Whole words are exchanged: what comes out is well-formed far more often than with random bytes.
TEST(ParserRobustness, RandomWords) {
  std::mt19937 random(2);
  for (std::string_view sample : {samples::flow, samples::low}) {
    std::vector<std::string> words(1);
    for (char c : sample) {
      if (c == ' ' || c == '\n') words.emplace_back();
      words.back() += c;
    }
    for (int round = 0; round < 1000; ++round) {
      std::vector<std::string> changed = words;
      for (unsigned changes = 1 + random() % 3; changes > 0; --changes)
        changed[random() % changed.size()] = words[random() % words.size()];
      std::string text;
      for (const std::string& word : changed) text += word;
      survive(text);
    }
  }
}

}  // namespace
}  // namespace weft::ir
