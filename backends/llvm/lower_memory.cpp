#include <llvm/IR/InlineAsm.h>
#include <llvm/IR/MDBuilder.h>

#include "backends/llvm/function_lowering.h"
#include "backends/llvm/text_copier.h"

namespace weft::backend {

using ir::TypeId;
using ir::TypeKind;

namespace {

// Addresses inside an object neither leave it nor wrap around.
llvm::GEPNoWrapFlags inside_object() {
  return llvm::GEPNoWrapFlags::inBounds() | llvm::GEPNoWrapFlags::noUnsignedWrap();
}

}  // namespace

// What is written once is said to be so only at the very start of an object. LLVM finds earlier loads of the same place
// through the uses of its address, and takes care not to leave the function where that is a global, but not where it is
// a global plus an offset: it would then replace the load by one in another function.
FunctionLowering::Mutability FunctionLowering::written_once(uint64_t offset_in_object) {
  return offset_in_object == 0 ? Mutability::WrittenOnce : Mutability::Mutable;
}

llvm::Value* FunctionLowering::offset(llvm::Value* base, uint64_t bytes) {
  if (bytes == 0) return base;
  return builder_.CreatePtrAdd(base, llvm::ConstantInt::get(module_.word_type(), bytes), "", inside_object());
}

FunctionLowering::Place FunctionLowering::field_place(ir::Operand base, uint32_t field) {
  TypeId type = pointee(base);
  const ir::StructType& description = program_.types.struct_type(type);
  Place place;
  uint64_t field_offset = module_.layout().field_offset(type, field);
  place.base = operand(base);
  place.address = offset(place.base, field_offset);
  place.alignment = llvm::Align(module_.layout().sure_alignment(description.fields[field].type));
  place.alias_tag = module_.aliasing().field(type, field);
  if (description.fields[field].immutable)
    place.mutability = description.storage == ir::Storage::Gc ? written_once(field_offset) : Mutability::Constant;
  else
    place.is_shared = is_shared(base);
  return place;
}

FunctionLowering::Place FunctionLowering::length_place(ir::Operand base) {
  uint64_t length_offset = module_.layout().length_offset(pointee(base));
  return {.address = offset(operand(base), length_offset),
          .alignment = llvm::Align(module_.layout().word_size()),
          .alias_tag = module_.aliasing().length(),
          .mutability = written_once(length_offset),
          .base = operand(base)};
}

llvm::Value* FunctionLowering::items_address(ir::Operand base) {
  return offset(operand(base), module_.layout().items_offset(pointee(base)));
}

llvm::Value* FunctionLowering::item_address(ir::Operand base, ir::Operand index) {
  TypeId type = pointee(base);
  TypeId item = module_.layout().item_type(type);
  llvm::Type* unit = program_.types.kind(item) == TypeKind::Struct
                         ? llvm::ArrayType::get(builder_.getInt8Ty(), module_.layout().item_size(type))
                         : module_.memory_type(item);
  // As in C, a pointer to an array without a length may be to the middle of another one.
  return builder_.CreateGEP(unit, items_address(base), operand(index), "",
                            array_of(base).has_length ? inside_object() : llvm::GEPNoWrapFlags::inBounds());
}

FunctionLowering::Place FunctionLowering::item_place(ir::Operand base, ir::Operand index) {
  TypeId type = pointee(base);
  TypeId item = module_.layout().item_type(type);
  if (module_.layout().extent(item).size == 0) return {};  // of type Void: nothing to reach
  check_items(base, index);
  Place place;
  place.base = operand(base);
  place.address = item_address(base, index);
  place.alignment = llvm::Align(module_.layout().sure_alignment(item));
  place.alias_tag = module_.aliasing().item(item);
  place.is_shared = is_shared(base);
  return place;
}

FunctionLowering::Place FunctionLowering::item_field_place(ir::Operand base, ir::Operand index, uint32_t field) {
  TypeId item = module_.layout().item_type(pointee(base));
  const ir::Field& description = program_.types.struct_type(item).fields[field];
  check_items(base, index);
  Place place;
  place.base = operand(base);
  place.address = offset(item_address(base, index), module_.layout().field_offset(item, field));
  place.alignment = llvm::Align(module_.layout().sure_alignment(description.type));
  place.alias_tag = module_.aliasing().field(item, field);
  place.is_shared = is_shared(base);
  return place;
}

const ir::ArrayType& FunctionLowering::array_of(ir::Operand base) const {
  TypeId type = pointee(base);
  bool is_tail = program_.types.kind(type) != TypeKind::Array;
  return program_.types.array_type(is_tail ? program_.types.tail_array(type) : type);
}

void FunctionLowering::check_items(ir::Operand base, ir::Operand start, ir::Operand count) {
  if (!checks_ || !array_of(base).has_length) return;
  llvm::Value* length = load(length_place(base), ir::TypeTable::signed_);
  if (count.valid())
    checks_->check_range(builder_, operand(start), operand(count), length, pointee(base));
  else
    checks_->check_index(builder_, operand(start), length, pointee(base));
}

// Objects are shared by threads that run at the same time; raw memory is the program's own business, as in C.
bool FunctionLowering::is_shared(ir::Operand base) const {
  return program_.threads == Threads::Free && program_.types.is_gc_pointer(type_of(base));
}

// What threads read and write without any order they read and write at once, and as often as they say; of what does not
// fit a word, half may be another thread's.
bool FunctionLowering::is_atomic(const Place& place, llvm::Type* type) const {
  return place.is_shared && module_.module().getDataLayout().getTypeStoreSize(type) <= module_.layout().word_size();
}

// Several of them at once do not come as words from the C library, which may go by bytes.
bool FunctionLowering::holds_shared_words(ir::Operand base) const {
  TypeId item = module_.layout().item_type(pointee(base));
  return is_shared(base) && !array_of(base).immutable &&
         module_.layout().sure_alignment(item) >= module_.layout().word_size();
}

llvm::Value* FunctionLowering::load(const Place& place, TypeId type) {
  if (module_.is_void(type)) return nullptr;
  if (checks_)
    checks_->check_access(builder_, UndefinedChecks::Access::Load, place.base, place.address, place.alignment, type);
  llvm::Type* memory_type = module_.memory_type(type);
  llvm::LLVMContext& context = module_.context();
  llvm::LoadInst* result = builder_.CreateAlignedLoad(memory_type, place.address, place.alignment);
  llvm::MDNode* empty = llvm::MDNode::get(context, {});
  if (is_atomic(place, memory_type)) {
    // What is behind a pointer was written before the pointer was, and is read after it, by all machines that there are.
    bool acquires = module_.input().watches_threads && memory_type->isPointerTy();
    result->setAtomic(acquires ? llvm::AtomicOrdering::Acquire : llvm::AtomicOrdering::Unordered);
  }
  if (place.alias_tag != nullptr) {
    result->setMetadata(llvm::LLVMContext::MD_tbaa, place.alias_tag);
    result->setMetadata(llvm::LLVMContext::MD_noundef, empty);
  }
  switch (place.mutability) {
    case Mutability::Mutable: break;
    case Mutability::WrittenOnce:
      // Loads through the same pointer give the same value, whatever is called between them. Not invariant.load, which
      // would also allow moving the load in front of the store that initialises a new object.
      result->setMetadata(llvm::LLVMContext::MD_invariant_group, empty);
      break;
    case Mutability::Constant: result->setMetadata(llvm::LLVMContext::MD_invariant_load, empty); break;
  }
  if (program_.types.kind(type) != TypeKind::Bool) return result;
  if (checks_) {
    checks_->check_bool(builder_, result);
    return builder_.CreateTrunc(result, builder_.getInt1Ty());
  }
  llvm::MDBuilder metadata(context);
  result->setMetadata(llvm::LLVMContext::MD_range, metadata.createRange(llvm::APInt(8, 0), llvm::APInt(8, 2)));
  return builder_.CreateTrunc(result, builder_.getInt1Ty(), "", true);
}

void FunctionLowering::store(const Place& place, ir::Operand value) {
  if (module_.is_void(type_of(value))) return;
  llvm::Value* stored = operand(value);
  if (checks_)
    checks_->check_access(builder_, UndefinedChecks::Access::Store, place.base, place.address, place.alignment,
                          type_of(value));
  store(place, stored);
}

void FunctionLowering::store(const Place& place, llvm::Value* stored) {
  if (stored->getType()->isIntegerTy(1)) stored = builder_.CreateZExt(stored, builder_.getInt8Ty());
  llvm::StoreInst* result = builder_.CreateAlignedStore(stored, place.address, place.alignment);
  if (place.alias_tag != nullptr) result->setMetadata(llvm::LLVMContext::MD_tbaa, place.alias_tag);
  if (!is_atomic(place, stored->getType())) return;
  // Whoever reads a pointer to an object sees what was written there before.
  result->setAtomic(stored->getType()->isPointerTy() ? llvm::AtomicOrdering::Release : llvm::AtomicOrdering::Unordered);
}

llvm::Value* FunctionLowering::load_field(const ir::Operation& operation) {
  ir::Operand base = operation.operands[0];
  TypeId result_type = function_.value(operation.result).type;
  if (module_.is_void(result_type)) return nullptr;
  llvm::Value* result = load(field_place(base, operation.immediate), result_type);
  // The first field of every instance is its class: always there, always completely.
  TypeId type = pointee(base);
  while (program_.types.struct_type(type).base.valid()) type = program_.types.struct_type(type).base;
  if (operation.immediate != 0 || program_.types.name(type) != "object" || !program_.types.is_pointer(result_type))
    return result;
  TypeId vtable = program_.types.pointee(result_type);
  if (program_.types.kind(vtable) != TypeKind::Struct) return result;
  auto* instruction = llvm::cast<llvm::LoadInst>(result);
  llvm::LLVMContext& context = module_.context();
  auto number = [&](uint64_t value) {
    return llvm::MDNode::get(context, llvm::ConstantAsMetadata::get(builder_.getInt64(value)));
  };
  Extent extent = module_.layout().extent(vtable);
  instruction->setMetadata(llvm::LLVMContext::MD_nonnull, llvm::MDNode::get(context, {}));
  if (extent.size != 0) instruction->setMetadata(llvm::LLVMContext::MD_dereferenceable, number(extent.size));
  instruction->setMetadata(llvm::LLVMContext::MD_align, number(extent.alignment));
  return result;
}

llvm::Value* FunctionLowering::load_length(const ir::Operation& operation) {
  auto* result = llvm::cast<llvm::LoadInst>(load(length_place(operation.operands[0]), ir::TypeTable::signed_));
  unsigned bits = module_.word_type()->getBitWidth();
  llvm::MDBuilder metadata(module_.context());
  result->setMetadata(llvm::LLVMContext::MD_range,
                      metadata.createRange(llvm::APInt(bits, 0), llvm::APInt::getSignedMinValue(bits)));
  return result;
}

llvm::Value* FunctionLowering::load_type_number(const ir::Operation& operation) {
  uint64_t size = module_.layout().type_number_size(), position = module_.layout().type_number_offset();
  llvm::Value* object = operand(operation.operands[0]);
  Place place{.address = offset(object, position),
              .alignment = llvm::Align(size),
              .alias_tag = module_.aliasing().runtime("type number"),
              .mutability = written_once(position),
              .base = object,
              // Not the number, but the collector's flags beside it, which are written together.
              .is_shared = module_.input().watches_threads && is_shared(operation.operands[0])};
  TypeId type = program_.types.integer(static_cast<unsigned>(size) * 8, false);
  return builder_.CreateZExt(load(place, type), module_.word_type());
}

// Raw accesses may touch whatever any typed access touches. They are aligned as the type is, unless the offset tells
// that they are not: a field of a packed struct.
FunctionLowering::Place FunctionLowering::raw_place(ir::Operand base, ir::Operand delta, TypeId type) {
  Place place;
  llvm::Value* distance = operand(delta);
  place.base = operand(base);
  place.address = builder_.CreatePtrAdd(place.base, distance);
  place.alignment = llvm::Align(module_.layout().extent(type).alignment);
  if (auto* known = llvm::dyn_cast<llvm::ConstantInt>(distance))
    place.alignment = llvm::commonAlignment(place.alignment, known->getZExtValue());
  // The collector's: headers, which write barriers look at without a lock.
  place.is_shared = program_.threads == Threads::Free && place.alignment.value() >= module_.layout().word_size();
  return place;
}

llvm::Value* FunctionLowering::raw_load(const ir::Operation& operation) {
  TypeId type = function_.value(operation.result).type;
  return load(raw_place(operation.operands[0], operation.operands[1], type), type);
}

void FunctionLowering::raw_store(const ir::Operation& operation) {
  TypeId type = type_of(operation.operands[2]);
  store(raw_place(operation.operands[0], operation.operands[1], type), operation.operands[2]);
}

llvm::Value* FunctionLowering::bytes_of_items(ir::Operand base, ir::Operand count) {
  uint64_t size = module_.layout().item_size(pointee(base));
  if (size == 1) return operand(count);
  return builder_.CreateMul(operand(count), llvm::ConstantInt::get(module_.word_type(), size), "", true, true);
}

void FunctionLowering::copy_items(const ir::Operation& operation) {
  const std::vector<ir::Operand>& operands = operation.operands;
  TypeId item = module_.layout().item_type(pointee(operands[0]));
  if (module_.layout().extent(item).size == 0) return;
  llvm::Align alignment(module_.layout().sure_alignment(item));
  check_items(operands[0], operands[1], operands[4]);
  check_items(operands[2], operands[3], operands[4]);
  // Source and destination may be the same array.
  llvm::Value *to = item_address(operands[2], operands[3]), *from = item_address(operands[0], operands[1]);
  llvm::Value* size = bytes_of_items(operands[0], operands[4]);
  if (holds_shared_words(operands[0]) || holds_shared_words(operands[2])) {
    call_runtime("weft_copy_words", builder_.getVoidTy(), {to, from, size});
    return;
  }
  llvm::CallInst* copy;
  bool is_text = program_.types.kind(item) == TypeKind::Char && !llvm::isa<llvm::Constant>(size);
  if (is_text && module_.input().copies_text_in_place) {
    copy = builder_.CreateCall(text_copier(module_.module(), module_.word_type()), {to, from, size});
    copy->setCallingConv(llvm::CallingConv::Fast);
    copy->setDoesNotThrow();
  } else {
    copy = builder_.CreateMemMove(to, alignment, from, alignment, size);
  }
  if (program_.types.kind(item) != TypeKind::Struct)
    copy->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().item(item));
}

