#include "backends/llvm/location_records.h"

#include <llvm/IR/DerivedTypes.h>

namespace weft::backend {

namespace {

llvm::GlobalVariable* add_constant(llvm::Module& module, llvm::Type* type, llvm::Constant* initializer) {
  auto* variable = new llvm::GlobalVariable(module, type, true, llvm::GlobalValue::PrivateLinkage, initializer);
  variable->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  return variable;
}

}  // namespace

llvm::Constant* LocationRecords::record(const ir::Function& function, ir::LocationId location) {
  if (!location.valid()) location = function.location;
  std::string name = function.display_name.empty() ? function.name : function.display_name, file;
  uint32_t line = 0;
  llvm::Constant* caller = nullptr;
  if (location.valid()) {
    const ir::Location& place = program_.locations[location.index];
    if (place.file.valid()) file = program_.files[place.file.index];
    line = place.line;
    if (place.function.valid()) name = program_.strings[place.function];
    if (place.inlined_at.valid()) caller = record(function, place.inlined_at);
  }
  llvm::Constant* where = scope(name, file);
  llvm::Constant*& result = records_[{where, line, caller}];
  if (result != nullptr) return result;
  llvm::Type* number = llvm::Type::getInt32Ty(module_.getContext());
  std::vector<llvm::Type*> fields = {near_type(), number};
  if (caller != nullptr) fields.push_back(near_type());
  llvm::GlobalVariable* record = add_record(fields);
  std::vector<llvm::Constant*> values = {near(where, record, 0),
                                         llvm::ConstantInt::get(number, line << 1 | (caller != nullptr ? 1 : 0))};
  if (caller != nullptr) values.push_back(near(caller, record, 2));
  record->setInitializer(llvm::ConstantStruct::getAnon(values));
  return result = record;
}

llvm::Constant* LocationRecords::scope(const std::string& function, const std::string& file) {
  llvm::Constant*& result = scopes_[{function, file}];
  if (result != nullptr) return result;
  llvm::GlobalVariable* record = add_record({near_type(), near_type()});
  record->setInitializer(llvm::ConstantStruct::getAnon({near(text(function), record, 0), near(text(file), record, 1)}));
  return result = record;
}

llvm::Constant* LocationRecords::text(const std::string& content) {
  llvm::Constant*& result = texts_[content];
  if (result != nullptr) return result;
  llvm::Constant* bytes = llvm::ConstantDataArray::getString(module_.getContext(), content, true);
  llvm::GlobalVariable* variable = add_constant(module_, bytes->getType(), bytes);
  variable->setAlignment(llvm::Align(1));
  return result = variable;
}

llvm::GlobalVariable* LocationRecords::add_record(const std::vector<llvm::Type*>& fields) {
  llvm::GlobalVariable* result = add_constant(module_, llvm::StructType::get(module_.getContext(), fields), nullptr);
  result->setAlignment(llvm::Align(4));
  return result;
}

// Where pointers are longer than that, 32 bits say how far away the target is: half the size, and no relocation.
llvm::Type* LocationRecords::near_type() const {
  if (program_.word_bits == 32) return llvm::PointerType::get(module_.getContext(), 0);
  return llvm::Type::getInt32Ty(module_.getContext());
}

llvm::Constant* LocationRecords::near(llvm::Constant* target, llvm::GlobalVariable* record, unsigned field) const {
  if (program_.word_bits == 32) return target;
  llvm::Type* word = llvm::Type::getIntNTy(module_.getContext(), program_.word_bits);
  llvm::Type* index = llvm::Type::getInt32Ty(module_.getContext());
  llvm::Constant* here = llvm::ConstantExpr::getGetElementPtr(
      record->getValueType(), record,
      llvm::ArrayRef<llvm::Constant*>{llvm::ConstantInt::get(index, 0), llvm::ConstantInt::get(index, field)});
  llvm::Constant* distance =
      llvm::ConstantExpr::getSub(llvm::ConstantExpr::getPtrToInt(target, word), llvm::ConstantExpr::getPtrToInt(here, word));
  return llvm::ConstantExpr::getTrunc(distance, index);
}

}  // namespace weft::backend
