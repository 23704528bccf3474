// What each operation of the table becomes.
#include "backends/llvm/function_lowering.h"
#include "translator/ir/operations.h"

#include <fmt/format.h>
#include <llvm/IR/Intrinsics.h>

namespace weft::backend {

using ir::Opcode;
using llvm::CmpInst;
using llvm::Instruction;

llvm::Value* FunctionLowering::lower_operation(const ir::Operation& operation) {
  const std::vector<ir::Operand>& operands = operation.operands;
  auto value = [&](size_t i) { return operand(operands[i]); };
  auto binary = [&](Instruction::BinaryOps kind) { return builder_.CreateBinOp(kind, value(0), value(1)); };
  auto compare = [&](CmpInst::Predicate predicate) { return builder_.CreateCmp(predicate, value(0), value(1)); };
  auto intrinsic = [&](llvm::Intrinsic::ID id) { return builder_.CreateUnaryIntrinsic(id, value(0)); };
  auto result_type = [&] { return module_.value_type(function_.value(operation.result).type); };
  llvm::Value* nothing = nullptr;

  switch (operation.opcode) {
    case Opcode::Add:
    case Opcode::Sub:
    case Opcode::Mul:
    case Opcode::Truediv:
    case Opcode::Floordiv:
    case Opcode::Mod:
    case Opcode::Pow:
    case Opcode::Lshift:
    case Opcode::Rshift:
    case Opcode::BitAnd:
    case Opcode::BitOr:
    case Opcode::BitXor:
    case Opcode::InplaceAdd:
    case Opcode::InplaceSub:
    case Opcode::InplaceMul:
    case Opcode::InplaceTruediv:
    case Opcode::InplaceFloordiv:
    case Opcode::InplaceMod:
    case Opcode::InplacePow:
    case Opcode::InplaceLshift:
    case Opcode::InplaceRshift:
    case Opcode::InplaceBitAnd:
    case Opcode::InplaceBitOr:
    case Opcode::InplaceBitXor:
    case Opcode::Neg:
    case Opcode::Pos:
    case Opcode::Invert:
    case Opcode::Bool:
    case Opcode::Not:
    case Opcode::Lt:
    case Opcode::Le:
    case Opcode::Eq:
    case Opcode::Ne:
    case Opcode::Gt:
    case Opcode::Ge:
    case Opcode::Is:
    case Opcode::IsNot:
    case Opcode::Contains:
    case Opcode::Getattr:
    case Opcode::Setattr:
    case Opcode::Getglobal:
    case Opcode::Setglobal:
    case Opcode::Getitem:
    case Opcode::Setitem:
    case Opcode::Delitem:
    case Opcode::Getslice:
    case Opcode::Setslice:
    case Opcode::Delslice:
    case Opcode::Newlist:
    case Opcode::Newtuple:
    case Opcode::Newdict:
    case Opcode::Newset:
    case Opcode::Iter:
    case Opcode::IterMore:
    case Opcode::IterItem:
    case Opcode::UnpackCheck:
    case Opcode::Format:
    case Opcode::BuildString:
    case Opcode::Call:
    case Opcode::ExceptionMatch:
    case Opcode::MakeException:
    case Opcode::Contract:
    case Opcode::FrameLoad:
    case Opcode::FrameStore: fail(fmt::format("high-level operation `{}`", ir::info(operation.opcode).name));

    case Opcode::IntAdd: return lower_checked(Checked::Add, operation);
    case Opcode::IntSub: return lower_checked(Checked::Sub, operation);
    case Opcode::IntMul: return lower_checked(Checked::Mul, operation);
    case Opcode::IntAnd: return binary(Instruction::And);
    case Opcode::IntOr: return binary(Instruction::Or);
    case Opcode::IntXor: return binary(Instruction::Xor);
    case Opcode::IntLshift: return lower_shift(Instruction::Shl, operation);
    case Opcode::IntRshift: return lower_shift(Instruction::AShr, operation);
    case Opcode::UintRshift: return lower_shift(Instruction::LShr, operation);
    case Opcode::IntDiv: return lower_signed_division(operation, false);
    case Opcode::UintDiv: return lower_unsigned_division(operation, Instruction::UDiv);
    case Opcode::IntMod: return lower_signed_division(operation, true);
    case Opcode::UintMod: return lower_unsigned_division(operation, Instruction::URem);
    case Opcode::UintMulHigh: return high_word(wide_product(operation));
    case Opcode::UintLeadingZeros:
      return builder_.CreateBinaryIntrinsic(llvm::Intrinsic::ctlz, value(0), builder_.getFalse());
    case Opcode::IntNeg: return builder_.CreateNeg(value(0));
    case Opcode::IntInvert: return builder_.CreateNot(value(0));
    case Opcode::IntAddOverflows: return lower_overflow(Checked::Add, operation);
    case Opcode::IntSubOverflows: return lower_overflow(Checked::Sub, operation);
    case Opcode::IntMulOverflows: return lower_overflow(Checked::Mul, operation);
    case Opcode::IntEq: return compare(CmpInst::ICMP_EQ);
    case Opcode::IntNe: return compare(CmpInst::ICMP_NE);
    case Opcode::IntLt: return compare(CmpInst::ICMP_SLT);
    case Opcode::IntLe: return compare(CmpInst::ICMP_SLE);
    case Opcode::IntGt: return compare(CmpInst::ICMP_SGT);
    case Opcode::IntGe: return compare(CmpInst::ICMP_SGE);
    case Opcode::UintLt: return compare(CmpInst::ICMP_ULT);
    case Opcode::UintLe: return compare(CmpInst::ICMP_ULE);
    case Opcode::UintGt: return compare(CmpInst::ICMP_UGT);
    case Opcode::UintGe: return compare(CmpInst::ICMP_UGE);

    case Opcode::BoolNot: return lower_bool_not(operation);
    case Opcode::CharEq: return compare(CmpInst::ICMP_EQ);
    case Opcode::CharNe: return compare(CmpInst::ICMP_NE);
    case Opcode::CharLt: return compare(CmpInst::ICMP_ULT);
    case Opcode::CharLe: return compare(CmpInst::ICMP_ULE);
    case Opcode::CharGt: return compare(CmpInst::ICMP_UGT);
    case Opcode::CharGe: return compare(CmpInst::ICMP_UGE);
    case Opcode::FloatAdd: return binary(Instruction::FAdd);
    case Opcode::FloatSub: return binary(Instruction::FSub);
    case Opcode::FloatMul: return binary(Instruction::FMul);
    case Opcode::FloatDiv: return binary(Instruction::FDiv);
    case Opcode::FloatNeg: return builder_.CreateFNeg(value(0));
    case Opcode::FloatAbs: return intrinsic(llvm::Intrinsic::fabs);
    case Opcode::FloatSqrt: return intrinsic(llvm::Intrinsic::sqrt);
    case Opcode::FloatFloor: return intrinsic(llvm::Intrinsic::floor);
    case Opcode::FloatCeil: return intrinsic(llvm::Intrinsic::ceil);
    case Opcode::FloatEq: return compare(CmpInst::FCMP_OEQ);
    case Opcode::FloatNe: return compare(CmpInst::FCMP_UNE);
    case Opcode::FloatLt: return compare(CmpInst::FCMP_OLT);
    case Opcode::FloatLe: return compare(CmpInst::FCMP_OLE);
    case Opcode::FloatGt: return compare(CmpInst::FCMP_OGT);
    case Opcode::FloatGe: return compare(CmpInst::FCMP_OGE);

    case Opcode::CastInt: return lower_cast_int(operation);
    case Opcode::CastBoolToInt: return builder_.CreateZExt(value(0), result_type());
    case Opcode::CastCharToInt: return builder_.CreateZExtOrTrunc(value(0), result_type());
    case Opcode::CastIntToChar: return builder_.CreateZExtOrTrunc(value(0), result_type());
    case Opcode::CastIntToFloat: return lower_cast_int_to_float(operation);
    case Opcode::CastFloatToInt: return lower_cast_float_to_int(operation);
    case Opcode::CastFloatToSingle: return builder_.CreateFPTrunc(value(0), result_type());
    case Opcode::CastSingleToFloat: return builder_.CreateFPExt(value(0), result_type());
    case Opcode::CastFloatToBits: return builder_.CreateBitCast(value(0), result_type());
    case Opcode::CastBitsToFloat: return builder_.CreateBitCast(value(0), result_type());
    case Opcode::SameAs: return expect(operation, Expectation::None);
    case Opcode::Select:
      return module_.is_void(type_of(operands[1])) ? nothing : builder_.CreateSelect(value(0), value(1), value(2));
    case Opcode::Likely: return expect(operation, Expectation::Likely);
    case Opcode::Unlikely: return expect(operation, Expectation::Unlikely);

    case Opcode::PtrEq: return compare(CmpInst::ICMP_EQ);
    case Opcode::PtrNe: return compare(CmpInst::ICMP_NE);
    case Opcode::PtrIsNull: return builder_.CreateIsNull(value(0));
    case Opcode::PtrNonnull: return builder_.CreateIsNotNull(value(0));
    case Opcode::CastPointer: return value(0);
    case Opcode::CastPtrToAdr: return value(0);
    case Opcode::CastAdrToPtr: return cast_address_to_pointer(operation);
    case Opcode::CastAdrToInt: return builder_.CreatePtrToInt(value(0), result_type());
    case Opcode::CastIntToAdr: return builder_.CreateIntToPtr(value(0), module_.pointer_type());
    case Opcode::AdrAdd: return builder_.CreatePtrAdd(value(0), value(1));
    case Opcode::AdrSub: return builder_.CreatePtrAdd(value(0), builder_.CreateNeg(value(1)));
    case Opcode::AdrDelta:
      return builder_.CreateSub(builder_.CreatePtrToInt(value(0), result_type()),
                                builder_.CreatePtrToInt(value(1), result_type()));
    case Opcode::AdrEq: return compare(CmpInst::ICMP_EQ);
    case Opcode::AdrNe: return compare(CmpInst::ICMP_NE);
    case Opcode::AdrLt: return compare(CmpInst::ICMP_ULT);
    case Opcode::AdrLe: return compare(CmpInst::ICMP_ULE);
    case Opcode::AdrGt: return compare(CmpInst::ICMP_UGT);
    case Opcode::AdrGe: return compare(CmpInst::ICMP_UGE);
    case Opcode::RawLoad: return raw_load(operation);
    case Opcode::RawStore: return raw_store(operation), nothing;
    case Opcode::RawMemclear:
      return builder_.CreateMemSet(value(0), builder_.getInt8(0), value(1), llvm::MaybeAlign()), nothing;
    case Opcode::RawMemcopy:
      return builder_.CreateMemMove(value(1), llvm::MaybeAlign(), value(0), llvm::MaybeAlign(), value(2)), nothing;

    case Opcode::Malloc:
    case Opcode::MallocVarsize:
    case Opcode::MallocUncleared: fail("an allocation that no collector has been woven into");
    case Opcode::RawMalloc: return raw_malloc(operation);
    case Opcode::RawMallocVarsize: return raw_malloc_varsize(operation);
    case Opcode::RawFree: return raw_free(operation), nothing;
    case Opcode::Getfield: return load_field(operation);
    case Opcode::Setfield: return store(field_place(operands[0], operation.immediate), operands[1]), nothing;
    case Opcode::Getarraysize:
    case Opcode::Gettailsize: return load_length(operation);
    case Opcode::Setarraysize:
    case Opcode::Settailsize: return store(length_place(operands[0]), operands[1]), nothing;
    case Opcode::Getarrayitem:
    case Opcode::Gettailitem: return load(item_place(operands[0], operands[1]), function_.value(operation.result).type);
    case Opcode::Setarrayitem:
    case Opcode::Settailitem: return store(item_place(operands[0], operands[1]), operands[2]), nothing;
    case Opcode::Getarrayfield:
      return load(item_field_place(operands[0], operands[1], operation.immediate),
                  function_.value(operation.result).type);
    case Opcode::Setarrayfield:
      return store(item_field_place(operands[0], operands[1], operation.immediate), operands[2]), nothing;
    case Opcode::Arraycopy:
    case Opcode::Tailcopy: return copy_items(operation), nothing;
    case Opcode::Arrayclear: return clear_items(operation), nothing;
    case Opcode::Tailcompare: return compare_items(operation);
    case Opcode::Tailaddress:
    case Opcode::Arrayaddress: return items_address(operands[0]);
    case Opcode::AtomicLoad:
    case Opcode::AtomicStore:
    case Opcode::AtomicExchange:
    case Opcode::AtomicCompareExchange:
    case Opcode::AtomicAdd:
    case Opcode::AtomicAnd:
    case Opcode::AtomicOr: return lower_atomic(operation);
    case Opcode::GcIdentityhash: return identity_hash(operation);
    case Opcode::TypeNumber: return load_type_number(operation);
    case Opcode::Keepalive: return keep_alive(operation), nothing;
    case Opcode::MayBeShared: return builder_.getTrue();  // nothing else was found out
    case Opcode::Poll: return nothing;  // in a program without threads

    case Opcode::DirectCall: return lower_direct_call(operation);
    case Opcode::IndirectCall: return lower_indirect_call(operation);
    case Opcode::Unwinding:
      if (!operands.empty()) return operand(operands[0]);
      return llvm::ConstantExpr::getIntToPtr(llvm::ConstantInt::get(module_.word_type(), 1), module_.pointer_type());
    case Opcode::LastException: return last_exception();
    case Opcode::RecordTraceback: return record_traceback(operation), nothing;
    case Opcode::ClearTraceback: return clear_traceback(), nothing;

    case Opcode::RootsTop: return roots_top();
    case Opcode::RootStore: return store_root(operation), nothing;
    case Opcode::RootLoad: return load_root(operation);
    case Opcode::RootFrame: return frame_ = &operation, nothing;

    case Opcode::JitMergePoint:
    case Opcode::CanEnterJit: return nothing;
    case Opcode::JitPromote:
    case Opcode::JitVirtualizable: return expect(operation, Expectation::None);
    case Opcode::Count: break;
  }
  fail("an operation that is not in the table");
}

}  // namespace weft::backend
