#include <llvm/IR/Intrinsics.h>

#include "backends/llvm/function_lowering.h"

namespace weft::backend {

using ir::Opcode;

// A sum and the question whether it overflows come from one instruction, and so do both words of a product: find out
// beforehand which operations that concerns.
void FunctionLowering::find_overflow_checks(const ir::Block& block) {
  overflow_pairs_.clear();
  wide_products_.clear();
  for (const ir::Operation& operation : block.operations) {
    std::optional<Checked> kind;
    if (operation.opcode == Opcode::IntAddOverflows) kind = Checked::Add;
    if (operation.opcode == Opcode::IntSubOverflows) kind = Checked::Sub;
    if (operation.opcode == Opcode::IntMulOverflows) kind = Checked::Mul;
    if (operation.opcode == Opcode::UintMulHigh)
      wide_products_[{operation.operands[0], operation.operands[1]}] = nullptr;
    if (kind) overflow_pairs_[{*kind, operation.operands[0], operation.operands[1]}] = nullptr;
  }
}

llvm::Value* FunctionLowering::overflow_pair(Checked kind, const ir::Operation& operation) {
  auto wanted = overflow_pairs_.find({kind, operation.operands[0], operation.operands[1]});
  if (wanted == overflow_pairs_.end()) return nullptr;
  if (wanted->second != nullptr) return wanted->second;
  bool has_sign = is_signed(operation.operands[0]);
  llvm::Intrinsic::ID intrinsic = llvm::Intrinsic::not_intrinsic;
  switch (kind) {
    case Checked::Add:
      intrinsic = has_sign ? llvm::Intrinsic::sadd_with_overflow : llvm::Intrinsic::uadd_with_overflow;
      break;
    case Checked::Sub:
      intrinsic = has_sign ? llvm::Intrinsic::ssub_with_overflow : llvm::Intrinsic::usub_with_overflow;
      break;
    case Checked::Mul:
      intrinsic = has_sign ? llvm::Intrinsic::smul_with_overflow : llvm::Intrinsic::umul_with_overflow;
      break;
  }
  wanted->second =
      builder_.CreateBinaryIntrinsic(intrinsic, operand(operation.operands[0]), operand(operation.operands[1]));
  return wanted->second;
}

// The product at twice the width; null when nobody wants its upper word.
llvm::Value* FunctionLowering::wide_product(const ir::Operation& operation) {
  auto wanted = wide_products_.find({operation.operands[0], operation.operands[1]});
  if (wanted == wide_products_.end()) return nullptr;
  if (wanted->second != nullptr) return wanted->second;
  llvm::Value* left = operand(operation.operands[0]);
  llvm::Value* right = operand(operation.operands[1]);
  llvm::Type* wide = builder_.getIntNTy(2 * left->getType()->getIntegerBitWidth());
  wanted->second = builder_.CreateNUWMul(builder_.CreateZExt(left, wide), builder_.CreateZExt(right, wide));
  return wanted->second;
}

llvm::Value* FunctionLowering::high_word(llvm::Value* product) {
  unsigned width = product->getType()->getIntegerBitWidth() / 2;
  return builder_.CreateTrunc(builder_.CreateLShr(product, width), builder_.getIntNTy(width));
}

llvm::Value* FunctionLowering::lower_checked(Checked kind, const ir::Operation& operation) {
  if (llvm::Value* pair = overflow_pair(kind, operation)) return builder_.CreateExtractValue(pair, 0);
  llvm::Value* left = operand(operation.operands[0]);
  llvm::Value* right = operand(operation.operands[1]);
  if (kind == Checked::Mul)
    if (llvm::Value* product = wide_product(operation)) return builder_.CreateTrunc(product, left->getType());
  switch (kind) {
    case Checked::Add: return builder_.CreateAdd(left, right);
    case Checked::Sub: return builder_.CreateSub(left, right);
    case Checked::Mul: return builder_.CreateMul(left, right);
  }
  return nullptr;
}

llvm::Value* FunctionLowering::lower_overflow(Checked kind, const ir::Operation& operation) {
  llvm::Value* result = builder_.CreateExtractValue(overflow_pair(kind, operation), 1);
  expectations_[operation.result.index] = Expectation::Unlikely;
  return result;
}

// Distances beyond the width wrap, as processors do it: LLVM would otherwise be free to produce anything.
llvm::Value* FunctionLowering::lower_shift(llvm::Instruction::BinaryOps kind, const ir::Operation& operation) {
  llvm::Value* distance = operand(operation.operands[1]);
  unsigned width = distance->getType()->getIntegerBitWidth();
  distance = builder_.CreateAnd(distance, llvm::ConstantInt::get(distance->getType(), width - 1));
  return builder_.CreateBinOp(kind, operand(operation.operands[0]), distance);
}

llvm::Value* FunctionLowering::lower_unsigned_division(const ir::Operation& operation,
                                                       llvm::Instruction::BinaryOps kind) {
  llvm::Value *dividend = operand(operation.operands[0]), *divisor = operand(operation.operands[1]);
  if (checks_) checks_->check_divisor(builder_, dividend, divisor, type_of(operation.operands[1]));
  return builder_.CreateBinOp(kind, dividend, divisor);
}

// The smallest integer divided by -1 wraps like every other operation, where processors trap. The divisor is not zero.
llvm::Value* FunctionLowering::lower_signed_division(const ir::Operation& operation, bool is_modulo) {
  llvm::Value* dividend = operand(operation.operands[0]);
  llvm::Value* divisor = operand(operation.operands[1]);
  llvm::Type* type = divisor->getType();
  if (checks_) checks_->check_divisor(builder_, dividend, divisor, type_of(operation.operands[1]));
  auto divide = [&](llvm::Value* by) {
    return is_modulo ? builder_.CreateSRem(dividend, by) : builder_.CreateSDiv(dividend, by);
  };
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(divisor); constant != nullptr && !constant->isMinusOne())
    return divide(divisor);
  llvm::Value* is_minus_one = builder_.CreateICmpEQ(divisor, llvm::Constant::getAllOnesValue(type));
  llvm::Value* result = divide(builder_.CreateSelect(is_minus_one, llvm::ConstantInt::get(type, 1), divisor));
  llvm::Value* special = is_modulo ? llvm::ConstantInt::get(type, 0) : builder_.CreateNeg(dividend);
  return builder_.CreateSelect(is_minus_one, special, result);
}

