#include <cassert>

#include <fmt/format.h>

#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::Annotation;
using annotate::AnnotationKind;
using annotate::CallableKind;
using annotate::IterableKind;
using ir::TypeTable;

namespace {

constexpr uint32_t no_id = UINT32_MAX;

bool is_single(const annotate::Tables& tables, const Annotation& annotation) {
  return !annotation.nullable && tables.callables_in(annotation.callables()).size() == 1;
}

}  // namespace

// What distinguishes representations: the annotation without the facts that do not matter.
Reprs::Key Reprs::key_of(const Annotation& annotation) const {
  const annotate::Tables& tables = typer_.tables;
  auto kind = static_cast<uint32_t>(annotation.kind);
  switch (annotation.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::None:
    case AnnotationKind::Error: return {static_cast<uint32_t>(AnnotationKind::None)};
    case AnnotationKind::Bool:
    case AnnotationKind::Float:
    case AnnotationKind::SingleFloat:
    case AnnotationKind::Bytes:
    case AnnotationKind::Address: return {kind};
    case AnnotationKind::Integer: return {kind, annotation.detail, annotation.detail2};
    case AnnotationKind::String: return {kind, annotation.is_char && !annotation.nullable, annotation.detail2};
    case AnnotationKind::List: return {kind, tables.find(annotation.list()).index};
    case AnnotationKind::Dict:
    case AnnotationKind::Set: return {kind, tables.find(annotation.dict()).index};
    case AnnotationKind::Instance:
    case AnnotationKind::Pointer:
    case AnnotationKind::LowLevelType:
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: return {kind, annotation.detail};
    case AnnotationKind::Tuple: return {kind, annotation.detail, annotation.detail2};
    case AnnotationKind::Callables:
      if (is_single(tables, annotation)) return {kind, annotation.detail, annotation.constant.index};
      return {kind, annotation.detail, no_id};
    case AnnotationKind::FunctionObject:
      return {static_cast<uint32_t>(AnnotationKind::Instance), tables.function_object.index};
    case AnnotationKind::Method:
    case AnnotationKind::BuiltinMethod:
    case AnnotationKind::Interior: return {kind, annotation.detail, annotation.detail2};
    case AnnotationKind::Slice: return {kind};
  }
  return {};
}

const Repr* Reprs::of(const Annotation& annotation) {
  Key key = key_of(annotation);
  auto known = known_.find(key);
  if (known != known_.end()) return known->second.get();
  auto repr = std::make_unique<Repr>();
  Repr* result = repr.get();
  result->annotation = annotation.is(AnnotationKind::FunctionObject)
                           ? annotate::instance(typer_.tables.function_object, annotation.nullable)
                           : annotation;
  // Constants matter only where nothing else says which value it is.
  if (!annotation.is(AnnotationKind::Callables) && !annotation.is(AnnotationKind::LowLevelType))
    result->annotation.constant = {};
  known_.emplace(key, std::move(repr));  // before completing it: representations may be recursive
  complete(*result);
  return result;
}

void Reprs::complete(Repr& repr) {
  const Annotation& annotation = repr.annotation;
  LowTypes& types = typer_.types;
  repr.type = TypeTable::void_;
  switch (annotation.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::None:
    case AnnotationKind::Error: repr.annotation = annotate::none(); return;
    case AnnotationKind::LowLevelType: return;
    case AnnotationKind::Bool:
      repr.kind = ReprKind::Bool;
      repr.type = TypeTable::bool_;
      return;
    case AnnotationKind::Integer:
      repr.kind = ReprKind::Integer;
      repr.type = annotation.type();
      return;
    case AnnotationKind::Float:
      repr.kind = ReprKind::Float;
      repr.type = TypeTable::float_;
      return;
    case AnnotationKind::SingleFloat:
      repr.kind = ReprKind::SingleFloat;
      repr.type = TypeTable::single_float;
      return;
    case AnnotationKind::String:
      repr.kind = annotation.is_char && !annotation.nullable ? ReprKind::Char : ReprKind::String;
      repr.type = repr.kind == ReprKind::Char ? TypeTable::char_ : types.string_pointer();
      return;
    case AnnotationKind::Bytes:
      repr.kind = ReprKind::String;
      repr.is_bytes = true;
      repr.type = types.string_pointer();
      return;
    case AnnotationKind::List: return complete_list(repr);
    case AnnotationKind::Dict:
    case AnnotationKind::Set: return complete_dict(repr);
    case AnnotationKind::Tuple: return complete_tuple(repr);
    case AnnotationKind::Instance:
      repr.kind = ReprKind::Instance;
      if (annotation.class_().valid()) typer_.classes.struct_of(annotation.class_());
      repr.type = types.instance_pointer(annotation.class_());
      return;
    case AnnotationKind::FunctionObject: return;  // an instance, see Reprs::of
    case AnnotationKind::Callables: return complete_callables(repr);
    case AnnotationKind::Method: return complete_method(repr);
    case AnnotationKind::BuiltinMethod: {
      const Repr* receiver = of(typer_.tables.tuple(annotation.receiver())[0]);
      repr.kind = ReprKind::BuiltinMethod;
      repr.type = receiver->type;
      repr.parts = {receiver};
      return;
    }
    case AnnotationKind::Iterable: return complete_iterable(repr);
    case AnnotationKind::Iterator: return complete_iterator(repr);
    case AnnotationKind::Pointer:
      repr.kind = ReprKind::Pointer;
      repr.type = annotation.type();
      return;
    case AnnotationKind::Interior: repr.kind = ReprKind::Interior; return;
    case AnnotationKind::Address:
      repr.kind = ReprKind::Address;
      repr.type = TypeTable::address;
      return;
    case AnnotationKind::Slice: repr.kind = ReprKind::Slice; return;
  }
}

