// Representations: how the values of an annotation are stored in the finished program.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotation.h"
#include "translator/ir/ids.h"

namespace weft::typer {

class Typer;

enum class ReprKind : uint8_t {
  Void,           // known while translating, or nothing at all: None, a single function, a low-level type, ...
  Bool,
  Integer,
  Float,
  SingleFloat,
  Char,
  String,         // of `str` and `bytes`
  List,
  Dict,
  Set,
  Tuple,
  Instance,
  Function,       // pointer to one of several functions
  Class,          // pointer to a vtable
  Frozen,         // pointer to the attributes of one of several frozen objects
  Method,         // function and receiver
  BuiltinMethod,  // as its receiver
  Iterable,       // the arguments of range(), enumerate(), ...: a bundle
  Iterator,
  Pointer,
  Address,
  Interior,       // a bundle of pointer and index, completed by the access that follows
  Slice,
};

struct Repr {
  ReprKind kind = ReprKind::Void;
  ir::TypeId type;                     // the low-level type; Void for what has no run-time value
  annotate::Annotation annotation;     // one annotation that has this representation
  bool is_bytes = false;               // String
  bool is_resized = false;             // List: the struct with room to grow, not the plain array
  const Repr* item = nullptr;          // List: of the items; Dict and Set: of the keys
  const Repr* value = nullptr;         // Dict
  std::vector<const Repr*> parts;      // Tuple: items; Iterable and Iterator: sources; Method: {receiver}

  bool is_void() const { return kind == ReprKind::Void; }
};

// Makes representations and remembers them: pointers stay valid, and equal ones are identical.
class Reprs {
 public:
  explicit Reprs(Typer& typer) : typer_(typer) {}

  const Repr* of(const annotate::Annotation& annotation);
  // Of values of a low-level type, as helpers see them.
  const Repr* of_type(ir::TypeId type);
  const Repr* none();
  const Repr* boolean();
  const Repr* signed_integer();
  const Repr* floating();
  const Repr* character();
  const Repr* string();
  const Repr* object();  // any instance
  const Repr* class_pointer();  // any class: a vtable

  // The type a container stores for items of this representation: containers hold no Void.
  ir::TypeId stored_type(const Repr* item) const;

 private:
  // What distinguishes representations.
  struct Key {
    uint32_t kind = 0, detail = 0, detail2 = 0, constant = 0;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct KeyHash {
    size_t operator()(const Key& key) const {
      uint64_t low = uint64_t{key.kind} << 32 | key.detail, high = uint64_t{key.detail2} << 32 | key.constant;
      return (low * 0x9e3779b97f4a7c15u ^ high) * 0xff51afd7ed558ccdu >> 7;
    }
  };
  Key key_of(const annotate::Annotation& annotation) const;
  void complete(Repr& repr);
  void complete_list(Repr& repr);
  void complete_dict(Repr& repr);
  void complete_tuple(Repr& repr);
  void complete_callables(Repr& repr);
  void complete_method(Repr& repr);
  void complete_iterable(Repr& repr);
  void complete_iterator(Repr& repr);

  Typer& typer_;
  std::unordered_map<Key, std::unique_ptr<Repr>, KeyHash> known_;
  const Repr *none_ = nullptr, *boolean_ = nullptr, *signed_ = nullptr, *float_ = nullptr, *char_ = nullptr,
             *string_ = nullptr, *object_ = nullptr;
  std::unique_ptr<Repr> class_pointer_;
};

}  // namespace weft::typer
