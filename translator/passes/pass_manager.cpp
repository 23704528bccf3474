#include "translator/passes/pass_manager.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include "translator/ir/verifier.h"
#include "translator/passes/passes.h"
#include "translator/support/diagnostics.h"

namespace weft::passes {

using namespace ir;

namespace {

constexpr std::array passes{
    Pass{"constant-fold", "compute what is known while translating", &fold_constants},
    Pass{"copy-propagate", "use what was copied instead of the copy", &propagate_copies},
    Pass{"cse", "compute each expression once", &eliminate_common_subexpressions},
    Pass{"dce", "drop operations whose results nobody needs", &eliminate_dead_code},
    Pass{"dead-functions", "drop functions and data that nothing refers to", &remove_dead_functions},
    Pass{"decide-sharing", "find out which objects no other thread can know", &decide_sharing},
    Pass{"inline", "put small callees into their callers", &inline_calls},
    Pass{"inline-for-least-size", "the same, whatever the callees ask for", &inline_for_least_size},
    Pass{"inline-for-size", "put callees into their callers where the program becomes smaller", &inline_for_size},
    Pass{"may-raise", "find out which functions can raise, and drop handlers of what can not",
         +[](Program& program) { compute_may_raise(program, true); }},
    Pass{"merge-functions", "let functions with equal bodies be one", &merge_functions},
    Pass{"remove-malloc", "keep the fields of objects that do not escape in values", &remove_allocations},
    Pass{"simplify-cfg", "tidy up the graph: blocks, edges and block arguments", &simplify_control_flow},
    Pass{"strengthen-checks", "let one check of bounds answer for those of neighbours", &strengthen_checks},
    Pass{"switch", "turn chains of comparisons with constants into switches", &form_switches},
    Pass{"thread-dispatch", "give every way back to an interpreter's dispatch a copy of it", &thread_dispatch},
};

const Pass* find_pass(std::string_view name) {
  for (const Pass& pass : passes)
    if (pass.name == name) return &pass;
  return nullptr;
}

std::string unknown_pass(std::string_view name) {
  std::vector<std::string> names;
  for (const Pass& pass : passes) names.emplace_back(pass.name);
  std::string message = fmt::format("there is no pass named `{}`", name);
  std::string meant = nearest_match(name, names);
  return meant.empty() ? message : fmt::format("{}; did you mean `{}`?", message, meant);
}

void check(const Program& program, std::string_view name) {
  std::vector<std::string> messages = verify(program);
  if (messages.empty()) return;
  std::string text = fmt::format("the program is broken after `{}`:", name);
  for (const std::string& message : messages) text += "\n  " + message;
  throw PassError(std::move(text));
}

}  // namespace

std::span<const Pass> all_passes() { return passes; }

std::vector<const Pass*> parse_pass_list(std::string_view list) {
  std::vector<const Pass*> result;
  while (!list.empty()) {
    size_t comma = std::min(list.find(','), list.size());
    std::string_view name = list.substr(0, comma);
    list.remove_prefix(std::min(comma + 1, list.size()));
    while (name.starts_with(' ')) name.remove_prefix(1);
    while (name.ends_with(' ')) name.remove_suffix(1);
    if (name.empty()) continue;
    const Pass* pass = find_pass(name);
    if (!pass) throw UserError(unknown_pass(name));
    result.push_back(pass);
  }
  return result;
}

void run_pass(Program& program, const Pass& pass, const PassOptions& options) {
  auto start = std::chrono::steady_clock::now();
  if (auto* on_program = std::get_if<ProgramPass>(&pass.run))
    (*on_program)(program);
  else
    for (size_t i = 0; i < program.functions.size(); ++i)
      if (!program.functions[i].blocks.empty()) std::get<FunctionPass>(pass.run)(program, FunctionId{i});
  std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
  if (options.on_finished) options.on_finished(pass.name, elapsed.count());
  if (options.verify) check(program, pass.name);
}

void run_passes(Program& program, std::span<const Pass* const> list, const PassOptions& options) {
  for (const Pass* pass : list) run_pass(program, *pass, options);
}

void run_passes(Program& program, std::string_view list, const PassOptions& options) {
  run_passes(program, parse_pass_list(list), options);
}

}  // namespace weft::passes
