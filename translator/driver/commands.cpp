#include "translator/driver/commands.h"

#include "translator/driver/choices.h"
#include "translator/driver/command_line.h"

namespace weft::driver {

int run(const std::vector<std::string>& arguments) {
  std::optional<Options> options = parse_command_line(arguments, known_names());
  if (!options) return 0;
  switch (options->command) {
    case Command::Opt: return optimize_text(*options);
    case Command::Gcs: return list_collectors();
    case Command::Targets: return list_targets();
    case Command::Build: return build(*options);
    case Command::Check: return check(*options);
    case Command::Run: return build_and_run(*options);
    case Command::Interp: return interpret(*options);
    case Command::Ir: return print_stage(*options);
    case Command::Doctor: return check_installation();
  }
  return 1;
}

}  // namespace weft::driver
