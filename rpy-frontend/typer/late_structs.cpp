#include "rpy-frontend/typer/late_structs.h"

#include <algorithm>
#include <cassert>

#include "translator/ir/operations.h"
#include "translator/ir/queries.h"

namespace weft::typer {

void LateStructs::add_struct(ir::TypeId type) {
  auto [position, is_new] = struct_of_type_.try_emplace(type.index);
  if (!is_new) return;
  structs_.push_back(std::make_unique<LateStruct>(LateStruct{type, {}}));
  position->second = structs_.back().get();
}

uint32_t LateStructs::slot(ir::TypeId owner, const std::string& name, ir::TypeId type, bool immutable) {
  auto [position, is_new] = slot_of_name_.try_emplace({owner.index, name}, static_cast<uint32_t>(slots_.size()));
  if (is_new) {
    slots_.push_back({owner, name, type, immutable});
    auto late = struct_of_type_.find(owner.index);
    assert(late != struct_of_type_.end());
    late->second->slots.push_back(position->second);
  }
  assert(slots_[position->second].type == type && "LateStructs: an attribute changed its type while typing");
  return position->second;
}

void LateStructs::add_data(ir::DataId data, Provider value) {
  size_t depth = chain(program_.data[data.index].type).size();
  data_.push_back(
      {data, std::move(value), std::vector<size_t>(depth), std::vector<std::vector<ir::ConstantId>>(depth)});
}

std::vector<LateStructs::LateStruct*> LateStructs::chain(ir::TypeId type) {
  std::vector<LateStruct*> result;
  while (type.valid()) {
    auto late = struct_of_type_.find(type.index);
    if (late == struct_of_type_.end()) break;
    result.push_back(late->second);
    type = program_.types.struct_type(type).base;
  }
  std::reverse(result.begin(), result.end());
  return result;
}

bool LateStructs::fill() {
  bool changed = false;
  // Providers may add data and slots.
  for (size_t i = 0; i < data_.size(); ++i) {
    std::vector<LateStruct*> structs = chain(program_.data[data_[i].data.index].type);
    for (size_t level = 0; level < structs.size(); ++level) {
      while (data_[i].done[level] < structs[level]->slots.size()) {
        uint32_t slot = structs[level]->slots[data_[i].done[level]++];
        Provider value = data_[i].value;
        ir::ConstantId constant = value(slot);
        data_[i].values[level].push_back(constant);
        changed = true;
      }
    }
  }
  return changed;
}

void LateStructs::finish() {
  auto define = [&](auto&& self, ir::TypeId type) -> void {
    auto late = struct_of_type_.find(type.index);
    if (late == struct_of_type_.end() || program_.types.struct_type(type).defined) return;
    if (ir::TypeId base = program_.types.struct_type(type).base; base.valid()) self(self, base);
    std::vector<ir::Field> fields;
    for (uint32_t slot : late->second->slots)
      fields.push_back({program_.strings.intern(slots_[slot].name), slots_[slot].type, slots_[slot].immutable});
    program_.types.define_struct(type, std::move(fields));
  };
  for (const auto& each : structs_) define(define, each->type);
  std::vector<bool> is_written(slots_.size());
  for (ir::Function& function : program_.functions) patch(function, is_written);
  for (LateData& late : data_) {
    ir::Data& data = program_.data[late.data.index];
    for (const std::vector<ir::ConstantId>& level : late.values)
      data.fields.insert(data.fields.end(), level.begin(), level.end());
    bool is_immutable = true;
    for (const LateStruct* each : chain(data.type))
      for (uint32_t slot : each->slots) is_immutable = is_immutable && !is_written[slot];
    data.immutable = data.immutable || is_immutable;
  }
}

void LateStructs::patch(ir::Function& function, std::vector<bool>& is_written) {
  for (ir::Block& block : function.blocks) {
    for (ir::Operation& operation : block.operations) {
      if (ir::info(operation.opcode).immediate != ir::Immediate::Field) continue;
      ir::TypeId addressed = ir::addressed_struct(program_, function, operation);
      if (!addressed.valid() || !struct_of_type_.contains(addressed.index)) continue;
      const Slot& slot = slots_[operation.immediate];
      if (ir::info(operation.opcode).writes()) is_written[operation.immediate] = true;
      operation.immediate = *program_.types.find_field(slot.owner, program_.strings.intern(slot.name));
    }
  }
}

}  // namespace weft::typer
