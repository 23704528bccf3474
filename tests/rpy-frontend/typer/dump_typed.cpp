// dump_typed SPEC [--print] [--flow] [--unchecked]: types a spec and verifies the result.
#include <fmt/format.h>

#include <chrono>
#include <cstring>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/typer.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"

int main(int argc, char** argv) {
  using namespace weft;
  bool is_printed = false, is_flow_printed = false;
  typer::TyperOptions options;
  for (int i = 2; i < argc; ++i) {
    is_printed |= std::strcmp(argv[i], "--print") == 0;
    is_flow_printed |= std::strcmp(argv[i], "--flow") == 0;
    options.unchecked |= std::strcmp(argv[i], "--unchecked") == 0;
  }
  rpy::Host host;
  Diagnostics diagnostics;
  ir::Program flow;
  typer::LowTypes types(64);
  annotate::Annotator annotator(host, flow, diagnostics);
  types.attach(annotator);
  annotator.set_low_level_types(&types);
  auto fail = [&] {
    if (is_flow_printed) {
      annotator.write_annotations();
      fmt::print("{}", ir::print(flow));
    }
    fmt::print(stderr, "{}", render(diagnostics, host.source_reader(), false));
    return 1;
  };
  std::optional<rpy::LoadedSpec> spec = host.load(argv[1], {}, diagnostics);
  if (!spec) return fail();
  auto begin = std::chrono::steady_clock::now();
  annotate::InstanceId entry = annotator.annotate_entry_point(spec->entry_point);
  if (!entry.valid()) return fail();
  auto annotated = std::chrono::steady_clock::now();
  std::optional<typer::TypedProgram> typed;
  try {
    typed = typer::type_program(annotator, types, entry, options);
  } catch (const UserError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return fail();
  }
  if (!typed) return fail();
  auto end = std::chrono::steady_clock::now();
  if (is_printed) fmt::print("{}", ir::print(typed->program));
  std::vector<std::string> problems = ir::verify(typed->program);
  for (const std::string& problem : problems) fmt::print(stderr, "{}\n", problem);
  auto milliseconds = [](auto duration) { return std::chrono::duration<double, std::milli>(duration).count(); };
  fmt::print(stderr, "{} functions, {} problems, annotated in {:.0f} ms, typed in {:.0f} ms\n", typed->program.functions.size(),
             problems.size(), milliseconds(annotated - begin), milliseconds(end - annotated));
  return problems.empty() ? 0 : 1;
}
