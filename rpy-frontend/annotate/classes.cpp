// Classes: their place in the hierarchy, the functions they define, and which class owns which attribute.
#include <cassert>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

bool is_object_class(py::handle live) { return live.ptr() == reinterpret_cast<PyObject*>(&PyBaseObject_Type); }

// Bases that only serve Python's own checking and say nothing about representation.
bool is_marker_class(py::handle live) {
  if (is_object_class(live)) return true;
  std::string module = py::str(live.attr("__module__"));
  return module == "abc" || module == "typing" || module == "collections.abc";
}

bool is_mixin(py::handle live) {
  PyObject* flag = PyMapping_GetItemString(live.attr("__dict__").ptr(), "_mixin_");
  if (flag == nullptr) {
    PyErr_Clear();
    return false;
  }
  return py::reinterpret_steal<py::object>(flag).ptr() == Py_True;
}

py::object own_attribute(py::handle live_class, const std::string& name) {
  PyObject* value = PyMapping_GetItemString(live_class.attr("__dict__").ptr(), name.c_str());
  if (value == nullptr) {
    PyErr_Clear();
    return {};
  }
  return py::reinterpret_steal<py::object>(value);
}

// What a class attribute is to the translator.
bool is_descriptor_of_slot(py::handle value) {
  std::string_view type_name = Py_TYPE(value.ptr())->tp_name;
  return type_name == "member_descriptor" || type_name == "getset_descriptor";
}

bool is_data_value(py::handle value) {
  std::string_view type_name = Py_TYPE(value.ptr())->tp_name;
  return !PyFunction_Check(value.ptr()) && !is_descriptor_of_slot(value) && type_name != "property" &&
         type_name != "staticmethod" && type_name != "classmethod" && type_name != "wrapper_descriptor" &&
         type_name != "method_descriptor" && type_name != "builtin_function_or_method" &&
         type_name != "classmethod_descriptor";
}

}  // namespace

ClassId Annotator::Implementation::require_class(const char* builtin_name) {
  return class_of(py::module_::import("builtins").attr(builtin_name));
}

ClassId Annotator::Implementation::class_of(py::handle live) {
  if (is_object_class(live)) return {};
  ir::HostObjectId id = host.intern(live);
  if (auto known = tables.class_of_object.find(id.index); known != tables.class_of_object.end()) return known->second;
  if (auto position = replacements.find(live.ptr()); position != replacements.end()) {
    ClassId replacement = class_of(position->second);
    tables.class_of_object.emplace(id.index, replacement);
    return replacement;
  }
  // The representation derives from the first base that is not a mixin or a marker.
  ClassId base;
  for (py::handle candidate : py::reinterpret_borrow<py::tuple>(live.attr("__bases__"))) {
    if (is_marker_class(candidate) || is_mixin(candidate)) continue;
    ClassId candidate_class = class_of(candidate);
    if (base.valid() && candidate_class.valid()) {
      if (tables.derives_from(base, candidate_class)) continue;
      if (tables.derives_from(candidate_class, base)) {
        base = candidate_class;
        continue;
      }
      fail(unsupported_object,
           fmt::format("class `{}` derives from two classes that are not mixins, `{}` and `{}`",
                       std::string(py::str(live.attr("__qualname__"))), tables.class_(base).name,
                       tables.class_(candidate_class).name),
           {}, "mark one of them with `_mixin_ = True`");
      continue;
    }
    if (candidate_class.valid()) base = candidate_class;
  }
  ClassId created{tables.classes.size()};
  tables.classes.emplace_back();
  ClassDefinition& definition = tables.classes.back();
  definition.object = id;
  std::string module = py::str(live.attr("__module__"));
  std::string name = py::str(live.attr("__qualname__"));
  for (size_t at; (at = name.find("<locals>.")) != std::string::npos;) name.erase(at, 9);
  definition.name = module == "builtins" ? name : module + "." + name;
  definition.base = base;
  definition.is_exception = PyExceptionClass_Check(live.ptr());
  definition.depth = base.valid() ? tables.class_(base).depth + 1 : 0;
  tables.class_of_object.emplace(id.index, created);

  py::object all_immutable = own_attribute(live, "_immutable_");
  definition.has_all_immutable = all_immutable && all_immutable.ptr() == Py_True;
  if (base.valid()) definition.immutable_fields = tables.class_(base).immutable_fields;
  if (py::object fields = own_attribute(live, "_immutable_fields_"))
    for (py::handle field : fields) {
      std::string field_name = py::str(field);
      definition.immutable_fields.insert(field_name.substr(0, field_name.find_first_of("[?")));
    }
  // Functions that the class defines are its methods, also when they are reached as `Class.function`.
  for (auto [attribute_name, value] : py::dict(live.attr("__dict__")))
    if (PyFunction_Check(value.ptr()) && std::string(py::str(attribute_name)) != "__new__" && !is_mixin(live)) {
      ir::HostObjectId function = host.intern(value);
      if (!tables.callable_of_object.contains(function.index))
        tables.callable_of_object.emplace(function.index, method_callable(value, created));
    }
  for (ClassId above = base; above.valid(); above = tables.class_(above).base) {
    queue_readers(tables.class_(above).readers, Turn::Last);
    // Attributes that a base owns may have values here.
    std::vector<std::string> names;
    for (const auto& [attribute_name, unused] : tables.class_(above).attributes) names.push_back(attribute_name);
    for (const std::string& attribute_name : names)
      if (own_attribute(live, attribute_name)) add_class_value(created, attribute_name);
  }
  if (base.valid()) tables.class_(base).subclasses.push_back(created);
  return created;
}

