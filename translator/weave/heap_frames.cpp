#include "translator/weave/heap_frames.h"

#include <cassert>
#include <stdexcept>
#include <string>
#include <utility>

namespace weft::weave {

using namespace ir;

HeapFrames::HeapFrames(Program& program, Library library) : program_(program), library_(library) {
  TypeTable& types = program.types;
  frame_ = types.find("weft_frame");
  if (!frame_.valid()) throw std::logic_error("stackless: the program has no struct `weft_frame`");
  assert(types.struct_type(frame_).fields.size() == field_count);
  frame_pointer_ = types.pointer(frame_);
  object_pointer_ = types.pointer(types.find("object"));
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

FunctionId HeapFrames::add_save(std::string name, const std::vector<TypeId>& fields) {
  std::vector<TypeId> parameters{TypeTable::address};
  parameters.insert(parameters.end(), fields.begin(), fields.end());
  return program_.add_function({.name = name,
                                .display_name = name,
                                .type = program_.types.function({std::move(parameters), object_pointer_}),
                                .inline_hint = InlineHint::Never,
                                .is_cold = true});
}

FunctionId HeapFrames::save_tail_call() {
  if (save_tail_call_.valid()) return save_tail_call_;
  FunctionId save = shape({}).save;
  save_tail_call_ = add_save("weft.save_tail_call", {});
  Builder builder(program_, save_tail_call_, program_.function(save_tail_call_).add_block());
  ValueId from = builder.add_argument(builder.block(), TypeTable::address);
  BlockId saving = builder.new_block(), skipping = builder.new_block();
  builder.branch(builder.call(library_.keeps_tail_calls, {}), saving, skipping);
  builder.set_block(saving);
  builder.return_(builder.call(save, {from}));
  builder.set_block(skipping);
  builder.return_(builder.emit(Opcode::Unwinding, object_pointer_, {}));
  return save_tail_call_;
}

FunctionId HeapFrames::make_save(TypeId type, const std::vector<TypeId>& fields) {
  FunctionId id = add_save("weft.save_frame." + std::to_string(shapes_.size()), fields);
  Builder builder(program_, id, program_.function(id).add_block());
  ValueId from = builder.add_argument(builder.block(), TypeTable::address);
  std::vector<ValueId> values;
  for (TypeId field : fields) values.push_back(builder.add_argument(builder.block(), field));
  ValueId made = builder.emit(Opcode::Malloc, program_.types.pointer(type), {}, type.index);
  BlockId succeeded = builder.new_block(), failed = builder.new_block();
  builder.try_({succeeded, {}}, failed, {}, object_pointer_);
  builder.set_block(failed);
  ValueId exception = builder.add_argument(failed, object_pointer_);
  builder.call(library_.give_up, {});
  builder.return_(exception);
  builder.set_block(succeeded);
  builder.emit(Opcode::Setfield, TypeTable::void_, {made, from}, site);
  for (size_t i = 0; i < values.size(); ++i)
    builder.emit(Opcode::Setfield, TypeTable::void_, {made, values[i]}, field_count + static_cast<uint32_t>(i));
  builder.call(library_.link, {builder.emit(Opcode::CastPointer, frame_pointer_, {made})});
  builder.return_(builder.emit(Opcode::Unwinding, object_pointer_, {}));
  return id;
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

ConstantId HeapFrames::variable_for(TypeId kept) {
  auto [variable, is_new] = results_.try_emplace(kept);
  if (is_new)
    variable->second = make_variable("weft_result", kept, kept == object_pointer_ ? Storage::Gc : Storage::Raw);
  return variable->second;
}

Operand HeapFrames::cast(Builder& builder, Operand pointer, TypeId type) {
  if (program_.type_of(builder.function(), pointer) == type) return pointer;
  return builder.emit(Opcode::CastPointer, type, {pointer});
}

HeapFrames::Place HeapFrames::place_of(Builder& builder, Outcome outcome) {
  if (program_.has_threads()) return {builder.call(library_.outcome, {}), outcome, frame_pointer_};
  if (outcome == result) return {variable_for(object_pointer_), 0, object_pointer_};
  if (!pending_exception_.valid())
    pending_exception_ = make_variable("weft_pending_exception", object_pointer_, Storage::Gc);
  return {pending_exception_, 0, object_pointer_};
}

void HeapFrames::store_object(Builder& builder, Outcome outcome, Operand object) {
  Place place = place_of(builder, outcome);
  builder.emit(Opcode::Setfield, TypeTable::void_, {place.pointer, cast(builder, object, place.type)}, place.field);
}

Operand HeapFrames::load_object(Builder& builder, Outcome outcome) {
  Place place = place_of(builder, outcome);
  return cast(builder, builder.emit(Opcode::Getfield, place.type, {place.pointer}, place.field), object_pointer_);
}

void HeapFrames::store_result(Builder& builder, Operand value) {
  TypeId type = program_.type_of(builder.function(), value);
  if (type == TypeTable::void_) return;
  if (kept_type(type) == object_pointer_) return store_object(builder, result, value);
  if (!program_.has_threads())
    builder.emit(Opcode::Setfield, TypeTable::void_, {variable_for(type), value}, 0);
  else
    builder.emit(Opcode::RawStore, TypeTable::void_,
                 {builder.call(library_.raw_outcome, {}), builder.integer(0), value});
}

Operand HeapFrames::load_result(Builder& builder, TypeId type) {
  if (type == TypeTable::void_) return program_.constants.void_value();
  if (kept_type(type) == object_pointer_) {
    Operand object = load_object(builder, result);
    // What nobody needs any more must not stay alive.
    store_object(builder, result, program_.constants.null(object_pointer_));
    return cast(builder, object, type);
  }
  if (!program_.has_threads()) return builder.emit(Opcode::Getfield, type, {variable_for(type)}, 0);
  return builder.emit(Opcode::RawLoad, type, {builder.call(library_.raw_outcome, {}), builder.integer(0)});
}

void HeapFrames::store_exception(Builder& builder, Operand value) { store_object(builder, exception, value); }

Operand HeapFrames::load_exception(Builder& builder) { return load_object(builder, exception); }

Operand HeapFrames::result_of_type(Builder& builder, TypeId type, Operand object) {
  return kept_type(type) == object_pointer_ ? cast(builder, object, type) : load_result(builder, type);
}

void HeapFrames::keep_outcome(Builder& builder, Operand value) {
  BlockId returned = builder.new_block(), raised = builder.new_block(), unwound = builder.new_block();
  ValueId raised_exception = builder.add_argument(raised, object_pointer_);
  end_with_try(builder, {returned, {}}, raised, unwound);
  builder.set_block(returned);
  if (value.valid()) store_result(builder, value);
  builder.return_(builder.integer(0));
  builder.set_block(raised);
  store_exception(builder, raised_exception);
  builder.return_(builder.integer(0));
  builder.set_block(unwound);
  builder.return_(builder.integer(1));
}

void HeapFrames::end_with_try(Builder& builder, Edge normal, BlockId handler, BlockId unwound) {
  builder.try_(std::move(normal), handler, {}, object_pointer_);
  builder.function().block(builder.block()).terminator.edges.push_back({unwound, {}});
}

}  // namespace weft::weave
