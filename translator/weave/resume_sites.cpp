#include "translator/weave/resume_sites.h"

#include <utility>

namespace weft::weave {

using namespace ir;

ResumeSites::ResumeSites(Program& program, HeapFrames& frames) : program_(program), frames_(frames) {
  TypeTable& types = program.types;
  enter_type_ = types.pointer(types.function({{frames.frame_pointer()}, TypeTable::signed_}));
  names_ = types.declare_array(types.unique_name("weft_function_name"), Storage::Raw);
  types.define_array(names_, TypeTable::char_, false, true);
  site_ = types.declare_struct(types.unique_name("weft_site"), Storage::Raw);
  types.define_struct(site_, {field("enter", enter_type_), field("number", TypeTable::signed_),
                              field("function", types.pointer(names_))});
}

Field ResumeSites::field(std::string_view name, TypeId type) {
  return {.name = program_.strings.intern(name), .type = type, .immutable = true};
}

ConstantId ResumeSites::add(FunctionId function, size_t number) {
  ConstantTable& constants = program_.constants;
  const Signature& signature = signature_of(program_.function(function).type);
  DataId data = program_.add_data({.name = "",
                                   .type = signature.site,
                                   .immutable = true,
                                   .fields = {constants.function(enter_type_, signature.enter),
                                              constants.integer(TypeTable::signed_, static_cast<int64_t>(number)),
                                              name_data(program_.function(function)),
                                              constants.function(program_.types.pointer(signature.entry), function)}});
  return constants.data(program_.types.pointer(signature.site), data);
}

// One type for all pointers to objects, which no pointer to a function of the program has: who analyses calls through
// pointers is not led to believe that there are more.
const ResumeSites::Signature& ResumeSites::signature_of(TypeId function_type) {
  TypeTable& types = program_.types;
  FunctionType erased = types.function_type(function_type);
  auto erase = [&](TypeId& type) {
    if (types.is_gc_pointer(type)) type = frames_.frame_pointer();
  };
  for (TypeId& parameter : erased.parameters) erase(parameter);
  erase(erased.result);
  TypeId entry = types.function(std::move(erased));
  auto [position, is_new] = signatures_.try_emplace(entry);
  Signature& signature = position->second;
  if (is_new) {
    signature.entry = entry;
    signature.site = types.declare_struct(types.unique_name("weft_site." + std::to_string(signatures_.size() - 1)),
                                          Storage::Raw, site_);
    types.define_struct(signature.site, {field("entry", types.pointer(entry))});
    signature.enter = make_enter(signature);
  }
  return signature;
}

ConstantId ResumeSites::add_tail_call(const Function& function) {
  ConstantTable& constants = program_.constants;
  if (!pass_on_.valid()) {
    pass_on_ = add_enter("weft.pass_on");
    Builder builder(program_, pass_on_, Function::entry);
    builder.add_argument(Function::entry, frames_.frame_pointer());
    builder.return_(builder.integer(0));
  }
  ConstantId name = name_data(function);
  DataId data = program_.add_data(
      {.name = "",
       .type = site_,
       .immutable = true,
       .fields = {constants.function(enter_type_, pass_on_), constants.integer(TypeTable::signed_, 0), name}});
  return constants.data(program_.types.pointer(site_), data);
}

FunctionId ResumeSites::add_enter(std::string name) {
  FunctionId id = program_.add_function({.name = name,
                                         .display_name = name,
                                         .type = program_.types.pointee(enter_type_),
                                         .inline_hint = InlineHint::Never,
                                         .is_for_size = true});
  program_.function(id).add_block();
  return id;
}

FunctionId ResumeSites::make_enter(const Signature& signature) {
  FunctionId id = add_enter("weft.enter_again." + std::to_string(signatures_.size() - 1));
  const FunctionType type = program_.types.function_type(signature.entry);
  Builder builder(program_, id, Function::entry);
  ValueId frame = builder.add_argument(Function::entry, frames_.frame_pointer());
  Operand site = site_of(builder, frame, signature.site);
  ValueId entry = builder.emit(Opcode::Getfield, program_.types.pointer(signature.entry), {site}, field_count);
  std::vector<Operand> operands{entry};
  for (TypeId parameter : type.parameters) operands.push_back(frames_.nothing(parameter));
  ValueId result = builder.emit(Opcode::IndirectCall, type.result, std::move(operands));
  frames_.keep_outcome(builder, type.result == TypeTable::void_ ? Operand{} : result);
  return id;
}

ConstantId ResumeSites::name_data(const Function& function) {
  const std::string& name = function.display_name.empty() ? function.name : function.display_name;
  auto [position, is_new] = names_of_functions_.try_emplace(name);
  if (is_new) {
    DataId data = program_.add_data({.type = names_, .immutable = true, .bytes = name + std::string(1, '\0')});
    position->second = program_.constants.data(program_.types.pointer(names_), data);
  }
  return position->second;
}

Operand ResumeSites::site_of(Builder& builder, Operand frame, TypeId type) {
  ValueId address = builder.emit(Opcode::Getfield, TypeTable::address, {frame}, HeapFrames::site);
  return builder.emit(Opcode::CastAdrToPtr, program_.types.pointer(type), {address});
}

ValueId ResumeSites::enter(Builder& builder, Operand frame) {
  ValueId function = builder.emit(Opcode::Getfield, enter_type_, {site_of(builder, frame, site_)}, Enter);
  return builder.emit(Opcode::IndirectCall, TypeTable::signed_, {function, frame});
}

Operand ResumeSites::number_of(Builder& builder, Operand frame) {
  return builder.emit(Opcode::Getfield, TypeTable::signed_, {site_of(builder, frame, site_)}, Number);
}

Operand ResumeSites::function_name_of(Builder& builder, Operand frame) {
  Operand site = site_of(builder, frame, site_);
  ValueId name = builder.emit(Opcode::Getfield, program_.types.pointer(names_), {site}, FunctionName);
  return builder.emit(Opcode::CastPtrToAdr, TypeTable::address, {name});
}

}  // namespace weft::weave
