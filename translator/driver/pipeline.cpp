#include "translator/driver/pipeline.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "backends/llvm/backend.h"
#include "rpy-frontend/host/interpreter.h"
#include "rpy-frontend/typer/typer.h"
#include "translator/driver/choices.h"
#include "translator/ir/printer.h"
#include "translator/passes/optimize.h"
#include "translator/weave/collection_promises.h"
#include "translator/weave/diagnostic_kinds.h"
#include "translator/weave/pipeline.h"
#include "translator/weave/polls.h"
#include "translator/weave/stackless.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;
namespace py = pybind11;

// Starting Python takes a while, so it is the first stage's business.
rpy::HostOptions begin_import(const Options& options, Progress& progress) {
  progress.begin("import");
  rpy::HostOptions result = host_options(options.target);
  result.threads = options.threads;
  return result;
}

size_t operation_count(const ir::Program& program) {
  size_t count = 0;
  for (const ir::Function& function : program.functions)
    for (const ir::Block& block : function.blocks) count += block.operations.size();
  return count;
}

std::string size_of(const ir::Program& program) {
  return counted(program.functions.size(), "function") + ", " + counted(operation_count(program), "operation");
}

SourceRange source_range(const ir::Program& program, ir::LocationId location) {
  if (!location.valid()) return {};
  const ir::Location& place = program.locations[location.index];
  return {program.files[place.file.index], place.line, place.column, place.end_line, place.end_column};
}

// The functions that an author would call by that name: the unique one in the program, or every version made of the
// spec's function. Throws UserError when there is none.
std::vector<ir::FunctionId> functions_called(const ir::Program& program, const std::string& name) {
  if (ir::FunctionId exact = program.find_function(name); exact.valid()) return {exact};
  std::vector<ir::FunctionId> found;
  std::vector<std::string> known;
  for (size_t i = 0; i < program.functions.size(); ++i) {
    const ir::Function& function = program.functions[i];
    if (function.is_external) continue;
    if (function.display_name == name) found.emplace_back(i);
    known.push_back(function.display_name);
  }
  if (!found.empty()) return found;
  std::string message = fmt::format("the program has no function '{}' at this stage", name);
  if (std::string nearest = nearest_match(name, known); !nearest.empty())
    message += fmt::format("; did you mean '{}'?", nearest);
  throw UserError(message);
}

}  // namespace

Pipeline::Pipeline(const Options& options, Progress& progress)
    : options_(options),
      progress_(progress),
      host_(begin_import(options, progress)),
      low_types_(host_.options().word_bits),
      annotator_(host_, flow_, diagnostics_) {
  flow_.word_bits = host_.options().word_bits;
  low_types_.attach(annotator_);
  annotator_.set_low_level_types(&low_types_);
  if (options_.max_heap >> (host_.options().word_bits - 1) != 0)
    throw UserError(fmt::format("--max-heap={} is more than {}-bit programs can have", options_.max_heap,
                                host_.options().word_bits));
  if (options_.threads != Threads::None && !find_target(options_.target).has_threads)
    throw UserError(fmt::format("--threads={} is not available for {}: its programs have one thread",
                                name_of(options_.threads), find_target(options_.target).name));
  collector_ = load_collector(options_.gc, {.threads = options_.threads,
                                             .stress = options_.gc_stress,
                                             .debug = options_.gc_debug,
                                             .max_heap = options_.max_heap,
                                             .roots = options_.roots,
                                             .is_poisoned = options_.sanitizers.address,
                                             .target = &find_target(options_.target)});
}

bool Pipeline::advance_to(StageName stage) {
  if (!spec_ && !import_spec()) return false;
  // Flow graphs are built when inference reaches their function, so the first two stages are one phase.
  if (!reached_ && !annotate()) return false;
  if (stage == StageName::Flow) return true;
  if (stage >= StageName::Annotate && reached_ == StageName::Flow) {
    annotator_.write_annotations();
    reached_ = StageName::Annotate;
  }
  if (stage >= StageName::Type && reached_ == StageName::Annotate && !type()) return false;
  if (stage >= StageName::Optimize && reached_ == StageName::Type) optimize();
  if (stage >= StageName::Weave && reached_ == StageName::Optimize) weave();
  if (stage == StageName::Llvm) reached_ = StageName::Llvm;
  return true;
}

