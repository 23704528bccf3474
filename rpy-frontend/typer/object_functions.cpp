#include "rpy-frontend/typer/object_functions.h"

#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

using annotate::AnnotationKind;

// The function of each item of a tuple.
py::object ObjectFunctions::item_functions(const Repr* repr, py::object (ObjectFunctions::*function)(const Repr*)) {
  py::tuple functions(repr->parts.size());
  for (size_t i = 0; i < repr->parts.size(); ++i) functions[i] = (this->*function)(repr->parts[i]);
  return functions;
}

// A type can contain itself: the function for it is then asked for while it is being made, and what is given out calls
// the function that there will be.
py::object ObjectFunctions::once(Made& made, const Repr* repr, unsigned parameters,
                                 const std::function<py::object()>& make) {
  auto [position, is_new] = made.try_emplace(repr);
  if (!is_new) {
    if (!position->second) position->second = typer_.library.function("robject.make_deferred")(parameters);
    return position->second;
  }
  py::object function = make();
  py::object& place = made[repr];
  if (place) place.attr("become")(function);
  return place = function;
}

py::object ObjectFunctions::equal(const Repr* repr) {
  return once(equal_, repr, 2, [&] { return make_equal(repr); });
}

py::object ObjectFunctions::make_equal(const Repr* repr) {
  Library& library = typer_.library;
  py::object made = py::none();
  switch (repr->kind) {
    case ReprKind::String: made = library.function("rstr.ll_streq"); break;
    case ReprKind::Tuple:
      made = library.function("rtuple.make_eq")(item_functions(repr, &ObjectFunctions::equal));
      break;
    case ReprKind::List: made = library.function("robject.make_list_eq")(equal(repr->item)); break;
    case ReprKind::Dict:
      made = library.function("robject.make_dict_eq")(hash(repr->item), equal(repr->item), equal(repr->value));
      break;
    case ReprKind::Set: made = library.function("robject.make_set_eq")(hash(repr->item), equal(repr->item)); break;
    case ReprKind::Instance: {
      annotate::ClassId class_ = repr->annotation.class_();
      if (typer_.classes.has_method(class_, "__eq__"))
        made = library.function("robject.make_instance_eq")(typer_.host.object(typer_.tables.class_(class_).object));
      break;
    }
    default: break;
  }
  return made;
}

py::object ObjectFunctions::less(const Repr* repr) {
  return once(less_, repr, 2, [&] { return make_less(repr); });
}

py::object ObjectFunctions::make_less(const Repr* repr) {
  Library& library = typer_.library;
  py::object made = py::none();
  switch (repr->kind) {
    case ReprKind::String: made = library.function("robject.ll_str_less"); break;
    case ReprKind::Tuple:
      made = library.function("rtuple.make_lt")(item_functions(repr, &ObjectFunctions::less));
      break;
    case ReprKind::List: made = library.function("robject.make_list_less")(equal(repr->item), less(repr->item)); break;
    case ReprKind::Bool: made = library.function("robject.ll_bool_less"); break;
    case ReprKind::Instance: {
      annotate::ClassId class_ = repr->annotation.class_();
      if (typer_.classes.defines_method(class_, "__lt__"))
        made = library.function("robject.make_instance_less")(typer_.host.object(typer_.tables.class_(class_).object));
      break;
    }
    default: break;
  }
  return made;
}

// The classes below this one that have instances, and an equality without a hash.
py::tuple ObjectFunctions::unhashable_classes(annotate::ClassId class_) {
  py::list found;
  if (!class_.valid()) return py::tuple(found);
  for (annotate::ClassId each : typer_.tables.with_subclasses(class_)) {
    py::object live = typer_.host.object(typer_.tables.class_(each).object);
    if (typer_.tables.class_(each).is_instantiated && live.attr("__hash__").is_none()) found.append(live);
  }
  return py::tuple(found);
}

py::object ObjectFunctions::hash(const Repr* repr) {
  auto known = hash_.find(repr);
  if (known != hash_.end()) return known->second;
  Library& library = typer_.library;
  py::object made = py::none();
  switch (repr->kind) {
    case ReprKind::String: made = library.function("rstr.ll_strhash"); break;
    case ReprKind::Tuple:
      made = library.function("rtuple.make_hash")(item_functions(repr, &ObjectFunctions::hash));
      break;
    case ReprKind::Set: made = library.function("robject.make_set_hash")(hash(repr->item)); break;
    case ReprKind::Function:
    case ReprKind::Class:
    case ReprKind::Frozen: made = library.function("robject.ll_hash_address"); break;
    case ReprKind::Instance: {
      annotate::ClassId class_ = repr->annotation.class_();
      if (typer_.classes.has_method(class_, "__hash__"))
        made = library.function("robject.make_instance_hash")(typer_.host.object(typer_.tables.class_(class_).object));
      if (py::tuple unhashable = unhashable_classes(class_); !unhashable.empty())
        made = library.function("robject.make_partial_hash")(
            typer_.types.to_python(typer_.types.object_pointer()),
            typer_.host.object(typer_.tables.class_(class_).object), unhashable,
            made.is_none() ? library.function("rhash.ll_hash_primitive") : made);
      break;
    }
    default: break;
  }
  return hash_[repr] = made;
}

// What stands for the values of an r_dict's keys when its functions are called: they take high-level values.
py::object ObjectFunctions::key_equal(const Repr* dict, const py::object& function) {
  return typer_.library.function("robject.make_key_eq")(function, wrapper(dict->item));
}

py::object ObjectFunctions::key_hash(const Repr* dict, const py::object& function) {
  return typer_.library.function("robject.make_key_hash")(function, wrapper(dict->item));
}