CallableId Annotator::Implementation::method_callable(py::handle function, ClassId owner) {
  ir::HostObjectId id = host.intern(function);
  uint64_t key = uint64_t{id.index} << 32 | owner.index;
  auto known = method_callables.find(key);
  if (known != method_callables.end()) return known->second;
  std::string name = py::str(function.attr("__qualname__"));
  for (size_t at; (at = name.find("<locals>.")) != std::string::npos;) name.erase(at, 9);
  std::string qualified = std::string(py::str(function.attr("__module__"))) + "." + name;
  CallableKind kind = find_builtin(qualified) != nullptr ? CallableKind::Builtin : CallableKind::Function;
  CallableId created{tables.callables.size()};
  tables.callables.push_back({.kind = kind, .object = id, .name = qualified, .class_ = owner});
  method_callables.emplace(key, created);
  return created;
}

std::optional<Annotator::Implementation::ClassAttribute> Annotator::Implementation::lookup(ClassId class_,
                                                                                           const std::string& name) {
  if (!class_.valid()) return std::nullopt;
  uint64_t key = uint64_t{class_.index} << 32 | program.strings.intern(name).index;
  auto known = class_attributes.find(key);
  if (known == class_attributes.end()) known = class_attributes.emplace(key, find_in_class(class_, name)).first;
  return known->second;
}

std::optional<Annotator::Implementation::ClassAttribute> Annotator::Implementation::find_in_class(
    ClassId class_, const std::string& name) {
  py::object live = host.object(tables.class_(class_).object);
  for (py::handle base : py::reinterpret_borrow<py::tuple>(live.attr("__mro__"))) {
    if (is_object_class(base)) break;
    py::object value = own_attribute(base, name);
    if (!value) continue;
    if (is_descriptor_of_slot(value)) return std::nullopt;
    // The class definition that has it: the base itself, or for a mixin the class that mixes it in.
    ClassId owner = class_;
    for (ClassId each = class_; each.valid(); each = tables.class_(each).base) {
      py::object live_owner = host.object(tables.class_(each).object);
      if (!PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(live_owner.ptr()),
                            reinterpret_cast<PyTypeObject*>(base.ptr())))
        break;
      owner = each;
    }
    return ClassAttribute{owner, host.intern(value)};
  }
  return std::nullopt;
}

std::vector<Annotator::MethodTarget> Annotator::Implementation::method_targets(ClassId class_,
                                                                               const std::string& name) {
  std::vector<MethodTarget> targets;
  std::set<std::pair<ClassId, ir::HostObjectId>> seen;
  for (ClassId each : tables.with_subclasses(class_)) {
    std::optional<ClassAttribute> found = lookup(each, name);
    if (!found || !PyFunction_Check(host.object(found->object).ptr())) continue;
    if (seen.emplace(found->owner, found->object).second) targets.push_back({found->owner, found->object});
  }
  return targets;
}

// The attribute of that name as instances of `class_` have it, made when there is none yet: it belongs to the topmost
// class that defines it, and what subclasses had under that name joins it.
Attribute& Annotator::Implementation::attribute(ClassId class_, const std::string& name, ClassId* owner_out) {
  ClassId owner = tables.attribute_owner(class_, name);
  if (!owner.valid()) {
    owner = class_;
    for (ClassId each = class_; each.valid(); each = tables.class_(each).base) {
      py::object value = own_attribute(host.object(tables.class_(each).object), name);
      if (value && is_data_value(value)) owner = each;
    }
    Attribute created;
    std::vector<ClassId> below = tables.with_subclasses(owner);
    Annotation joined = impossible();
    for (ClassId each : below) {
      auto& attributes = tables.class_(each).attributes;
      auto position = attributes.find(name);
      if (position == attributes.end()) continue;
      Attribute& lower = position->second;
      created.is_assigned |= lower.is_assigned;
      if (!created.first_read.valid()) created.first_read = lower.first_read;
      if (!created.first_assigned.valid()) created.first_assigned = lower.first_assigned;
      created.cell.readers.insert(lower.cell.readers.begin(), lower.cell.readers.end());
      for (const Contribution& each_contribution : lower.cell.contributions)
        created.cell.contributions.push_back(each_contribution);
      Annotation before = joined;
      joined = join(joined, lower.cell.annotation);
      if (joined.is(AnnotationKind::Error) && !before.is(AnnotationKind::Error))
        report_attribute_conflict(owner, name, before, created, lower);
      attributes.erase(position);
    }
    created.cell.annotation = joined;
    std::set<BlockReference> readers = created.cell.readers;
    tables.class_(owner).attributes.emplace(name, std::move(created));
    queue_readers(readers);
    for (ClassId each : below) add_class_value(each, name);
  }
  if (owner_out) *owner_out = owner;
  return tables.class_(owner).attributes.at(name);
}

