// A whole program at some stage of translation: types, constants, prebuilt data and functions.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>
#include <vector>

#include "translator/ir/constants.h"
#include "translator/ir/graph.h"
#include "translator/ir/ids.h"
#include "translator/ir/types.h"
#include "translator/support/threads.h"

namespace weft::ir {

// A range in a source file; lines and columns count from 1, the end column is exclusive. Code that was inlined keeps the
// place where it was written, and knows its function and the call that it stands for; the textual form leaves that out.
struct Location {
  FileId file;
  uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  StringId function;      // its display name; invalid for the function that the operation is in
  LocationId inlined_at;  // of the call; invalid likewise
  friend bool operator==(const Location&, const Location&) = default;
};

// How a high-level `call` matches its operands to parameters: operands are the callee, `positional` arguments, one for
// each of `keywords`, then the sequence of `*args` if `has_star`.
struct CallShape {
  uint32_t positional = 0;
  std::vector<StringId> keywords;
  bool has_star = false;
  friend bool operator==(const CallShape&, const CallShape&) = default;
};

// What the spec said about its interpreter's main loop: kept to where jit-gen reads it.
struct JitDriver {
  std::string name;
  std::vector<std::string> greens, reds, virtualizables;
};

// A prebuilt object: memory that exists when the program starts.
struct Data {
  std::string name;  // unique in the program; may be empty for an unnamed one
  TypeId type;       // struct or array
  bool immutable = false;
  uint64_t header = 0;  // the collector's word in front of it, if the program has such headers
  // Struct: one constant for each field but an inline array. Array and tail arrays: `items`, or for arrays of Char
  // `bytes`. Items of an array of structs are flattened: field after field, item after item.
  std::vector<ConstantId> fields;
  std::vector<ConstantId> items;
  std::string bytes;
};

// The name of the array of class names by the number of the class, if instances have the number instead of a pointer to
// their vtable.
inline constexpr std::string_view class_names = "weft_class_names";

// Interns strings: field names, variable names, attribute names.
class StringTable {
 public:
  StringId intern(std::string_view text);
  const std::string& operator[](StringId id) const { return strings_[id.index]; }
  size_t size() const { return strings_.size(); }

 private:
  std::vector<std::string> strings_;
  std::unordered_map<std::string, StringId> index_;
};

// Which stage's rules the program obeys.
enum class Stage : uint8_t {
  Flow,  // high-level operations on Any values; constants are host objects
  Low,   // low-level operations; calls may raise and Try edges catch
  Woven, // explicit exception checks (`last_exception`), no Try and no Raise of caught kinds; no malloc operations left
};

struct Program {
  Stage stage = Stage::Flow;
  StringTable strings;
  TypeTable types;
  ConstantTable constants;
  std::vector<std::string> files;
  std::vector<Location> locations;
  std::vector<CallShape> call_shapes;
  std::vector<JitDriver> jit_drivers;
  std::vector<std::string> host_objects;  // how each live object prints; the objects themselves belong to the frontend
  std::vector<Data> data;
  std::vector<Function> functions;
  FunctionId entry;  // the function that the start-up code calls
  // What must survive although nothing in the program refers to it: called by start-up code, the backend or an aspect
  // that is woven later. Passes that renumber functions or data keep these lists up to date.
  std::vector<FunctionId> kept_functions;
  std::vector<DataId> kept_data;
  unsigned word_bits = 64;
  Threads threads = Threads::None;  // woven: whether there may be more than one
  bool has_object_headers = false;  // woven: collected objects start with a word of the collector's

  Function& function(FunctionId id) { return functions[id.index]; }
  const Function& function(FunctionId id) const { return functions[id.index]; }

  bool has_threads() const { return threads != Threads::None; }

  FileId add_file(std::string_view path);  // the same id for the same path
  LocationId add_location(Location location);
  CallShapeId add_call_shape(CallShape shape);  // the same id for an equal shape
  FunctionId add_function(Function function);
  DataId add_data(Data data);
  // The function of that name, or an invalid id. Linear: for tests and the driver, not for passes.
  FunctionId find_function(std::string_view name) const;

  TypeId type_of(const Function& function, Operand operand) const {
    return operand.is_constant() ? constants[operand.constant()].type : function.value(operand.value()).type;
  }
  std::string describe(LocationId location) const;  // "file:line:column", or "?"
};

}  // namespace weft::ir
