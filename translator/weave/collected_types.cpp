#include "translator/weave/collected_types.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

#include "translator/ir/queries.h"
#include "translator/support/diagnostics.h"

namespace weft::weave {

using namespace ir;

bool holds_pointers(const TypeTable& types, TypeId type, bool addresses_count) {
  switch (types.kind(type)) {
    case TypeKind::Void:
    case TypeKind::Bool:
    case TypeKind::Char:
    case TypeKind::UniChar:
    case TypeKind::Integer:
    case TypeKind::Float:
    case TypeKind::SingleFloat:
    case TypeKind::Function: return false;
    case TypeKind::Any:
    case TypeKind::Address:
    case TypeKind::Opaque: return addresses_count;
    case TypeKind::Pointer: return types.is_gc_pointer(type);
    case TypeKind::Array: return holds_pointers(types, types.array_type(type).item, addresses_count);
    case TypeKind::Struct:
      return std::ranges::any_of(types.struct_type(type).fields, [&](const Field& field) {
        return holds_pointers(types, field.type, addresses_count);
      });
  }
  return true;
}

bool is_of_class(const TypeTable& types, TypeId type) {
  TypeId object = types.find("object");
  return object.valid() && types.kind(type) == TypeKind::Struct && types.derives_from(type, object);
}

int64_t CollectedTypes::number_of(TypeId type) {
  auto [position, is_new] = numbers_.try_emplace(type, static_cast<int64_t>(types_.size()));
  if (is_new) types_.push_back(type);
  return position->second;
}

namespace {

// The tables are as gcs/types.py declares them.
enum TypeFlags : int64_t {
  fixed_part_holds_pointers = 1,
  has_items = 2,
  items_hold_pointers = 4,
  is_weak_link = 8,
  has_no_header = 16,
  is_instance = 32,
};

class TableWriter {
 public:
  TableWriter(Program& program, CollectedTypes& types, uint64_t prebuilt_flags)
      : program_(program), types_(types), prebuilt_flags_(prebuilt_flags) {}

  void run() {
    declare_types();
    std::vector<ConstantId> roots = static_roots(), rows;
    // No more types are numbered, but what follows adds types and data.
    for (size_t i = 0; i < types_.types().size(); ++i) append_row(types_.types()[i], rows);
    // Numbers are in the lower half of a header, and shifted by two bits where something is allocated.
    uint64_t most = uint64_t{1} << std::min(program_.word_bits / 2, 30u);
    if (types_.types().size() > most)
      throw UserError(fmt::format("the program has {} types of objects; with words of {} bits there can be {}",
                                  types_.types().size(), program_.word_bits, most));
    if (offsets_.empty()) offsets_.push_back(word(0));
    provide("weft_gc_types", row_, std::move(rows));
    provide("weft_gc_offsets", TypeTable::signed_, std::move(offsets_));
    provide("weft_gc_static_roots", root_, std::move(roots));
  }

 private:
  const TypeTable& type_table() const { return program_.types; }
  ConstantId word(int64_t value) { return program_.constants.integer(TypeTable::signed_, value); }
  ConstantId layout(ConstantKind kind, TypeId type) {
    return program_.constants.intern({kind, TypeTable::signed_, type.index});
  }

  Storage storage_of(TypeId type) const {
    return type_table().kind(type) == TypeKind::Struct ? type_table().struct_type(type).storage
                                                       : type_table().array_type(type).storage;
  }

  void declare_types() {
    auto declare = [&](const char* name, std::initializer_list<std::pair<const char*, TypeId>> columns) {
      TypeId type = program_.types.declare_struct(name, Storage::Raw);
      std::vector<Field> fields;
      for (auto [field, of] : columns)
        fields.push_back({.name = program_.strings.intern(field), .type = of, .immutable = true});
      program_.types.define_struct(type, std::move(fields));
      return type;
    };
    TypeId word_type = TypeTable::signed_, address = TypeTable::address;
    row_ = declare("gc_type", {{"flags", word_type},
                               {"fixed_size", word_type},
                               {"item_size", word_type},
                               {"length_offset", word_type},
                               {"items_offset", word_type},
                               {"first_pointer", word_type},
                               {"pointer_count", word_type},
                               {"first_item_pointer", word_type},
                               {"item_pointer_count", word_type},
                               {"name", address}});
    root_ = declare("gc_static_root", {{"object", address}, {"type_number", word_type}});
  }

  // The collector asks a C function of that name for the table: it gets the address instead.
  void provide(const std::string& name, TypeId item, std::vector<ConstantId> items) {
    TypeId array = program_.types.declare_array(name, Storage::Raw);
    program_.types.define_array(array, item, false, true);
    DataId table = program_.add_data({.name = name, .type = array, .immutable = true, .items = std::move(items)});
    Operand pointer = program_.constants.data(program_.types.pointer(array), table);
    for (Function& function : program_.functions)
      for (Block& block : function.blocks)
        for (Operation& operation : block.operations) {
          FunctionId callee = direct_callee(program_, operation);
          if (!callee.valid() || program_.function(callee).name != name) continue;
          operation.opcode = Opcode::CastPtrToAdr;
          operation.operands = {pointer};
        }
  }

