// The `weft` program.
#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "translator/driver/commands.h"
#include "translator/support/diagnostics.h"

int main(int count, char** values) {
  std::vector<std::string> arguments(values + 1, values + count);
  try {
    return weft::driver::run(arguments);
  } catch (const weft::UserError& error) {
    fmt::print(stderr, "weft: {}\n", error.what());
  } catch (const std::exception& error) {
    fmt::print(stderr, "weft: internal error: {}\nThis is a mistake in Weft, not in your spec: please report it.\n",
               error.what());
    return 70;
  }
  return 1;
}
