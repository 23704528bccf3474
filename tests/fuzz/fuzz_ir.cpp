// Feeds broken textual IR to the parser, the verifier, the printer and the passes: a libFuzzer target.
//
// Any text must parse or be refused. What parses must print to something that parses and prints the same. What the
// verifier accepts must survive every pass, and still be accepted. Run by `tools/fuzz ir`.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "translator/ir/parser.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"
#include "translator/passes/optimize.h"
#include "translator/passes/pass_manager.h"

extern "C" size_t LLVMFuzzerMutate(uint8_t* data, size_t size, size_t max_size);

namespace {

using namespace weft;

[[noreturn]] void fail(std::string_view what, std::string_view text) {
  fprintf(stderr, "%.*s\n%.*s\n", static_cast<int>(what.size()), what.data(), static_cast<int>(text.size()), text.data());
  abort();
}

void check_round_trip(const ir::Program& program) {
  std::string printed = ir::print(program);
  ir::ParseResult again = ir::parse(printed);
  if (const auto* error = std::get_if<ir::ParseError>(&again)) fail("does not parse again: " + error->message, printed);
  std::string second = ir::print(std::get<ir::Program>(again));
  if (second != printed) fail("prints differently when parsed again:\n" + second, printed);
}

void check_passes(std::string_view text) {
  for (OptimizationLevel level : {OptimizationLevel::O0, OptimizationLevel::O3, OptimizationLevel::Oz}) {
    std::string list = passes::passes_of_level(level);
    ir::Program program = std::get<ir::Program>(ir::parse(text));
    try {
      passes::run_passes(program, list, {.verify = true, .on_finished = {}});
    } catch (const passes::PassError& error) {
      fail(error.what(), text);
    }
  }
}

// The pieces of a text that mutations move about: words with their sigils, punctuation, blanks.
std::vector<std::string_view> tokens_of(std::string_view text) {
  std::vector<std::string_view> tokens;
  auto is_word = [](char c) { return isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.'; };
  for (size_t start = 0; start < text.size();) {
    size_t end = start + 1;
    bool sigil = std::string_view("%@$^#*").find(text[start]) != std::string_view::npos;
    if (is_word(text[start]) || sigil) {
      while (end < text.size() && is_word(text[end])) ++end;
    }
    tokens.push_back(text.substr(start, end - start));
    start = end;
  }
  return tokens;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (size_t start = 0; start < text.size();) {
    size_t end = text.find('\n', start);
    end = end == std::string_view::npos ? text.size() : end + 1;
    lines.push_back(text.substr(start, end - start));
    start = end;
  }
  return lines;
}

// Deletes, repeats, swaps or replaces one of the pieces.
std::string disturb(std::vector<std::string_view> pieces, std::minstd_rand& random) {
  auto any = [&] { return random() % pieces.size(); };
  size_t place = any(), other = any();
  switch (random() % 4) {
    case 0: pieces.erase(pieces.begin() + static_cast<ptrdiff_t>(place)); break;
    case 1: pieces.insert(pieces.begin() + static_cast<ptrdiff_t>(place), pieces[other]); break;
    case 2: std::swap(pieces[place], pieces[other]); break;
    case 3: pieces[place] = pieces[other]; break;
  }
  std::string result;
  for (std::string_view piece : pieces) result += piece;
  return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  ir::ParseResult result = ir::parse(text);
  const auto* program = std::get_if<ir::Program>(&result);
  if (program == nullptr) return 0;
  bool sound = ir::verify(*program).empty();
  check_round_trip(*program);
  if (sound && program->stage == ir::Stage::Low) check_passes(text);
  return 0;
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t* data, size_t size, size_t max_size, unsigned seed) {
  std::minstd_rand random(seed);
  std::string_view text(reinterpret_cast<const char*>(data), size);
  unsigned kind = random() % 8;
  std::vector<std::string_view> pieces = kind < 2 ? lines_of(text) : tokens_of(text);
  if (kind == 7 || pieces.empty()) return LLVMFuzzerMutate(data, size, max_size);
  std::string changed = disturb(std::move(pieces), random);
  size_t length = std::min(changed.size(), max_size);
  std::copy_n(changed.begin(), length, data);
  return length;
}