ir::TypeId Reprs::stored_type(const Repr* item) const {
  return item->type == TypeTable::void_ ? TypeTable::bool_ : item->type;
}

// ---- containers

void Reprs::complete_list(Repr& repr) {
  const annotate::ListDefinition& definition = typer_.tables.list(repr.annotation.list());
  LowTypes& types = typer_.types;
  repr.kind = ReprKind::List;
  repr.is_resized = definition.is_resized;
  Annotation item = definition.item.annotation;
  if (item.is(AnnotationKind::Impossible)) item = annotate::none();  // a list that is always empty
  bool is_recursive =
      item.is(AnnotationKind::List) && typer_.tables.find(item.list()) == typer_.tables.find(repr.annotation.list());
  if (is_recursive) {
    // A list of itself needs its name before its items.
    ir::TypeId holder = types.types().declare_struct(types.types().unique_name("list.list"), ir::Storage::Gc);
    repr.type = types.pointer(holder);
    repr.is_resized = true;
    repr.item = &repr;
    ir::TypeId items = types.array(repr.type);
    types.types().define_struct(holder, {{types.strings().intern("length"), TypeTable::signed_},
                                         {types.strings().intern("items"), types.pointer(items)}});
    return;
  }
  repr.item = of(item);
  ir::TypeId stored = stored_type(repr.item);
  if (!repr.is_resized) {
    repr.type = types.pointer(types.array(stored));
    return;
  }
  py::object live = typer_.library.function("rlist.list_type")(types.to_python(stored));
  repr.type = types.pointer(types.from_python(live, fmt::format("list.{}", types.text(stored))));
}

void Reprs::complete_dict(Repr& repr) {
  const annotate::DictDefinition& definition = typer_.tables.dict(repr.annotation.dict());
  LowTypes& types = typer_.types;
  repr.kind = definition.is_set ? ReprKind::Set : ReprKind::Dict;
  auto content = [&](const Annotation& annotation) {
    return of(annotation.is(AnnotationKind::Impossible) ? annotate::none() : annotation);
  };
  repr.item = content(definition.key.annotation);
  repr.value = content(definition.value.annotation);
  ir::TypeId key = stored_type(repr.item);
  ir::TypeId value = definition.is_set ? TypeTable::void_ : stored_type(repr.value);
  py::object live = typer_.library.function("rdict.dict_type")(types.to_python(key), types.to_python(value),
                                                                  definition.key_hash.is_constant());
  std::string name = definition.is_set ? fmt::format("set.{}", types.text(key))
                                       : fmt::format("dict.{}.{}", types.text(key), types.text(value));
  repr.type = types.pointer(types.from_python(live, name));
}

void Reprs::complete_tuple(Repr& repr) {
  LowTypes& types = typer_.types;
  repr.kind = ReprKind::Tuple;
  std::string name = "tuple";
  std::vector<Annotation> items = typer_.tables.tuple(repr.annotation.tuple());
  for (const Annotation& item : items) repr.parts.push_back(of(item));
  py::tuple stored(repr.parts.size());
  for (size_t i = 0; i < repr.parts.size(); ++i) {
    ir::TypeId type = stored_type(repr.parts[i]);
    stored[i] = types.to_python(type);
    name += "." + types.text(type);
  }
  py::object live = typer_.library.function("rtuple.tuple_type")(stored);
  repr.type = types.pointer(types.from_python(live, name));
}

// ---- functions, classes, frozen objects

