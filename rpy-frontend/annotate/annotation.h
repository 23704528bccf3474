// Annotations: what is known about a high-level value, after RPython's annotator. They form a lattice; inference only
// ever moves up it. `Impossible` (no value reaches this place yet) is the bottom, `Error` (a diagnostic was reported;
// say no more) the top.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "translator/ir/ids.h"

namespace weft::annotate {

using ListId = ir::Id<struct ListTag>;          // lists that share their items through aliases; see Tables::find
using DictId = ir::Id<struct DictTag>;          // dicts and sets, likewise
using ClassId = ir::Id<struct ClassTag>;
using TupleId = ir::Id<struct TupleTag>;        // interned list of annotations
using CallableId = ir::Id<struct CallableTag>;  // a function, class, builtin, ...: anything prebuilt that has identity
using CallableSetId = ir::Id<struct CallableSetTag>;
using IterableId = ir::Id<struct IterableTag>;
using InstanceId = ir::Id<struct FunctionInstanceTag>;  // a function specialised for one use
using FamilyId = ir::Id<struct FamilyTag>;

enum class AnnotationKind : uint8_t {
  Impossible,
  None,          // the constant None only
  Bool,
  Integer,       // `type`: Signed, Unsigned or a fixed width
  Float,
  SingleFloat,
  String,        // 8-bit characters; `is_char`: exactly one
  Bytes,         // same representation as String, Python 3's meaning
  List,
  Dict,
  Set,           // a DictId whose values are None
  Tuple,
  Instance,
  Callables,     // prebuilt functions, classes, builtins, frozen objects, modules: one or several of a kind
  Method,        // bound to a receiver: `callables` are the functions it may reach, `receiver` what it is bound to
  FunctionObject,  // one of several function objects, or plain functions among them: `callables` are their classes
  BuiltinMethod, // of a list, dict, set or other built-in receiver: `name`
  Iterable,      // range, enumerate(...), dict views, ...: something a loop can run over, made by a builtin
  Iterator,      // the state of a loop over `iterable`
  Pointer,       // low-level pointer to `type` (its pointee's TypeId is in the type): only in low-level helpers
  Interior,      // `p.tail` or `array[i]` of a low-level pointer `type`, before the access that completes it
  Address,
  LowLevelType,  // a low-level type as a compile-time value: `type`
  Slice,
  Error,
};

struct Annotation {
  AnnotationKind kind = AnnotationKind::Impossible;
  bool nullable = false;      // None possible: String, Bytes, List, Dict, Set, Tuple, Instance, Callables, Method, FunctionObject
  bool non_negative = false;  // Integer
  bool is_machine_word = false;  // Integer as wide as a signed word, but of r_int or its kind: does not adapt to others
  bool is_char = false;       // String
  ir::HostObjectId constant;  // the value is this live object; invalid when not known
  uint32_t detail = ir::Id<int>::none;  // an index whose meaning depends on the kind: use the accessors
  uint32_t detail2 = ir::Id<int>::none; // BuiltinMethod: StringId of the name; Method: TupleId holding the receiver

  bool is(AnnotationKind other) const { return kind == other; }
  bool is_constant() const { return constant.valid(); }
  ListId list() const { return ListId{detail}; }
  DictId dict() const { return DictId{detail}; }
  ClassId class_() const { return ClassId{detail}; }
  TupleId tuple() const { return TupleId{detail}; }
  CallableSetId callables() const { return CallableSetId{detail}; }
  IterableId iterable() const { return IterableId{detail}; }   // Iterable and Iterator
  ir::TypeId type() const { return ir::TypeId{detail}; }        // Integer; Pointer: the pointer type; Interior: pointer type
  // Integer, String, Tuple: the class that derives from int, str or tuple (an IntEnum, a NamedTuple); invalid for these.
  CallableId refinement() const { return CallableId{detail2}; }
  TupleId receiver() const { return TupleId{detail2}; }         // Method, BuiltinMethod: one-element tuple
  ir::StringId name() const { return ir::StringId{detail}; }    // BuiltinMethod
  // Interior: detail2 is the field position of the inline tail, or none for an item of an array of structs.

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

}  // namespace weft::annotate