llvm::Value* FunctionLowering::lower_cast_int(const ir::Operation& operation) {
  llvm::Type* type = module_.value_type(function_.value(operation.result).type);
  return builder_.CreateIntCast(operand(operation.operands[0]), type, is_signed(operation.operands[0]));
}

llvm::Value* FunctionLowering::lower_cast_int_to_float(const ir::Operation& operation) {
  llvm::Value* value = operand(operation.operands[0]);
  llvm::Type* type = module_.value_type(function_.value(operation.result).type);
  return is_signed(operation.operands[0]) ? builder_.CreateSIToFP(value, type) : builder_.CreateUIToFP(value, type);
}

// Frozen: a float outside the integer's range gives some integer, and the same one for all uses.
llvm::Value* FunctionLowering::lower_cast_float_to_int(const ir::Operation& operation) {
  llvm::Value* value = operand(operation.operands[0]);
  ir::TypeId result = function_.value(operation.result).type;
  llvm::Type* type = module_.value_type(result);
  return builder_.CreateFreeze(program_.types.is_signed(result) ? builder_.CreateFPToSI(value, type)
                                                                : builder_.CreateFPToUI(value, type));
}

llvm::Value* FunctionLowering::expect(const ir::Operation& operation, Expectation expectation) {
  ir::Operand source = operation.operands[0];
  if (expectation == Expectation::None && source.is_value()) expectation = expectations_[source.value().index];
  expectations_[operation.result.index] = expectation;
  return operand(source);
}

llvm::Value* FunctionLowering::lower_bool_not(const ir::Operation& operation) {
  ir::Operand source = operation.operands[0];
  if (source.is_value()) {
    switch (expectations_[source.value().index]) {
      case Expectation::None: break;
      case Expectation::Likely: expectations_[operation.result.index] = Expectation::Unlikely; break;
      case Expectation::Unlikely: expectations_[operation.result.index] = Expectation::Likely; break;
    }
  }
  return builder_.CreateNot(operand(source));
}

}  // namespace weft::backend
