#include "backends/llvm/runtime_module.h"

#include <clang/Basic/DiagnosticOptions.h>
#include <clang/CodeGen/CodeGenAction.h>
#include <clang/Driver/CreateInvocationFromArgs.h>
#include <clang/Frontend/CompilerInstance.h>
#include <clang/Frontend/CompilerInvocation.h>
#include <clang/Frontend/TextDiagnosticBuffer.h>
#include <fmt/format.h>
#include <llvm/Bitcode/BitcodeReader.h>
#include <llvm/Bitcode/BitcodeWriter.h>
#include <llvm/Linker/Linker.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Support/VirtualFileSystem.h>
#include <llvm/Transforms/IPO/Internalize.h>

#include <filesystem>
#include <span>
#include <stdexcept>

#include "backends/llvm/clang_target.h"
#include "backends/llvm/linker.h"
#include "backends/llvm/target_needs.h"
#include "translator/support/cache_folder.h"
#include "translator/support/diagnostics.h"

namespace weft::backend {

namespace {

struct SourceFile {
  const char* name;
  std::span<const unsigned char> content;
};

#include "weft_runtime_embedded.inc"

llvm::StringRef embedded(std::span<const unsigned char> bytes) {
  // Without the terminator.
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size() - 1};
}

bool fits(const llvm::Triple& embedded_for, const llvm::Triple& target) {
  return embedded_for.getArch() == target.getArch() && embedded_for.getOS() == target.getOS() &&
         embedded_for.getEnvironment() == target.getEnvironment();
}

// The program's own target machine decides: functions without these attributes inline into all others.
void forget_target_details(llvm::Module& runtime) {
  for (llvm::Function& function : runtime)
    for (const char* attribute : {"target-cpu", "target-features", "tune-cpu", "min-legal-vector-width",
                                  "stack-protector-buffer-size", "frame-pointer"})
      function.removeFnAttr(attribute);
}

// A call through a type that the definition does not have is undefined in LLVM: catch wrong declarations here.
void check_declarations(const llvm::Module& module, const llvm::Module& runtime) {
  for (const llvm::Function& declaration : module) {
    if (!declaration.isDeclaration()) continue;
    const llvm::Function* definition = runtime.getFunction(declaration.getName());
    if (definition == nullptr || definition->isDeclaration()) continue;
    if (definition->getFunctionType() == declaration.getFunctionType()) continue;
    std::string wanted, given;
    llvm::raw_string_ostream(wanted) << *definition->getFunctionType();
    llvm::raw_string_ostream(given) << *declaration.getFunctionType();
    throw UserError(fmt::format("external function {} is declared as `{}`, but the runtime defines it as `{}`",
                                declaration.getName().str(), given, wanted));
  }
}

// Clang's name of main(int, char**) for WebAssembly is another one.
bool is_main(const llvm::GlobalValue& value) {
  return value.getName() == "main" || value.getName() == "__main_argc_argv";
}

// How the sources are compiled; they have to be said last.
std::vector<std::string> runtime_flags(const TargetDescription& target, const RuntimeVariant& variant) {
  std::vector<std::string> flags = clang_flags(target);
  flags.insert(flags.end(), {"-O2", "-std=gnu17", "-fomit-frame-pointer", "-fno-asynchronous-unwind-tables",
                             "-fno-stack-protector", "-fno-pic"});
  flags.insert(flags.end(), variant.begin(), variant.end());
  return flags;
}

constexpr size_t kept_runtimes = 64;

// Named by all that the compiled runtime depends on: this program (which has the sources), the flags, and the files that
// say whether the C library is there. With that, its headers change.
std::filesystem::path cached_runtime(const TargetDescription& target, const RuntimeVariant& variant) {
  ContentHash hash;
  add_state_of(hash, "/proc/self/exe");
  for (const std::string& flag : runtime_flags(target, variant)) hash.add(flag);
  if (const BuildMethod* method = build_method(target))
    for (const Need& need : method->needs) add_state_of(hash, need.file);
  return cache_folder() / "runtimes" / fmt::format("{}-{:016x}.bc", target.name, hash.value());
}

// Null if there is none, or if it can not be read.
std::unique_ptr<llvm::Module> read_runtime(llvm::LLVMContext& context, const std::string& path) {
  auto file = llvm::MemoryBuffer::getFile(path);
  if (!file) return nullptr;
  llvm::Expected<std::unique_ptr<llvm::Module>> module = llvm::parseBitcodeFile(**file, context);
  if (module) return std::move(*module);
  llvm::consumeError(module.takeError());
  return nullptr;
}

void keep_runtime(const llvm::Module& runtime, const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path.parent_path(), error);
  llvm::SmallVector<char, 0> bitcode;
  llvm::raw_svector_ostream stream(bitcode);
  llvm::WriteBitcodeToFile(runtime, stream);
  write_whole(path, {bitcode.data(), bitcode.size()});
  forget_unused(path.parent_path(), kept_runtimes);
}

}  // namespace

