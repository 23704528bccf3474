#include "rpy-frontend/typer/low_types.h"

#include <cassert>

#include <fmt/format.h>

namespace weft::typer {

using ir::Storage;
using ir::TypeId;
using ir::TypeKind;
using ir::TypeTable;

LowTypes::LowTypes(unsigned word_bits) {
  program_.word_bits = word_bits;
  program_.stage = ir::Stage::Low;
  TypeTable& types = program_.types;
  auto field = [&](const char* name, TypeId type) { return ir::Field{program_.strings.intern(name), type, true}; };
  char_array_ = types.declare_array("char_array", Storage::Raw);
  types.define_array(char_array_, TypeTable::char_, true, true);
  object_ = types.declare_struct("object", Storage::Gc);
  vtable_ = types.declare_struct("vtable", Storage::Raw);
  instantiate_function_ = types.function({{}, types.pointer(object_)});
  types.define_struct(
      vtable_, {field("subclass_min", TypeTable::signed_), field("subclass_max", TypeTable::signed_),
                field("name", types.pointer(char_array_)), field("instantiate", types.pointer(instantiate_function_))});
  types.define_struct(object_, {field("typeptr", types.pointer(vtable_))});
}

// ---- from and to the library's type objects

TypeId LowTypes::from_python(py::handle object) {
  bool is_raw = py::module_::import("rpython.rtyper.lltypesystem.rawlayout").attr("is_raw")(object).cast<bool>();
  return is_raw ? raw_memory(object) : from_python(object, {});
}

py::object LowTypes::raw_type(TypeId type) const {
  auto known = raw_types_.find(type.index);
  return known == raw_types_.end() ? py::object() : known->second;
}

TypeId LowTypes::raw_memory(py::handle object) {
  auto known = from_python_.find(object.ptr());
  if (known != from_python_.end()) return known->second;
  TypeId type = program_.types.declare_struct(
      program_.types.unique_name("raw." + std::string(py::str(object.attr("_name")))), Storage::Raw);
  program_.types.define_struct(type, {});
  alive_.push_back(py::reinterpret_borrow<py::object>(object));
  from_python_[object.ptr()] = type;
  to_python_.try_emplace(type.index, alive_.back());
  raw_types_.emplace(type.index, alive_.back());
  return type;
}

TypeId LowTypes::from_python(py::handle object, std::string_view name) {
  auto known = from_python_.find(object.ptr());
  if (known != from_python_.end()) return known->second;
  TypeId type = convert(object, name);
  alive_.push_back(py::reinterpret_borrow<py::object>(object));
  from_python_[object.ptr()] = type;
  to_python_.try_emplace(type.index, py::reinterpret_borrow<py::object>(object));
  return type;
}

TypeId LowTypes::convert(py::handle object, std::string_view name) {
  std::string kind = py::str(py::type::of(object).attr("__name__"));
  if (kind == "ForeignType") return TypeId{object.attr("_index").cast<size_t>()};
  if (kind == "IntegerType") {
    std::string text = py::str(object.attr("_name"));
    if (text == "Signed") return TypeTable::signed_;
    if (text == "Unsigned") return TypeTable::unsigned_;
    return program_.types.integer(object.attr("_bits").cast<unsigned>(), object.attr("_is_signed").cast<bool>());
  }
  if (kind == "CharType")
    return py::str(object.attr("_name")).equal(py::str("Char")) ? TypeTable::char_ : TypeTable::unichar;
  if (kind == "AddressType") return TypeTable::address;
  if (kind == "Primitive") {
    std::string text = py::str(object.attr("_name"));
    if (text == "Void") return TypeTable::void_;
    if (text == "Bool") return TypeTable::bool_;
    if (text == "Float") return TypeTable::float_;
    assert(text == "SingleFloat");
    return TypeTable::single_float;
  }
  if (kind == "Ptr") {
    py::object pointee = object.attr("TO");
    bool is_raw = py::module_::import("rpython.rtyper.lltypesystem.rawlayout").attr("is_raw")(pointee).cast<bool>();
    return pointer(is_raw ? raw_memory(pointee) : from_python(pointee, name));
  }
  if (kind == "FuncType") {
    ir::FunctionType function;
    for (py::handle argument : object.attr("ARGS")) function.parameters.push_back(from_python(argument, {}));
    function.result = from_python(object.attr("RESULT"), {});
    return program_.types.function(std::move(function));
  }
  if (kind == "GcArray" || kind == "Array") {
    py::dict hints = object.attr("_hints");
    auto hint = [&](const char* key) { return hints.contains(key) && hints[key].cast<bool>(); };
    return array(from_python(object.attr("OF"), name), kind == "GcArray" ? Storage::Gc : Storage::Raw,
                 !hint("nolength"), hint("immutable"));
  }
  assert(kind == "GcStruct" || kind == "Struct");
  return convert_struct(object, name);
}

TypeId LowTypes::convert_struct(py::handle object, std::string_view name) {
  py::object base = object.attr("_base");
  TypeId base_type = base.is_none() ? TypeId{} : from_python(base, {});
  std::string wanted = name.empty() ? std::string(py::str(object.attr("_name"))) : std::string(name);
  Storage storage = object.attr("_gc").cast<bool>() ? Storage::Gc : Storage::Raw;
  TypeId type = program_.types.declare_struct(program_.types.unique_name(wanted), storage, base_type);
  // Known before its fields are looked at: they may point back to it.
  alive_.push_back(py::reinterpret_borrow<py::object>(object));
  from_python_[object.ptr()] = type;
  to_python_.try_emplace(type.index, py::reinterpret_borrow<py::object>(object));
  define_struct(type, object);
  return type;
}

void LowTypes::define_struct(TypeId type, py::handle object) {
  std::string name = program_.types.struct_type(type).name;
  py::dict hints = object.attr("_hints");
  py::tuple immutable = hints.contains("immutable_fields") ? py::tuple(hints["immutable_fields"]) : py::tuple();
  std::vector<ir::Field> fields;
  for (py::handle item : object.attr("_own_fields")) {
    py::tuple pair = py::reinterpret_borrow<py::tuple>(item);
    std::string field_name = py::str(pair[0]);
    bool is_tail = py::hasattr(pair[1], "OF");
    TypeId field_type;
    if (is_tail) {
      TypeId item_type = from_python(pair[1].attr("OF"), {});
      field_type = program_.types.declare_array(program_.types.unique_name(fmt::format("{}_{}", name, field_name)),
                                                Storage::Raw);
      program_.types.define_array(field_type, item_type, true, false);
      // A tail is no type of its own for the library, so it is not entered in the maps.
    } else {
      field_type = from_python(pair[1], fmt::format("{}.{}", name, field_name));
    }
    fields.push_back({program_.strings.intern(field_name), field_type, immutable.contains(pair[0])});
  }
  program_.types.define_struct(type, std::move(fields));
}

py::object LowTypes::to_python(TypeId type) {
  auto known = to_python_.find(type.index);
  if (known != to_python_.end()) return known->second;
  py::module_ lltype = py::module_::import("rpython.rtyper.lltypesystem.lltype");
  static constexpr std::pair<TypeId, const char*> primitives[] = {
      {TypeTable::void_, "Void"},      {TypeTable::bool_, "Bool"},
      {TypeTable::char_, "Char"},      {TypeTable::unichar, "UniChar"},
      {TypeTable::signed_, "Signed"},  {TypeTable::unsigned_, "Unsigned"},
      {TypeTable::float_, "Float"},    {TypeTable::single_float, "SingleFloat"},
      {TypeTable::address, "Address"}, {TypeTable::i8, "INT8"},
      {TypeTable::u8, "UINT8"},        {TypeTable::i16, "INT16"},
      {TypeTable::u16, "UINT16"},      {TypeTable::i32, "INT32"},
      {TypeTable::u32, "UINT32"},      {TypeTable::i64, "INT64"},
      {TypeTable::u64, "UINT64"}};
  py::object result;
  for (const auto& [primitive, name] : primitives)
    if (primitive == type) result = lltype.attr(name);
  const TypeTable& types = program_.types;
  bool is_data_pointer = types.is_pointer(type) && types.kind(types.pointee(type)) != TypeKind::Function;
  if (!result && is_data_pointer) result = lltype.attr("Ptr")(to_python(types.pointee(type)));
  if (!result) result = lltype.attr("ForeignType")(type.index, text(type));
  to_python_.emplace(type.index, result);
  from_python_.try_emplace(result.ptr(), type);
  alive_.push_back(result);
  return result;
}

// ---- well-known types

TypeId LowTypes::array(TypeId item, Storage storage, bool has_length, bool immutable) {
  uint64_t key = uint64_t{item.index} << 3 | (storage == Storage::Gc) << 2 | has_length << 1 | immutable;
  auto [position, is_new] = arrays_.try_emplace(key);
  if (!is_new) return position->second;
  std::string name =
      fmt::format("{}array{}.{}", storage == Storage::Raw ? "raw_" : "", immutable ? "_const" : "", text(item));
  TypeId type = program_.types.declare_array(program_.types.unique_name(name), storage);
  program_.types.define_array(type, item, has_length, immutable);
  arrays_[key] = type;
  return type;
}

TypeId LowTypes::string() {
  if (!string_.valid()) {
    py::object live = py::module_::import("rpython.rtyper.rstr").attr("STR");
    string_ = from_python(live, "string");
  }
  return string_;
}

TypeId LowTypes::string_pointer() { return pointer(string()); }

TypeId LowTypes::struct_of_class(annotate::ClassId class_) {
  if (class_structs_.size() <= class_.index) {
    class_structs_.resize(class_.index + 1);
    class_vtables_.resize(class_.index + 1);
  }
  if (!class_structs_[class_.index].valid()) {
    const annotate::ClassDefinition& definition = annotator_->tables().class_(class_);
    annotate::ClassId base = definition.base;
    TypeId base_struct = base.valid() ? struct_of_class(base) : object_;
    TypeId base_vtable = base.valid() ? vtable_of_class(base) : vtable_;
    TypeTable& types = program_.types;
    std::string name = types.unique_name(definition.name);
    class_structs_[class_.index] = types.declare_struct(name, Storage::Gc, base_struct);
    class_vtables_[class_.index] = types.declare_struct(types.unique_name(name + ".vtable"), Storage::Raw, base_vtable);
    types.set_vtable(class_structs_[class_.index], class_vtables_[class_.index]);
  }
  return class_structs_[class_.index];
}

TypeId LowTypes::vtable_of_class(annotate::ClassId class_) {
  struct_of_class(class_);
  return class_vtables_[class_.index];
}

TypeId LowTypes::instance_pointer(annotate::ClassId class_) {
  return pointer(class_.valid() ? struct_of_class(class_) : object_);
}

std::string LowTypes::text(TypeId type) const {
  const TypeTable& types = program_.types;
  switch (types.kind(type)) {
    case TypeKind::Any: return "Any";
    case TypeKind::Void: return "Void";
    case TypeKind::Bool: return "Bool";
    case TypeKind::Char: return "Char";
    case TypeKind::UniChar: return "UniChar";
    case TypeKind::Integer:
      if (types[type].bits == 0) return types[type].is_signed ? "Signed" : "Unsigned";
      return fmt::format("{}{}", types[type].is_signed ? "i" : "u", types[type].bits);
    case TypeKind::Float: return "Float";
    case TypeKind::SingleFloat: return "SingleFloat";
    case TypeKind::Address: return "Address";
    case TypeKind::Pointer: return text(types.pointee(type));
    case TypeKind::Struct:
    case TypeKind::Array:
    case TypeKind::Opaque: return types.name(type);
    case TypeKind::Function: return fmt::format("function{}", type.index);
  }
  return {};
}

}  // namespace weft::typer
