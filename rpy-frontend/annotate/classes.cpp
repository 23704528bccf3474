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

// The classes of the module `enum` define what enumerations share, but each of these has values of its own type.
bool is_copied(py::handle live) { return is_mixin(live) || std::string(py::str(live.attr("__module__"))) == "enum"; }

// A class whose instances are integers, strings or tuples to the translator.
bool is_refinement(py::handle live) {
  auto* type = reinterpret_cast<PyTypeObject*>(live.ptr());
  return PyType_IsSubtype(type, &PyLong_Type) || PyType_IsSubtype(type, &PyUnicode_Type) ||
         PyType_IsSubtype(type, &PyTuple_Type);
}

py::object own_attribute(py::handle live_class, const std::string& name) {
  PyObject* value = PyMapping_GetItemString(live_class.attr("__dict__").ptr(), name.c_str());
  if (value == nullptr) {
    PyErr_Clear();
    return {};
  }
  return py::reinterpret_steal<py::object>(value);
}

bool is_subtype(py::handle derived, py::handle base) {
  return PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(derived.ptr()), reinterpret_cast<PyTypeObject*>(base.ptr()));
}

bool has_abstract_methods(py::handle live) {
  return PyType_HasFeature(reinterpret_cast<PyTypeObject*>(live.ptr()), Py_TPFLAGS_IS_ABSTRACT);
}

// Marked with abc.abstractmethod.
bool is_abstract(py::handle function) {
  return py::getattr(function, "__isabstractmethod__", py::bool_(false)).ptr() == Py_True;
}

// The function in a class attribute: itself, or what a property, class method or static method is made of.
py::object function_in(py::handle value) {
  for (const char* part : {"__func__", "fget"})
    if (py::hasattr(value, part)) return value.attr(part);
  return py::reinterpret_borrow<py::object>(value);
}

// The part of a class's method resolution order that super() in a method of `holder` looks at.
py::list classes_after(py::handle live, py::handle holder) {
  py::list after;
  bool found = false;
  for (py::handle each : py::reinterpret_borrow<py::tuple>(live.attr("__mro__"))) {
    if (found) after.append(each);
    found = found || each.is(holder);
  }
  return after;
}

// What a class attribute is to the translator.
bool is_descriptor_of_slot(py::handle value) {
  std::string_view type_name = Py_TYPE(value.ptr())->tp_name;
  return type_name == "member_descriptor" || type_name == "getset_descriptor";
}

// A property; or that of the module `enum`, which is another class.
bool is_property(py::handle value) {
  return PyObject_TypeCheck(value.ptr(), &PyProperty_Type) ||
         (std::string_view(Py_TYPE(value.ptr())->tp_name) == "property" && py::hasattr(value, "fget"));
}

// What functools.lru_cache makes of a function.
bool is_cached_function(py::handle value) {
  return std::string_view(Py_TYPE(value.ptr())->tp_name) == "functools._lru_cache_wrapper";
}

}  // namespace

bool Annotator::Implementation::is_data_value(py::handle value) {
  std::string_view type_name = Py_TYPE(value.ptr())->tp_name;
  return !PyFunction_Check(value.ptr()) && !is_descriptor_of_slot(value) && !is_property(value) &&
         type_name != "staticmethod" && type_name != "classmethod" && type_name != "wrapper_descriptor" &&
         type_name != "method_descriptor" && type_name != "builtin_function_or_method" &&
         type_name != "classmethod_descriptor" && type_name != "cached_property" && !is_cached_function(value);
}

bool Annotator::Implementation::uses_super(py::handle value) {
  py::object function = function_in(value);
  if (!PyFunction_Check(function.ptr())) return false;
  py::object code = function.attr("__code__");
  return code.attr("co_freevars").contains("__class__") || code.attr("co_names").contains("super");
}

ClassId Annotator::Implementation::require_class(const char* builtin_name) {
  return class_of(py::module_::import("builtins").attr(builtin_name));
}

