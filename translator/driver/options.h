// What the command line asked for, after all of it has been checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "translator/support/optimization_level.h"
#include "translator/support/sanitizers.h"
#include "translator/support/threads.h"

namespace weft::driver {

enum class Command : uint8_t { Build, Check, Run, Interp, Ir, Opt, Gcs, Targets, Doctor, Explain };

// How much to say about what is going on, on standard error.
enum class Verbosity : uint8_t { Quiet, Normal, Verbose };

// The points at which a program can be looked at, in the order in which a translation reaches them.
enum class StageName : uint8_t { Flow, Annotate, Type, Optimize, Weave, Llvm };

// How collectors find roots unless told otherwise, where the target has both ways.
inline constexpr std::string_view default_roots = "stackmap";

struct Options {
  Command command = Command::Doctor;
  Verbosity verbosity = Verbosity::Normal;
  std::string input;                   // the spec; for `opt` a file of textual IR, or "-"; for `explain` a kind
  bool json = false;                   // how diagnostics are shown
  std::vector<std::string> arguments;  // of the program that `run` and `interp` start; of `target` for the others

  // What is woven into the program and how it is compiled.
  std::string output;  // empty: the spec's name without its suffix
  std::string gc = "incminimark";
  bool gc_stress = false, gc_debug = false;
  uint64_t max_heap = 0;  // bytes; 0: no limit
  std::string roots;  // how a collector finds them; empty: the default
  OptimizationLevel optimization_level = OptimizationLevel::O2;
  Threads threads = Threads::None;
  bool stackless = false;
  bool strip = false;
  bool unchecked = false;
  std::string target;  // empty: this machine
  bool is_static = false;
  Sanitizers sanitizers;
  bool as_page = false;  // a program that runs in a browser

  // What `ir` and `opt` print.
  StageName stage = StageName::Optimize;
  std::string function;  // empty: all of them
  std::string passes;    // "a,b"; for `ir`: run after the stage; for `opt`: run on the input
  bool verify = false;
  bool list_passes = false;

  bool only_missing = false;  // what `targets` prints: the packages that are missing
  bool only_names = false;    // or what the targets are called

  std::string example;  // what `explain` prints alone: "refused", "accepted"; empty: everything
};

}  // namespace weft::driver
