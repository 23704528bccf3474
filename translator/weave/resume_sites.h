// Where frames go on: the calls that were unwound, and how the functions that those are in are entered again.
#pragma once

#include <string>
#include <unordered_map>

#include "translator/ir/builder.h"
#include "translator/weave/heap_frames.h"

namespace weft::weave {

// The function itself goes on with a frame: it is called with nothing for its arguments while its stack check says that
// there is no stack, and looks there for a frame that waits for it.
class ResumeSites {
 public:
  // The fields of all sites.
  enum Field : uint32_t { Enter, Number, FunctionName, field_count };

  ResumeSites(ir::Program& program, HeapFrames& frames);

  // A place that a call returns to: prebuilt, constant. `number` tells the function which.
  ir::ConstantId add(ir::FunctionId function, size_t number);
  // The same for a call whose outcome is that of the function: nothing has to be done there.
  ir::ConstantId add_tail_call(const ir::Function& function);
  // Calls the function of a frame and keeps its result, or its exception. Returns whether it was unwound.
  ir::ValueId enter(ir::Builder& builder, ir::Operand frame);
  ir::Operand number_of(ir::Builder& builder, ir::Operand frame);
  ir::Operand function_name_of(ir::Builder& builder, ir::Operand frame);  // the address of characters, then a NUL

 private:
  // What the functions have in common whose parameters and results the machine can not tell apart.
  struct Signature {
    ir::TypeId entry;  // how they are called
    ir::TypeId site;  // a struct that derives from the type of all sites
    ir::FunctionId enter;  // (*weft_frame) -> Signed
  };

  ir::Field field(std::string_view name, ir::TypeId type);
  const Signature& signature_of(ir::TypeId function_type);
  ir::FunctionId make_enter(const Signature& signature);
  ir::FunctionId add_enter(std::string name);
  ir::ConstantId name_data(const ir::Function& function);
  ir::Operand site_of(ir::Builder& builder, ir::Operand frame, ir::TypeId type);

  ir::Program& program_;
  HeapFrames& frames_;
  ir::TypeId enter_type_, names_, site_;
  ir::FunctionId pass_on_;  // the outcome of what was called, which waits for the next frame already
  std::unordered_map<ir::TypeId, Signature> signatures_;  // by the type of the entry
  std::unordered_map<std::string, ir::ConstantId> names_of_functions_;
};

}  // namespace weft::weave
