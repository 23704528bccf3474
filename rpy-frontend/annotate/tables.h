// Everything the annotator finds out about a program besides the annotation of each value: lists and dicts by alias
// class, class definitions with their attributes, functions specialised, families of functions called indirectly.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotation.h"
#include "translator/ir/program.h"

namespace weft::annotate {

// A place in a graph being annotated: what has to be looked at again when something it read changes.
struct BlockReference {
  InstanceId instance;
  ir::BlockId block;
  uint32_t operation = 0;  // its position in the block; that of the terminator is the number of operations
  friend auto operator<=>(const BlockReference&, const BlockReference&) = default;
};

// How far inference has come in a block. Operations are looked at in order, up to the first whose result is not known
// yet; those before it only again when something they read has changed.
struct BlockProgress {
  uint32_t done = 0;          // how many operations have a result
  bool is_waiting = false;    // the one after them was looked at, and has none yet
  bool is_queued = false;
  std::set<uint32_t> changed; // among those done: to be looked at again
};

// Where a cell's annotation came from, kept for diagnostics: one entry for each annotation that changed it.
struct Contribution {
  Annotation annotation;
  ir::LocationId location;
  BlockReference place;  // the operation; its instance is invalid for what import left behind
  ir::Operand source;    // what it gave, if that is not one of the operation's operands; may be invalid
};

inline constexpr size_t most_contributions = 6;

// A place that several parts of the program write and read: an attribute, the items of a list, a function's result.
struct Cell {
  Annotation annotation;
  std::vector<Contribution> contributions;
  std::set<BlockReference> readers;
};

struct ListDefinition {
  Cell item;
  bool is_resized = false;   // append, pop, insert, ...: needs the resizable representation
  bool is_mutated = false;   // an item is stored after creation
  ir::LocationId created_at;
  bool must_not_resize = false;  // rpython.rlib.debug.make_sure_not_resized
  ListId forwarded_to;       // set when merged into another one
};

struct DictDefinition {
  Cell key;
  Cell value;
  bool is_set = false;
  // Callables of r_dict's key functions; invalid for the keys' own equality and hash.
  Annotation key_equal, key_hash;
  ir::LocationId created_at;
  DictId forwarded_to;
};

enum class IterableKind : uint8_t {
  Range,       // sources: none; `step_sign`
  List, String, Bytes, Tuple, Dict /*keys*/, DictKeys, DictValues, DictItems, Set,
  Enumerate,   // sources: the underlying iterable (and start)
  Zip, Reversed,
  Instance,    // an object with __next__: sources: the instance
};

struct IterableDefinition {
  IterableKind kind;
  std::vector<Annotation> sources;  // what it runs over
  int step_sign = 0;                // Range: +1, -1, or 0 when not known; the step itself in `constant_step` if known
  std::optional<int64_t> constant_step;
  bool non_negative = false;        // Range: every item
  bool is_strict = false;           // Zip: all sources must be of one length
  friend bool operator==(const IterableDefinition&, const IterableDefinition&) = default;
};

enum class CallableKind : uint8_t {
  Function,  // a Python function
  Class,     // an RPython class (builtin exceptions included) or a builtin type used as a callable
  Builtin,   // anything the annotator knows by itself: len, isinstance, range, llop.x, malloc, ...
  External,  // a C function declared with rffi.llexternal
  Frozen,    // a module, an instance with _freeze_, any other object only used as a constant
};

struct Callable {
  CallableKind kind;
  ir::HostObjectId object;
  std::string name;  // for messages: "module.function"
  ClassId class_;    // of a Class: itself; of a Function that is a method: the class whose instances it is bound to
  bool is_class_method = false;  // bound to that class or one below it instead
  CallableId forwarded_to;       // of a class that was merged into another one, or its method
  std::vector<InstanceId> instances;  // of a Function: its specialisations so far, in order of discovery
};

// A function specialised for one use: a graph with an annotation for each of its values.
struct FunctionInstance {
  CallableId callable;
  ir::FunctionId function;  // in the flow-stage program; its entry block's arguments are the parameters
  std::vector<Annotation> key;
  std::vector<Annotation> values;            // by ValueId
  std::vector<ir::LocationId> origins;       // by ValueId, block arguments only: where the annotation came from first
  std::vector<bool> entered;                 // by BlockId: reached with annotations for all its arguments
  std::vector<BlockProgress> progress;       // by BlockId
  std::set<ir::ValueId> maybe_unassigned;    // block arguments that some path leaves unassigned
  Cell result;
  FamilyId family;
  ClassId self_class;       // for a method: the class whose instances it is bound to (the first parameter)
  bool declines = false;      // a special method that may return NotImplemented
  bool is_low_level = false;  // a helper, specialised by low-level types
  bool is_typed = false;      // the typer has used the annotations: they must not change any more
  // By position of the parameter: what callers gave. Parameters that are declared have none.
  std::vector<std::vector<Contribution>> parameters;
  struct Caller {
    InstanceId instance;
    ir::LocationId location;
  };
  std::vector<Caller> called_from;  // the first few
};

// Functions that one call site may reach agree on a signature.
struct Family {
  std::vector<InstanceId> members;
  FamilyId forwarded_to;
  bool is_called_indirectly = false;  // some call site can not tell which member it reaches
};

struct Attribute {
  Cell cell;
  bool is_assigned = false;    // on instances; otherwise the attribute is only a class attribute, stored in the vtable
  bool is_class_variable = false;  // assigned on classes at run time
  std::set<ClassId> assigned_on;   // instances of these classes, and of those below them, may have it
  ir::LocationId first_class_assigned;
  ir::LocationId first_read;
  ir::LocationId first_assigned;
};

struct ClassDefinition {
  ir::HostObjectId object;
  std::string name;          // qualified: "module.Class"
  ClassId base;              // invalid for a root (base `object`)
  std::vector<ClassId> subclasses;  // direct ones, in order of discovery
  std::map<std::string, Attribute> attributes;  // data attributes (methods are looked up on the live class) owned here
  std::set<std::string> immutable_fields;
  std::vector<ir::HostObjectId> prebuilt;  // live instances of exactly this class that the program refers to
  bool is_instantiated = false;
  bool is_checked = false, is_checked_as_made = false;  // for what can not be translated of its instances
  bool is_refused = false;    // since something was found
  bool is_exception = false;
  bool is_generator = false;  // what a generator function returns
  bool is_generic = false;    // each place that makes an instance has a copy of its own
  ClassId copy_of;            // of such a copy: the class
  ClassId forwarded_to;       // of such a copy: set when merged into another one
  bool has_all_immutable = false;  // _immutable_ = True
  unsigned depth = 0;
  // Of an exception class: what its instances are made with, by the attribute it could be read as.
  std::map<std::string, std::vector<Contribution>> made_with;
  std::set<BlockReference> readers;  // have looked up a class attribute: to be told of new subclasses
};

// A global variable that some reachable function rebinds.
struct GlobalVariable {
  ir::HostObjectId module_globals;
  std::string name;
  Cell cell;
};

// Definitions live in deques: references to them stay valid while others are added.
class Tables {
 public:
  std::deque<ListDefinition> lists;
  std::deque<DictDefinition> dicts;
  std::deque<std::vector<Annotation>> tuples;
  std::deque<IterableDefinition> iterables;
  std::deque<Callable> callables;
  std::deque<std::vector<CallableId>> callable_sets;  // each sorted
  std::deque<FunctionInstance> instances;
  std::deque<Family> families;
  std::deque<ClassDefinition> classes;
  std::deque<GlobalVariable> globals;
  std::vector<ClassId> with_finalizers;    // topmost classes with `__del__`, if some of their instances can die
  std::vector<InstanceId> called_back;     // functions that C, or the collector, calls when the program has called it
  ClassId function_object;  // rpython.rtyper.rfunction.FunctionObject, once something needs it
  std::unordered_map<uint32_t, CallableId> callable_of_object;  // by HostObjectId
  std::unordered_map<uint32_t, ClassId> class_of_object;
  // By HostObjectId of a class: the classes into which it is copied, because they have another layout.
  std::unordered_map<uint32_t, std::vector<ClassId>> copies;
  std::unordered_map<uint32_t, ListId> list_of_object;  // prebuilt lists
  std::unordered_map<uint32_t, DictId> dict_of_object;
  std::unordered_map<uint64_t, size_t> global_index;  // by HostObjectId of the module's dict and StringId
  std::unordered_multimap<size_t, InstanceId> instance_index;  // by callable and key

