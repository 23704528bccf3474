// What a branch tells about the variable it tested.
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

namespace {

bool is_none_constant(const Annotation& annotation) { return annotation.is(AnnotationKind::None); }

}  // namespace

Annotation Annotator::Implementation::narrow(ir::Operand operand, const Annotation& known, ir::Operand condition,
                                             bool truth) {
  if (!operand.is_value()) return known;
  if (operand == condition) {
    // The value itself is tested.
    if (truth && known.is(AnnotationKind::None)) return impossible();
    return truth ? non_null(known) : known;
  }
  const ir::Operation* test = definition(condition);
  if (test == nullptr) return known;
  auto other = [&](size_t position) { return this->operand(test->operands[position]); };
  switch (test->opcode) {
    case ir::Opcode::Not:
      return narrow(operand, known, test->operands[0], !truth);
    case ir::Opcode::Bool:
      if (test->operands[0] == operand) {
        if (truth && known.is(AnnotationKind::None)) return impossible();
        return truth ? non_null(known) : known;
      }
      return narrow(operand, known, test->operands[0], truth);
    case ir::Opcode::Is:
    case ir::Opcode::IsNot:
    case ir::Opcode::Eq:
    case ir::Opcode::Ne: {
      bool same = truth == (test->opcode == ir::Opcode::Is || test->opcode == ir::Opcode::Eq);
      bool identity = test->opcode == ir::Opcode::Is || test->opcode == ir::Opcode::IsNot;
      for (size_t side : {0, 1}) {
        if (test->operands[side] == operand && is_none_constant(other(1 - side))) {
          if (!same) return known.is(AnnotationKind::None) ? impossible() : non_null(known);
          if (known.is(AnnotationKind::None)) return known;
          return known.nullable || known.is(AnnotationKind::Pointer) ? none() : (identity ? impossible() : known);
        }
        // x.__class__ is C, where C may be one of several classes
        const ir::Operation* getattr = definition(test->operands[side]);
        if (identity && same && getattr && getattr->opcode == ir::Opcode::Getattr && getattr->operands[0] == operand &&
            program.strings[ir::StringId{getattr->immediate}] == "__class__" && other(1 - side).is(AnnotationKind::Callables)) {
          Annotation narrowed = impossible();
          for (CallableId each : std::vector<CallableId>(tables.callables_in(other(1 - side).callables())))
            if (tables.callables[each.index].kind == CallableKind::Class)
              narrowed = join(narrowed, narrow_to_classes(known, host.object(tables.callables[each.index].object), true));
          if (!narrowed.is(AnnotationKind::Error)) return narrowed;
        }
        // type(x) is C
        const ir::Operation* type_call = definition(test->operands[side]);
        if (identity && same && type_call && type_call->opcode == ir::Opcode::Call &&
            type_call->operands.size() == 2 && type_call->operands[1] == operand) {
          Annotation callee = this->operand(type_call->operands[0]);
          Annotation class_ = other(1 - side);
          if (callee.is_constant() && class_.is_constant() &&
              host.object(callee.constant).ptr() == reinterpret_cast<PyObject*>(&PyType_Type))
            return narrow_to_classes(known, host.object(class_.constant), true);
        }
      }
      return known;
    }
    case ir::Opcode::Call: {
      if (test->operands.size() != 3 || test->operands[1] != operand) return known;
      Annotation callee = other(0);
      if (!callee.is(AnnotationKind::Callables) || !callee.is_constant()) return known;
      const Callable& function = tables.callables[tables.callables_in(callee.callables())[0].index];
      Annotation classes = other(2);
      if (function.name != "builtins.isinstance" || !classes.is_constant()) return known;
      return narrow_to_classes(known, host.object(classes.constant), truth);
    }
    case ir::Opcode::ExceptionMatch: {
      if (test->operands[0] != operand) return known;
      Annotation classes = other(1);
      if (!classes.is_constant()) return known;
      return narrow_to_classes(known, host.object(classes.constant), truth);
    }
    case ir::Opcode::Lt:
    case ir::Opcode::Le:
    case ir::Opcode::Gt:
    case ir::Opcode::Ge: {
      if (!known.is(AnnotationKind::Integer) || known.non_negative) return known;
      // Written as `operand > bound` or `operand >= bound`.
      bool is_left = test->operands[0] == operand;
      if (!is_left && test->operands[1] != operand) return known;
      bool greater = test->opcode == ir::Opcode::Gt || test->opcode == ir::Opcode::Ge;
      if (greater != (is_left == truth)) return known;
      Annotation bound = other(is_left ? 1 : 0);
      bool strict = (test->opcode == ir::Opcode::Gt || test->opcode == ir::Opcode::Lt) == truth;
      bool enough = bound.is(AnnotationKind::Integer) && bound.non_negative;
      if (!enough && strict && bound.is_constant())
        enough = py::cast<long long>(py::int_(host.object(bound.constant))) == -1;
      if (!enough) return known;
      Annotation result = known;
      result.non_negative = true;
      return result;
    }
    default:
      return known;
  }
}