// The base whose instances' layout a class extends. What its other bases define is copied into the class, as if it were
// written there: mixins, markers, and classes that would have had a layout of their own.
ClassId Annotator::Implementation::layout_base(py::handle live) {
  ClassId base;
  bool has_state = false;
  for (py::handle candidate : py::reinterpret_borrow<py::tuple>(live.attr("__bases__"))) {
    if (is_marker_class(candidate) || is_copied(candidate)) continue;
    ClassId class_ = class_of(candidate);
    if (!class_.valid() || (base.valid() && tables.derives_from(base, class_))) continue;
    // A base that initialises its instances is more than a protocol.
    std::optional<ClassAttribute> init = lookup(class_, "__init__");
    bool initializes = tables.class_(class_).is_exception || (init && PyFunction_Check(host.object(init->object).ptr()));
    bool replaces = !base.valid() || tables.derives_from(class_, base) || (initializes && !has_state);
    if (!replaces) continue;
    base = class_;
    has_state = initializes;
  }
  return base;
}

ClassId Annotator::Implementation::class_of(py::handle live) {
  if (is_object_class(live)) return {};
  ir::HostObjectId id = host.intern(live);
  if (auto known = tables.class_of_object.find(id.index); known != tables.class_of_object.end())
    return known->second.valid() ? tables.find(known->second) : known->second;
  if (auto position = replacements.find(live.ptr()); position != replacements.end()) {
    ClassId replacement = class_of(position->second);
    tables.class_of_object.emplace(id.index, replacement);
    return replacement;
  }
  ClassId base = layout_base(live);
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
  definition.is_generator = py::hasattr(live, "_is_generator_");
  definition.is_generic = static_cast<bool>(own_attribute(live, "_generic_"));
  if (own_attribute(live, "_generic_copy_")) definition.copy_of = base;
  definition.depth = base.valid() ? tables.class_(base).depth + 1 : 0;
  tables.class_of_object.emplace(id.index, created);
  if (definition.name == "rpython.rtyper.rfunction.FunctionObject") tables.function_object = created;

  py::object all_immutable = own_attribute(live, "_immutable_");
  definition.has_all_immutable = all_immutable && all_immutable.ptr() == Py_True;
  if (base.valid()) definition.immutable_fields = tables.class_(base).immutable_fields;
  if (py::object fields = own_attribute(live, "_immutable_fields_"))
    for (py::handle field : fields) {
      std::string field_name = py::str(field);
      // `name?` changes seldom, but it may: only a JIT that can throw code away may rely on it.
      if (field_name.find('?') == std::string::npos)
        definition.immutable_fields.insert(field_name.substr(0, field_name.find('[')));
    }
  // Functions that the class defines are its methods, also when they are reached as `Class.function`.
  for (auto [attribute_name, value] : py::dict(live.attr("__dict__")))
    if (PyFunction_Check(value.ptr()) && std::string(py::str(attribute_name)) != "__new__" && !is_copied(live) &&
        !is_refinement(live)) {
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
      if (own_value(created, attribute_name)) add_class_value(created, attribute_name);
  }
  if (base.valid()) tables.class_(base).subclasses.push_back(created);
  py::object live_base = base.valid() ? host.object(tables.class_(base).object) : py::object();
  for (py::handle each : py::reinterpret_borrow<py::tuple>(live.attr("__mro__")))
    if (!each.is(live) && !is_marker_class(each) && (!live_base || !is_subtype(live_base, each)))
      tables.copies[host.intern(each).index].push_back(created);
  return created;
}

// Generators that meet in one variable get a base class: only then must their items be of one type.
ClassId Annotator::Implementation::common_generator_base(ClassId a, ClassId b) {
  auto root = [&](ClassId class_) {
    while (tables.class_(class_).base.valid()) class_ = tables.class_(class_).base;
    return class_;
  };
  a = root(a), b = root(b);
  if (!tables.class_(a).is_generator || !tables.class_(b).is_generator) return {};
  auto is_common = [&](ClassId class_) {
    return py::hasattr(host.object(tables.class_(class_).object), "_is_common_base_");
  };
  if (!is_common(a)) std::swap(a, b);
  if (!is_common(a)) {
    ClassId made = class_of(py::module_::import("rpython.rtyper.rgenerator").attr("make_common_base")());
    tables.set_base(a, made);
    a = made;
  }
  tables.set_base(b, a);
  queue_readers(tables.class_(a).readers);
  return a;
}

