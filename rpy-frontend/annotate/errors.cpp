// What the annotator says to the author of a specification.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

Annotation Annotator::Implementation::fail(const DiagnosticKind& kind, std::string message, std::string label,
                                           std::string help, std::vector<DiagnosticLabel> places) {
  return fail_at(current_location, kind, std::move(message), std::move(label), std::move(help), std::move(places));
}

Annotation Annotator::Implementation::fail_at(ir::LocationId location, const DiagnosticKind& kind,
                                              std::string message, std::string label, std::string help,
                                              std::vector<DiagnosticLabel> places) {
  Diagnostic diagnostic;
  diagnostic.kind = &kind;
  diagnostic.range = flow.range(location);
  diagnostic.message = std::move(message);
  diagnostic.label = std::move(label);
  diagnostic.help = std::move(help);
  diagnostic.places = std::move(places);
  diagnostic.notes = call_chain();
  diagnostics.report(std::move(diagnostic));
  return error();
}

// How the program gets to the current function, when that is not obvious: it is specialised, or in the library.
std::vector<std::string> Annotator::Implementation::call_chain() {
  std::vector<std::string> notes;
  if (!current_block.instance.valid()) return notes;
  const FunctionInstance& instance = current();
  if (instance.key.empty() || instance.called_from.empty()) return notes;
  notes.push_back(fmt::format("in `{}`, called from {}", program.function(instance.function).display_name,
                              program.describe(instance.called_from[0])));
  return notes;
}

std::vector<DiagnosticLabel> Annotator::Implementation::labels_of(const Cell& cell) {
  std::vector<DiagnosticLabel> labels;
  for (const Contribution& each : cell.contributions)
    if (each.location.valid()) labels.push_back({flow.range(each.location), fmt::format("{} here", describe(each.annotation))});
  return labels;
}

void Annotator::Implementation::report_conflict(const Annotation& before, ir::LocationId before_at,
                                                const Annotation& now, ir::LocationId now_at,
                                                const std::string& what) {
  std::vector<DiagnosticLabel> places;
  if (before_at.valid() && before_at != now_at)
    places.push_back({flow.range(before_at), fmt::format("{} is {} here", what, describe(before))});
  std::string help;
  if (before.is(AnnotationKind::None) || now.is(AnnotationKind::None))
    help = "only strings, lists, dicts, tuples, instances and functions can be None: use a value of the type itself";
  else if (before.is(AnnotationKind::Instance) && now.is(AnnotationKind::Instance))
    help = "give the two classes a common base class";
  fail_at(now_at, type_conflict,
          fmt::format("{} would be both {} and {}", what, describe(before), describe(now)),
          fmt::format("{} here", describe(now)), help, std::move(places));
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
    case AnnotationKind::Instance: return or_none(tables.class_(a.class_()).name);
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
