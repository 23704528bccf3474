// The commands that take a spec all the way: build, check, run, interp.
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "backends/llvm/target_needs.h"
#include "backends/llvm/temporary_file.h"
#include "backends/web/page.h"
#include "translator/driver/cache.h"
#include "translator/driver/choices.h"
#include "translator/driver/commands.h"
#include "translator/driver/pipeline.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

// Found out before the translation rather than after it.
void require_writable(const fs::path& output) {
  std::error_code ignored;
  if (fs::is_directory(output, ignored)) throw UserError(fmt::format("can not write {}: it is a directory", output.string()));
  fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, ignored))
    throw UserError(fmt::format("can not write {}: there is no directory {}", output.string(), folder.string()));
  if (access(folder.c_str(), W_OK) != 0)
    throw UserError(fmt::format("can not write {}: {}: {}", output.string(), folder.string(), std::strerror(errno)));
}

void require_page(const backend::TargetDescription& target) {
  if (!target.runs_in_pages)
    throw UserError(fmt::format("--html needs a program that browsers can run, and those for {} are not: add "
                                "--target=wasm32-wasi",
                                target.name));
  web::require_template();
}

void write_page(Pipeline& pipeline, const std::string& output) {
  backend::TemporaryFile page = backend::TemporaryFile::beside(output), program("weft", "wasm");
  pipeline.write_executable(program.path());
  std::ifstream file(program.path(), std::ios::binary);
  std::string code(std::istreambuf_iterator<char>(file), {});
  backend::write_file(page.path(), web::make_page({pipeline.default_output(), pipeline.summary(), code}));
  page.become(output);
}

}  // namespace

int build(const Options& options) {
  if (!options.output.empty()) require_writable(options.output);
  const backend::TargetDescription& target = find_target(options.target);
  if (options.as_page) require_page(target);
  backend::require_build(target);
  backend::require_sanitizers(target, options.sanitizers, options.is_static);
  Progress progress(options.verbosity);
  Pipeline pipeline(options, progress);
  if (!pipeline.advance_to(StageName::Weave)) return pipeline.report();
  std::string output = !options.output.empty() ? options.output : pipeline.default_output() + (options.as_page ? ".html" : "");
  require_writable(output);
  if (options.as_page)
    write_page(pipeline, output);
  else
    pipeline.write_executable(output);
  progress.finish(output);
  return 0;
}

int check(const Options& options) {
  Progress progress(options.verbosity == Verbosity::Verbose ? Verbosity::Verbose : Verbosity::Quiet);
  Pipeline pipeline(options, progress);
  // The typer finds the last mistakes (in format strings, for example), and takes less time than inference.
  if (!pipeline.advance_to(StageName::Type)) return pipeline.report();
  progress.finish("");
  if (options.verbosity != Verbosity::Quiet)
    fmt::print("{}: no mistakes found in {}\n", options.input,
               counted(pipeline.inferred_functions(), "function"));
  return 0;
}

int build_and_run(const Options& options) {
  const backend::TargetDescription& target = find_target(options.target);
  backend::require_run(target);
  BuildCache cache(options);
  std::optional<fs::path> executable = cache.find();
  if (!executable) {
    backend::require_build(target);
    backend::require_sanitizers(target, options.sanitizers, options.is_static);
    Progress progress(options.verbosity);
    Pipeline pipeline(options, progress);
    if (!pipeline.advance_to(StageName::Weave)) return pipeline.report();
    std::vector<fs::path> sources = pipeline.source_files();
    executable = cache.place_for(sources);
    pipeline.write_executable(executable->string());
    progress.finish(options.input);
    cache.remember(*executable, sources);
  }
  std::vector<std::string> words = backend::run_method(target)->command;
  words.push_back(executable->string());
  words.insert(words.end(), options.arguments.begin(), options.arguments.end());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  execvp(pointers[0], pointers.data());
  throw UserError(fmt::format("can not run {}: {}", words[0], std::strerror(errno)));
}

int interpret(const Options& options) {
  Diagnostics diagnostics;
  rpy::Host host(host_options(options.target));
  int status = host.run_untranslated(options.input, options.arguments, diagnostics);
  if (!diagnostics.has_errors()) return status;
  show(diagnostics, host.source_reader(), options.json);
  return 1;
}

}  // namespace weft::driver
