// Makers of the common annotations.
#pragma once

#include "rpy-frontend/annotate/annotation.h"
#include "translator/ir/types.h"

namespace weft::annotate {

inline Annotation plain(AnnotationKind kind) { return {.kind = kind}; }
inline Annotation impossible() { return {}; }
inline Annotation error() { return plain(AnnotationKind::Error); }
inline Annotation none() { return plain(AnnotationKind::None); }
inline Annotation boolean_annotation() { return plain(AnnotationKind::Bool); }
inline Annotation floating() { return plain(AnnotationKind::Float); }

inline Annotation integer(bool non_negative = false, ir::TypeId type = ir::TypeTable::signed_) {
  return {.kind = AnnotationKind::Integer, .non_negative = non_negative, .detail = type.index};
}
// Of r_int, r_uint and the other classes of rarithmetic.
inline Annotation machine_integer(bool non_negative, ir::TypeId type) {
  Annotation result = integer(non_negative, type);
  result.is_machine_word = type == ir::TypeTable::signed_;
  return result;
}
inline Annotation string(bool is_char = false) { return {.kind = AnnotationKind::String, .is_char = is_char}; }
inline Annotation bytes() { return plain(AnnotationKind::Bytes); }
inline Annotation instance(ClassId class_, bool nullable = false) {
  return {.kind = AnnotationKind::Instance, .nullable = nullable, .detail = class_.index};
}
inline Annotation list(ListId id) { return {.kind = AnnotationKind::List, .detail = id.index}; }
inline Annotation dict(DictId id) { return {.kind = AnnotationKind::Dict, .detail = id.index}; }
inline Annotation set(DictId id) { return {.kind = AnnotationKind::Set, .detail = id.index}; }
inline Annotation tuple(TupleId id) { return {.kind = AnnotationKind::Tuple, .detail = id.index}; }
inline Annotation callables(CallableSetId id) { return {.kind = AnnotationKind::Callables, .detail = id.index}; }
inline Annotation pointer(ir::TypeId pointer_type) {
  return {.kind = AnnotationKind::Pointer, .detail = pointer_type.index};
}
inline Annotation low_level_type(ir::TypeId type) {
  return {.kind = AnnotationKind::LowLevelType, .detail = type.index};
}

inline Annotation without_constant(Annotation annotation) {
  annotation.constant = {};
  return annotation;
}
inline Annotation with_constant(Annotation annotation, ir::HostObjectId constant) {
  annotation.constant = constant;
  return annotation;
}
inline Annotation non_null(Annotation annotation) {
  annotation.nullable = false;
  return annotation;
}

// Whether a value of that kind may be None instead.
inline bool can_be_none(AnnotationKind kind) {
  switch (kind) {
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
    case AnnotationKind::List:
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
    case AnnotationKind::Tuple:
    case AnnotationKind::Instance:
    case AnnotationKind::Callables:
    case AnnotationKind::Method:
    case AnnotationKind::FunctionObject:
      return true;
    default:
      return false;
  }
}

inline bool is_number(const Annotation& annotation) {
  return annotation.is(AnnotationKind::Integer) || annotation.is(AnnotationKind::Bool) ||
         annotation.is(AnnotationKind::Float);
}

inline bool is_integer_like(const Annotation& annotation) {
  return annotation.is(AnnotationKind::Integer) || annotation.is(AnnotationKind::Bool);
}

inline bool is_text(const Annotation& annotation) {
  return annotation.is(AnnotationKind::String) || annotation.is(AnnotationKind::Bytes);
}

}  // namespace weft::annotate