bool Pipeline::import_spec() {
  std::vector<std::string> arguments = options_.command == Command::Run ? std::vector<std::string>{} : options_.arguments;
  spec_ = host_.load(options_.input, arguments, diagnostics_);
  if (!spec_ || diagnostics_.has_errors()) return false;
  progress_.result(counted(source_files().size(), "module"));
  return true;
}

bool Pipeline::annotate() {
  progress_.begin("annotate");
  entry_ = annotator_.annotate_entry_point(spec_->entry_point);
  if (!entry_.valid() || diagnostics_.has_errors()) return false;
  inferred_functions_ = flow_.functions.size();
  progress_.result(size_of(flow_));
  reached_ = StageName::Flow;
  return true;
}

bool Pipeline::type() {
  progress_.begin("type");
  typer::TyperOptions options{.unchecked = options_.unchecked, .stackless = options_.stackless};
  std::optional<typer::TypedProgram> result =
      typer::type_program(annotator_, low_types_, entry_, options, &collector_.description);
  if (!result || diagnostics_.has_errors() || !check_promises(*result)) return false;
  collector_interface_ = collector_.interface(*result);
  foreign_ = std::move(result->foreign);
  typed_ = std::move(result->program);
  progress_.result(size_of(*typed_));
  reached_ = StageName::Type;
  return true;
}

// What is promised about collections is seen in the optimised program: a copy, for the program's own turn is later.
bool Pipeline::check_promises(const typer::TypedProgram& typed) {
  std::vector<weave::PromisingFunction> promises;
  for (ir::FunctionId each : typed.no_collect_functions) promises.push_back({each, weave::Promise::NoCollection});
  for (ir::FunctionId each : typed.light_finalizers) promises.push_back({each, weave::Promise::LightFinalizer});
  if (promises.empty()) return true;
  ir::Program copy = typed.program;
  size_t first = copy.kept_functions.size();
  for (const weave::PromisingFunction& each : promises) copy.kept_functions.push_back(each.function);
  passes::optimize(copy, options_.optimization_level, {});
  for (size_t i = 0; i < promises.size(); ++i) promises[i].function = copy.kept_functions[first + i];
  for (const weave::BrokenPromise& broken : weave::find_broken_promises(copy, promises)) {
    bool is_finalizer = broken.by.promise == weave::Promise::LightFinalizer;
    const ir::Function& function = copy.function(broken.by.function);
    Diagnostic diagnostic{
        .kind = is_finalizer ? &weave::heavy_finalizer : &weave::may_collect,
        .range = source_range(copy, function.location),
        .message = fmt::format("`{}` is declared {}", function.display_name,
                               is_finalizer ? "a light finalizer, but does more than that"
                                            : "with `no_collect`, but memory may be collected"),
        .label = {},
        .places = {},
        .notes = {},
        .help = {}};
    std::string in_library;
    for (const weave::BrokenPromise::Step& step : broken.way) {
      SourceRange range = source_range(copy, step.location);
      if (range.path.starts_with(rpy::library_directory()))
        in_library += (in_library.empty() ? "in the library: " : ", ") + step.what;
      else
        diagnostic.places.push_back({std::move(range), step.what});
    }
    if (!in_library.empty()) diagnostic.notes.push_back(std::move(in_library));
    diagnostics_.report(std::move(diagnostic));
  }
  return !diagnostics_.has_errors();
}

void Pipeline::optimize() {
  progress_.begin("optimize");
  if (options_.threads != Threads::None) weave::place_polls(*typed_);
  passes::optimize(*typed_, options_.optimization_level, pass_options());
  progress_.result(size_of(*typed_));
  reached_ = StageName::Optimize;
}

void Pipeline::weave() {
  progress_.begin("weave");
  if (!options_.stackless && weave::suspends_itself(*typed_))
    throw UserError(
        "this program suspends computations (rpython.rlib.rstacklet, or what is made of it): translate it with "
        "--stackless");
  if (options_.threads == Threads::None && typed_->find_function("weft_start_thread").valid())
    throw UserError("this program starts threads (rpython.rlib.rthread): translate it with --threads=gil or --threads=free");
  weave::WeaveOptions options;
  options.collector = collector_interface_;
  options.optimization_level = options_.optimization_level;
  options.can_jump = find_target(options_.target).can_jump;
  options.threads = options_.threads;
  options.stackless = options_.stackless;
  options.passes = pass_options();
  weave::weave(*typed_, options);
  progress_.result(size_of(*typed_));
  reached_ = StageName::Weave;
}

