#include "rpy-frontend/typer/prebuilt.h"

#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::Annotation;
using annotate::AnnotationKind;
using annotate::ClassId;
using ir::ConstantId;
using ir::DataId;
using ir::TypeId;
using ir::TypeKind;
using ir::TypeTable;

ConstantId Prebuilt::constant(ir::HostObjectId object, const Repr* repr) {
  return constant(typer_.host.object(object), repr);
}

ConstantId Prebuilt::constant(py::handle object, const Repr* repr) {
  auto known = known_.find({object.ptr(), repr});
  if (known != known_.end()) return known->second;
  keep(object);
  ConstantId made = make(object, repr);
  known_[{object.ptr(), repr}] = made;
  return made;
}

ConstantId Prebuilt::make(py::handle object, const Repr* repr) {
  ir::ConstantTable& constants = typer_.program.constants;
  if (repr->type == TypeTable::void_) return constants.void_value();
  if (object.is_none()) return typer_.zero(repr->type);
  // A plain object stands for a variable that nothing was assigned to, unless the program has such objects.
  if (Py_TYPE(object.ptr()) == &PyBaseObject_Type &&
      (repr->kind != ReprKind::Instance || !typer_.annotator.class_of(py::type::handle_of(object)).valid()))
    return typer_.zero(repr->type);
  switch (repr->kind) {
    case ReprKind::Void:
    case ReprKind::Interior:
    case ReprKind::Slice: return constants.void_value();
    case ReprKind::Bool: return constants.boolean(PyObject_IsTrue(object.ptr()) == 1);
    case ReprKind::Integer: return integer(object, repr->type);
    case ReprKind::Float: return constants.floating(object.cast<double>());
    case ReprKind::SingleFloat:
      return constants.intern({ir::ConstantKind::Float, repr->type,
                               std::bit_cast<uint64_t>(double{static_cast<float>(object.cast<double>())})});
    case ReprKind::Char: {
      if (PyBytes_Check(object.ptr()))
        return constants.integer(TypeTable::char_, static_cast<unsigned char>(PyBytes_AsString(object.ptr())[0]));
      if (!PyUnicode_Check(object.ptr()) || PyUnicode_GetLength(object.ptr()) != 1) return typer_.zero(repr->type);
      return constants.integer(TypeTable::char_, PyUnicode_ReadChar(object.ptr(), 0));
    }
    case ReprKind::String: {
      if (PyBytes_Check(object.ptr())) return string(std::string(py::reinterpret_borrow<py::bytes>(object)));
      PyObject* encoded = PyUnicode_AsLatin1String(object.ptr());
      if (encoded == nullptr) {
        PyErr_Clear();
        typer_.report({}, fmt::format("the string {} has characters above U+00FF", std::string(py::repr(object))),
                      "`str` has 8-bit characters: encode the text as UTF-8");
        return typer_.zero(repr->type);
      }
      return string(std::string(py::reinterpret_steal<py::bytes>(encoded)));
    }
    case ReprKind::List: return list(object, repr);
    case ReprKind::Dict:
    case ReprKind::Set: return dict(object, repr);
    case ReprKind::Tuple: return tuple(object, repr);
    case ReprKind::Instance:
      if (typer_.is_function_object(repr)) return function_object(object, repr);
      // What stands for it, where the library has something that does.
      return instance(typer_.host.object(typer_.host.intern(object)), repr);
    case ReprKind::Function: return function(object, repr);
    case ReprKind::Class: return class_(object);
    case ReprKind::Frozen: return frozen(object, repr);
    case ReprKind::Method: return method(object, repr);
    case ReprKind::BuiltinMethod: return constant(object.attr("__self__"), repr->parts[0]);
    case ReprKind::Iterable: return range(object, repr);
    case ReprKind::Iterator: break;
    case ReprKind::Pointer:
      // Helpers are given strings and instances as pointers.
      if (PyUnicode_Check(object.ptr()) || PyBytes_Check(object.ptr())) return constant(object, typer_.reprs.string());
      return low_level(object, repr->type);
    case ReprKind::Address: return typer_.zero(repr->type);
  }
  typer_.report({}, fmt::format("{} can not be prebuilt", std::string(py::repr(object))));
  return typer_.zero(repr->type);
}

