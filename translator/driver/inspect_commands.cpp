// The commands that show something: ir, opt, gcs.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>

#include "rpy-frontend/host/host.h"
#include "translator/driver/collectors.h"
#include "translator/driver/commands.h"
#include "translator/driver/pipeline.h"
#include "translator/ir/parser.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"
#include "translator/passes/pass_manager.h"

namespace weft::driver {
namespace {

std::string read_text(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::ifstream file(path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file && !file.eof()) throw UserError(fmt::format("can not read {}", path));
  return text;
}

void print_text(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }

void require_sound(const ir::Program& program, std::string_view when) {
  std::vector<std::string> messages = ir::verify(program);
  if (messages.empty()) return;
  std::string text = fmt::format("{}: the program breaks the rules of its stage", when);
  for (const std::string& message : messages) text += "\n  " + message;
  throw UserError(text);
}

}  // namespace

int print_stage(const Options& options) {
  passes::parse_pass_list(options.passes);  // a wrong name is found out before the translation
  Progress progress(options.verbosity == Verbosity::Verbose ? Verbosity::Verbose : Verbosity::Quiet);
  Pipeline pipeline(options, progress);
  if (!pipeline.advance_to(options.stage)) return pipeline.report();
  pipeline.run_passes(options.passes);
  std::string text = pipeline.text(options.function);
  progress.finish("");
  print_text(text);
  return 0;
}

int optimize_text(const Options& options) {
  if (options.list_passes) {
    for (const passes::Pass& pass : passes::all_passes()) fmt::print("{:<20} {}\n", pass.name, pass.description);
    return 0;
  }
  std::vector<const passes::Pass*> passes = passes::parse_pass_list(options.passes);
  ir::ParseResult result = ir::parse(read_text(options.input));
  if (const auto* error = std::get_if<ir::ParseError>(&result))
    throw UserError(fmt::format("{}:{}:{}: {}", options.input, error->line, error->column, error->message));
  ir::Program& program = std::get<ir::Program>(result);
  if (options.verify) require_sound(program, options.input);
  passes::run_passes(program, passes, {.verify = options.verify, .on_finished = {}});
  print_text(ir::print(program));
  return 0;
}

namespace {

// What a collector asks of the program and does to it.
std::string constraints_of(const LoadedCollector& collector) {
  const weave::CollectorInterface& asks = collector.constraints;
  auto has = [&](const char* method) {
    return std::ranges::find(collector.description.methods, method, &typer::CollectorMethod::name) !=
           collector.description.methods.end();
  };
  std::vector<std::string_view> words{asks.needs_roots ? "precise" : "no roots or headers"};
  if (asks.needs_roots) words.push_back("a header of one word");
  words.push_back(asks.moves_objects ? "moves objects" : "moves nothing");
  if (has("write_barrier")) words.push_back(asks.barrier_on_overwrite ? "barrier for every store" : "write barrier");
  if (asks.needs_roots) words.push_back("--gc-stress, --gc-debug");
  if (collector.description.collector.attr("allows_free_threads").cast<bool>()) words.push_back("--threads=free");
  return fmt::format("{}", fmt::join(words, "; "));
}

}  // namespace

int list_collectors() {
  rpy::Host host;
  for (const CollectorFile& file : collector_files()) {
    LoadedCollector collector = load_collector(file.name);
    fmt::print("{:<13} {}\n", file.name, file.description);
    fmt::print("{:<13} {}\n", "", constraints_of(collector));
    if (std::string missing = missing_for(collector); !missing.empty())
      fmt::print("{:<13} missing here: {}\n", "", missing);
  }
  return 0;
}

}  // namespace weft::driver
