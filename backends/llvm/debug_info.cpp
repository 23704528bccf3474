#include "backends/llvm/debug_info.h"

#include <llvm/BinaryFormat/Dwarf.h>

namespace weft::backend {

DebugInfo::DebugInfo(llvm::Module& module, const ir::Program& program, bool is_optimized)
    : program_(program), builder_(module), files_(program.files.size(), nullptr) {
  module.addModuleFlag(llvm::Module::Warning, "Debug Info Version", llvm::DEBUG_METADATA_VERSION);
  module.addModuleFlag(llvm::Module::Max, "Dwarf Version", 5);
  // The unit is named after the file of the entry function, so that the same program gives the same bytes anywhere.
  llvm::DIFile* main_file = nullptr;
  if (program.entry.valid()) {
    ir::LocationId location = program.function(program.entry).location;
    if (location.valid()) main_file = file(program.locations[location.index].file);
  }
  if (main_file == nullptr) main_file = builder_.createFile("<specification>", ".");
  unit_ = builder_.createCompileUnit(llvm::DISourceLanguageName(llvm::dwarf::DW_LANG_Python), main_file, "weft",
                                     is_optimized, "", 0, "", llvm::DICompileUnit::FullDebug, 0, true, false,
                                     llvm::DICompileUnit::DebugNameTableKind::None);
  untyped_ = builder_.createSubroutineType(builder_.getOrCreateTypeArray({}));
}

llvm::DIFile* DebugInfo::file(ir::FileId id) {
  if (!id.valid()) return nullptr;
  llvm::DIFile*& result = files_[id.index];
  if (result == nullptr) result = builder_.createFile(program_.files[id.index], ".");
  return result;
}

llvm::DISubprogram* DebugInfo::describe(const ir::Function& function, llvm::Function& lowered) {
  llvm::DIFile* scope = unit_->getFile();
  unsigned line = 0;
  if (function.location.valid()) {
    const ir::Location& location = program_.locations[function.location.index];
    if (location.file.valid()) scope = file(location.file);
    line = location.line;
  }
  const std::string& name = function.display_name.empty() ? function.name : function.display_name;
  auto flags = llvm::DISubprogram::SPFlagDefinition;
  if (lowered.hasLocalLinkage()) flags |= llvm::DISubprogram::SPFlagLocalToUnit;
  if (unit_->isOptimized()) flags |= llvm::DISubprogram::SPFlagOptimized;
  llvm::DISubprogram* result = builder_.createFunction(scope, name, lowered.getName(), scope, line, untyped_, line,
                                                       llvm::DINode::FlagZero, flags);
  lowered.setSubprogram(result);
  return result;
}

llvm::DISubprogram* DebugInfo::inlined_function(const ir::Location& location) {
  llvm::DISubprogram*& result = inlined_functions_[{location.function.index, location.file.index}];
  if (result != nullptr) return result;
  llvm::DIFile* source = location.file.valid() ? file(location.file) : unit_->getFile();
  auto flags = llvm::DISubprogram::SPFlagDefinition | llvm::DISubprogram::SPFlagLocalToUnit;
  if (unit_->isOptimized()) flags |= llvm::DISubprogram::SPFlagOptimized;
  return result = builder_.createFunction(source, program_.strings[location.function], "", source, location.line,
                                          untyped_, location.line, llvm::DINode::FlagZero, flags);
}

llvm::DILocation* DebugInfo::location(llvm::DISubprogram* subprogram, ir::LocationId id) {
  llvm::LLVMContext& context = subprogram->getContext();
  if (!id.valid()) return llvm::DILocation::get(context, subprogram->getLine(), 0, subprogram);
  const ir::Location& location = program_.locations[id.index];
  if (location.inlined_at.valid())
    return llvm::DILocation::get(context, location.line, location.column, inlined_function(location),
                                 this->location(subprogram, location.inlined_at));
  llvm::DIScope* scope = subprogram;
  if (llvm::DIFile* source = file(location.file); source != nullptr && source != subprogram->getFile()) {
    llvm::DIScope*& foreign = foreign_scopes_[{subprogram, location.file.index}];
    if (foreign == nullptr) foreign = builder_.createLexicalBlockFile(subprogram, source);
    scope = foreign;
  }
  return llvm::DILocation::get(context, location.line, location.column, scope);
}

}  // namespace weft::backend