  // The representative of a merged definition.
  ListId find(ListId id) const;
  DictId find(DictId id) const;
  FamilyId find(FamilyId id) const;
  ClassId find(ClassId id) const;
  CallableId find(CallableId id) const;
  ListDefinition& list(ListId id) { return lists[find(id).index]; }
  const ListDefinition& list(ListId id) const { return lists[find(id).index]; }
  DictDefinition& dict(DictId id) { return dicts[find(id).index]; }
  const DictDefinition& dict(DictId id) const { return dicts[find(id).index]; }
  Family& family(FamilyId id) { return families[find(id).index]; }

  // The version of the function with that key, or an invalid id.
  InstanceId find_instance(CallableId callable, const std::vector<Annotation>& key, bool is_low_level) const;
  void add_to_index(InstanceId instance);

  TupleId intern_tuple(std::vector<Annotation> items);
  CallableSetId intern_callables(std::vector<CallableId> set);  // sorts
  IterableId intern_iterable(IterableDefinition definition);
  const std::vector<Annotation>& tuple(TupleId id) const { return tuples[id.index]; }
  const std::vector<CallableId>& callables_in(CallableSetId id) const { return callable_sets[id.index]; }

  ClassDefinition& class_(ClassId id) { return classes[find(id).index]; }
  const ClassDefinition& class_(ClassId id) const { return classes[find(id).index]; }
  bool derives_from(ClassId derived, ClassId base) const;
  // Gives a class without a base one, and tells nobody.
  void set_base(ClassId derived, ClassId base);
  ClassId common_base(ClassId a, ClassId b) const;  // invalid when the only common base is `object`
  // The class among `id` and its bases that owns the data attribute; invalid when none does.
  ClassId attribute_owner(ClassId id, const std::string& name) const;
  // `id` and all classes derived from it, each before its subclasses, in order of discovery.
  std::vector<ClassId> with_subclasses(ClassId id) const;

 private:
  std::unordered_multimap<size_t, uint32_t> tuple_index_, callable_set_index_, iterable_index_;
};

}  // namespace weft::annotate
