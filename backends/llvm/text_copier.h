// Copying characters. Most strings are short, and for those a call of the C library takes longer than the copying.
#pragma once

#include <llvm/IR/Module.h>

namespace weft::backend {

// `weft.copy_text(to, from, count)`, a function of the module: what memmove does, with short copies done in place. Both
// memories may be the same.
llvm::Function* text_copier(llvm::Module& module, llvm::IntegerType* word);

}  // namespace weft::backend