void Reprs::complete_callables(Repr& repr) {
  const annotate::Tables& tables = typer_.tables;
  if (is_single(tables, repr.annotation)) return;  // Void
  const std::vector<annotate::CallableId> set = tables.callables_in(repr.annotation.callables());
  LowTypes& types = typer_.types;
  switch (tables.callables[set.front().index].kind) {
    case CallableKind::Function: {
      repr.kind = ReprKind::Function;
      for (annotate::CallableId callable : set) {
        annotate::InstanceId instance = typer_.functions.indirect_instance(callable);
        if (!instance.valid()) continue;
        repr.type = types.pointer(typer_.functions.signature(instance).type);
        return;
      }
      repr.type = types.pointer(types.types().function({{}, TypeTable::void_}));  // none of them is ever called
      return;
    }
    case CallableKind::Class:
      repr.kind = ReprKind::Class;
      repr.type = types.vtable_pointer();
      return;
    case CallableKind::Frozen: {
      repr.kind = ReprKind::Frozen;
      ir::TypeId attributes = types.types().declare_struct(types.types().unique_name("frozen"), ir::Storage::Raw);
      typer_.late.add_struct(attributes);
      repr.type = types.pointer(attributes);
      return;
    }
    case CallableKind::Builtin:
    case CallableKind::External:
      typer_.report({},
                    fmt::format("`{}` and other builtin functions can not be chosen between at run time",
                                tables.callables[set.front().index].name),
                    "wrap each in a function");
      return;
  }
}

void Reprs::complete_method(Repr& repr) {
  LowTypes& types = typer_.types;
  repr.kind = ReprKind::Method;
  repr.parts = {of(typer_.tables.tuple(repr.annotation.receiver())[0])};
  const Repr* receiver = repr.parts[0];
  bool is_value = !receiver->is_void() && receiver->kind != ReprKind::Instance && receiver->kind != ReprKind::Class;
  if (is_value && typer_.tables.callables_in(repr.annotation.callables()).size() == 1) {
    // A method of a string or a number: there is nothing to say but what it is bound to.
    repr.kind = ReprKind::BuiltinMethod;
    repr.type = receiver->type;
    return;
  }
  ir::TypeId function = TypeTable::void_;
  for (annotate::CallableId callable : typer_.tables.callables_in(repr.annotation.callables())) {
    annotate::InstanceId instance = typer_.functions.indirect_instance(callable);
    if (!instance.valid()) continue;
    function = types.pointer(typer_.functions.signature(instance).type);
    break;
  }
  if (function == TypeTable::void_) function = types.pointer(types.types().function({{}, TypeTable::void_}));
  std::string name = fmt::format("method.{}", types.text(function));
  ir::TypeId known = types.types().find(name);
  if (!known.valid()) {
    known = types.types().declare_struct(name, ir::Storage::Gc);
    types.types().define_struct(known, {{types.strings().intern("receiver"), types.object_pointer(), true},
                                        {types.strings().intern("function"), function, true}});
  }
  repr.type = types.pointer(known);
}

// ---- loops

void Reprs::complete_iterable(Repr& repr) {
  annotate::IterableDefinition definition = typer_.tables.iterables[repr.annotation.iterable().index];
  LowTypes& types = typer_.types;
  repr.kind = ReprKind::Iterable;
  if (definition.kind == IterableKind::Range) {
    repr.parts = {signed_integer(), signed_integer(), signed_integer()};
  } else {
    for (const Annotation& source : definition.sources) repr.parts.push_back(of(source));
  }
  std::vector<ir::Field> fields;
  for (size_t i = 0; i < repr.parts.size(); ++i)
    fields.push_back({types.strings().intern(fmt::format("part{}", i)), stored_type(repr.parts[i]), true});
  ir::TypeId holder = types.types().declare_struct(types.types().unique_name("iterable"), ir::Storage::Gc);
  types.types().define_struct(holder, std::move(fields));
  repr.type = types.pointer(holder);
}

