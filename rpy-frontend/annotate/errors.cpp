// What the annotator says to the author of a specification.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "rpy-frontend/annotate/provenance.h"

namespace weft::annotate {

Annotation Annotator::Implementation::fail(const DiagnosticKind& kind, std::string message, std::string label,
                                           Help help, std::vector<DiagnosticLabel> places) {
  if (is_only_none_yet()) {
    waiting_for_more_than_none.insert(current_block);
    return impossible();
  }
  return fail_at(current_location, kind, std::move(message), std::move(label), std::move(help), std::move(places));
}

Annotation Annotator::Implementation::fail_at(ir::LocationId location, const DiagnosticKind& kind,
                                              std::string message, std::string label, Help help,
                                              std::vector<DiagnosticLabel> places) {
  Diagnostic diagnostic;
  diagnostic.kind = &kind;
  diagnostic.range = flow.range(location);
  diagnostic.message = std::move(message);
  diagnostic.label = std::move(label);
  diagnostic.help = std::move(help);
  diagnostic.places = std::move(places);
  diagnostic.notes = call_chain();
  bool is_about_operands = &kind == &unsupported_operation || &kind == &unknown_attribute || &kind == &not_callable;
  if (is_about_operands && diagnostic.places.empty() && current_operation != nullptr && location == current_location)
    explain_operands(diagnostic);
  move_out_of_library(diagnostic);
  diagnostics.report(std::move(diagnostic));
  return error();
}

// How the operands of the current operation got their types.
void Annotator::Implementation::explain_operands(Diagnostic& diagnostic) {
  bool is_call = current_operation->opcode == ir::Opcode::Call;
  for (size_t i = 0; i < current_operation->operands.size(); ++i) {
    if (is_call && (i == 0) != (diagnostic.kind == &not_callable)) continue;
    Provenance from(*this, operand(current_operation->operands[i]));
    from.follow(current_block.instance, current_operation->operands[i]);
    for (const DiagnosticLabel& label : from.labels()) {
      bool is_known = label.range == diagnostic.range;
      for (const DiagnosticLabel& other : diagnostic.places) is_known = is_known || other.range == label.range;
      if (!is_known) diagnostic.places.push_back(label);
    }
    if (from.began_with_division() && diagnostic.help.empty())
      diagnostic.help = "`/` always gives a float: did you mean `//`?";
  }
}

// A mistake that shows in the library's code was made where the spec called it.
void Annotator::Implementation::move_out_of_library(Diagnostic& diagnostic) {
  if (!is_library(diagnostic.range)) return;
  InstanceId each = current_block.instance;
  for (int depth = 0; depth < 16 && each.valid() && !instance_of(each).called_from.empty(); ++depth) {
    const FunctionInstance::Caller caller = instance_of(each).called_from[0];
    SourceRange range = flow.range(caller.location);
    if (!is_library(range)) {
      std::erase_if(diagnostic.places, [&](const DiagnosticLabel& label) { return is_library(label.range); });
      if (diagnostic.range.path.starts_with(python_library_path))
        diagnostic.notes.push_back(fmt::format("in Python's library, {}:{}",
                                               diagnostic.range.path.substr(python_library_path.size()),
                                               diagnostic.range.line));
      diagnostic.range = std::move(range);
      diagnostic.label = fmt::format("in what `{}` does", name_in_spec(instance_of(each)));
      return;
    }
    each = caller.instance;
  }
}

// What the spec calls a function: the library's `sorted` stands for Python's.
std::string Annotator::Implementation::name_in_spec(const FunctionInstance& instance) {
  std::string name = instance.callable.valid() ? name_in_spec(instance.callable) : "";
  return name.empty() ? program.function(instance.function).display_name : name;
}

// The name of what a function of the library stands for; empty for others.
std::string Annotator::Implementation::name_in_spec(CallableId callable) {
  py::object live = host.object(tables.callables[callable.index].object);
  for (const auto& [original, replacement] : replacements)
    if (replacement.is(live)) return py::str(py::getattr(py::handle(original), "__name__", live.attr("__name__")));
  return {};
}

// What a version of a function was made for: ", specialised for (int, str)"; empty where there is only one.
std::string Annotator::Implementation::specialized_for(const FunctionInstance& instance) {
  if (!instance.callable.valid()) return {};
  const std::string& special = specialization(instance.callable);
  bool by_constant = special.starts_with("arg(") || special.starts_with("arg_or_var(");
  if (!by_constant && !special.starts_with("argtype(")) return {};
  const std::vector<ir::ValueId>& parameters = program.function(instance.function).blocks[0].arguments;
  std::string text;
  for (size_t i = 0; i < parameters.size(); ++i) {
    Annotation known = instance.values[parameters[i].index];
    text += (text.empty() ? "" : ", ") +
            (by_constant && known.is_constant() ? host.describe(known.constant) : describe(known));
  }
  return text.empty() ? text : fmt::format(", specialised for ({})", text);
}

// Is the current operation given a variable that is None as far as is known, but may turn out to be more when other parts
// of the program have been looked at?
bool Annotator::Implementation::is_only_none_yet() {
  if (current_operation == nullptr || is_program_known || never_more_than_none.contains(current_block)) return false;
  for (const ir::Operand& each : current_operation->operands)
    if (each.is_value() && operand(each).is(AnnotationKind::None)) return true;
  return false;
}

// How the program gets to the current function, when that is not obvious: it is specialised, or in the library.
std::vector<std::string> Annotator::Implementation::call_chain() {
  std::vector<std::string> notes;
  InstanceId each = current_block.instance;
  for (int depth = 0; depth < 6 && each.valid(); ++depth) {
    const FunctionInstance& instance = instance_of(each);
    const ir::Function& function = program.function(instance.function);
    bool is_plain = instance.key.empty() && !is_library(flow.range(function.location));
    if (is_plain || instance.called_from.empty()) break;
    const FunctionInstance::Caller& caller = instance.called_from[0];
    // How the library goes about it is nobody's business.
    if (!is_library(flow.range(caller.location)))
      notes.push_back(fmt::format("in `{}`{}, called from {}", name_in_spec(instance), specialized_for(instance),
                                  program.describe(caller.location)));
    each = caller.instance;
  }
  return notes;
}

void Annotator::Implementation::report_conflict(Conflict conflict) {
  const auto& [what, before, now, before_from, now_from, at] = conflict;
  std::vector<DiagnosticLabel> places = before_from;
  SourceRange primary = flow.range(at);
  std::string label = fmt::format("{} here", a(now));
  if (!places.empty()) {
    std::string reason = places[0].text.empty() ? "" : ": " + places[0].text;
    // "The items are int", but "the item is an int".
    places[0].text = fmt::format("{} {} {} here{}", what.text, what.is_plural ? "are" : "is",
                                 what.is_plural ? describe(before) : a(before), reason);
  }
  for (const DiagnosticLabel& each : now_from) {
    bool is_known = each.range == primary;
    if (is_known && !each.text.empty()) label = each.text;
    for (const DiagnosticLabel& other : places) is_known = is_known || other.range == each.range;
    if (!is_known && !each.text.empty()) places.push_back(each);
  }
  std::erase_if(places, [&](const DiagnosticLabel& each) { return each.range == primary; });
  std::string help;
  auto both = [&](AnnotationKind kind) { return before.is(kind) && now.is(kind); };
  if (before.is(AnnotationKind::None) || now.is(AnnotationKind::None))
    help = "only strings, lists, dicts, tuples, instances and functions can be None: use a value of the type itself";
  else if (both(AnnotationKind::Instance))
    help = "give the two classes a common base class";
  else if (both(AnnotationKind::Integer))
    help = "convert one of them: intmask(x) gives a plain int, r_uint(x) an unsigned one";
  else if (is_text(before) && is_text(now))
    help = "convert one of them: text.encode('latin-1') gives bytes, data.decode('latin-1') a str";
  fail_at(at, type_conflict, fmt::format("{} would be both {} and {}", what.text, describe(before), describe(now)),
          label, help, std::move(places));
}

std::string Annotator::Implementation::a(const Annotation& annotation) const {
  std::string text = describe(annotation);
  switch (annotation.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::None:
    case AnnotationKind::Bytes:
    case AnnotationKind::Error: return text;
    case AnnotationKind::Instance:
      if (!annotation.class_().valid()) return "an " + text;
      return fmt::format("an instance of `{}`{}", tables.class_(annotation.class_()).name,
                         annotation.nullable ? " or None" : "");
    case AnnotationKind::Callables:
    case AnnotationKind::Method:
    case AnnotationKind::BuiltinMethod: return "the " + text;
    default: break;
  }
  bool is_vowel = !text.empty() && std::string_view("aeio").find(text[0]) != std::string_view::npos;
  return (is_vowel || text.starts_with("r_") ? "an " : "a ") + text;
}

std::string Annotator::Implementation::describe(const Annotation& annotation) const { return describe(annotation, 0); }

// For dumps: also what an author does not care for.
std::string Annotator::Implementation::describe_fully(const Annotation& annotation) const {
  std::string text = describe(annotation);
  if (annotation.is(AnnotationKind::Integer) && annotation.non_negative) text += " >= 0";
  if (annotation.is(AnnotationKind::String) && annotation.is_char) text += " of length 1";
  if (annotation.is_constant()) text += " = " + host.describe(annotation.constant);
  return text;
}

std::string Annotator::Implementation::describe(const Annotation& a, int depth) const {
  if (depth > 4) return "...";
  auto inner = [&](const Annotation& each) {
    return each.is(AnnotationKind::Impossible) ? "?" : describe(each, depth + 1);
  };
  auto or_none = [&](std::string text) { return a.nullable ? text + " or None" : text; };
  switch (a.kind) {
    case AnnotationKind::Impossible: return "nothing";
    case AnnotationKind::None: return "None";
    case AnnotationKind::Bool: return "bool";
    case AnnotationKind::Integer: {
      if (a.type() == ir::TypeTable::signed_) return "int";
      if (a.type() == ir::TypeTable::unsigned_) return "r_uint";
      const ir::Type& type = program.types[a.type()];
      return fmt::format("{}{}", type.is_signed ? "int" : "uint", type.bits);
    }
    case AnnotationKind::Float: return "float";
    case AnnotationKind::SingleFloat: return "single float";
    case AnnotationKind::String: return or_none("str");
    case AnnotationKind::Bytes: return or_none("bytes");
    case AnnotationKind::List: return or_none("list of " + inner(tables.list(a.list()).item.annotation));
    case AnnotationKind::Dict: {
      const DictDefinition& definition = tables.dict(a.dict());
      return or_none(fmt::format("dict of {} to {}", inner(definition.key.annotation),
                                 inner(definition.value.annotation)));
    }
    case AnnotationKind::Set: return or_none("set of " + inner(tables.dict(a.dict()).key.annotation));
    case AnnotationKind::Tuple: {
      std::string text;
      for (const Annotation& item : tables.tuple(a.tuple())) text += (text.empty() ? "" : ", ") + inner(item);
      return or_none("tuple (" + text + ")");
    }
    case AnnotationKind::Instance:
      if (!a.class_().valid()) return or_none("object");
      return or_none((is_function_object(a.class_()) ? "function " : "") + tables.class_(a.class_()).name);
    case AnnotationKind::Callables: {
      const std::vector<CallableId>& set = tables.callables_in(a.callables());
      const Callable& first = tables.callables[set[0].index];
      std::string what;
      switch (first.kind) {
        case CallableKind::Class: what = "class "; break;
        case CallableKind::Frozen: what = "object "; break;
        default: what = "function "; break;
      }
      what += first.name;
      if (set.size() > 1) what += fmt::format(" or {} more", set.size() - 1);
      return or_none(what);
    }
    case AnnotationKind::Method: {
      const Callable& first = tables.callables[tables.callables_in(a.callables())[0].index];
      return or_none("method " + first.name);
    }
    case AnnotationKind::FunctionObject: {
      const std::vector<CallableId>& set = tables.callables_in(a.callables());
      std::string text = "function " + tables.callables[set[0].index].name;
      if (set.size() > 1) text += fmt::format(" or {} more", set.size() - 1);
      return or_none(text);
    }
    case AnnotationKind::BuiltinMethod:
      return fmt::format("method `{}` of {}", program.strings[a.name()], inner(tables.tuple(a.receiver())[0]));
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: {
      const IterableDefinition& definition = tables.iterables[a.iterable().index];
      std::string text;
      switch (definition.kind) {
        case IterableKind::Range: text = "range"; break;
        case IterableKind::Enumerate: text = "enumerate"; break;
        case IterableKind::Zip: text = "zip"; break;
        case IterableKind::Reversed: text = "reversed"; break;
        case IterableKind::DictKeys: text = "keys"; break;
        case IterableKind::DictValues: text = "values"; break;
        case IterableKind::DictItems: text = "items"; break;
        default: break;
      }
      for (const Annotation& source : definition.sources) text += (text.empty() ? "" : " of ") + inner(source);
      return a.is(AnnotationKind::Iterator) ? "iterator over " + text : text;
    }
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
    case AnnotationKind::LowLevelType: {
      std::string what = a.is(AnnotationKind::LowLevelType) ? "low-level type" : "low-level pointer";
      if (!low_level) return what;
      ir::TypeTable& types = low_level->types();
      ir::TypeId type = types.is_pointer(a.type()) ? types.pointee(a.type()) : a.type();
      ir::TypeKind kind = types.kind(type);
      bool is_named = kind == ir::TypeKind::Struct || kind == ir::TypeKind::Array || kind == ir::TypeKind::Opaque;
      return is_named ? fmt::format("{} {}", what, types.name(type)) : what;
    }
    case AnnotationKind::Address: return "address";
    case AnnotationKind::Slice: return "slice";
    case AnnotationKind::Error: return "error";
  }
  return "?";
}

}  // namespace weft::annotate