// A function from the low-level to the high-level view of a value; None where both are the same.
py::object ObjectFunctions::wrapper(const Repr* repr) {
  Library& library = typer_.library;
  if (repr->kind == ReprKind::String)
    return library.function(repr->is_bytes ? "annlowlevel.hlbytes" : "annlowlevel.hlstr");
  if (repr->kind == ReprKind::Instance && repr->annotation.class_().valid())
    return library.function("robject.make_instance_view")(
        typer_.host.object(typer_.tables.class_(repr->annotation.class_()).object));
  return py::none();
}

// ---- text

py::object ObjectFunctions::text(const Repr* repr) {
  auto known = text_.find(repr);
  if (known != text_.end()) return known->second;
  Library& library = typer_.library;
  py::object made;
  if (py::object class_ = refinement(repr))
    if (py::object own = library.function("rclass.refined_str")(class_); !own.is_none()) return text_[repr] = own;
  switch (repr->kind) {
    case ReprKind::Char: made = library.function("rstr.ll_chr2str"); break;
    case ReprKind::Integer:
      if (refinement(repr)) made = library.function("numbertext.ll_int_str");
      break;
    case ReprKind::String:
      if (!repr->is_bytes) made = library.function("rstr.ll_str_or_none");
      break;
    case ReprKind::Instance: {
      annotate::ClassId class_ = repr->annotation.class_();
      if (!class_.valid()) break;
      if (typer_.classes.has_method(class_, "__str__"))
        made = instance_text(class_, "__str__", plain_text(repr));
      else if (typer_.tables.class_(class_).is_exception)
        made = plain_text(repr);
      break;
    }
    default: break;
  }
  if (!made) made = source(repr);
  return text_[repr] = made;
}

py::object ObjectFunctions::instance_text(annotate::ClassId class_, const char* method, const py::object& otherwise) {
  // The topmost classes that define the method.
  std::vector<annotate::ClassId> topmost;
  for (const annotate::Annotator::MethodTarget& target : typer_.annotator.method_targets(class_, method)) {
    annotate::ClassId owner = typer_.tables.derives_from(class_, target.class_) ? class_ : target.class_;
    bool is_below = false;
    for (annotate::ClassId each : topmost) is_below = is_below || typer_.tables.derives_from(owner, each);
    if (!is_below) topmost.push_back(owner);
  }
  py::tuple owners(topmost.size());
  for (size_t i = 0; i < topmost.size(); ++i) owners[i] = typer_.host.object(typer_.tables.class_(topmost[i]).object);
  py::object live = typer_.host.object(typer_.tables.class_(class_).object);
  return typer_.library.function("robject.make_instance_text")(live, owners, method, otherwise);
}

// What str() gives for instances of classes that do not define `__str__`.
py::object ObjectFunctions::plain_text(const Repr* repr) {
  annotate::ClassId class_ = repr->annotation.class_();
  py::object live = typer_.host.object(typer_.tables.class_(class_).object);
  if (typer_.tables.class_(class_).is_exception) return typer_.library.function("robject.make_exception_str")(live);
  return source(repr);
}

py::object ObjectFunctions::source(const Repr* repr) {
  return once(source_, repr, 1, [&] { return make_source(repr); });
}

// The class that an integer, string or tuple is known to have, if that derives from the built-in type.
py::object ObjectFunctions::refinement(const Repr* repr) const {
  bool can_be = repr->kind == ReprKind::Integer || repr->kind == ReprKind::String || repr->kind == ReprKind::Tuple;
  if (!can_be || !repr->annotation.refinement().valid()) return {};
  return typer_.host.object(typer_.tables.callables[repr->annotation.refinement().index].object);
}

py::object ObjectFunctions::make_source(const Repr* repr) {
  Library& library = typer_.library;
  if (py::object class_ = refinement(repr)) {
    py::object items = repr->kind == ReprKind::Tuple ? item_functions(repr, &ObjectFunctions::source) : py::tuple();
    return library.function("rclass.refined_repr")(class_, items);
  }
  switch (repr->kind) {
    case ReprKind::Void: return library.function("robject.ll_none_repr");
    case ReprKind::Bool: return library.function("rint.ll_bool_str");
    case ReprKind::Integer: return library.function("numbertext.ll_int_str");
    case ReprKind::Float: return library.function("floattext.ll_float_str");
    case ReprKind::SingleFloat: return library.function("robject.ll_single_float_str");
    case ReprKind::Char: return library.function("rstr.ll_repr_char");
    case ReprKind::String: return library.function(repr->is_bytes ? "rstr.ll_repr_bytes" : "rstr.ll_repr_str");
    case ReprKind::Tuple: return library.function("rtuple.make_repr")(item_functions(repr, &ObjectFunctions::source));
    case ReprKind::List: return library.function("robject.make_list_repr")(source(repr->item));
    case ReprKind::Dict: return library.function("robject.make_dict_repr")(source(repr->item), source(repr->value));
    case ReprKind::Set: return library.function("robject.make_set_repr")(source(repr->item));
    case ReprKind::Instance: {
      annotate::ClassId class_ = repr->annotation.class_();
      if (!class_.valid()) break;
      py::object object = typer_.types.to_python(typer_.types.object_pointer());
      py::object otherwise = typer_.tables.class_(class_).is_exception
                                 ? library.function("robject.make_exception_repr")(
                                       object, typer_.host.object(typer_.tables.class_(class_).object))
                                 : library.function("robject.make_default_repr")(object);
      if (typer_.classes.has_method(class_, "__repr__")) return instance_text(class_, "__repr__", otherwise);
      return otherwise;
    }
    default: break;
  }
  return library.function("robject.ll_opaque_repr");
}

}  // namespace weft::typer
