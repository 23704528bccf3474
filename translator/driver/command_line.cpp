#include "translator/driver/command_line.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "backends/llvm/targets.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {
namespace {

constexpr std::string_view description =
    "Weft translates an interpreter written in restricted Python into a native program.\n"
    "\n"
    "  weft build lisp.py -o lisp        translate; ./lisp is a native executable\n"
    "  weft check lisp.py                find the mistakes in a spec, generate nothing\n"
    "  weft run lisp.py -- prog.scm      translate into a cache and run\n"
    "  weft interp lisp.py -- prog.scm   run the spec as ordinary Python\n";

constexpr std::string_view footer =
    "A spec is a Python file with a function `target(driver, args)` that returns the entry point: a function from the\n"
    "list of command-line arguments to the exit status. `weft COMMAND --help` tells more about a command.\n"
    "Exit status: 0 when all went well, 1 for a mistake in the spec or on the command line; `run` and `interp` pass on\n"
    "the program's own.";

constexpr std::array<std::pair<std::string_view, StageName>, 6> stage_names{{
    {"flow", StageName::Flow},
    {"annotate", StageName::Annotate},
    {"type", StageName::Type},
    {"optimize", StageName::Optimize},
    {"weave", StageName::Weave},
    {"llvm", StageName::Llvm},
}};

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::vector<std::string> words_of(std::span<const std::string_view> words) { return {words.begin(), words.end()}; }

[[noreturn]] void unknown(std::string_view what, const std::string& word, const std::vector<std::string>& known) {
  std::string message = fmt::format("unknown {} '{}'", what, word);
  if (std::string nearest = nearest_match(word, known); !nearest.empty())
    message += fmt::format("; did you mean '{}'?", nearest);
  throw UserError(fmt::format("{}\n  known: {}", message, joined(known)));
}

void require_known(std::string_view what, const std::string& word, const std::vector<std::string>& known) {
  if (std::ranges::find(known, word) == known.end()) unknown(what, word, known);
}

// The parser and what it writes to, before names are checked.
class Parser {
 public:
  explicit Parser(const KnownNames& known) : known_(known) {
    app_.name("weft");
    app_.description(std::string(description));
    app_.set_version_flag("--version", "weft " WEFT_VERSION, "Print the version and exit");
    app_.set_help_flag("-h,--help", "Print this help and exit");
    app_.allow_extras();
    for (auto [from, to] : {std::pair{"SUBCOMMAND", "COMMAND"}, {"REQUIRED", ""}})
      app_.get_formatter()->label(from, to);
    add_commands();
    app_.footer(std::string(footer));  // after its commands were added, which would inherit it
  }

  std::optional<Options> parse(std::span<const std::string> all) {
    // Everything behind `--` belongs to the program, whatever it looks like.
    auto dashes = std::ranges::find(all, "--");
    std::vector<std::string> ours(all.begin(), dashes);
    if (ours.empty()) ours.push_back("--help");
    std::ranges::reverse(ours);  // the order in which CLI11 takes its vector
    try {
      app_.parse(ours);
    } catch (const CLI::Success& success) {  // help or version
      app_.exit(success);
      return std::nullopt;
    } catch (const CLI::ParseError& error) {
      refuse_unknown_flags();  // usually the reason for whatever else is wrong
      if (error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError)) {
        std::string command = app_.get_subcommands().front()->get_name();
        throw UserError(fmt::format("`weft {0}` needs a SPEC to work on; `weft {0} --help` tells more", command));
      }
      throw UserError(error.what());
    }
    refuse_unknown_flags();
    if (dashes != all.end()) options_.arguments.insert(options_.arguments.end(), dashes + 1, all.end());
    check();
    return options_;
  }

 private:
  CLI::App* add(Command command, const std::string& name, const std::string& text) {
    CLI::App* added = app_.add_subcommand(name, text);
    added->group("Commands");
    added->allow_extras();
    added->callback([this, command] { options_.command = command; });
    commands_.push_back(name);
    return added;
  }