ConstantId Prebuilt::integer(py::handle number, TypeId type) {
  py::object plain = py::reinterpret_steal<py::object>(PyNumber_Index(number.ptr()));
  uint64_t bits = PyLong_AsUnsignedLongLongMask(plain.ptr());
  if (PyErr_Occurred()) PyErr_Clear();
  const ir::Type& shape = typer_.program.types[type];
  unsigned width = shape.bits == 0 ? typer_.program.word_bits : shape.bits;
  if (width < 64) {
    uint64_t mask = (uint64_t{1} << width) - 1;
    bits &= mask;
    if (shape.is_signed && (bits >> (width - 1)) != 0) bits |= ~mask;
  }
  return typer_.program.constants.integer(type, static_cast<int64_t>(bits));
}

// ---- strings

DataId Prebuilt::add_data(TypeId type, bool immutable, std::string name) {
  ir::Data data;
  data.name = std::move(name);
  data.type = type;
  data.immutable = immutable;
  return typer_.program.add_data(std::move(data));
}

ConstantId Prebuilt::pointer_to(DataId data, TypeId type) { return typer_.program.constants.data(type, data); }

ConstantId Prebuilt::string(std::string_view characters) {
  auto [position, is_new] = strings_.try_emplace(std::string(characters));
  TypeId pointer = typer_.types.string_pointer();
  if (is_new) {
    DataId id = add_data(typer_.types.string(), true);
    position->second = id;
    py::object hash = typer_.library.function("rstr.string_hash")(py::bytes(characters.data(), characters.size()));
    ir::Data& data = typer_.program.data[id.index];
    data.fields = {integer(hash, TypeTable::signed_)};
    data.bytes = characters;
  }
  return pointer_to(position->second, pointer);
}

ConstantId Prebuilt::characters(std::string_view characters) {
  auto [position, is_new] = character_arrays_.try_emplace(std::string(characters));
  if (is_new) {
    position->second = add_data(typer_.types.char_array(), true);
    typer_.program.data[position->second.index].bytes = characters;
  }
  return pointer_to(position->second, typer_.types.pointer(typer_.types.char_array()));
}

// ---- containers

// What a container holds for an item: containers have no items of type Void.
ConstantId Prebuilt::stored(py::handle object, const Repr* repr) {
  if (repr->type == TypeTable::void_) return typer_.program.constants.boolean(false);
  return constant(object, repr);
}

ConstantId Prebuilt::list(py::handle object, const Repr* repr) {
  TypeId type = typer_.program.types.pointee(repr->type);
  auto [position, is_new] = containers_.try_emplace({object.ptr(), type});
  if (!is_new) return pointer_to(position->second, repr->type);
  bool is_constant = !repr->is_resized && !typer_.tables.list(repr->annotation.list()).is_mutated;
  DataId id = add_data(type, is_constant);
  position->second = id;
  py::list contents = py::reinterpret_borrow<py::list>(object);
  pending_.push_back([this, id, contents, repr] {
    std::vector<ConstantId> items;
    std::string bytes;
    for (py::handle item : contents) {
      if (repr->item->type == TypeTable::char_) {
        bytes.push_back(static_cast<char>(typer_.program.constants[constant(item, repr->item)].payload));
      } else {
        items.push_back(stored(item, repr->item));
      }
    }
    DataId holder = id;
    if (repr->is_resized) {
      TypeId items_pointer = typer_.program.types.struct_type(typer_.program.types.pointee(repr->type)).fields[1].type;
      holder = add_data(typer_.program.types.pointee(items_pointer), false);
      typer_.program.data[id.index].fields = {
          typer_.program.constants.integer(TypeTable::signed_, static_cast<int64_t>(contents.size())),
          pointer_to(holder, items_pointer)};
    }
    typer_.program.data[holder.index].items = std::move(items);
    typer_.program.data[holder.index].bytes = std::move(bytes);
  });
  return pointer_to(id, repr->type);
}