// Two subclasses have an attribute of that name with types that differ, and something reads it from their base.
void Annotator::Implementation::report_attribute_conflict(ClassId owner, const std::string& name,
                                                          const Annotation& before, const Attribute& one,
                                                          const Attribute& other) {
  std::vector<DiagnosticLabel> places;
  if (one.first_assigned.valid())
    places.push_back({flow.range(one.first_assigned), fmt::format("{} in one subclass", describe(before))});
  if (other.first_assigned.valid())
    places.push_back({flow.range(other.first_assigned),
                      fmt::format("{} in another", describe(other.cell.annotation))});
  fail(type_conflict,
       fmt::format("attribute `{}` of `{}` would be both {} and {}", name, tables.class_(owner).name,
                   describe(before), describe(other.cell.annotation)),
       fmt::format("used here on a `{}`", tables.class_(owner).name),
       "test with isinstance() first, or give the attributes different names", std::move(places));
}

// Joins the value that the class body gives an attribute into the attribute.
void Annotator::Implementation::add_class_value(ClassId class_, const std::string& name) {
  py::object value = own_attribute(host.object(tables.class_(class_).object), name);
  if (!value || !is_data_value(value)) {
    // A function stored under the name of a data attribute is its default value.
    ClassId owner = tables.attribute_owner(class_, name);
    bool is_data = owner.valid() && tables.class_(owner).attributes.at(name).is_assigned;
    if (!value || !PyFunction_Check(value.ptr()) || !is_data) return;
  }
  write_attribute(class_, name, of_constant(value), {});
}

void Annotator::Implementation::write_attribute(ClassId class_, const std::string& name, const Annotation& annotation,
                                                ir::LocationId location) {
  ClassId owner;
  attribute(class_, name, &owner);
  Cell& cell = tables.class_(owner).attributes.at(name).cell;
  write(cell, annotation, location,
        [&] { return fmt::format("attribute `{}` of `{}`", name, tables.class_(owner).name); });
}

Annotation Annotator::Implementation::read_attribute(const Annotation& receiver, const std::string& name) {
  ClassId class_ = receiver.class_();
  tables.class_(class_).readers.insert(current_block);
  bool is_data = tables.attribute_owner(class_, name).valid();
  if (!is_data) {
    std::optional<ClassAttribute> found = lookup(class_, name);
    // A method that only subclasses define: what has none raises AttributeError at run time.
    if (!found)
      if (std::vector<MethodTarget> targets = method_targets(class_, name); !targets.empty())
        found = ClassAttribute{targets[0].class_, targets[0].function};
    if (found) {
      py::object value = host.object(found->object);
      std::string_view type_name = Py_TYPE(value.ptr())->tp_name;
      if (PyFunction_Check(value.ptr())) {
        std::vector<CallableId> functions;
        for (const MethodTarget& target : method_targets(class_, name))
          functions.push_back(method_callable(host.object(target.function), target.class_));
        Annotation result = plain(AnnotationKind::Method);
        result.detail = tables.intern_callables(std::move(functions)).index;
        result.detail2 = tables.intern_tuple({without_constant(non_null(receiver))}).index;
        return result;
      }
      if (type_name == "property") return call_live(value.attr("fget"), {non_null(receiver)});
      if (type_name == "staticmethod") return of_constant(value.attr("__func__"));
      if (type_name == "classmethod") {
        Annotation result = plain(AnnotationKind::Method);
        result.detail = tables.intern_callables({callable_of(value.attr("__func__"))}).index;
        result.detail2 = tables.intern_tuple({of_constant(host.object(tables.class_(class_).object))}).index;
        return result;
      }
    } else if (name == "__class__") {
      tables.class_(class_).readers.insert(current_block);
      std::vector<CallableId> classes;
      for (ClassId each : tables.with_subclasses(class_))
        classes.push_back(callable_of(host.object(tables.class_(each).object)));
      return callables(tables.intern_callables(std::move(classes)));
    }
  }
  ClassId owner;
  attribute(class_, name, &owner);
  Attribute& place = tables.class_(owner).attributes.at(name);
  if (!place.first_read.valid()) place.first_read = current_location;
  return read(place.cell);
}

}  // namespace weft::annotate
