#include "translator/driver/commands.h"

#include <fmt/format.h>

#include <cstdio>
#include <fstream>

#include "translator/driver/choices.h"
#include "translator/driver/command_line.h"
#include "translator/driver/pipeline.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {

namespace {

int run(const Options& options) {
  switch (options.command) {
    case Command::Opt: return optimize_text(options);
    case Command::Gcs: return list_collectors();
    case Command::Targets: return list_targets(options);
    case Command::Build: return build(options);
    case Command::Check: return check(options);
    case Command::Run: return build_and_run(options);
    case Command::Interp: return interpret(options);
    case Command::Ir: return print_stage(options);
    case Command::Doctor: return check_installation();
    case Command::Explain: return explain(options);
  }
  return 1;
}

std::string line_of_file(const std::string& path, uint32_t number) {
  std::ifstream file(path);
  std::string line;
  while (number > 0 && std::getline(file, line)) --number;
  return number == 0 ? line : "";
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  std::optional<Options> options = parse_command_line(arguments, known_names());
  if (!options) return 0;
  try {
    return run(*options);
  } catch (const UserError& error) {
    if (!options->json) throw;
    fmt::print(stderr, "{}", render_json(error));
    return 1;
  } catch (const FileError& error) {
    Diagnostics diagnostics;
    diagnostics.report(error.diagnostic());
    show(diagnostics, line_of_file, options->json);
    return 1;
  }
}

}  // namespace weft::driver
