#include "backends/llvm/undefined_checks.h"

#include <llvm/IR/MDBuilder.h>

#include <bit>

#include "translator/ir/printer.h"

namespace weft::backend {

namespace {

// Of type descriptions; an integer has the logarithm of its width, and whether it has a sign.
constexpr uint16_t integer_kind = 0, unknown_kind = 0xffff;

bool is_known_object(const llvm::Value* pointer) {
  return llvm::isa<llvm::GlobalValue>(pointer->stripInBoundsConstantOffsets());
}

}  // namespace

void UndefinedChecks::check_access(Builder& builder, Access access, llvm::Value* base, llvm::Value* address,
                                   llvm::Align alignment, ir::TypeId type) {
  if (is_known_object(base)) return;
  llvm::Value* is_null = builder.CreateIsNull(base);
  llvm::Value* is_wrong = is_null;
  if (alignment > llvm::Align(1)) {
    llvm::Value* bits = builder.CreateAnd(builder.CreatePtrToInt(address, module_.word_type()), alignment.value() - 1);
    is_wrong = builder.CreateOr(is_null, builder.CreateIsNotNull(bits));
  }
  llvm::Value* reported =
      builder.CreateSelect(is_null, llvm::ConstantPointerNull::get(module_.pointer_type()), address);
  report_if(builder, is_wrong, "__ubsan_handle_type_mismatch_v1",
            data({type_description(type), builder.getInt8(static_cast<uint8_t>(llvm::Log2(alignment))),
                  builder.getInt8(static_cast<uint8_t>(access))}),
            {reported});
}

void UndefinedChecks::check_bool(Builder& builder, llvm::Value* byte) {
  report_if(builder, builder.CreateICmpUGT(byte, builder.getInt8(1)), "__ubsan_handle_load_invalid_value",
            data({type_description(ir::TypeTable::bool_)}), {byte});
}

void UndefinedChecks::check_divisor(Builder& builder, llvm::Value* dividend, llvm::Value* divisor, ir::TypeId type) {
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(divisor); constant != nullptr && !constant->isZero()) return;
  report_if(builder, builder.CreateIsNull(divisor), "__ubsan_handle_divrem_overflow", data({type_description(type)}),
            {dividend, divisor});
}

void UndefinedChecks::check_index(Builder& builder, llvm::Value* index, llvm::Value* length, ir::TypeId array) {
  report_if(builder, builder.CreateICmpUGE(index, length), "__ubsan_handle_out_of_bounds",
            data({type_description(array), type_description(ir::TypeTable::signed_)}), {index});
}

void UndefinedChecks::check_range(Builder& builder, llvm::Value* start, llvm::Value* count, llvm::Value* length,
                                  ir::TypeId array) {
  llvm::Value* starts_behind = builder.CreateICmpUGT(start, length);
  llvm::Value* ends_behind = builder.CreateICmpUGT(count, builder.CreateSub(length, start));
  report_if(builder, builder.CreateOr(starts_behind, ends_behind), "__ubsan_handle_out_of_bounds",
            data({type_description(array), type_description(ir::TypeTable::signed_)}),
            {builder.CreateAdd(start, count)});
}

void UndefinedChecks::report_arrival(Builder& builder) {
  report(builder, "__ubsan_handle_builtin_unreachable", data({}), {});
}

void UndefinedChecks::report_if(Builder& builder, llvm::Value* is_wrong, const char* function, llvm::Constant* data,
                                const std::vector<llvm::Value*>& values) {
  llvm::Function* parent = builder.GetInsertBlock()->getParent();
  auto* wrong = llvm::BasicBlock::Create(module_.context(), "", parent);
  auto* next = llvm::BasicBlock::Create(module_.context(), "", parent);
  builder.CreateCondBr(is_wrong, wrong, next, llvm::MDBuilder(module_.context()).createUnlikelyBranchWeights());
  builder.SetInsertPoint(wrong);
  report(builder, function, data, values);
  builder.CreateBr(next);
  builder.SetInsertPoint(next);
}

