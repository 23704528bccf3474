// Passes by name, and running several in a row.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "translator/ir/program.h"

namespace weft::passes {

using ProgramPass = void (*)(ir::Program&);
using FunctionPass = bool (*)(ir::Program&, ir::FunctionId);

struct Pass {
  std::string_view name;         // "simplify-cfg"
  std::string_view description;  // a sentence
  std::variant<ProgramPass, FunctionPass> run;
};

// All passes, by name in alphabetical order.
std::span<const Pass> all_passes();

// The passes of a list like "inline,dce". Throws UserError for a name that no pass has.
std::vector<const Pass*> parse_pass_list(std::string_view list);

struct PassOptions {
  // Verify the program after each pass; what is wrong is thrown as a PassError.
  bool verify = false;
  // Told how long each pass took.
  std::function<void(std::string_view name, double seconds)> on_finished;
};

// A pass broke a rule: a mistake of ours, never of the user.
class PassError : public std::exception {
 public:
  explicit PassError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// Runs a pass on the program, or on each of its functions in turn.
void run_pass(ir::Program& program, const Pass& pass, const PassOptions& options = {});
void run_passes(ir::Program& program, std::span<const Pass* const> passes, const PassOptions& options = {});
void run_passes(ir::Program& program, std::string_view list, const PassOptions& options = {});

}  // namespace weft::passes