ConstantId Prebuilt::dict(py::handle object, const Repr* repr) {
  TypeId type = typer_.program.types.pointee(repr->type);
  auto [position, is_new] = containers_.try_emplace({object.ptr(), type});
  if (!is_new) return pointer_to(position->second, repr->type);
  DataId id = add_data(type, false);
  position->second = id;
  py::object contents = py::reinterpret_borrow<py::object>(object);
  pending_.push_back([this, id, contents, repr] {
    ir::Program& program = typer_.program;
    std::vector<std::pair<ConstantId, ConstantId>> pairs;
    if (repr->kind == ReprKind::Set) {
      // Sets of strings have another order in each run of Python.
      py::list items = py::module_::import("builtins").attr("list")(contents);
      try {
        items = py::module_::import("builtins").attr("sorted")(items);
      } catch (const py::error_already_set&) {
      }
      for (py::handle item : items) pairs.emplace_back(stored(item, repr->item), ConstantId{});
    } else {
      for (auto [key, value] : py::reinterpret_borrow<py::dict>(contents))
        pairs.emplace_back(stored(key, repr->item), stored(value, repr->value));
    }
    const ir::StructType shape = program.types.struct_type(program.types.pointee(repr->type));
    std::vector<ConstantId> fields;
    ConstantId count = program.constants.integer(TypeTable::signed_, static_cast<int64_t>(pairs.size()));
    for (const ir::Field& field : shape.fields) {
      const std::string& name = program.strings[field.name];
      if (name == "num_live" || name == "num_used") {
        fields.push_back(count);
      } else if (name == "entries") {
        TypeId array = program.types.pointee(field.type);
        TypeId entry = program.types.array_type(array).item;
        std::vector<ConstantId> items;
        for (const auto& [key, value] : pairs) {
          for (const ir::Field& part : program.types.struct_type(entry).fields) {
            const std::string& part_name = program.strings[part.name];
            if (part_name == "key")
              items.push_back(key);
            else if (part_name == "value")
              items.push_back(value.valid() ? value : typer_.zero(part.type));
            else if (part_name == "valid")
              items.push_back(program.constants.boolean(true));
            else
              items.push_back(typer_.zero(part.type));
          }
        }
        DataId entries = add_data(array, false);
        program.data[entries.index].items = std::move(items);
        fields.push_back(pointer_to(entries, field.type));
      } else {
        fields.push_back(typer_.zero(field.type));
      }
    }
    program.data[id.index].fields = std::move(fields);
  });
  return pointer_to(id, repr->type);
}

ConstantId Prebuilt::tuple(py::handle object, const Repr* repr) {
  DataId id = add_data(typer_.program.types.pointee(repr->type), true);
  py::tuple contents = py::reinterpret_borrow<py::tuple>(object);
  pending_.push_back([this, id, contents, repr] {
    std::vector<ConstantId> fields;
    for (size_t i = 0; i < repr->parts.size(); ++i) fields.push_back(stored(contents[i], repr->parts[i]));
    typer_.program.data[id.index].fields = std::move(fields);
  });
  return pointer_to(id, repr->type);
}

// ---- objects

ConstantId Prebuilt::instance(py::handle object, const Repr* repr) {
  auto [position, is_new] = instances_.try_emplace(object.ptr());
  if (!is_new) return pointer_to(position->second, repr->type);
  ClassId class_ = typer_.annotator.class_of(py::type::handle_of(object));
  assert(class_.valid());
  keep(object);
  TypeId type = typer_.classes.struct_of(class_);
  const std::string& class_name = typer_.program.types.name(type);
  DataId id = add_data(type, false, fmt::format("{}.{}", class_name, ++instance_numbers_[class_name]));
  instances_[object.ptr()] = id;
  ConstantId vtable = typer_.classes.vtable(class_);
  typer_.program.data[id.index].fields = {vtable};
  py::object live = py::reinterpret_borrow<py::object>(object);
  typer_.late.add_data(id, [this, class_, live](uint32_t slot) {
    std::string name = typer_.late[slot].name;
    if (name == "typeptr_") name = "typeptr";
    const Repr* repr = typer_.classes.attribute_field(class_, name).repr;
    if (PyExceptionInstance_Check(live.ptr())) {
      py::tuple arguments = live.attr("args");
      bool is_key = PyObject_IsInstance(live.ptr(), PyExc_KeyError) == 1;
      if (name == "args_text") {
        if (arguments.empty()) return constant(py::none(), repr);
        bool is_system = PyObject_IsInstance(live.ptr(), PyExc_OSError) == 1;
        py::handle base = is_key ? PyExc_KeyError : is_system ? PyExc_OSError : PyExc_BaseException;
        return constant(base.attr("__str__")(live), repr);
      }
      if (name == "args_form") {
        bool is_text = arguments.empty() || (py::isinstance<py::str>(py::object(arguments[0])) && !is_key);
        return constant(py::int_(arguments.size() > 1 ? 2 : is_text ? 0 : 1), repr);
      }
    }
    PyObject* value = PyObject_GetAttrString(live.ptr(), name.c_str());
    if (value == nullptr) {
      PyErr_Clear();
      return typer_.zero(repr->type);
    }
    return constant(py::reinterpret_steal<py::object>(value), repr);
  });
  return pointer_to(id, repr->type);
}

