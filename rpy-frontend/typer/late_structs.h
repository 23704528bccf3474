// Structs that grow while functions are typed: instances, vtables and frozen objects have a field for each attribute
// that some typed code reads or writes, so their layout is known only at the end.
//
// Until then, field operations on them carry the id of a slot as their immediate; `finish` replaces it by the position.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "translator/ir/program.h"

namespace weft::typer {

struct Slot {
  ir::TypeId owner;  // the struct that declares the field
  std::string name;
  ir::TypeId type;
  bool immutable = false;
};

class LateStructs {
 public:
  explicit LateStructs(ir::Program& program) : program_(program) {}

  // A struct declared already, whose base (if it has one) is late or defined.
  void add_struct(ir::TypeId type);
  // The slot of that name, made when there is none yet.
  uint32_t slot(ir::TypeId owner, const std::string& name, ir::TypeId type, bool immutable);
  const Slot& operator[](uint32_t slot) const { return slots_[slot]; }

  // `data` has its struct's fields that are not late already; `value` gives those of the slots.
  using Provider = std::function<ir::ConstantId(uint32_t slot)>;
  void add_data(ir::DataId data, Provider value);

  // Asks for the values of slots that are new since the last time. Returns whether there were any.
  bool fill();
  // Defines the structs, completes the data and patches all operations. Data of which no operation writes any field is
  // marked immutable.
  void finish();

 private:
  struct LateStruct {
    ir::TypeId type;
    std::vector<uint32_t> slots;
  };
  struct LateData {
    ir::DataId data;
    Provider value;
    std::vector<size_t> done;  // for each late struct of the chain, from the root: slots that have values
    std::vector<std::vector<ir::ConstantId>> values;
  };
  std::vector<LateStruct*> chain(ir::TypeId type);
  void patch(ir::Function& function, std::vector<bool>& is_written);

  ir::Program& program_;
  std::vector<Slot> slots_;
  std::vector<std::unique_ptr<LateStruct>> structs_;
  std::unordered_map<uint32_t, LateStruct*> struct_of_type_;
  std::map<std::pair<uint32_t, std::string>, uint32_t> slot_of_name_;
  std::vector<LateData> data_;
};

}  // namespace weft::typer
