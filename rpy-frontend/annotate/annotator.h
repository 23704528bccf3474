// Whole-program type inference: from the entry point outwards, over the call graph discovered on the way, to a fixpoint.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "rpy-frontend/annotate/annotation.h"
#include "rpy-frontend/annotate/tables.h"
#include "rpy-frontend/flow/flow.h"
#include "rpy-frontend/host/host.h"
#include "translator/ir/program.h"
#include "translator/support/diagnostics.h"

namespace weft::annotate {

using rpy::Host;
namespace py = pybind11;

// What the annotator has to know of low-level types, since helpers and library functions use them; implemented by the typer
// and set before anything is annotated. The TypeIds and
// StringIds (of field names) in annotations of kinds Pointer, Interior and LowLevelType belong to these tables: those of
// the program that the typer is making.
class LowLevelTypes {
 public:
  virtual ~LowLevelTypes() = default;
  virtual ir::TypeTable& types() = 0;
  virtual ir::StringTable& strings() = 0;
  // The type that a live `lltype` object (Signed, GcStruct(...), Ptr(...), ForeignType) stands for.
  virtual ir::TypeId from_python(py::handle low_level_type) = 0;
  // The live struct or array of raw memory that pointers to this type point to; null for other types.
  virtual py::object raw_type(ir::TypeId type) const = 0;
  // The type `string` and the pointer type of instances of a class.
  virtual ir::TypeId string_pointer() = 0;
  virtual ir::TypeId instance_pointer(ClassId class_) = 0;
};

class Annotator {
 public:
  // `program` receives the flow graphs of the functions as they are discovered.
  Annotator(Host& host, ir::Program& program, Diagnostics& diagnostics);
  ~Annotator();

  // Annotates everything reachable from `entry_point(argv: list of str) -> int`. Returns its instance; invalid when a
  // diagnostic was reported.
  InstanceId annotate_entry_point(py::object entry_point);

  void set_low_level_types(LowLevelTypes* types);

  // For the typer: a helper function (a live Python function) specialised for these argument annotations; constants
  // among them (Callables, LowLevelType, None, and other constants) are bound while building the graph. Annotates what
  // it reaches.
  InstanceId annotate_helper(py::object function, std::vector<Annotation> arguments);
  // As above for a method, property getter, ... called with ordinary high-level annotations.
  InstanceId annotate_call(py::object function, std::vector<Annotation> arguments);

  Host& host();
  ir::Program& program();
  Diagnostics& diagnostics();
  Tables& tables();

  // The annotation of a live object used as a constant.
  Annotation of_constant(ir::HostObjectId object);
  Annotation of_constant(py::handle object);
  // The annotation of an operand in a function instance.
  Annotation of(const FunctionInstance& instance, ir::Operand operand);
  // The least annotation above both; kind Error when they have nothing in common.
  Annotation join(const Annotation& a, const Annotation& b);
  // As an author would say it: "int", "list of str", "Parser or None".
  std::string describe(const Annotation& annotation) const;
  // The functions that reading method `name` from an instance of `class_` may give, one for each of the class and its
  // subclasses that defines or inherits another one, as pairs (class, live function).
  struct MethodTarget { ClassId class_; ir::HostObjectId function; };
  std::vector<MethodTarget> method_targets(ClassId class_, const std::string& name);
  // What an exception keeps of its arguments, if something reads it: the attribute, and which argument it is.
  struct ExceptionValue {
    static constexpr size_t all = SIZE_MAX;  // the tuple of all arguments
    std::string name;
    size_t argument;
    size_t least_arguments;  // with fewer there is no such value
  };
  std::vector<ExceptionValue> exception_values(ClassId class_);
  // Whether the class leaves its instances the arguments that they were made with.
  bool keeps_constructor_arguments(ClassId class_);
  // The raw class attribute (through the MRO) of a live class; invalid when there is none.
  ir::HostObjectId lookup_class_attribute(ClassId class_, const std::string& name);
  ClassId class_of(py::handle live_class);
  // The class of the function objects that call a bound method, which must have become one somewhere.
  ClassId bound_function_class(const Annotation& method);
  // What reading `__call__` of an instance gives.
  Annotation call_method(const Annotation& instance);
  CallableId callable_of(py::handle object);

  // The resolved call of a `call` operation with a known set of targets: for each target the instance and how the
  // operands map to its parameters. Recorded while annotating, for the typer.
  struct Argument {
    enum class Source { Operand, Constant, Receiver, StarItem, ListItem, Attribute } source;
    uint32_t operand = 0;             // Operand, StarItem, ListItem: index among the operation's operands
    ir::HostObjectId constant;        // Constant: a default
    uint32_t item = 0;                // StarItem, ListItem: item of the tuple or list `operand`
    ir::StringId attribute;           // Attribute: of the function object that is called, which holds a default
    friend bool operator==(const Argument&, const Argument&) = default;
  };
  struct ResolvedTarget {
    InstanceId instance;
    ClassId class_;  // for a call of a class: the class; `instance` is its __init__, invalid when it has none
    std::vector<Argument> arguments;  // one for each parameter of the graph (*args items included)
    std::optional<uint32_t> list_items;  // the number of items that the `*list` of the call (its last operand) must have
  };
  // Targets in the order of the callable set; for a method call, in the order of `method_targets`. The receiver of a
  // method (and the new object, for __init__) is Source::Receiver.
  struct ResolvedCall {
    std::vector<ResolvedTarget> targets;
    // What it was resolved for, where it reaches several functions: when it reaches more of them later, these need not
    // be looked at again.
    std::vector<CallableId> callables;
    std::vector<Annotation> arguments;
    // The targets take different arguments (defaults): the call is a choice between direct ones.
    bool is_compared = false;
  };
  // Of the operation that defines `result` in `instance`: a `call`, or an operation that calls a special method or a
  // library function (`getitem` with __getitem__, `eq` with __eq__, a property read by `getattr`, a string method, a
  // replaced builtin, ...). Null when no Python function is called.
  const ResolvedCall* resolved_call(InstanceId instance, ir::ValueId result) const;

  // Which instances of a class have an attribute or method: those of the topmost classes that do, from this one down; and
  // a class of those below whose instances do not, if the program has any.
  struct AttributeHolders {
    std::vector<ClassId> classes;
    ClassId without;
  };
  AttributeHolders attribute_holders(ClassId class_, const std::string& name);
  // Whether the class attribute is a variable, assigned at run time.
  bool is_class_variable(ClassId class_, const std::string& name);

  // Of a call of a memo function with one of several prebuilt objects: the attribute of these objects that holds the
  // function's result for each. Null for any other operation.
  const std::string* memo_attribute(InstanceId instance, ir::ValueId result) const;

  // Writes each value's annotation into the flow graphs, for dumps.
  void write_annotations();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace weft::annotate
