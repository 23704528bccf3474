// What built-in exceptions keep of the arguments they are made with.
//
// Their text is always kept. The other values are attributes whose types differ from one `raise` to the next, so they
// exist only where something reads them: `args`, `code`, `value`. (OSErrors have their own in any
// case: see `exception_initializers` in the library.)
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

using ExceptionValue = Annotator::ExceptionValue;

std::vector<ExceptionValue> Annotator::exception_values(ClassId class_) {
  return implementation_->exception_values(class_);
}

bool Annotator::keeps_constructor_arguments(ClassId class_) {
  return implementation_->keeps_constructor_arguments(class_);
}

std::vector<ExceptionValue> Annotator::Implementation::exception_values(ClassId class_) {
  auto derives_from = [&](const char* name) { return tables.derives_from(class_, require_class(name)); };
  std::vector<ExceptionValue> result{{"args", ExceptionValue::all, 0}};
  if (derives_from("StopIteration")) result.push_back({"value", 0, 1});
  if (derives_from("SystemExit")) result.push_back({"code", 0, 1});
  return result;
}

// Python sets `args` when an exception is made, before `__init__`, which replaces them if it calls its base's.
bool Annotator::Implementation::keeps_constructor_arguments(ClassId class_) {
  std::optional<ClassAttribute> init = lookup(class_, "__init__");
  if (!init || !PyFunction_Check(host.object(init->object).ptr())) return true;
  return !host.object(init->object).attr("__code__").attr("co_names").contains("__init__");
}

// The current operation makes an exception of the class with these arguments.
void Annotator::Implementation::keep_exception_arguments(ClassId class_, const std::vector<ArgumentValue>& arguments) {
  std::vector<Annotation> items;
  for (const ArgumentValue& argument : arguments) {
    items.push_back(without_constant(argument.annotation));
    require_text(argument.annotation, false);
  }
  for (const ExceptionValue& value : exception_values(class_)) {
    if (arguments.size() < value.least_arguments) continue;
    Annotation kept = value.argument == ExceptionValue::all ? tuple(tables.intern_tuple(items)) : items[value.argument];
    std::vector<Contribution>& made_with = tables.class_(class_).made_with[value.name];
    bool is_known = false;
    for (const Contribution& each : made_with) is_known = is_known || each.annotation == kept;
    if (!is_known) made_with.push_back({kept, current_location});
    if (tables.attribute_owner(class_, value.name).valid())
      write_attribute(class_, value.name, kept, current_location);
  }
}

// Something reads such a value: from now on it is kept.
void Annotator::Implementation::need_exception_value(ClassId class_, const std::string& name) {
  if (!tables.class_(class_).is_exception || tables.attribute_owner(class_, name).valid()) return;
  bool is_value = false;
  for (const ExceptionValue& value : exception_values(class_)) is_value = is_value || value.name == name;
  if (!is_value) return;
  attribute(class_, name).is_assigned = true;
  for (ClassId each : tables.with_subclasses(class_)) {
    const std::vector<Contribution> made_with = tables.class_(each).made_with[name];
    for (const Contribution& value : made_with) write_attribute(each, name, value.annotation, value.location);
  }
}

// Such a value is read, and nothing in the program makes an exception that has one: only what operations raise can arrive
// there, or nothing. Returns whether anything is known of it now.
bool Annotator::Implementation::complete_exception_value(const ClassDefinition& class_, const std::string& name,
                                                         Attribute& attribute) {
  bool is_value = name == "args" || name == "value" || name == "code";
  if (!is_value) return false;
  bool is_builtin = !PyType_HasFeature(reinterpret_cast<PyTypeObject*>(host.object(class_.object).ptr()),
                                       Py_TPFLAGS_HEAPTYPE);
  if (name == "args" && is_builtin) {
    fail_at(attribute.first_read, unsupported_operation,
            fmt::format("the `args` of what operations raise as {} are not kept", class_.name),
            "read here", "str(e) gives its text");
    attribute.cell.annotation = error();
  } else {
    attribute.cell.annotation = name == "args" ? tuple(tables.intern_tuple({})) : none();
  }
  queue_readers(attribute.cell.readers);
  return true;
}

// The attributes that every exception has, and those that the program's end reads from SystemExit.
void Annotator::Implementation::prepare_exceptions() {
  auto add = [&](const char* class_name, const char* name, Annotation annotation) {
    ClassId class_ = require_class(class_name);
    attribute(class_, name).is_assigned = true;
    write_attribute(class_, name, annotation, {});
  };
  Annotation text = string();
  text.nullable = true;
  add("BaseException", "args_text", text);  // None without arguments
  add("BaseException", "args_form", integer());
  add("SystemExit", "exit_status", integer());
  add("SystemExit", "exit_message", text);
}

}  // namespace weft::annotate