  // Raw data comes first. Gives objects their headers on the way.
  std::vector<ConstantId> static_roots() {
    std::vector<ConstantId> raw, objects;
    for (size_t i = 0; i < program_.data.size(); ++i) {
      TypeId type = program_.data[i].type;
      bool is_object = storage_of(type) == Storage::Gc;
      bool may_refer = !program_.data[i].immutable && holds_pointers(type_table(), type, false);
      if (!is_object && !may_refer) continue;
      int64_t number = types_.number_of(type);
      if (is_object) program_.data[i].header = prebuilt_flags_ | static_cast<uint64_t>(number);
      if (!may_refer) continue;
      std::vector<ConstantId>& list = is_object ? objects : raw;
      list.push_back(program_.constants.data(TypeTable::address, DataId{i}));
      list.push_back(word(number));
    }
    raw.insert(raw.end(), objects.begin(), objects.end());
    raw.push_back(program_.constants.null(TypeTable::address));
    raw.push_back(word(0));
    return raw;
  }

  struct Range {
    int64_t first = 0, count = 0;
  };

  Range offsets_in_struct(TypeId type) {
    Range range{static_cast<int64_t>(offsets_.size()), 0};
    const std::vector<Field>& fields = type_table().struct_type(type).fields;
    for (uint32_t i = 0; i < fields.size(); ++i) {
      if (!type_table().is_gc_pointer(fields[i].type)) continue;
      offsets_.push_back(program_.constants.field_offset(type, i));
      ++range.count;
    }
    return range;
  }

  Range offsets_in_item(TypeId item) {
    if (type_table().kind(item) == TypeKind::Struct) return offsets_in_struct(item);
    Range range{static_cast<int64_t>(offsets_.size()), 0};
    if (type_table().is_gc_pointer(item)) {
      offsets_.push_back(word(0));
      range.count = 1;
    }
    return range;
  }

  // The struct that all classes' structs begin with.
  void append_row(TypeId type, std::vector<ConstantId>& rows) {
    const TypeTable& types = type_table();
    bool is_struct = types.kind(type) == TypeKind::Struct;
    bool is_object = storage_of(type) == Storage::Gc;
    TypeId array = is_struct ? types.tail_array(type) : type;
    Range own = is_struct ? offsets_in_struct(type) : Range{};
    Range items = array.valid() ? offsets_in_item(types.array_type(array).item) : Range{};
    if (array.valid() && items.count > 0 && !types.array_type(array).has_length)
      throw std::logic_error(
          fmt::format("the collector can not know how many items an array of type {} has", types.name(type)));
    bool is_weak = is_struct && types.name(type) == "weak_link";
    if (is_weak) {
      own = {static_cast<int64_t>(offsets_.size()), 0};
      offsets_.push_back(program_.constants.field_offset(type, 0));
    }
    int64_t flags = (own.count > 0 ? fixed_part_holds_pointers : 0) | (array.valid() ? has_items : 0) |
                    (items.count > 0 ? items_hold_pointers : 0) | (is_weak ? is_weak_link : 0) |
                    (is_object ? 0 : has_no_header) | (is_of_class(types, type) ? is_instance : 0);
    bool knows_length = array.valid() && types.array_type(array).has_length;
    ConstantId fixed_size = layout(array.valid() ? ConstantKind::ItemOffset : ConstantKind::SizeOf, type);
    rows.insert(rows.end(),
                {word(flags), fixed_size, array.valid() ? layout(ConstantKind::ItemSize, type) : word(0),
                 knows_length ? layout(ConstantKind::LengthOffset, type) : word(0),
                 array.valid() ? fixed_size : word(0), word(own.first), word(own.count), word(items.first),
                 word(items.count), name_of(type)});
  }

  // For those who read dumps of the heap, and messages of the verifier: a text as C has them.
  ConstantId name_of(TypeId type) {
    TypeId text = program_.types.find("gc_type_name");
    if (!text.valid()) {
      text = program_.types.declare_array("gc_type_name", Storage::Raw);
      program_.types.define_array(text, TypeTable::char_, false, true);
    }
    DataId name = program_.add_data({.name = "", .type = text, .immutable = true});
    program_.data[name.index].bytes = program_.types.name(type) + std::string(1, '\0');
    return program_.constants.data(TypeTable::address, name);
  }

  Program& program_;
  CollectedTypes& types_;
  uint64_t prebuilt_flags_;
  TypeId row_, root_;
  std::vector<ConstantId> offsets_;
};

}  // namespace

void describe_types(Program& program, CollectedTypes& types, uint64_t prebuilt_flags) {
  TableWriter(program, types, prebuilt_flags).run();
}

}  // namespace weft::weave