CallableId Annotator::Implementation::method_callable(py::handle function, ClassId owner) {
  if (py::object form = translated_form(function)) return method_callable(form, owner);
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

// What the class is for a name where its layout base is nothing, or something else: its own attribute, or one of a class
// that is copied into it.
py::object Annotator::Implementation::own_value(ClassId class_, const std::string& name) {
  py::object live = host.object(tables.class_(class_).object);
  ClassId base = tables.class_(class_).base;
  py::object live_base = base.valid() ? host.object(tables.class_(base).object) : py::object();
  for (py::handle each : py::reinterpret_borrow<py::tuple>(live.attr("__mro__"))) {
    if (is_marker_class(each)) continue;
    py::object value = own_attribute(each, name);
    if (!value) continue;
    return live_base && is_subtype(live_base, each) ? py::object() : value;
  }
  return {};
}

// The topmost class at or above `class_` whose instances have the same function (or other attribute) of the live class
// `holder`. A function that calls `super()` goes on in the classes after `holder`, which must be the same, too.
ClassId Annotator::Implementation::owner_of(ClassId class_, py::handle holder, py::handle value) {
  bool is_cooperative = uses_super(value);
  py::object live = host.object(tables.class_(class_).object);
  ClassId owner = class_;
  for (ClassId each = tables.class_(class_).base; each.valid(); each = tables.class_(each).base) {
    py::object live_owner = host.object(tables.class_(each).object);
    if (!is_subtype(live_owner, holder)) break;
    if (is_cooperative && !classes_after(live_owner, holder).equal(classes_after(live, holder))) break;
    owner = each;
  }
  return owner;
}

CallableId Annotator::Implementation::class_method_callable(py::handle function, ClassId owner) {
  CallableId callable = method_callable(function, owner);
  tables.callables[callable.index].is_class_method = true;
  return callable;
}

std::optional<Annotator::Implementation::ClassAttribute> Annotator::Implementation::lookup(ClassId class_,
                                                                                           const std::string& name) {
  if (!class_.valid()) return std::nullopt;
  class_ = tables.find(class_);
  uint64_t key = uint64_t{class_.index} << 32 | program.strings.intern(name).index;
  auto known = class_attributes.find(key);
  if (known == class_attributes.end()) known = class_attributes.emplace(key, find_in_class(class_, name)).first;
  return known->second;
}

std::optional<Annotator::Implementation::ClassAttribute> Annotator::Implementation::find_in_class(
    ClassId class_, const std::string& name) {
  py::object live = host.object(tables.class_(class_).object);
  for (py::handle base : py::reinterpret_borrow<py::tuple>(live.attr("__mro__"))) {
    if (is_marker_class(base)) continue;
    py::object value = own_attribute(base, name);
    if (!value) continue;
    if (is_descriptor_of_slot(value)) return std::nullopt;
    ClassId owner = owner_of(class_, base, value);
    if (auto replacement = replacements.find(value.ptr()); replacement != replacements.end())
      value = replacement->second;
    else if (std::string_view(Py_TYPE(value.ptr())->tp_name) == "cached_property")
      value = machinery.attr("cached_property_form")(base, name, value);
    else if (is_cached_function(value)) {
      if (py::object form = translated_form(value)) value = form;
    }
    else if (PyFunction_Check(value.ptr()))
      value = class_support.attr("stand_in")(base.is(live) || !is_copied(base) ? base : py::handle(live), name, value);
    return ClassAttribute{owner, host.intern(value)};
  }
  return std::nullopt;
}

// The functions that `part_of` takes out of what instances of the class and its subclasses find under the name.
std::vector<Annotator::MethodTarget> Annotator::Implementation::function_targets(
    ClassId class_, const std::string& name, const std::function<py::object(py::handle)>& part_of) {
  std::vector<MethodTarget> targets;
  std::set<std::pair<ClassId, ir::HostObjectId>> seen;
  for (ClassId each : tables.with_subclasses(class_)) {
    std::optional<ClassAttribute> found = lookup(each, name);
    if (!found) continue;
    py::object function = part_of(host.object(found->object));
    if (!function || !PyFunction_Check(function.ptr())) continue;
    // A generic class has no instances, its copies have; nor has a class that does not define all its abstract methods.
    if (tables.class_(each).is_generic) continue;
    if (is_abstract(function) && has_abstract_methods(host.object(tables.class_(each).object))) continue;
    MethodTarget target{found->owner, host.intern(function)};
    if (seen.emplace(target.class_, target.function).second) targets.push_back(target);
  }
  return targets;
}

std::vector<Annotator::MethodTarget> Annotator::Implementation::method_targets(ClassId class_,
                                                                               const std::string& name) {
  return function_targets(class_, name, [](py::handle value) { return py::reinterpret_borrow<py::object>(value); });
}

// As above, as callables bound to instances of the class that each function is for.
std::vector<CallableId> Annotator::Implementation::bound_functions(const std::vector<MethodTarget>& targets,
                                                                   bool to_class) {
  std::vector<CallableId> functions;
  for (const MethodTarget& target : targets) {
    py::object function = host.object(target.function);
    functions.push_back(to_class ? class_method_callable(function, target.class_)
                                 : method_callable(function, target.class_));
  }
  return functions;
}

// The attribute of that name as instances of `class_` have it, made when there is none yet: it belongs to the topmost
// class that defines it, and what subclasses had under that name joins it. What a generic class defines, each of its
// copies has for itself.
Attribute& Annotator::Implementation::attribute(ClassId class_, const std::string& name, ClassId* owner_out) {
  ClassId owner = tables.attribute_owner(class_, name);
  if (!owner.valid()) {
    owner = class_;
    for (ClassId each = class_; each.valid(); each = tables.class_(each).base) {
      if (tables.class_(each).is_generic) continue;
      py::object value = own_value(each, name);
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
      created.is_class_variable |= lower.is_class_variable;
      created.assigned_on.insert(lower.assigned_on.begin(), lower.assigned_on.end());
      if (!created.first_class_assigned.valid()) created.first_class_assigned = lower.first_class_assigned;
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

// Which instances of the class have the attribute: those of a class that defines it, and those that may be assigned it.
Annotator::AttributeHolders Annotator::Implementation::attribute_holders(ClassId class_, const std::string& name) {
  AttributeHolders holders;
  ClassId owner = tables.attribute_owner(class_, name);
  auto is_assigned_on = [&](ClassId each) {
    auto found = tables.class_(each).attributes.find(name);
    return (found != tables.class_(each).attributes.end() && found->second.assigned_on.contains(each)) ||
           (owner.valid() && tables.class_(owner).attributes.at(name).assigned_on.contains(each));
  };
  // What the library keeps for every instance, or makes up.
  bool is_inherited = tables.class_(class_).is_generator || is_function_object(class_);
  if (tables.class_(class_).is_exception)
    for (const ExceptionValue& value : exception_values(class_)) is_inherited = is_inherited || value.name == name;
  for (ClassId each = class_; each.valid(); each = tables.class_(each).base)
    is_inherited = is_inherited || is_assigned_on(each);
  std::vector<bool> has_it(tables.classes.size());
  for (ClassId each : tables.with_subclasses(class_)) {
    ClassId base = tables.class_(each).base;
    bool base_has_it = each != class_ && has_it[base.index];
    has_it[each.index] = base_has_it || is_inherited || lookup(each, name) || is_assigned_on(each);
    if (has_it[each.index] && !base_has_it) holders.classes.push_back(each);
    if (!has_it[each.index] && tables.class_(each).is_instantiated && !holders.without.valid()) holders.without = each;
  }
  return holders;
}

// Joins the value that the class body gives an attribute into the attribute.
void Annotator::Implementation::add_class_value(ClassId class_, const std::string& name) {
  py::object value = own_value(class_, name);
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
  Attribute& place = tables.class_(owner).attributes.at(name);
  if (place.assigned_on.insert(class_).second) queue_readers(attribute_questions[name], Turn::Last);
  write(place.cell, annotation, location,
        [&] { return fmt::format("attribute `{}` of `{}`", name, tables.class_(owner).name); });
}

// Reading an attribute that is a property in the class, or assigning one (`part` is fget or fset): a call.
Annotation Annotator::Implementation::call_accessor(const Annotation& receiver, const std::string& name,
                                                    const char* part, const std::vector<Annotation>& arguments) {
  ClassId class_ = receiver.class_();
  tables.class_(class_).readers.insert(current_block);
  std::vector<MethodTarget> targets = function_targets(class_, name, [&](py::handle value) {
    return is_property(value) ? py::getattr(value, part, py::none()) : py::object();
  });
  if (targets.empty()) {
    py::object property = host.object(lookup(class_, name)->object);
    if (is_abstract(property)) return impossible();
    return fail(unsupported_operation,
                fmt::format("property `{}` of `{}` has no {}", name, tables.class_(class_).name,
                            std::string_view(part) == "fset" ? "setter" : "getter"));
  }
  for (ClassId each : tables.with_subclasses(class_))
    if (std::optional<ClassAttribute> found = lookup(each, name); found && !is_property(host.object(found->object)))
      return fail(unsupported_operation,
                  fmt::format("`{}` is a property of `{}`, and something else in its subclass `{}`", name,
                              tables.class_(class_).name, tables.class_(each).name),
                  {}, "make it a property in both");
  CallArguments given;
  given.positional.push_back({non_null(receiver), {Argument::Source::Operand, 0, {}, 0}});
  for (uint32_t i = 0; i < arguments.size(); ++i)
    given.positional.push_back({arguments[i], {Argument::Source::Operand, i + 1, {}, 0}});
  return call_callables(bound_functions(targets), given);
}

// A method read from an instance: bound to it, or for class methods to its class.
Annotation Annotator::Implementation::bind_method(const Annotation& receiver, const std::vector<CallableId>& functions) {
  if (functions.empty()) return impossible();  // only abstract ones: there are no instances
  Annotation result = plain(AnnotationKind::Method);
  result.detail = tables.intern_callables(functions).index;
  result.detail2 = tables.intern_tuple({receiver}).index;
  return result;
}

Annotation Annotator::Implementation::classes_from(ClassId class_) {
  tables.class_(class_).readers.insert(current_block);
  std::vector<CallableId> classes;
  for (ClassId each : tables.with_subclasses(class_))
    classes.push_back(callable_of(host.object(tables.class_(each).object)));
  return callables(tables.intern_callables(std::move(classes)));
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
      if (PyFunction_Check(value.ptr()))
        return bind_method(without_constant(non_null(receiver)), bound_functions(method_targets(class_, name)));
      if (is_property(value)) return call_accessor(receiver, name, "fget", {});
      if (type_name == "staticmethod") {
        Annotation joined = impossible();
        for (const MethodTarget& target : function_targets(class_, name, function_in))
          joined = join(joined, of_constant(target.function));
        return joined;
      }
      if (type_name == "classmethod") {
        Annotation classes = classes_from(class_);
        if (tables.callables_in(classes.callables()).size() == 1)
          classes = of_constant(host.object(tables.class_(class_).object));
        return bind_method(classes, bound_functions(function_targets(class_, name, function_in), true));
      }
      if (refuse_descriptor(class_, name, value)) return error();
    } else if (name == "__class__") {
      return classes_from(class_);
    }
  }
  need_exception_value(class_, name);
  ClassId owner;
  attribute(class_, name, &owner);
  Attribute& place = tables.class_(owner).attributes.at(name);
  if (!place.first_read.valid()) place.first_read = current_location;
  Annotation value = read(place.cell);
  // What only subclasses define may not be there.
  return value.is_constant() && !lookup(class_, name) ? without_constant(value) : value;
}

}  // namespace weft::annotate