void FunctionLowering::clear_items(const ir::Operation& operation) {
  const std::vector<ir::Operand>& operands = operation.operands;
  TypeId item = module_.layout().item_type(pointee(operands[0]));
  if (module_.layout().extent(item).size == 0) return;
  check_items(operands[0], operands[1], operands[2]);
  llvm::Value *start = item_address(operands[0], operands[1]), *size = bytes_of_items(operands[0], operands[2]);
  if (holds_shared_words(operands[0])) {
    call_runtime("weft_clear_words", builder_.getVoidTy(), {start, size});
    return;
  }
  llvm::CallInst* clear = builder_.CreateMemSet(start, builder_.getInt8(0), size,
                                                llvm::Align(module_.layout().sure_alignment(item)));
  if (program_.types.kind(item) != TypeKind::Struct)
    clear->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().item(item));
}

llvm::Value* FunctionLowering::compare_items(const ir::Operation& operation) {
  const std::vector<ir::Operand>& operands = operation.operands;
  check_items(operands[0], operands[1], operands[4]);
  check_items(operands[2], operands[3], operands[4]);
  llvm::CallInst* order = call_runtime("memcmp", builder_.getInt32Ty(),
                                       {item_address(operands[0], operands[1]), item_address(operands[2], operands[3]),
                                        bytes_of_items(operands[0], operands[4])});
  return builder_.CreateSExt(order, module_.word_type());
}

