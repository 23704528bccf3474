// From argv to Options. Everything a user can get wrong on the command line is found out here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "translator/driver/options.h"

namespace weft::driver {

// Names that only the rest of the translator knows; a wrong one is answered with the nearest of these.
struct KnownNames {
  std::vector<std::string> collectors;
  std::vector<std::string> targets;
};

// The options, or none when `--help` or `--version` has been answered on standard output. Throws UserError for a
// command line that makes no sense.
std::optional<Options> parse_command_line(std::span<const std::string> arguments, const KnownNames& known);

}  // namespace weft::driver