  void add_commands() {
    CLI::App* build = add(Command::Build, "build", "Translate a spec into a native executable.");
    add_spec(build);
    build->add_option("-o,--output", options_.output, "The executable to write; default: the spec's name without .py")
        ->type_name("EXE");
    build->add_flag("--html", options_.as_page, "Write a page that runs the program in a browser, for --target=wasm32-wasi");
    add_generation(build);
    add_arguments(build, "Arguments for the spec's target() function");

    CLI::App* check = add(Command::Check, "check", "Find the mistakes in a spec: types only, no code.");
    add_spec(check);
    add_target(check, "The machine whose words are meant: a name that `weft targets` lists, or a file");
    add_verbosity(check);
    add_arguments(check, "Arguments for the spec's target() function");

    CLI::App* run = add(Command::Run, "run", "Translate a spec into a cache and run the result.");
    add_spec(run);
    add_generation(run);
    add_arguments(run, "Arguments for the program; those behind `--` are passed on whatever they look like");
    run->footer("The cache is in $XDG_CACHE_HOME/weft, or ~/.cache/weft. The exit status is the program's.");

    CLI::App* interp = add(Command::Interp, "interp", "Run a spec untranslated, on the embedded Python.");
    add_spec(interp);
    add_target(interp, "The machine whose words the spec is to see: a name that `weft targets` lists, or a file");
    add_arguments(interp, "Arguments for the program; those behind `--` are passed on whatever they look like");

    CLI::App* ir = add(Command::Ir, "ir", "Print the program at a stage of its translation.");
    add_spec(ir);
    ir->add_option("--stage", stage_, "flow, annotate, type, optimize, weave or llvm; default: optimize")
        ->type_name("STAGE");
    ir->add_option("--function", options_.function, "Only this function, with the types and data left out")
        ->type_name("NAME");
    ir->add_option("--passes", options_.passes, "Run these passes on what the stage gave")->type_name("A,B,...");
    add_generation(ir);

    CLI::App* opt = add(Command::Opt, "opt", "Run passes on textual IR: text in, text out.");
    opt->add_option("FILE", options_.input, "A file that `weft ir` printed; `-` for standard input")->type_name("");
    opt->add_option("--passes", options_.passes, "The passes, in order")->type_name("A,B,...");
    opt->add_flag("--verify", options_.verify, "Check the program's invariants after reading it and after every pass");
    opt->add_flag("--list", options_.list_passes, "List the passes there are");

    CLI::App* explain = add(Command::Explain, "explain", "What a diagnostic means, with examples.");
    explain->add_option("ID", options_.input, "Its number or name, such as W0402; without one, all are listed")
        ->type_name("");
    explain->add_option("--example", options_.example, "Only that example, as a spec: refused or accepted")
        ->type_name("WHICH");

    add(Command::Gcs, "gcs", "The memory managers that can be woven in, and what is missing to use them.");
    CLI::App* targets = add(Command::Targets, "targets", "The machines that can be translated for, and what is missing.");
    CLI::Option* missing =
        targets->add_flag("--missing", options_.only_missing, "Only the packages that are missing, one a line");
    targets->add_flag("--names", options_.only_names, "Only the names, one a line")->excludes(missing);
    targets->add_option("NAMES", options_.arguments, "Only these")->type_name("");
    add(Command::Doctor, "doctor", "Check this installation.");
  }

  // A command that works on a spec has something to say about it.
  void add_spec(CLI::App* command) {
    command->add_option("--diagnostics", diagnostics_, "How mistakes are shown: text, or json for editors")
        ->type_name("FORMAT");
    command->add_option("SPEC", options_.input, "The specification, a Python file with a function target()")
        ->type_name("")
        ->required();
  }

  void add_arguments(CLI::App* command, const std::string& text) {
    command->add_option("ARGS", options_.arguments, text)->type_name("");
  }

  void add_target(CLI::App* command, const std::string& text) {
    command->add_option("--target", options_.target, text)->type_name("NAME");
  }

  void add_verbosity(CLI::App* command) {
    command->add_flag("-v,--verbose", verbose_, "Say more about every stage");
    command->add_flag("-q,--quiet", quiet_, "Say nothing unless something is wrong");
  }

  void add_generation(CLI::App* command) {
    command->add_option("--gc", options_.gc, "Memory management: " + joined(known_.collectors) + "; default: incminimark")
        ->type_name("NAME");
    command->add_flag("--gc-stress", options_.gc_stress, "Collect at every allocation, to find mistakes");
    command->add_flag("--gc-debug", options_.gc_debug, "Verify the whole heap after each collection");
    command->add_option("--max-heap", options_.max_heap, "The most that objects may take, such as 64M; beyond, MemoryError")
        ->type_name("SIZE")
        ->transform(CLI::Validator(
            [](std::string& size) {
              try {
                if (size[0] != '-' && CLI::AsSizeValue(false)(size).empty()) return std::string();
              } catch (const CLI::ValidationError&) {
              }
              return fmt::format("'{}' is no size; write bytes, or K, M or G behind a number", size);
            },
            ""));
    command->add_option("--roots", options_.roots,
                        "How a collector finds what the program holds on to: shadowstack or stackmap; default: " +
                            std::string(default_roots))
        ->type_name("KIND");
    command
        ->add_option_function<std::string>(
            "-O", [this](const std::string& level) { options_.optimization_level = *optimization_level_named(level); },
            "Optimisation level: 0 to 3, s for small programs, z for the smallest; default: 2")
        ->type_name("LEVEL")
        ->check(CLI::Validator(
            [](std::string& level) {
              return optimization_level_named(level) ? std::string()
                                                     : fmt::format("the levels are 0, 1, 2, 3, s and z, not {}", level);
            },
            ""));
    command->add_flag("--stackless", options_.stackless,
                      "Let functions be suspended, and recursion go on in the heap when the stack is full");
    command->add_option("--threads", threads_, "How many threads run at a time: " + joined(words_of(thread_kinds)) + "; default: none")
        ->type_name("KIND");
    command->add_flag("--strip", options_.strip, "Leave symbols and debug information out");
    command->add_flag("--unchecked", options_.unchecked,
                      "Leave out index and division checks that the spec does not ask for (RPython's rules)");
    add_target(command, "The machine to translate for: a name that `weft targets` lists, or a file");
    command->add_option("--sanitize", sanitizers_,
                        "Find mistakes of the program's while it runs: address, thread or undefined, or address,undefined")
        ->type_name("A,B,...");
    command->add_flag("--static", options_.is_static, "Take no shared libraries: the C library becomes part of the program");
    add_verbosity(command);
  }

