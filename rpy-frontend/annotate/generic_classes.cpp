// Generic classes of the library, such as `deque`: their instances hold values of one type each, but not all of them of the
// same. Each place that makes instances has a copy of the class with attributes and methods of its own; the class itself
// has no instances, and what is reached through it or a base of it is that of its copies. Copies whose instances meet in one
// variable are merged, as lists are.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

ClassId Annotator::Implementation::generic_copy_here(ClassId class_) {
  auto [position, is_new] =
      generic_creations.try_emplace(value_key(current_block.instance, current_operation->result));
  if (is_new) {
    ClassId created = class_of(class_support.attr("generic_copy")(host.object(tables.class_(class_).object)));
    generic_creations[value_key(current_block.instance, current_operation->result)] = created;
    return created;
  }
  return tables.find(position->second);
}

// An instance that import left behind has a copy for itself.
ClassId Annotator::Implementation::move_to_generic_copy(py::handle object) {
  object.attr("__class__") = class_support.attr("generic_copy")(py::type::handle_of(object));
  return class_of(py::type::handle_of(object));
}

ClassId Annotator::Implementation::merge_copies(ClassId a, ClassId b) {
  a = tables.find(a);
  b = tables.find(b);
  if (a == b) return a;
  ClassId generic = tables.classes[a.index].copy_of;
  if (!generic.valid() || generic != tables.classes[b.index].copy_of) return {};
  if (b < a) std::swap(a, b);
  ClassDefinition& kept = tables.classes[a.index];
  ClassDefinition& gone = tables.classes[b.index];
  gone.forwarded_to = a;
  has_merged_classes = true;
  std::erase(tables.classes[generic.index].subclasses, b);
  kept.is_instantiated |= gone.is_instantiated;
  kept.prebuilt.insert(kept.prebuilt.end(), gone.prebuilt.begin(), gone.prebuilt.end());
  kept.readers.insert(gone.readers.begin(), gone.readers.end());
  // The methods of one are those of the other.
  for (size_t i = 0; i < tables.callables.size(); ++i) {
    if (tables.callables[i].class_ != b || tables.callables[i].forwarded_to.valid()) continue;
    py::object live = host.object(tables.callables[i].object);
    CallableId into;
    if (tables.callables[i].kind == CallableKind::Class) {
      into = callable_of(host.object(kept.object));
    } else if (std::optional<ClassAttribute> found = lookup(a, std::string(py::str(live.attr("__name__"))))) {
      into = method_callable(host.object(found->object), found->owner);
    }
    if (into.valid() && into != CallableId{i}) tables.callables[i].forwarded_to = into;
  }
  std::map<std::string, Attribute> attributes = std::move(gone.attributes);
  gone.attributes.clear();
  for (auto& [name, other] : attributes) {
    attribute(a, name);
    Attribute& place = tables.classes[a.index].attributes.at(name);
    place.is_assigned |= other.is_assigned;
    if (!place.first_assigned.valid()) place.first_assigned = other.first_assigned;
    if (!place.first_read.valid()) place.first_read = other.first_read;
    place.cell.readers.insert(other.cell.readers.begin(), other.cell.readers.end());
    Annotation joined = join(place.cell.annotation, other.cell.annotation);
    if (joined.is(AnnotationKind::Error) && !place.cell.contributions.empty() && !other.cell.contributions.empty())
      report_merge_conflict(place.cell, other.cell, fmt::format("attribute `{}` of `{}`", name, kept.name), "objects");
    Cell& cell = tables.classes[a.index].attributes.at(name).cell;
    bool is_changed = joined != cell.annotation || joined != other.cell.annotation;
    cell.annotation = joined;
    if (is_changed) queue_readers(cell.readers);
  }
  queue_readers(tables.classes[a.index].readers);
  return a;
}

// Names the classes that are left in what annotations say.
class Annotator::Implementation::ClassResolution {
 public:
  explicit ClassResolution(Tables& tables) : tables_(tables) {}

  Annotation operator()(Annotation annotation) {
    switch (annotation.kind) {
      case AnnotationKind::Instance:
        // An instance of any class has none.
        if (annotation.class_().valid()) annotation.detail = tables_.find(annotation.class_()).index;
        break;
      case AnnotationKind::Tuple: annotation.detail = tuple(annotation.tuple()).index; break;
      case AnnotationKind::Callables:
      case AnnotationKind::FunctionObject: annotation.detail = callables(annotation.callables()).index; break;
      case AnnotationKind::Method:
        annotation.detail = callables(annotation.callables()).index;
        annotation.detail2 = tuple(annotation.receiver()).index;
        break;
      case AnnotationKind::BuiltinMethod: annotation.detail2 = tuple(annotation.receiver()).index; break;
      case AnnotationKind::Iterable:
      case AnnotationKind::Iterator: annotation.detail = iterable(annotation.iterable()).index; break;
      default: break;
    }
    return annotation;
  }

  void apply(Annotation& annotation) { annotation = (*this)(annotation); }
  void apply(Cell& cell) { apply(cell.annotation); }

 private:
  TupleId tuple(TupleId id) {
    std::vector<Annotation> items = tables_.tuple(id);
    for (Annotation& item : items) apply(item);
    return items == tables_.tuple(id) ? id : tables_.intern_tuple(std::move(items));
  }

  CallableSetId callables(CallableSetId id) { return tables_.intern_callables(tables_.callables_in(id)); }

  IterableId iterable(IterableId id) {
    IterableDefinition definition = tables_.iterables[id.index];
    for (Annotation& source : definition.sources) apply(source);
    return definition == tables_.iterables[id.index] ? id : tables_.intern_iterable(std::move(definition));
  }

  Tables& tables_;
};

void Annotator::Implementation::resolve_merged_classes() {
  has_merged_classes = false;
  ClassResolution resolution(tables);
  for (FunctionInstance& instance : tables.instances) {
    for (Annotation& value : instance.values) resolution.apply(value);
    resolution.apply(instance.result);
    if (instance.self_class.valid()) instance.self_class = tables.find(instance.self_class);
  }
  for (ListDefinition& list : tables.lists) resolution.apply(list.item);
  for (DictDefinition& dict : tables.dicts) {
    resolution.apply(dict.key);
    resolution.apply(dict.value);
  }
  for (ClassDefinition& class_ : tables.classes)
    for (auto& [name, attribute] : class_.attributes) resolution.apply(attribute.cell);
  for (GlobalVariable& global : tables.globals) resolution.apply(global.cell);
  for (std::optional<Annotation>& constant : constant_annotations)
    if (constant) resolution.apply(*constant);
  for (BoundClass& bound : bound_classes) resolution.apply(bound.receiver);
  for (Callable& callable : tables.callables)
    if (callable.class_.valid()) callable.class_ = tables.find(callable.class_);
  for (auto& [object, class_] : tables.class_of_object)
    if (class_.valid()) class_ = tables.find(class_);
  for (auto& [place, call] : resolved_calls)
    for (ResolvedTarget& target : call.targets)
      if (target.class_.valid()) target.class_ = tables.find(target.class_);
}

}  // namespace weft::annotate