void Reprs::complete_iterator(Repr& repr) {
  annotate::IterableDefinition definition = typer_.tables.iterables[repr.annotation.iterable().index];
  LowTypes& types = typer_.types;
  repr.kind = ReprKind::Iterator;
  auto library_type = [&](const char* maker, const Repr* source, const char* name) {
    ir::TypeId container = types.types().pointee(source->type);
    py::object live = typer_.library.function(maker)(types.to_python(container));
    repr.type = types.pointer(types.from_python(live, fmt::format("iterator.{}.{}", name, types.text(container))));
  };
  auto fixed_type = [&](const char* constant, const char* name) {
    repr.type = types.pointer(types.from_python(typer_.library.function(constant), name));
  };
  auto own_type = [&](const char* name, std::vector<ir::Field> fields) {
    ir::TypeId holder = types.types().declare_struct(types.types().unique_name(name), ir::Storage::Gc);
    types.types().define_struct(holder, std::move(fields));
    repr.type = types.pointer(holder);
  };
  auto field = [&](std::string name, ir::TypeId type) { return ir::Field{types.strings().intern(name), type, false}; };
  switch (definition.kind) {
    case IterableKind::Range:
      if (definition.constant_step == 1 || definition.constant_step == -1)
        return fixed_type("riter.RANGE_ITER", "iterator.range");
      return fixed_type("riter.RANGE_STEP_ITER", "iterator.range_step");
    case IterableKind::List:
      repr.parts = {of(definition.sources[0])};
      return library_type("riter.list_iter_type", repr.parts[0], "list");
    case IterableKind::String:
    case IterableKind::Bytes: repr.parts = {string()}; return fixed_type("riter.STRING_ITER", "iterator.string");
    case IterableKind::Dict:
    case IterableKind::DictKeys:
    case IterableKind::DictValues:
    case IterableKind::DictItems:
    case IterableKind::Set:
      repr.parts = {of(definition.sources[0])};
      return library_type("riter.dict_iter_type", repr.parts[0], "dict");
    case IterableKind::Tuple:
      repr.parts = {of(definition.sources[0])};
      return own_type("iterator.tuple", {field("index", TypeTable::signed_), field("source", repr.parts[0]->type)});
    case IterableKind::Reversed: {
      repr.parts = {of(definition.sources[0])};
      switch (repr.parts[0]->kind) {
        case ReprKind::List: return library_type("riter.list_iter_type", repr.parts[0], "list");
        case ReprKind::String: return fixed_type("riter.STRING_ITER", "iterator.string");
        case ReprKind::Iterable: return fixed_type("riter.RANGE_STEP_ITER", "iterator.range_step");
        default:
          return own_type("iterator.reversed",
                          {field("index", TypeTable::signed_), field("source", repr.parts[0]->type)});
      }
    }
    case IterableKind::Enumerate: {
      const Repr* source = of(definition.sources[0]);
      repr.parts = {source};
      return own_type("iterator.enumerate", {field("index", TypeTable::signed_), field("source", source->type)});
    }
    case IterableKind::Zip: {
      std::vector<ir::Field> fields;
      for (const Annotation& source : definition.sources) {
        repr.parts.push_back(of(source));
        fields.push_back(field(fmt::format("source{}", repr.parts.size() - 1), repr.parts.back()->type));
      }
      return own_type("iterator.zip", std::move(fields));
    }
    case IterableKind::Instance: {
      const Repr* source = of(definition.sources[0]);
      const Repr* item = typer_.next_item_repr(definition.sources[0]);
      repr.parts = {source, item};
      return own_type("iterator.object", {field("source", source->type), field("item", stored_type(item))});
    }
  }
}

// ---- by low-level type, and the common ones

const Repr* Reprs::of_type(ir::TypeId type) {
  const TypeTable& types = typer_.program.types;
  switch (types.kind(type)) {
    case ir::TypeKind::Void: return none();
    case ir::TypeKind::Bool: return boolean();
    case ir::TypeKind::Char: return character();
    case ir::TypeKind::Integer: return of(annotate::integer(false, type));
    case ir::TypeKind::Float: return floating();
    case ir::TypeKind::SingleFloat: return of(annotate::plain(AnnotationKind::SingleFloat));
    case ir::TypeKind::Address: return of(annotate::plain(AnnotationKind::Address));
    case ir::TypeKind::Pointer: return of(annotate::pointer(type));
    case ir::TypeKind::Any:
    case ir::TypeKind::UniChar:
    case ir::TypeKind::Struct:
    case ir::TypeKind::Array:
    case ir::TypeKind::Function:
    case ir::TypeKind::Opaque: break;
  }
  assert(!"Reprs::of_type: values do not have this type");
  return nullptr;
}

const Repr* Reprs::none() { return none_ ? none_ : none_ = of(annotate::none()); }
const Repr* Reprs::boolean() { return boolean_ ? boolean_ : boolean_ = of(annotate::boolean_annotation()); }
const Repr* Reprs::signed_integer() { return signed_ ? signed_ : signed_ = of(annotate::integer()); }
const Repr* Reprs::floating() { return float_ ? float_ : float_ = of(annotate::floating()); }
const Repr* Reprs::character() { return char_ ? char_ : char_ = of(annotate::string(true)); }
const Repr* Reprs::string() { return string_ ? string_ : string_ = of(annotate::string()); }
const Repr* Reprs::class_pointer() {
  if (!class_pointer_) {
    class_pointer_ = std::make_unique<Repr>();
    class_pointer_->kind = ReprKind::Class;
    class_pointer_->type = typer_.types.vtable_pointer();
    class_pointer_->annotation = annotate::none();
  }
  return class_pointer_.get();
}
const Repr* Reprs::object() { return object_ ? object_ : object_ = of(annotate::instance({})); }

}  // namespace weft::typer
