// What the author promised and inference has to confirm once it is complete: the hints of results, and lists that are
// never resized.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

// Hints of containers only say something about their items, which join with those of the values they meet.
bool is_plain_kind(AnnotationKind kind) {
  return kind == AnnotationKind::None || kind == AnnotationKind::Bool || kind == AnnotationKind::Integer ||
         kind == AnnotationKind::Float || kind == AnnotationKind::String || kind == AnnotationKind::Bytes ||
         kind == AnnotationKind::Instance;
}

}  // namespace

void Annotator::Implementation::check_promises() {
  for (const ListDefinition& list : tables.lists) {
    if (list.forwarded_to.valid() || !list.must_not_resize || !list.is_resized) continue;
    fail_at(list.created_at, not_resizable, "this list is resized, although make_sure_not_resized() was told it is not",
            list.created_at.valid() ? "created here" : "", "take a copy before adding or removing items");
  }
  check_class_variables();
  check_attribute_hints();
  for (size_t i = 0; i < tables.instances.size(); ++i)
    if (!tables.instances[i].is_low_level) check_result_hint(InstanceId{i});
}

// Whether a value that is not None is something else than the hint says.
bool Annotator::Implementation::breaks_contract(const Annotation& hint, const Annotation& value) {
  Annotation joined = join(hint, value);
  if (joined.kind != hint.kind) return true;
  return joined.is(AnnotationKind::Instance) && joined.class_() != hint.class_();
}

// Hints in the body of a class, for attributes of its instances and of itself.
void Annotator::Implementation::check_attribute_hints() {
  for (size_t i = 0; i < tables.classes.size(); ++i) {
    py::object live = host.object(tables.classes[i].object);
    py::object own = live.attr("__dict__").attr("get")("__annotations__", py::none());
    if (!py::isinstance<py::dict>(own) || py::len(own) == 0) continue;
    py::object hints;
    try {
      hints = py::module_::import("typing").attr("get_type_hints")(live);
    } catch (const py::error_already_set&) {
      continue;
    }
    for (auto [name, unused] : py::reinterpret_borrow<py::dict>(own)) {
      std::string attribute_name = py::str(name);
      ClassId owner = tables.attribute_owner(ClassId{i}, attribute_name);
      if (!owner.valid() || !hints.contains(name)) continue;
      std::optional<Annotation> hint = of_hint(py::object(hints[name]));
      if (!hint || !is_plain_kind(hint->kind)) continue;
      const std::vector<Contribution> written = tables.class_(owner).attributes.at(attribute_name).cell.contributions;
      for (const Contribution& value : written) {
        bool is_none = value.annotation.is(AnnotationKind::None);
        bool is_kept = value.annotation.is(AnnotationKind::Impossible) || value.annotation.is(AnnotationKind::Error) ||
                       is_none || !value.location.valid() || !breaks_contract(*hint, value.annotation);
        if (is_kept) continue;
        fail_at(value.location, broken_contract,
                fmt::format("attribute `{}` of `{}` is declared as {}, but {} is assigned", attribute_name,
                            tables.classes[i].name, describe(*hint), describe(value.annotation)),
                fmt::format("{} here", describe(value.annotation)));
      }
    }
  }
}

void Annotator::Implementation::check_result_hint(InstanceId id) {
  const FunctionInstance& instance = instance_of(id);
  if (!instance.callable.valid()) return;
  py::object live = host.object(tables.callables[instance.callable.index].object);
  py::object hints = py::getattr(live, "__annotations__", py::none());
  if (!py::isinstance<py::dict>(hints) || !hints.contains("return")) return;
  try {
    hints = py::module_::import("typing").attr("get_type_hints")(live);
  } catch (const py::error_already_set&) {
    return;  // as for parameters: a hint that names nothing at run time says nothing
  }
  std::optional<Annotation> hint = of_hint(py::object(hints["return"]));
  if (!hint || !is_plain_kind(hint->kind)) return;
  for (const Contribution& returned : instance_of(id).result.contributions) {
    if (returned.annotation.is(AnnotationKind::Impossible) || returned.annotation.is(AnnotationKind::None)) continue;
    if (returned.annotation.is(AnnotationKind::Error)) continue;
    if (!breaks_contract(*hint, returned.annotation)) continue;
    const ir::Function& function = program.function(instance_of(id).function);
    fail_at(returned.location, broken_contract,
            fmt::format("the result of `{}` is declared as {}, but {} is returned", function.display_name,
                        describe(*hint), describe(returned.annotation)),
            fmt::format("{} here", describe(returned.annotation)), {}, {{flow.range(function.location), "declared here"}});
  }
}

}  // namespace weft::annotate