ConstantId Prebuilt::function(py::handle object, const Repr* repr) {
  annotate::CallableId callable = typer_.annotator.callable_of(object);
  annotate::InstanceId instance = typer_.functions.indirect_instance(callable);
  if (!instance.valid()) return typer_.zero(repr->type);  // never called
  return typer_.program.constants.function(repr->type, typer_.functions.declare(instance));
}

// Any callable object as a function object.
ConstantId Prebuilt::function_object(py::handle object, const Repr* repr) {
  py::module_ library = py::module_::import("rpython.rtyper.rfunction");
  if (PyObject_IsInstance(object.ptr(), library.attr("FunctionObject").ptr()) == 1) return instance(object, repr);
  const Annotation known = typer_.of_constant(typer_.host.intern(object));
  if (known.is(AnnotationKind::Callables)) {
    annotate::CallableId callable = typer_.tables.callables_in(known.callables()).front();
    py::object live = typer_.host.object(typer_.tables.callables[callable.index].object);
    return instance(library.attr("constant_class")(live).attr("instance"), repr);
  }
  Annotation method = known;
  py::object receiver = py::reinterpret_borrow<py::object>(object);
  if (known.is(AnnotationKind::Instance))
    method = typer_.annotator.call_method(annotate::without_constant(known));
  else
    receiver = object.attr("__self__");
  if (known.is(AnnotationKind::Method) && typer_.tables.tuple(known.receiver())[0].is(AnnotationKind::Callables)) {
    py::object live = library.attr("constant_method")(object.attr("__func__"), receiver);
    return instance(library.attr("constant_class")(live).attr("instance"), repr);
  }
  ClassId class_ = typer_.annotator.bound_function_class(method);
  if (!class_.valid()) {
    typer_.report({}, fmt::format("{} can not be prebuilt as a function object", std::string(py::repr(object))));
    return typer_.zero(repr->type);
  }
  py::object live_class = typer_.host.object(typer_.tables.class_(class_).object);
  return instance(library.attr("bind")(live_class, receiver), repr);
}

ConstantId Prebuilt::class_(py::handle object) {
  ClassId class_ = typer_.annotator.class_of(object);
  assert(class_.valid());
  return typer_.classes.vtable(class_);
}

ConstantId Prebuilt::frozen(py::handle object, const Repr* repr) {
  TypeId type = typer_.program.types.pointee(repr->type);
  auto [position, is_new] = containers_.try_emplace({object.ptr(), type});
  if (is_new) {
    DataId id = add_data(type, true);
    position->second = id;
    py::object live = py::reinterpret_borrow<py::object>(object);
    typer_.late.add_data(id, [this, live](uint32_t slot) {
      py::object value = live.attr(typer_.late[slot].name.c_str());
      return constant(value, typer_.reprs.of(typer_.frozen_attribute(slot)));
    });
    return pointer_to(id, repr->type);
  }
  return pointer_to(position->second, repr->type);
}