llvm::Value* FunctionLowering::raw_malloc(const ir::Operation& operation) {
  uint64_t size = module_.layout().extent(TypeId{operation.immediate}).size;
  return call_runtime("weft_raw_malloc", module_.pointer_type(), {llvm::ConstantInt::get(module_.word_type(), size)});
}

llvm::Value* FunctionLowering::raw_malloc_varsize(const ir::Operation& operation) {
  TypeId type{operation.immediate};
  const Layout& layout = module_.layout();
  llvm::Value* length = operand(operation.operands[0]);
  // Saturating: a size that does not fit a word fails in the allocator.
  llvm::Type* word = module_.word_type();
  llvm::Value* items =
      builder_.CreateIntrinsic(llvm::Intrinsic::smul_fix_sat, {word},
                               {length, llvm::ConstantInt::get(word, layout.item_size(type)), builder_.getInt32(0)});
  llvm::Value* size = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::sadd_sat, items,
                                                     llvm::ConstantInt::get(word, layout.items_offset(type)));
  llvm::Value* memory = call_runtime("weft_raw_malloc", module_.pointer_type(), {size});
  TypeId array = program_.types.kind(type) == TypeKind::Array ? type : program_.types.tail_array(type);
  if (!program_.types.array_type(array).has_length) return memory;
  llvm::StoreInst* store =
      builder_.CreateAlignedStore(length, offset(memory, layout.length_offset(type)), llvm::Align(layout.word_size()));
  store->setMetadata(llvm::LLVMContext::MD_tbaa, module_.aliasing().length());
  return memory;
}

