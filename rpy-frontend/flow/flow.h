// Builds the flow graph of one function: from its syntax tree and its live globals, closure and defaults to
// high-level operations on untyped values.
//
// The annotator asks for functions when it finds them reachable; one Python function may be built several times, for
// different constant arguments.
//
// What the graphs promise to their reader:
//  * The entry block's arguments are the parameters: those of Signature::names, then `star_arguments` more,
//    then one for each of `keyword_arguments`.
//  * A function that captures run-time values is an instance of a class of its own (see rpython.rtyper.rfunction): made
//    by calling the class, given attributes, and called as `__call__`. So is a variable that lives in a cell.
//  * Every constant is a host object. Program::host_objects is kept as long as the table in Host.
//  * After a branch on a test of a local variable (isinstance, `is None`, type(x) is C, plain truth, exception_match, a
//    comparison with a constant) both successors receive that variable as a block argument of their own, so that it can
//    be narrowed there. The branch operand is the result of the test's operation (`call isinstance`, `is`, `is_not`,
//    `bool`, ...); `not` is never materialised in conditions. Inside a `try` the test may sit in the preceding block.
//  * `isinstance`, `type`, `len`, `hasattr`, `getattr` and so on are calls of the host constant with that function.
//  * `for`: `iter`, then a header block with `iter_more` that branches to the body, which begins with `iter_item`.
//  * Unpacking into n targets: `unpack_check v, n`, then `getitem v, <i>` for each.
//  * `getslice`/`setslice`/`delslice` take the object, start, stop, step (the host constant None where absent), value.
//  * `format` takes the value, the conversion ('', 's', 'r' or 'a') and the format specification, both strings.
//  * `contract` takes the value and the type hint as a live object (string hints are evaluated).
//  * `getglobal`/`setglobal` take the module's `__dict__` as a host constant.
//  * `newdict` takes key, value, key, value, ...
//  * Raising operations inside a `try` end their block with a Try terminator; handlers dispatch with
//    `exception_match e, <class>`. Outside of one they are followed by nothing special.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "rpy-frontend/host/host.h"
#include "translator/ir/program.h"
#include "translator/support/diagnostics.h"

namespace weft::rpy {

// How a Python function can be called.
struct Signature {
  std::vector<ir::StringId> names;  // parameters that can be given by position, then the keyword-only ones
  uint32_t positional = 0;  // how many of `names` can be given by position
  std::vector<ir::HostObjectId> defaults;  // one for each of `names`; invalid where there is none
  bool has_star = false;  // takes *args
  bool has_keywords = false;  // takes **kwargs
  // A function made at run time: `names` begins with the function object itself, which holds these defaults as
  // attributes of these names (invalid elsewhere).
  bool has_closure = false;
  std::vector<ir::StringId> default_attributes;
};

// One version of a function to build.
struct FlowRequest {
  py::object function;  // a Python function
  // For each of Signature::names (may be shorter): the value the parameter is known to have in this version, or an
  // invalid id. The parameter stays in the graph's signature, unused.
  std::vector<ir::HostObjectId> constant_parameters;
  // With `*args`: how many arguments it gathers. They are parameters of the graph, after all others.
  uint32_t star_arguments = 0;
  // With `**kwargs`: the names of the keyword arguments it gathers, which come last of all.
  std::vector<ir::StringId> keyword_arguments;
  // Of a method: the class whose instances this version is for. super() follows its method resolution order.
  py::object receiver_class;
};

struct FlowShared;

class FlowBuilder {
 public:
  FlowBuilder(Host& host, ir::Program& program, Diagnostics& diagnostics);
  ~FlowBuilder();

  // Adds the function to the program. An invalid id means that there is no graph at all (no source). Errors are
  // reported, and building goes on after them with undefined values, so the result may be incomplete then.
  ir::FunctionId build(const FlowRequest& request);

  Signature signature(py::handle function);

  // The host object as an operand, with Program::host_objects kept up to date.
  ir::ConstantId constant(py::handle object);

  // The host object that stands for a local variable's value on a path that has not assigned it, where another path
  // that leads to the same place has.
  ir::HostObjectId unassigned() const;
  // The host object that stands for a value about which a diagnostic was reported: say no more.
  ir::HostObjectId undefined() const;

  // Source ranges of the program's locations, for diagnostics.
  SourceRange range(ir::LocationId location) const;
  // Where in an operation's source a constant is written that does not fit the target's word; the operation's own place
  // if that is not known.
  ir::LocationId place_of_wide_constant(ir::HostObjectId constant, ir::LocationId operation) const;

 private:
  std::unique_ptr<FlowShared> shared_;
};

}  // namespace weft::rpy
