// What is called from outside of the program's own code: finalizers, functions that C or the collector calls back, and
// computations that begin when the stack has been unwound.
#include <algorithm>

#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

// The program makes instances of the class at run time, which die some day. Prebuilt ones never do.
void Annotator::Implementation::note_finalizer(ClassId class_) {
  std::optional<ClassAttribute> method = lookup(class_, "__del__");
  if (!method || !PyFunction_Check(host.object(method->object).ptr())) return;
  ClassId owner = topmost_owner(class_, "__del__");
  if (std::ranges::find(tables.with_finalizers, owner) != tables.with_finalizers.end()) return;
  tables.with_finalizers.push_back(owner);
  py::object live = host.object(tables.class_(owner).object);
  annotate_function(finalizer_support.attr("make_finalizer")(live), {instance(owner)}, false);
  note_external_call(finalizer_support.attr("_register_finalizer"));
}

// What the C function calls back is part of the program, and so is what runs in consequence.
void Annotator::Implementation::note_external_call(py::handle external) {
  if (py::object function = external.attr("reaches"); !function.is_none()) annotate_function(function, {}, false);
  py::object function = external.attr("calls_back");
  if (function.is_none()) return;
  InstanceId called = annotate_function(function, {}, false);
  if (called.valid() && std::ranges::find(tables.called_back, called) == tables.called_back.end())
    tables.called_back.push_back(called);
}

}  // namespace weft::annotate