void FunctionLowering::raw_free(const ir::Operation& operation) {
  call_runtime("weft_raw_free", builder_.getVoidTy(), {operand(operation.operands[0])});
}

// Objects do not move: their address tells them apart. Its lowest bits are always zero.
llvm::Value* FunctionLowering::identity_hash(const ir::Operation& operation) {
  llvm::Value* address = builder_.CreatePtrToInt(operand(operation.operands[0]), module_.word_type());
  return builder_.CreateXor(address, builder_.CreateLShr(address, 4));
}

// New objects come out of raw memory here. What is known of an object that was at the same address before is not true
// of this one.
llvm::Value* FunctionLowering::cast_address_to_pointer(const ir::Operation& operation) {
  llvm::Value* address = operand(operation.operands[0]);
  if (!program_.types.is_gc_pointer(function_.value(operation.result).type)) return address;
  return builder_.CreateLaunderInvariantGroup(address);
}

// Costs no instruction; the object must be reachable up to here.
void FunctionLowering::keep_alive(const ir::Operation& operation) {
  llvm::FunctionType* type = llvm::FunctionType::get(builder_.getVoidTy(), {module_.pointer_type()}, false);
  builder_.CreateCall(type, llvm::InlineAsm::get(type, "", "X", true), {operand(operation.operands[0])});
}

}  // namespace weft::backend
