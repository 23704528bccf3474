// The commands of `weft`, one function each. They return the exit status and throw UserError for mistakes of the user
// that have no place in a source.
#pragma once

#include <string>
#include <vector>

#include "translator/driver/options.h"

namespace weft::driver {

// Everything behind the program's name on the command line; chooses and runs a command.
int run(const std::vector<std::string>& arguments);

int build(const Options& options);
int check(const Options& options);
int build_and_run(const Options& options);
int interpret(const Options& options);
int print_stage(const Options& options);
int optimize_text(const Options& options);
int list_collectors();
int list_targets(const Options& options);
int check_installation();
int explain(const Options& options);

}  // namespace weft::driver
