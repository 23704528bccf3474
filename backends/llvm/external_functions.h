// What the backend knows of C functions beyond their types.
#pragma once

#include <llvm/IR/Function.h>

#include <string_view>

#include "translator/ir/graph.h"

namespace weft::backend {

class ModuleLowering;

// Adds what the C ABI and the table of known functions say about an external function to its declaration.
void add_external_attributes(ModuleLowering& module, const ir::Function& description, llvm::Function& function);

// What a poll calls that found something, as the aspect says that makes it.
inline constexpr std::string_view attend_function = "weft_attend";

// C functions that the backend expands in place.
enum class InlineExternal { None, StackTooDeep, MustStop, ThreadIndex, ThreadWords, Here };
InlineExternal inline_external(std::string_view name);

}  // namespace weft::backend
