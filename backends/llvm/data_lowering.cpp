// Prebuilt objects as LLVM globals with constant contents.
#include <algorithm>
#include <cassert>
#include <numeric>

#include "backends/llvm/module_lowering.h"

namespace weft::backend {

using ir::TypeId;
using ir::TypeKind;

namespace {

// Collects the parts of an object, filling the gaps between them.
class ObjectWriter {
 public:
  explicit ObjectWriter(llvm::LLVMContext& context) : context_(context) {}

  void add(llvm::Constant* part, uint64_t offset, uint64_t size) {
    pad_to(offset);
    if (size == 0) return;
    parts_.push_back(part);
    offset_ = offset + size;
  }

  void pad_to(uint64_t offset) {
    assert(offset >= offset_ && "ObjectWriter: parts overlap");
    if (offset == offset_) return;
    parts_.push_back(
        llvm::ConstantAggregateZero::get(llvm::ArrayType::get(llvm::Type::getInt8Ty(context_), offset - offset_)));
    offset_ = offset;
  }

  // Packed: the gaps are in the parts.
  llvm::Constant* finish() { return llvm::ConstantStruct::getAnon(context_, parts_, true); }

 private:
  llvm::LLVMContext& context_;
  std::vector<llvm::Constant*> parts_;
  uint64_t offset_ = 0;
};

template <typename Word>
llvm::Constant* integer_items(llvm::LLVMContext& context, const ir::Program& program, const ir::Data& data) {
  std::vector<Word> words;
  words.reserve(data.items.size());
  for (ir::ConstantId item : data.items) words.push_back(static_cast<Word>(program.constants[item].payload));
  return llvm::ConstantDataArray::get(context, words);
}

bool are_plain_integers(const ir::Program& program, const ir::Data& data) {
  for (ir::ConstantId item : data.items)
    if (program.constants[item].kind != ir::ConstantKind::Integer) return false;
  return true;
}

bool is_text(const ir::Program& program, TypeId type) {
  TypeId array = program.types.kind(type) == TypeKind::Array ? type : program.types.tail_array(type);
  return array.valid() && program.types.kind(program.types.array_type(array).item) == TypeKind::Char;
}

// Constant objects of at most this size are shown to every partition that refers to them.
constexpr size_t visible_parts = 64;

}  // namespace

llvm::GlobalVariable* ModuleLowering::data(ir::DataId id) {
  llvm::GlobalVariable*& result = data_[id.index];
  if (result != nullptr) return result;
  const ir::Data& description = program().data[id.index];
  bool is_split = input_.partitioning.is_split();
  std::string name = "data." + (description.name.empty() ? std::to_string(id.index) : description.name);
  auto linkage = is_split                   ? llvm::GlobalValue::ExternalLinkage
                 : description.name.empty() ? llvm::GlobalValue::PrivateLinkage
                                            : llvm::GlobalValue::InternalLinkage;
  // The value type follows with the contents.
  result = new llvm::GlobalVariable(module_, llvm::Type::getInt8Ty(context()), description.immutable, linkage, nullptr,
                                    name);
  if (is_split) {
    result->setVisibility(llvm::GlobalValue::HiddenVisibility);
    result->setDSOLocal(true);
  }
  result->setAlignment(llvm::Align(std::max(layout().extent(description.type).alignment, layout().word_size())));
  // Texts have no identity; everything else keeps its own address even when an equal object exists.
  if (description.immutable && is_text(program(), description.type))
    result->setUnnamedAddr(llvm::GlobalValue::UnnamedAddr::Global);
  if (defines_data_here(id)) pending_data_.push_back(id);
  return result;
}

bool ModuleLowering::defines_data_here(ir::DataId id) const {
  if (!input_.partitioning.is_split() || partition_.index == 0) return true;
  const ir::Data& description = program().data[id.index];
  return description.immutable && description.fields.size() + description.items.size() <= visible_parts &&
         description.bytes.size() <= visible_parts;
}

void ModuleLowering::define_data(ir::DataId id) {
  llvm::GlobalVariable* variable = data_[id.index];
  variable->replaceInitializer(data_initializer(program().data[id.index]));
  if (input_.partitioning.is_split() && partition_.index != 0)
    variable->setLinkage(llvm::GlobalValue::AvailableExternallyLinkage);
}

llvm::Constant* ModuleLowering::memory_constant(ir::ConstantId id) {
  llvm::Constant* value = constant(id);
  if (value == nullptr || !value->getType()->isIntegerTy(1)) return value;
  return llvm::ConstantInt::get(llvm::Type::getInt8Ty(context()), value->isOneValue() ? 1 : 0);
}

llvm::Constant* ModuleLowering::array_items(const ir::Data& data, TypeId item) {
  if (!data.bytes.empty()) return llvm::ConstantDataArray::getString(context(), data.bytes, false);
  if (program().types.kind(item) == TypeKind::Struct) {
    const ir::StructType& description = program().types.struct_type(item);
    size_t field_count = description.fields.size();
    assert(field_count == 0 || data.items.size() % field_count == 0);
    std::vector<llvm::Constant*> items;
    for (size_t start = 0; start < data.items.size(); start += field_count) {
      ObjectWriter writer(context());
      for (uint32_t field = 0; field < field_count; ++field)
        writer.add(memory_constant(data.items[start + field]), layout().field_offset(item, field),
                   layout().extent(description.fields[field].type).size);
      writer.pad_to(layout().extent(item).size);
      items.push_back(writer.finish());
    }
    if (items.empty()) return nullptr;
    // Items may differ in LLVM's eyes (a null is a pointer like any other, but gaps are not): their types agree because
    // every part has the memory type of its field.
    return llvm::ConstantArray::get(llvm::ArrayType::get(items[0]->getType(), items.size()), items);
  }
  if (data.items.empty() || layout().extent(item).size == 0) return nullptr;
  llvm::Type* type = memory_type(item);
  if (type->isIntegerTy() && are_plain_integers(program(), data)) {
    switch (type->getIntegerBitWidth()) {
      case 8: return integer_items<uint8_t>(context(), program(), data);
      case 16: return integer_items<uint16_t>(context(), program(), data);
      case 32: return integer_items<uint32_t>(context(), program(), data);
      case 64: return integer_items<uint64_t>(context(), program(), data);
      default: break;
    }
  }
  std::vector<llvm::Constant*> items;
  items.reserve(data.items.size());
  for (ir::ConstantId id : data.items) items.push_back(memory_constant(id));
  return llvm::ConstantArray::get(llvm::ArrayType::get(type, items.size()), items);
}

llvm::Constant* ModuleLowering::data_initializer(const ir::Data& data) {
  ObjectWriter writer(context());
  bool is_struct = program().types.kind(data.type) == TypeKind::Struct;
  bool is_object = (is_struct ? program().types.struct_type(data.type).storage
                              : program().types.array_type(data.type).storage) == ir::Storage::Gc;
  if (is_object && layout().header_size() > 0)
    writer.add(llvm::ConstantInt::get(word_, data.header), 0, layout().header_size());
  if (is_struct) {
    const ir::StructType& description = program().types.struct_type(data.type);
    std::vector<uint32_t> order(data.fields.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&](uint32_t field) { return std::pair(layout().field_offset(data.type, field), field); });
    for (uint32_t field : order)
      writer.add(memory_constant(data.fields[field]), layout().field_offset(data.type, field),
                 layout().extent(description.fields[field].type).size);
  }
  TypeId array = is_struct ? program().types.tail_array(data.type) : data.type;
  if (!array.valid()) {
    writer.pad_to(layout().extent(data.type).size);
    return writer.finish();
  }
  TypeId item = program().types.array_type(array).item;
  size_t length = data.bytes.empty() ? data.items.size() : data.bytes.size();
  if (data.bytes.empty() && program().types.kind(item) == TypeKind::Struct)
    length /= std::max<size_t>(1, program().types.struct_type(item).fields.size());
  if (program().types.array_type(array).has_length)
    writer.add(llvm::ConstantInt::get(word_, length), layout().length_offset(data.type), layout().word_size());
  writer.pad_to(layout().items_offset(data.type));
  if (llvm::Constant* items = array_items(data, item))
    writer.add(items, layout().items_offset(data.type), length * layout().item_size(data.type));
  return writer.finish();
}

}  // namespace weft::backend
