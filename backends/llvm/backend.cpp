#include "backends/llvm/backend.h"

#include <fmt/format.h>
#include <llvm/IR/LLVMContext.h>
#include <llvm/IR/Verifier.h>
#include <llvm/Support/raw_ostream.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <exception>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "backends/llvm/crossings.h"
#include "backends/llvm/linker.h"
#include "backends/llvm/module_lowering.h"
#include "backends/llvm/optimizer.h"
#include "backends/llvm/runtime_module.h"
#include "backends/llvm/sanitizers.h"
#include "backends/llvm/target_machine.h"
#include "backends/llvm/temporary_file.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

class Stopwatch {
 public:
  // Seconds since the start or the last call.
  double lap() {
    auto now = std::chrono::steady_clock::now();
    double seconds = std::chrono::duration<double>(now - start_).count();
    start_ = now;
    return seconds;
  }

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// How long the steps took, summed over all threads.
struct StepTimes {
  double lower = 0, optimize = 0, emit = 0;
};

// The program with what every partition's lowering reads.
struct PreparedProgram {
  PreparedProgram(const ir::Program& program, const TargetDescription& target, size_t partition_size)
      : layout(program, target.c_types), partitioning(partition(program, partition_size)), symbols(symbol_names(program)) {}

  Layout layout;
  Partitioning partitioning;
  std::vector<std::string> symbols;
};

void check_program(const ir::Program& program, const TargetDescription& target) {
  if (program.stage != ir::Stage::Woven) throw std::logic_error("LLVM backend: the program has not been woven");
  if (program.word_bits != target.c_types.word_bits)
    throw UserError(fmt::format("the program was translated for {}-bit words, but {} has {}-bit words",
                                program.word_bits, target.name, target.c_types.word_bits));
}

void verify(const llvm::Module& module) {
  std::string messages;
  llvm::raw_string_ostream stream(messages);
  if (llvm::verifyModule(module, &stream))
    throw std::logic_error("LLVM backend: the lowered module is malformed:\n" + messages);
}

bool copies_text_in_place(const TargetDescription& target, const CodegenOptions& options) {
  return !is_for_size(options.opt_level) && has_fast_unaligned_access(*create_target_machine(target, options));
}

RuntimeVariant runtime_variant(const ir::Program& program, const CodegenOptions& options) {
  RuntimeVariant flags = sanitized_runtime(options.sanitizers);
  flags.insert(flags.end(), options.runtime_flags.begin(), options.runtime_flags.end());
  if (program.threads == Threads::Gil) flags.push_back("-DWEFT_THREADS=WEFT_GIL");
  if (program.threads == Threads::Free) flags.push_back("-DWEFT_THREADS=WEFT_FREE");
  if (program.has_threads()) flags.insert(flags.end(), {"-pthread", "-ftls-model=local-exec"});
  return flags;
}

std::unique_ptr<llvm::Module> create_module(llvm::LLVMContext& context, const llvm::TargetMachine& machine,
                                            const Partition& partition) {
  auto module = std::make_unique<llvm::Module>(fmt::format("weft.{}", partition.index), context);
  module->setTargetTriple(machine.getTargetTriple());
  module->setDataLayout(machine.createDataLayout());
  return module;
}

llvm::SmallVector<char, 0> compile_partition(const LoweringInput& input, const Partition& partition,
                                             const CodegenOptions& options, StepTimes& times) {
  Stopwatch stopwatch;
  llvm::LLVMContext context;
  context.setDiscardValueNames(true);
  std::unique_ptr<llvm::TargetMachine> machine = create_target_machine(input.target, options);
  std::unique_ptr<llvm::Module> module = create_module(context, *machine, partition);
  ModuleLowering(*module, input, partition).lower();
  mark_for_sanitizers(*module, options.sanitizers);
  if (partition.index == 0)
    link_runtime(*module, load_runtime(context, input.target, runtime_variant(input.program, options)),
                 !input.partitioning.is_split());
  verify(*module);
  times.lower += stopwatch.lap();
  optimize(*module, *machine, options, input.partitioning.operations);
  times.optimize += stopwatch.lap();
  llvm::SmallVector<char, 0> object = emit_object(*module, *machine);
  times.emit += stopwatch.lap();
  return object;
}

// Arguments of the source's own come last: they may say that it is not to be instrumented.
std::vector<std::string> c_arguments(const CSource& source, const Sanitizers& sanitizers) {
  std::vector<std::string> arguments = sanitizer_flags(sanitizers);
  if (sanitizers.any()) arguments.push_back("-gline-tables-only");
  arguments.insert(arguments.end(), source.arguments.begin(), source.arguments.end());
  return arguments;
}

// Compiles all partitions, as many at a time as there are threads. Throws the first partition's error.
std::vector<llvm::SmallVector<char, 0>> compile_partitions(const LoweringInput& input, const CodegenOptions& options,
                                                           StepTimes& times) {
  const std::vector<Partition>& partitions = input.partitioning.partitions;
  std::vector<llvm::SmallVector<char, 0>> objects(partitions.size());
  std::vector<std::exception_ptr> errors(partitions.size());
  std::atomic<size_t> next = 0;
  std::mutex times_mutex;
  auto work = [&] {
    StepTimes own_times;
    for (size_t i = next++; i < partitions.size(); i = next++) {
      try {
        objects[i] = compile_partition(input, partitions[i], options, own_times);
      } catch (...) {
        errors[i] = std::current_exception();
      }
    }
    std::lock_guard lock(times_mutex);
    times.lower += own_times.lower;
    times.optimize += own_times.optimize;
    times.emit += own_times.emit;
  };
  size_t wanted = options.threads != 0 ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::vector<std::jthread> helpers;
  for (size_t i = 1; i < std::min(wanted, partitions.size()); ++i) helpers.emplace_back(work);
  work();
  helpers.clear();
  for (const std::exception_ptr& error : errors)
    if (error) std::rethrow_exception(error);
  return objects;
}

}  // namespace

