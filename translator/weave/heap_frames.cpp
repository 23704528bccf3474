#include "translator/weave/heap_frames.h"

#include <cassert>
#include <stdexcept>
#include <string>

namespace weft::weave {

using namespace ir;

HeapFrames::HeapFrames(Program& program, FunctionId link, FunctionId give_up)
    : program_(program), link_(link), give_up_(give_up) {
  TypeTable& types = program.types;
  frame_ = types.find("weft_frame");
  if (!frame_.valid()) throw std::logic_error("stackless: the program has no struct `weft_frame`");
  assert(types.struct_type(frame_).fields.size() == field_count);
  frame_pointer_ = types.pointer(frame_);
  resume_type_ = types.function({{frame_pointer_}, TypeTable::void_});
  object_pointer_ = types.pointer(types.find("object"));
  declare_site();
}

void HeapFrames::declare_site() {
  TypeTable& types = program_.types;
  auto field = [&](std::string_view name, TypeId type) {
    return Field{.name = program_.strings.intern(name), .type = type, .immutable = true};
  };
  names_ = types.declare_array(types.unique_name("weft_function_name"), Storage::Raw);
  types.define_array(names_, TypeTable::char_, false, true);
  site_ = types.declare_struct(types.unique_name("weft_site"), Storage::Raw);
  types.define_struct(site_, {field("resume", types.pointer(resume_type_)), field("number", TypeTable::signed_),
                              field("function", types.pointer(names_))});
}

TypeId HeapFrames::kept_type(TypeId type) const { return program_.types.is_gc_pointer(type) ? object_pointer_ : type; }

const FrameShape& HeapFrames::shape(const std::vector<TypeId>& fields) {
  auto known = shapes_.find(fields);
  if (known == shapes_.end()) known = shapes_.emplace(fields, make_shape(fields)).first;
  return known->second;
}

FrameShape HeapFrames::make_shape(const std::vector<TypeId>& fields) {
  TypeTable& types = program_.types;
  std::vector<Field> own;
  for (size_t i = 0; i < fields.size(); ++i)
    own.push_back({.name = program_.strings.intern("f" + std::to_string(i)), .type = fields[i], .immutable = true});
  std::string name = types.unique_name("weft_frame." + std::to_string(shapes_.size()));
  TypeId type = types.declare_struct(std::move(name), Storage::Gc, frame_);
  types.define_struct(type, std::move(own));
  return {type, make_save(type, fields)};
}

FunctionId HeapFrames::make_save(TypeId type, const std::vector<TypeId>& fields) {
  TypeTable& types = program_.types;
  std::vector<TypeId> parameters{TypeTable::address};
  parameters.insert(parameters.end(), fields.begin(), fields.end());
  std::string name = "weft.save_frame." + std::to_string(shapes_.size());
  FunctionId id = program_.add_function({.name = name,
                                         .display_name = name,
                                         .type = types.function({std::move(parameters), TypeTable::void_}),
                                         .inline_hint = InlineHint::Never,
                                         .is_cold = true});
  Builder builder(program_, id, program_.function(id).add_block());
  ValueId from = builder.add_argument(builder.block(), TypeTable::address);
  std::vector<ValueId> values;
  for (TypeId field : fields) values.push_back(builder.add_argument(builder.block(), field));
  ValueId made = builder.emit(Opcode::Malloc, types.pointer(type), {}, type.index);
  BlockId succeeded = builder.new_block(), failed = builder.new_block();
  builder.try_({succeeded, {}}, failed, {}, object_pointer_);
  builder.set_block(failed);
  ValueId exception = builder.add_argument(failed, object_pointer_);
  builder.call(give_up_, {});
  builder.raise(exception);
  builder.set_block(succeeded);
  builder.emit(Opcode::Setfield, TypeTable::void_, {made, from}, site);
  for (size_t i = 0; i < values.size(); ++i)
    builder.emit(Opcode::Setfield, TypeTable::void_, {made, values[i]}, field_count + static_cast<uint32_t>(i));
  builder.call(link_, {builder.emit(Opcode::CastPointer, frame_pointer_, {made})});
  builder.return_(program_.constants.void_value());
  return id;
}

ConstantId HeapFrames::name_data(const Function& function) {
  const std::string& name = function.display_name.empty() ? function.name : function.display_name;
  auto [position, is_new] = function_names_.try_emplace(name);
  if (is_new) {
    DataId data = program_.add_data({.type = names_, .immutable = true, .bytes = name + std::string(1, '\0')});
    position->second = program_.constants.data(program_.types.pointer(names_), data);
  }
  return position->second;
}

ConstantId HeapFrames::add_site(FunctionId resume, size_t number, const Function& function) {
  ConstantTable& constants = program_.constants;
  DataId data = program_.add_data({.name = "",
                                   .type = site_,
                                   .immutable = true,
                                   .fields = {constants.function(program_.types.pointer(resume_type_), resume),
                                              constants.integer(TypeTable::signed_, static_cast<int64_t>(number)),
                                              name_data(function)}});
  return constants.data(program_.types.pointer(site_), data);
}

Operand HeapFrames::site_of(Builder& builder, Operand frame) {
  ValueId address = builder.emit(Opcode::Getfield, TypeTable::address, {frame}, site);
  return builder.emit(Opcode::CastAdrToPtr, program_.types.pointer(site_), {address});
}

Operand HeapFrames::resume_function_of(Builder& builder, Operand frame) {
  return builder.emit(Opcode::Getfield, program_.types.pointer(resume_type_), {site_of(builder, frame)}, Resume);
}

Operand HeapFrames::function_name_of(Builder& builder, Operand frame) {
  ValueId name = builder.emit(Opcode::Getfield, program_.types.pointer(names_), {site_of(builder, frame)}, FunctionName);
  return builder.emit(Opcode::CastPtrToAdr, TypeTable::address, {name});
}

Operand HeapFrames::number_of(Builder& builder, Operand frame) {
  return builder.emit(Opcode::Getfield, TypeTable::signed_, {site_of(builder, frame)}, Number);
}

ConstantId HeapFrames::make_variable(std::string_view name, TypeId type, Storage storage) {
  TypeTable& types = program_.types;
  TypeId variable = types.declare_struct(types.unique_name(name), storage);
  types.define_struct(variable, {{.name = program_.strings.intern("value"), .type = type}});
  DataId data = program_.add_data({.name = types.name(variable), .type = variable, .fields = {nothing(type)}});
  return program_.constants.data(types.pointer(variable), data);
}

ConstantId HeapFrames::nothing(TypeId type) {
  switch (program_.types.kind(type)) {
    case TypeKind::Float:
    case TypeKind::SingleFloat: return program_.constants.intern({ConstantKind::Float, type, 0});
    case TypeKind::Pointer:
    case TypeKind::Address: return program_.constants.null(type);
    default: return program_.constants.integer(type, 0);
  }
}

ConstantId HeapFrames::result_variable(TypeId kept) {
  auto [variable, is_new] = results_.try_emplace(kept);
  if (is_new)
    variable->second = make_variable("weft_result", kept, kept == object_pointer_ ? Storage::Gc : Storage::Raw);
  return variable->second;
}

void HeapFrames::store_result(Builder& builder, Operand value) {
  TypeId type = program_.type_of(builder.function(), value), kept = kept_type(type);
  if (type == TypeTable::void_) return;
  if (kept != type) value = builder.emit(Opcode::CastPointer, kept, {value});
  builder.emit(Opcode::Setfield, TypeTable::void_, {result_variable(kept), value}, 0);
}

Operand HeapFrames::load_result(Builder& builder, TypeId type) {
  TypeId kept = kept_type(type);
  if (type == TypeTable::void_) return program_.constants.void_value();
  ValueId value = builder.emit(Opcode::Getfield, kept, {result_variable(kept)}, 0);
  // What nobody needs any more must not stay alive.
  if (kept == object_pointer_)
    builder.emit(Opcode::Setfield, TypeTable::void_, {result_variable(kept), program_.constants.null(kept)}, 0);
  return kept == type ? value : builder.emit(Opcode::CastPointer, type, {value});
}

ConstantId HeapFrames::pending_exception() {
  if (!pending_exception_.valid())
    pending_exception_ = make_variable("weft_pending_exception", object_pointer_, Storage::Gc);
  return pending_exception_;
}

}  // namespace weft::weave
