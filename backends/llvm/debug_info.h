// DWARF that maps machine code to lines of the specification.
#pragma once

#include <llvm/IR/DIBuilder.h>
#include <llvm/IR/DebugInfoMetadata.h>
#include <llvm/IR/Module.h>

#include <map>
#include <vector>

#include "translator/ir/program.h"

namespace weft::backend {

class DebugInfo {
 public:
  DebugInfo(llvm::Module& module, const ir::Program& program, bool is_optimized);

  // Describes a function that is about to be defined.
  llvm::DISubprogram* describe(const ir::Function& function, llvm::Function& lowered);
  // Of an operation in the described function; an invalid location gives the function's first line.
  llvm::DILocation* location(llvm::DISubprogram* subprogram, ir::LocationId location);
  // To be called when everything is described.
  void finish() { builder_.finalize(); }

 private:
  llvm::DIFile* file(ir::FileId id);
  // The function that inlined code comes from.
  llvm::DISubprogram* inlined_function(const ir::Location& location);

  const ir::Program& program_;
  llvm::DIBuilder builder_;
  llvm::DICompileUnit* unit_ = nullptr;
  llvm::DISubroutineType* untyped_ = nullptr;
  std::vector<llvm::DIFile*> files_;
  // Code inlined from other files than the function's own.
  std::map<std::pair<llvm::DISubprogram*, uint32_t>, llvm::DIScope*> foreign_scopes_;
  std::map<std::pair<uint32_t, uint32_t>, llvm::DISubprogram*> inlined_functions_;  // by name and file
};

}  // namespace weft::backend
