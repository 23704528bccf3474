#include "translator/ir/operations.h"

#include <unordered_map>

namespace weft::ir {

std::optional<Opcode> find_opcode(std::string_view name) {
  static const auto index = [] {
    std::unordered_map<std::string_view, Opcode> result;
    for (const OperationInfo& row : operation_table) result.emplace(row.name, row.opcode);
    return result;
  }();
  auto position = index.find(name);
  if (position == index.end()) return std::nullopt;
  return position->second;
}

}  // namespace weft::ir