  // A command's own flags, for suggestions.
  static std::vector<std::string> flags_of(const CLI::App* command) {
    std::vector<std::string> flags;
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
      for (const std::string& name : option->get_snames()) flags.push_back("-" + name);
    }
    return flags;
  }

  void refuse_unknown_flags() {
    std::vector<CLI::App*> chosen = app_.get_subcommands();
    for (const CLI::App* command : chosen) {
      for (const std::string& word : command->remaining()) refuse(word, command);
    }
    for (const std::string& word : app_.remaining(false)) {
      if (word.starts_with("-")) refuse(word, chosen.empty() ? &app_ : chosen.front());
      if (chosen.empty()) unknown("command", word, commands_);
      throw UserError(fmt::format("'{}' is one argument too many", word));
    }
  }

  void refuse(const std::string& word, const CLI::App* command) const {
    if (!word.starts_with("-")) throw UserError(fmt::format("'{}' is one argument too many", word));
    std::string flag = word.substr(0, word.find('='));
    unknown("flag", flag, flags_of(command));
  }

  void check() {
    if (app_.get_subcommands().empty()) throw UserError("no command given; `weft --help` lists them");
    if (verbose_ && quiet_) throw UserError("--verbose and --quiet exclude each other");
    options_.verbosity = verbose_ ? Verbosity::Verbose : quiet_ ? Verbosity::Quiet : Verbosity::Normal;
    require_known("collector", options_.gc, known_.collectors);
    if (!options_.roots.empty()) require_known("kind of roots", options_.roots, {"shadowstack", "stackmap"});
    require_known("kind of threads", threads_, words_of(thread_kinds));
    options_.threads = *threads_named(threads_);
    check_targets();
    options_.sanitizers = sanitizers();
    require_known("format of diagnostics", diagnostics_, {"text", "json"});
    options_.json = diagnostics_ == "json";
    if (options_.json && !verbose_) options_.verbosity = Verbosity::Quiet;
    if (!options_.example.empty()) {
      require_known("example", options_.example, {"refused", "accepted"});
      if (options_.input.empty()) throw UserError("--example needs the ID of a diagnostic");
    }
    options_.stage = stage();
    if (options_.command == Command::Opt && options_.input.empty() && !options_.list_passes)
      throw UserError("`weft opt` needs a FILE to read; `-` for standard input");
  }

  void check_targets() const {
    std::vector<std::string> names = options_.command == Command::Targets ? options_.arguments : std::vector{options_.target};
    for (const std::string& name : names)
      if (!name.empty() && !backend::is_target_path(name)) require_known("target", name, known_.targets);
  }

  Sanitizers sanitizers() const {
    Sanitizers chosen;
    if (sanitizers_ == "none") return chosen;
    std::vector<std::string> known;
    for (auto [name, member] : all_sanitizers) known.emplace_back(name);
    std::istringstream words(sanitizers_);
    for (std::string word; std::getline(words, word, ',');) {
      require_known("sanitizer", word, known);
      chosen.*std::ranges::find(all_sanitizers, word, &decltype(all_sanitizers)::value_type::first)->second = true;
    }
    if (chosen.address && chosen.thread)
      throw UserError("--sanitize: address and thread exclude each other, both keep notes about all of the memory");
    return chosen;
  }

  StageName stage() const {
    std::vector<std::string> names;
    for (auto [name, stage] : stage_names) {
      if (name == stage_) return stage;
      names.emplace_back(name);
    }
    unknown("stage", stage_, names);
  }

  CLI::App app_;
  const KnownNames& known_;
  Options options_;
  std::vector<std::string> commands_;
  std::string threads_ = std::string(name_of(Threads::None));
  std::string stage_ = "optimize";
  std::string diagnostics_ = "text";
  std::string sanitizers_ = "none";
  bool verbose_ = false, quiet_ = false;
};

}  // namespace

std::optional<Options> parse_command_line(std::span<const std::string> arguments, const KnownNames& known) {
  return Parser(known).parse(arguments);
}

}  // namespace weft::driver