void Pipeline::run_passes(std::string_view list) {
  if (!list.empty()) passes::run_passes(current(), list, pass_options());
}

passes::PassOptions Pipeline::pass_options() {
  passes::PassOptions result;
  result.on_finished = [this](std::string_view name, double seconds) {
    progress_.detail(name);
    progress_.note(fmt::format("{:<18} {:7.3f} s", name, seconds));
  };
  return result;
}

void Pipeline::write_executable(const std::string& path) {
  // The backend takes the times itself: it works on parts of the program side by side.
  std::string steps;
  progress_.begin("llvm");
  auto on_step = [&](std::string_view step, double seconds) {
    if (step == "compile, all threads") {
      progress_.result(steps);
      progress_.end(seconds);
      progress_.begin("link");
    } else if (step == "link") {
      progress_.end(seconds);
    } else {
      steps += fmt::format("{}{} {:.3f}", steps.empty() ? "" : ", ", step, seconds);
    }
  };
  backend::build_executable(*typed_, find_target(options_.target), codegen_options(), path, on_step);
}

backend::CodegenOptions Pipeline::codegen_options() const {
  backend::CodegenOptions result;
  result.opt_level = options_.optimization_level;
  result.is_static = options_.is_static;
  result.sanitizers = options_.sanitizers;
  result.library_folder = rpy::library_directory();
  result.strip = options_.strip || options_.as_page;  // nobody debugs a page's program by its symbols
  result.libraries = collector_.libraries;
  for (const std::string& library : foreign_.libraries)
    if (std::ranges::find(result.libraries, library) == result.libraries.end()) result.libraries.push_back(library);
  result.link_arguments = foreign_.link_arguments;
  for (const typer::ForeignCode::Source& source : foreign_.sources)
    result.c_sources.push_back({source.text, source.arguments});
  return result;
}

std::string Pipeline::text(const std::string& name) const {
  if (name.empty()) {
    if (reached_ != StageName::Llvm) return ir::print(program());
    return llvm_text("");
  }
  std::string text;
  for (ir::FunctionId id : functions_called(program(), name)) {
    if (!text.empty()) text += '\n';
    text += reached_ == StageName::Llvm ? llvm_text(program().function(id).name) : ir::print(program(), id);
  }
  return text;
}

std::string Pipeline::llvm_text(std::string_view function) const {
  return backend::emit_llvm_ir(program(), find_target(options_.target), codegen_options(),
                               backend::LlvmStage::AfterOptimization, function);
}

std::string Pipeline::default_output() const {
  if (spec_ && !spec_->executable_name.empty()) return spec_->executable_name;
  return fs::path(options_.input).stem().string();
}

std::vector<fs::path> Pipeline::source_files() const {
  fs::path folder = fs::weakly_canonical(options_.input).parent_path();
  std::vector<fs::path> files = {fs::weakly_canonical(options_.input)};
  py::dict modules = py::module_::import("sys").attr("modules");
  for (auto [name, module] : modules) {
    py::object file = py::getattr(module, "__file__", py::none());
    if (!py::isinstance<py::str>(file)) continue;
    fs::path path = fs::weakly_canonical(file.cast<std::string>());
    if (auto [end, rest] = std::ranges::mismatch(folder, path); end == folder.end()) files.push_back(path);
  }
  std::ranges::sort(files);
  files.erase(std::unique(files.begin(), files.end()), files.end());
  return files;
}

int Pipeline::report() {
  progress_.clear_line();
  show(diagnostics_, host_.source_reader(), options_.json);
  return 1;
}

std::string Pipeline::diagnostics_text() { return render(diagnostics_, host_.source_reader(), false); }

void show(const Diagnostics& diagnostics, const SourceReader& source, bool json) {
  if (json) {
    fmt::print(stderr, "{}", render_json(diagnostics, source));
    return;
  }
  bool color = isatty(STDERR_FILENO) == 1 && std::getenv("NO_COLOR") == nullptr;
  size_t count = diagnostics.reported().size();
  constexpr size_t most = 20;
  fmt::print(stderr, "{}{} found{}\n", render(diagnostics, source, color, most), counted(count, "mistake"),
             count > most ? fmt::format("; the first {} are shown", most) : "");
}

}  // namespace weft::driver