std::string emit_llvm_ir(const ir::Program& program, const TargetDescription& target, const CodegenOptions& options,
                         LlvmStage stage, std::string_view function) {
  check_program(program, target);
  PreparedProgram prepared(program, target, SIZE_MAX / 2);
  LoweringInput input{.program = program,
                      .target = target,
                      .layout = prepared.layout,
                      .partitioning = prepared.partitioning,
                      .symbols = prepared.symbols,
                      .debug_info = options.debug_info,
                      .is_optimized = is_optimized(options.opt_level),
                      .checks_undefined = options.sanitizers.undefined,
                      .watches_threads = options.sanitizers.thread,
                      .library_folder = options.library_folder,
                      .copies_text_in_place = copies_text_in_place(target, options),
                      .keep_names = true};
  llvm::LLVMContext context;
  std::unique_ptr<llvm::TargetMachine> machine = create_target_machine(target, options);
  const Partition& whole = prepared.partitioning.partitions.front();
  std::unique_ptr<llvm::Module> module = create_module(context, *machine, whole);
  ModuleLowering(*module, input, whole).lower();
  mark_for_sanitizers(*module, options.sanitizers);
  verify(*module);
  ir::FunctionId wanted = function.empty() ? ir::FunctionId{} : program.find_function(function);
  if (!function.empty() && !wanted.valid()) throw UserError(fmt::format("there is no function `{}`", function));
  auto find_lowered = [&] { return wanted.valid() ? module->getFunction(prepared.symbols[wanted.index]) : nullptr; };
  // Kept even if it is inlined into all its callers.
  if (llvm::Function* kept = find_lowered(); kept != nullptr && !kept->isDeclaration())
    kept->setLinkage(llvm::GlobalValue::ExternalLinkage);
  if (stage == LlvmStage::AfterOptimization) optimize(*module, *machine, options, prepared.partitioning.operations);

  std::string text;
  llvm::raw_string_ostream stream(text);
  if (function.empty()) {
    module->print(stream, nullptr);
    return text;
  }
  if (const llvm::Function* lowered = find_lowered())
    lowered->print(stream, nullptr);
  else
    stream << "; " << function << " is not used\n";
  return text;
}

void build_executable(const ir::Program& program, const TargetDescription& target, const CodegenOptions& options,
                      const std::string& output_path, const ProgressCallback& progress) {
  auto report = [&](std::string_view step, double seconds) {
    if (progress) progress(step, seconds);
  };
  check_program(program, target);
  if (!program.entry.valid()) throw std::logic_error("LLVM backend: the program has no entry function");
  // What can go wrong for reasons outside the program is tried before the work.
  TemporaryFile executable = TemporaryFile::beside(output_path);
  check_libraries(target, options.libraries);

  Stopwatch stopwatch;
  PreparedProgram prepared(program, target, operations_per_partition);
  report("partition", stopwatch.lap());
  LoweringInput input{.program = program,
                      .target = target,
                      .layout = prepared.layout,
                      .partitioning = prepared.partitioning,
                      .symbols = prepared.symbols,
                      .debug_info = options.debug_info && !options.strip,
                      .is_optimized = is_optimized(options.opt_level),
                      .checks_undefined = options.sanitizers.undefined,
                      .watches_threads = options.sanitizers.thread,
                      .library_folder = options.library_folder,
                      .copies_text_in_place = copies_text_in_place(target, options)};
  StepTimes times;
  std::vector<llvm::SmallVector<char, 0>> objects = compile_partitions(input, options, times);
  report("lower", times.lower);
  report("optimize", times.optimize);
  report("emit", times.emit);
  report("compile, all threads", stopwatch.lap());

  std::vector<TemporaryFile> files;
  LinkRequest request{
      .target = target, .libraries = options.libraries, .arguments = options.link_arguments, .strip = options.strip,
      .is_static = options.is_static,
      // Functions with the same code may have different stack maps, and reports name functions.
      .merge_functions = !program.find_function(root_slots_function).valid() && !options.sanitizers.any(),
      .sanitizers = options.sanitizers, .output = executable.path()};
  for (const llvm::SmallVector<char, 0>& object : objects) {
    files.emplace_back("weft", "o");
    write_file(files.back().path(), {object.data(), object.size()});
    request.objects.push_back(files.back().path());
  }
  for (const CSource& source : options.c_sources) {
    TemporaryFile text("weft", "c");
    write_file(text.path(), source.text);
    files.emplace_back("weft", "o");
    compile_c(target, text.path(), c_arguments(source, options.sanitizers), files.back().path());
    request.objects.push_back(files.back().path());
  }
  link_executable(request);
  executable.become(output_path);
  report("link", stopwatch.lap());
}

}  // namespace weft::backend
