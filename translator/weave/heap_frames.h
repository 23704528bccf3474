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
  ir::FunctionId save;  // (Address site, the fields...) -> Void: makes a frame and links it to those made before
};

class HeapFrames {
 public:
  // The fields that all frames have, those of `weft_frame` in rtyper/stackless.py.
  static constexpr uint32_t back = 0, site = 1, field_count = 2;

  // `link` ties a frame to those made before it, `give_up` is called when there is no memory for one.
  HeapFrames(ir::Program& program, ir::FunctionId link, ir::FunctionId give_up);

  ir::TypeId frame() const { return frame_; }
  ir::TypeId frame_pointer() const { return frame_pointer_; }
  ir::TypeId resume_type() const { return resume_type_; }  // of resume functions: (*weft_frame) -> Void
  ir::TypeId object_pointer() const { return object_pointer_; }

  // The type that a frame keeps a value under: one for all pointers to objects.
  ir::TypeId kept_type(ir::TypeId type) const;
  // The shape with these fields, which are kept types.
  const FrameShape& shape(const std::vector<ir::TypeId>& fields);

  // A place that a call returns to: prebuilt, constant. `number` tells the resume function which.
  ir::ConstantId add_site(ir::FunctionId resume, size_t number, const ir::Function& function);
  // Parts of the site of a frame.
  ir::Operand resume_function_of(ir::Builder& builder, ir::Operand frame);
  ir::Operand function_name_of(ir::Builder& builder, ir::Operand frame);  // the address of characters, then a NUL
  ir::Operand number_of(ir::Builder& builder, ir::Operand frame);

  // A result of a resumed function waits in a variable, one for each kept type.
  void store_result(ir::Builder& builder, ir::Operand value);
  ir::Operand load_result(ir::Builder& builder, ir::TypeId type);
  // So does an exception; null if there is none.
  ir::ConstantId pending_exception();

 private:
  enum SiteField : uint32_t { Resume, Number, FunctionName };

  void declare_site();
  FrameShape make_shape(const std::vector<ir::TypeId>& fields);
  ir::FunctionId make_save(ir::TypeId type, const std::vector<ir::TypeId>& fields);
  ir::ConstantId name_data(const ir::Function& function);
  ir::Operand site_of(ir::Builder& builder, ir::Operand frame);
  ir::ConstantId result_variable(ir::TypeId kept);
  ir::ConstantId nothing(ir::TypeId type);
  ir::ConstantId make_variable(std::string_view name, ir::TypeId type, ir::Storage storage);

  ir::Program& program_;
  ir::FunctionId link_, give_up_;
  ir::TypeId frame_, frame_pointer_, resume_type_, object_pointer_, site_, names_;
  std::map<std::vector<ir::TypeId>, FrameShape> shapes_;
  std::unordered_map<ir::TypeId, ir::ConstantId> results_;
  std::unordered_map<std::string, ir::ConstantId> function_names_;
  ir::ConstantId pending_exception_;
};

}  // namespace weft::weave