std::unique_ptr<llvm::Module> load_runtime(llvm::LLVMContext& context, const TargetDescription& target,
                                           const RuntimeVariant& variant) {
  llvm::MemoryBufferRef buffer(embedded(runtime_bitcode), "weft runtime");
  llvm::Triple embedded_for(cantFail(llvm::getBitcodeTargetTriple(buffer)));
  if (!variant.empty() || !fits(embedded_for, llvm::Triple(target.triple))) {
    std::filesystem::path path = cached_runtime(target, variant);
    if (std::unique_ptr<llvm::Module> kept = read_runtime(context, path.string())) return kept;
    std::unique_ptr<llvm::Module> compiled = compile_runtime(context, target, variant);
    keep_runtime(*compiled, path);
    return compiled;
  }
  llvm::Expected<std::unique_ptr<llvm::Module>> parsed = llvm::parseBitcodeFile(buffer, context);
  if (!parsed) throw std::logic_error("LLVM backend: the embedded runtime is damaged: " + toString(parsed.takeError()));
  forget_target_details(**parsed);
  return std::move(*parsed);
}

std::unique_ptr<llvm::Module> compile_runtime(llvm::LLVMContext& context, const TargetDescription& target,
                                              const RuntimeVariant& variant) {
  auto memory = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
  const std::string folder = "/weft/runtime/";
  for (const SourceFile& source : runtime_sources)
    memory->addFile(folder + source.name, 0, llvm::MemoryBuffer::getMemBuffer(embedded(source.content), source.name));
  auto files = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(llvm::vfs::getRealFileSystem());
  files->pushOverlay(memory);

  clang::TextDiagnosticBuffer messages;
  clang::DiagnosticOptions diagnostic_options;
  clang::CreateInvocationOptions invocation_options;
  invocation_options.VFS = files;
  invocation_options.Diags =
      clang::CompilerInstance::createDiagnostics(*files, diagnostic_options, &messages, /*ShouldOwnClient=*/false);
  std::vector<std::string> words = runtime_flags(target, variant);
  words.insert(words.begin(), clang_path());
  words.push_back(folder + "runtime.c");
  std::vector<const char*> arguments;
  for (const std::string& word : words) arguments.push_back(word.c_str());
  auto fail = [&]() -> std::unique_ptr<llvm::Module> {
    std::string text = fmt::format("can not compile the C runtime for {}", target.triple);
    for (auto message = messages.err_begin(); message != messages.err_end(); ++message)
      text += "\n  " + message->second;
    throw UserError(text);
  };
  std::shared_ptr<clang::CompilerInvocation> invocation = clang::createInvocation(arguments, invocation_options);
  if (invocation == nullptr) return fail();

  clang::CompilerInstance compiler(invocation);
  compiler.setVerboseOutputStream(std::make_unique<llvm::raw_null_ostream>());  // no count of warnings on stderr
  compiler.setVirtualFileSystem(files);
  compiler.setDiagnostics(invocation_options.Diags);
  clang::EmitLLVMOnlyAction action(&context);
  if (!compiler.ExecuteAction(action)) return fail();
  std::unique_ptr<llvm::Module> module = action.takeModule();
  if (module == nullptr) return fail();
  forget_target_details(*module);
  return module;
}

void link_runtime(llvm::Module& module, std::unique_ptr<llvm::Module> runtime, bool is_whole_program) {
  check_declarations(module, *runtime);
  runtime->setTargetTriple(module.getTargetTriple());
  runtime->setDataLayout(module.getDataLayout());
  if (!is_whole_program)
    for (llvm::GlobalObject& object : runtime->global_objects())
      if (!object.isDeclaration() && !object.hasLocalLinkage() && !is_main(object))
        object.setVisibility(llvm::GlobalValue::HiddenVisibility);
  if (llvm::Linker::linkModules(module, std::move(runtime)))
    throw std::logic_error("LLVM backend: the runtime does not link with the program");
  if (is_whole_program)
    llvm::internalizeModule(module, is_main);
}

}  // namespace weft::backend