Annotation Annotator::Implementation::narrow_to_classes(const Annotation& known, py::handle classes, bool truth) {
  std::optional<bool> verdict = is_instance(known, classes);
  if (verdict == !truth) {
    // None is an instance of no class here, and everything else is one: only None is left.
    return impossible();
  }
  if (!truth) {
    // Every non-None value is an instance: what is left is None.
    if (known.nullable && is_instance(non_null(known), classes) == true) return none();
    return known;
  }
  if (!known.is(AnnotationKind::Instance)) return non_null(known);
  // The classes among the given ones that are more special than what is known.
  Annotation narrowed = impossible();
  auto consider = [&](py::handle live_class) {
    if (!PyType_Check(live_class.ptr())) return;
    if (live_class.ptr() == reinterpret_cast<PyObject*>(&PyBaseObject_Type)) {
      narrowed = known;
      return;
    }
    ClassId class_ = class_of(live_class);
    if (!known.class_().valid() || tables.derives_from(class_, known.class_()))
      narrowed = join(narrowed, instance(class_));
    else if (tables.derives_from(known.class_(), class_))
      narrowed = join(narrowed, non_null(known));
    auto copies = tables.copies.find(host.intern(live_class).index);
    if (copies == tables.copies.end()) return;
    for (ClassId copy : std::vector<ClassId>(copies->second)) {
      if (!known.class_().valid() || tables.derives_from(copy, known.class_()))
        narrowed = join(narrowed, instance(copy));
      else if (tables.derives_from(known.class_(), copy))
        narrowed = join(narrowed, non_null(known));
    }
  };
  if (py::isinstance<py::tuple>(classes))
    for (py::handle each : py::reinterpret_borrow<py::tuple>(classes)) consider(each);
  else
    consider(classes);
  return narrowed;
}

std::optional<bool> Annotator::Implementation::is_instance(const Annotation& annotation, py::handle classes) {
  if (py::isinstance<py::tuple>(classes)) {
    bool all_false = true;
    for (py::handle each : py::reinterpret_borrow<py::tuple>(classes)) {
      std::optional<bool> verdict = is_instance(annotation, each);
      if (verdict == true) return true;
      all_false = all_false && verdict == false;
    }
    return all_false ? std::optional(false) : std::nullopt;
  }
  PyObject* type = classes.ptr();
  if (!PyType_Check(type)) return std::nullopt;
  if (auto replaced = replacements.find(type); replaced != replacements.end()) type = replaced->second.ptr();
  if (type == reinterpret_cast<PyObject*>(&PyBaseObject_Type)) return true;
  auto verdict = [&](bool is_one) -> std::optional<bool> {
    if (!is_one) return false;
    return annotation.nullable ? std::optional<bool>() : true;
  };
  if (py::object refined_by = refinement(annotation))
    return verdict(PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(refined_by.ptr()),
                                    reinterpret_cast<PyTypeObject*>(type)));
  auto is = [&](PyTypeObject& builtin) { return type == reinterpret_cast<PyObject*>(&builtin); };
  switch (annotation.kind) {
    case AnnotationKind::None: return is(*Py_TYPE(Py_None));
    case AnnotationKind::Bool: return is(PyBool_Type) || is(PyLong_Type);
    case AnnotationKind::Integer: {
      // Machine integers derive from int.
      if (is(PyLong_Type)) return true;
      bool is_machine_integer = PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(type), &PyLong_Type) &&
                                py::hasattr(classes, "BITS");
      bool is_int = annotation.type() == ir::TypeTable::signed_ && !annotation.is_machine_word;
      if (!is_machine_integer || is_int) return false;
      return of_machine_integer(classes) == annotation.type() || classes.is(machine_integer_base);
    }
    case AnnotationKind::Float: return is(PyFloat_Type);
    case AnnotationKind::String: return verdict(is(PyUnicode_Type));
    case AnnotationKind::Bytes: return verdict(is(PyBytes_Type));
    case AnnotationKind::List: return verdict(is(PyList_Type));
    case AnnotationKind::Dict: return verdict(is(PyDict_Type));
    case AnnotationKind::Set: return verdict(is(PySet_Type));
    case AnnotationKind::Tuple: return verdict(is(PyTuple_Type));
    case AnnotationKind::Instance: {
      if (!annotation.class_().valid()) return std::nullopt;  // of any class
      auto* candidate = reinterpret_cast<PyTypeObject*>(type);
      py::object live = host.object(tables.class_(annotation.class_()).object);
      auto* known = reinterpret_cast<PyTypeObject*>(live.ptr());
      if (PyType_IsSubtype(known, candidate)) return verdict(true);
      if (PyType_IsSubtype(candidate, known)) return std::nullopt;
      // A class of which the known class is no relative can still be mixed into a subclass.
      for (ClassId each : tables.with_subclasses(annotation.class_())) {
        py::object subclass = host.object(tables.class_(each).object);
        if (PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(subclass.ptr()), candidate)) return std::nullopt;
      }
      tables.class_(annotation.class_()).readers.insert(current_block);
      return false;
    }
    default: return std::nullopt;
  }
}

}  // namespace weft::annotate