void UndefinedChecks::report(Builder& builder, const char* function, llvm::Constant* data,
                             const std::vector<llvm::Value*>& values) {
  std::vector<llvm::Value*> arguments = {data};
  for (llvm::Value* value : values) arguments.push_back(as_word(builder, value));
  std::vector<llvm::Type*> types;
  for (llvm::Value* argument : arguments) types.push_back(argument->getType());
  auto* type = llvm::FunctionType::get(builder.getVoidTy(), types, false);
  llvm::CallInst* call = builder.CreateCall(module_.module().getOrInsertFunction(function, type), arguments);
  call->setDoesNotThrow();
  call->addFnAttr(llvm::Attribute::Cold);
  // Each has a place of its own to show.
  call->addFnAttr(llvm::Attribute::NoMerge);
}

// What does not fit is passed by its address.
llvm::Value* UndefinedChecks::as_word(Builder& builder, llvm::Value* value) {
  llvm::IntegerType* word = module_.word_type();
  if (value->getType()->isPointerTy()) return builder.CreatePtrToInt(value, word);
  if (value->getType()->getIntegerBitWidth() <= word->getBitWidth()) return builder.CreateZExt(value, word);
  llvm::BasicBlock& entry = builder.GetInsertBlock()->getParent()->getEntryBlock();
  llvm::Value* variable = Builder(&entry, entry.begin()).CreateAlloca(value->getType());
  builder.CreateStore(value, variable);
  return builder.CreatePtrToInt(variable, word);
}

llvm::Constant* UndefinedChecks::data(const std::vector<llvm::Constant*>& details) {
  std::vector<llvm::Constant*> fields = {place()};
  fields.insert(fields.end(), details.begin(), details.end());
  // The runtime notes there what it has reported.
  return add_data(llvm::ConstantStruct::getAnon(fields), "");
}

// The library's own places say little: its caller's are shown, if it is known here. The calls come with a report anyway.
llvm::Constant* UndefinedChecks::place() {
  const ir::Program& program = module_.program();
  auto is_in_library = [&](const ir::Location& place) {
    const std::string& library = module_.input().library_folder;
    return !library.empty() && place.file.valid() && program.files[place.file.index].starts_with(library);
  };
  ir::Location shown;
  for (ir::LocationId id = location_; id.valid(); id = shown.inlined_at) {
    shown = program.locations[id.index];
    if (!is_in_library(shown)) break;
  }
  llvm::Type* number = llvm::Type::getInt32Ty(module_.context());
  return llvm::ConstantStruct::getAnon({file_name(shown.file.valid() ? program.files[shown.file.index] : "<unknown>"),
                                        llvm::ConstantInt::get(number, shown.line),
                                        llvm::ConstantInt::get(number, shown.column)});
}

llvm::Constant* UndefinedChecks::type_description(ir::TypeId type) {
  std::string text = ir::print(module_.program(), type), name = "weft.type." + text;
  if (llvm::Constant* known = module_.module().getNamedGlobal(name)) return known;
  const ir::TypeTable& types = module_.program().types;
  uint16_t kind = unknown_kind, information = 0;
  if (types.kind(type) == ir::TypeKind::Integer || types.kind(type) == ir::TypeKind::Bool) {
    unsigned bits = module_.memory_type(type)->getIntegerBitWidth();
    kind = integer_kind;
    information = static_cast<uint16_t>(std::countr_zero(bits) << 1 | (types.is_signed(type) ? 1 : 0));
  }
  llvm::Type* half = llvm::Type::getInt16Ty(module_.context());
  return add_data(llvm::ConstantStruct::getAnon(
                      {llvm::ConstantInt::get(half, kind), llvm::ConstantInt::get(half, information),
                       llvm::ConstantDataArray::getString(module_.context(), "'" + text + "'")}),
                  name);
}

llvm::Constant* UndefinedChecks::file_name(const std::string& name) {
  if (llvm::Constant* known = module_.module().getNamedGlobal("weft.file." + name)) return known;
  return add_data(llvm::ConstantDataArray::getString(module_.context(), name), "weft.file." + name);
}

llvm::GlobalVariable* UndefinedChecks::add_data(llvm::Constant* content, const std::string& name) {
  auto* variable = new llvm::GlobalVariable(module_.module(), content->getType(), false,
                                            llvm::GlobalValue::PrivateLinkage, content, name);
  // Nobody looks behind its end.
  llvm::GlobalValue::SanitizerMetadata metadata;
  metadata.NoAddress = true;
  variable->setSanitizerMetadata(metadata);
  return variable;
}

}  // namespace weft::backend
