#include "translator/ir/program.h"

#include <fmt/format.h>

namespace weft::ir {

StringId StringTable::intern(std::string_view text) {
  auto [position, is_new] = index_.try_emplace(std::string(text), strings_.size());
  if (is_new) strings_.emplace_back(text);
  return position->second;
}

FileId Program::add_file(std::string_view path) {
  for (size_t i = files.size(); i-- > 0;)
    if (files[i] == path) return FileId{i};
  files.emplace_back(path);
  return FileId{files.size() - 1};
}

LocationId Program::add_location(Location location) {
  if (!locations.empty() && locations.back() == location) return LocationId{locations.size() - 1};
  locations.push_back(location);
  return LocationId{locations.size() - 1};
}

CallShapeId Program::add_call_shape(CallShape shape) {
  for (size_t i = 0; i < call_shapes.size(); ++i)
    if (call_shapes[i] == shape) return CallShapeId{i};
  call_shapes.push_back(std::move(shape));
  return CallShapeId{call_shapes.size() - 1};
}

FunctionId Program::add_function(Function function) {
  functions.push_back(std::move(function));
  return FunctionId{functions.size() - 1};
}

DataId Program::add_data(Data object) {
  data.push_back(std::move(object));
  return DataId{data.size() - 1};
}

FunctionId Program::find_function(std::string_view name) const {
  for (size_t i = 0; i < functions.size(); ++i)
    if (functions[i].name == name) return FunctionId{i};
  return {};
}

std::string Program::describe(LocationId location) const {
  if (!location.valid()) return "?";
  const Location& place = locations[location.index];
  return fmt::format("{}:{}:{}", place.file.valid() ? files[place.file.index] : "?", place.line, place.column);
}

}  // namespace weft::ir
