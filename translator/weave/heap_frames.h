// Frames in the heap: their types, the functions that fill them, and where results wait for the frame that needs them.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "translator/ir/builder.h"
#include "translator/ir/program.h"

namespace weft::weave {

// What frames of one shape have in common.
struct FrameShape {
  ir::TypeId type;      // a struct that derives from `weft_frame`
  ir::FunctionId save;  // (Address site, the fields...) -> *object: makes a frame; returns what to leave with
};

class HeapFrames {
 public:
  // The fields that all frames have, those of `weft_frame` in rtyper/stackless.py.
  static constexpr uint32_t back = 0, site = 1, field_count = 2;

  // Functions of the library: `link` ties a frame to those made before it; `give_up` is called when there is no memory for
  // one; `keeps_tail_calls` says whether frames are wanted that do nothing. `outcome` and `raw_outcome` say where the
  // running thread keeps what a resumed function returns or raises.
  struct Library {
    ir::FunctionId link, give_up, keeps_tail_calls, outcome, raw_outcome;
  };

  HeapFrames(ir::Program& program, Library library);

  ir::TypeId frame() const { return frame_; }
  ir::TypeId frame_pointer() const { return frame_pointer_; }
  ir::TypeId object_pointer() const { return object_pointer_; }

  // The type that a frame keeps a value under: one for all pointers to objects.
  ir::TypeId kept_type(ir::TypeId type) const;
  // Null, zero.
  ir::ConstantId nothing(ir::TypeId type);
  // (Address site) -> *object: for a call whose outcome is that of the function, makes a frame if one is wanted.
  ir::FunctionId save_tail_call();
  // The shape with these fields, which are kept types.
  const FrameShape& shape(const std::vector<ir::TypeId>& fields);

  // What a resumed function returns or raises waits until the frame that needs it is entered.
  void store_result(ir::Builder& builder, ir::Operand value);
  ir::Operand load_result(ir::Builder& builder, ir::TypeId type);
  void store_exception(ir::Builder& builder, ir::Operand exception);
  ir::Operand load_exception(ir::Builder& builder);  // null if there is none
  // The same if a result that is an object has been taken already.
  ir::Operand result_of_type(ir::Builder& builder, ir::TypeId type, ir::Operand object);
  // Ends a function behind its last operation, a call: its result is stored, or its exception; whether it was unwound is
  // returned. Nothing is stored for a result that is no valid operand.
  void keep_outcome(ir::Builder& builder, ir::Operand value);
  // Ends a block behind its last operation, a call that may be unwound.
  void end_with_try(ir::Builder& builder, ir::Edge normal, ir::BlockId handler, ir::BlockId unwound);

 private:
  FrameShape make_shape(const std::vector<ir::TypeId>& fields);
  ir::FunctionId make_save(ir::TypeId type, const std::vector<ir::TypeId>& fields);
  ir::FunctionId add_save(std::string name, const std::vector<ir::TypeId>& fields);
  // Where an object waits: in a variable, or a field of the running thread's `weft_outcome`. Its fields:
  enum Outcome : uint32_t { exception, result };
  struct Place {
    ir::Operand pointer;
    uint32_t field;
    ir::TypeId type;
  };
  Place place_of(ir::Builder& builder, Outcome outcome);
  void store_object(ir::Builder& builder, Outcome outcome, ir::Operand object);
  ir::Operand load_object(ir::Builder& builder, Outcome outcome);
  // Where everything else does.
  ir::ConstantId variable_for(ir::TypeId kept);
  ir::ConstantId make_variable(std::string_view name, ir::TypeId type, ir::Storage storage);
  ir::Operand cast(ir::Builder& builder, ir::Operand pointer, ir::TypeId type);

  ir::Program& program_;
  Library library_;
  ir::FunctionId save_tail_call_;
  ir::TypeId frame_, frame_pointer_, object_pointer_;
  std::map<std::vector<ir::TypeId>, FrameShape> shapes_;
  // Of a program that has one thread.
  std::unordered_map<ir::TypeId, ir::ConstantId> results_;
  ir::ConstantId pending_exception_;
};

}  // namespace weft::weave