ConstantId Prebuilt::method(py::handle object, const Repr* repr) {
  ir::Program& program = typer_.program;
  const Repr* receiver = repr->parts[0];
  TypeId type = program.types.pointee(repr->type);
  std::vector<ir::Field> fields = program.types.struct_type(type).fields;
  DataId id = add_data(type, true);
  ConstantId self = program.constants.null(fields[0].type);
  if (receiver->kind == ReprKind::Instance)
    self = program.constants.data(fields[0].type,
                                  program.constants[constant(object.attr("__self__"), receiver)].as_data());
  py::object function = object.attr("__func__");
  annotate::InstanceId instance;
  for (annotate::CallableId callable : typer_.tables.callables_in(repr->annotation.callables()))
    if (typer_.host.object(typer_.tables.callables[callable.index].object).is(function))
      instance = typer_.functions.indirect_instance(callable);
  ConstantId code = instance.valid() ? program.constants.function(fields[1].type, typer_.functions.declare(instance))
                                     : program.constants.null(fields[1].type);
  typer_.program.data[id.index].fields = {self, code};
  return pointer_to(id, repr->type);
}

ConstantId Prebuilt::range(py::handle object, const Repr* repr) {
  DataId id = add_data(typer_.program.types.pointee(repr->type), true);
  if (PyRange_Check(object.ptr())) {
    std::vector<ConstantId> fields;
    for (const char* name : {"start", "stop", "step"}) fields.push_back(integer(object.attr(name), TypeTable::signed_));
    typer_.program.data[id.index].fields = std::move(fields);
  }
  return pointer_to(id, repr->type);
}

// ---- simulated low-level memory

ConstantId Prebuilt::low_level(py::handle object, TypeId type) {
  if (!py::hasattr(py::type::handle_of(object), "_container")) return typer_.zero(type);
  if (py::hasattr(object, "_address") && object.attr("_address").cast<uint64_t>() != 0) {
    typer_.report({}, "raw memory that was allocated while importing is not there when the program runs",
                  "allocate it in a function that the program calls");
    return typer_.zero(type);
  }
  py::object container = object.attr("_obj");
  if (container.is_none()) return typer_.zero(type);
  TypeId pointee = typer_.program.types.pointee(type);
  auto [position, is_new] = containers_.try_emplace({container.ptr(), pointee});
  if (is_new) {
    keep(container);
    DataId id = add_data(pointee, false);
    position->second = id;
    pending_.push_back([this, id, container] { fill_container(id, container); });
    return pointer_to(id, type);
  }
  return pointer_to(position->second, type);
}

ConstantId Prebuilt::low_level_value(py::handle value, TypeId type) {
  return constant(value, typer_.reprs.of_type(type));
}

void Prebuilt::fill_container(DataId id, py::handle container) {
  ir::Program& program = typer_.program;
  TypeId type = program.data[id.index].type;
  std::vector<ConstantId> fields, items;
  std::string bytes;
  auto add_items = [&](TypeId array, py::handle live) {
    TypeId item_type = program.types.array_type(array).item;
    for (py::handle item : live.attr("_items")) {
      if (item_type == TypeTable::char_) {
        bytes.push_back(static_cast<char>(program.constants[low_level_value(item, item_type)].payload));
      } else if (program.types.kind(item_type) == TypeKind::Struct) {
        for (const ir::Field& field : std::vector<ir::Field>(program.types.struct_type(item_type).fields))
          items.push_back(low_level_value(item.attr("_values")[program.strings[field.name].c_str()], field.type));
      } else {
        items.push_back(low_level_value(item, item_type));
      }
    }
  };
  if (program.types.kind(type) == TypeKind::Array) {
    add_items(type, container);
  } else {
    for (const ir::Field& field : std::vector<ir::Field>(program.types.struct_type(type).fields)) {
      py::object value = container.attr("_values")[program.strings[field.name].c_str()];
      if (program.types.kind(field.type) == TypeKind::Array)
        add_items(field.type, value);
      else
        fields.push_back(low_level_value(value, field.type));
    }
  }
  ir::Data& data = program.data[id.index];
  data.fields = std::move(fields);
  data.items = std::move(items);
  data.bytes = std::move(bytes);
}

bool Prebuilt::fill() {
  bool any = !pending_.empty();
  while (!pending_.empty()) {
    std::function<void()> write = std::move(pending_.front());
    pending_.pop_front();
    write();
  }
  return any;
}

}  // namespace weft::typer
