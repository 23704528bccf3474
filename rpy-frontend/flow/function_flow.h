// Builds one function's graph: the class behind FlowBuilder. Its parts are in files of their own: the graph under
// construction (graph.cpp), names.cpp, statements.cpp, loops.cpp, exceptions.cpp, conditions.cpp, expressions.cpp,
// calls.cpp, comprehensions.cpp, generators.cpp, nested.cpp, closures.cpp and patterns.cpp.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/flow/bindings.h"
#include "rpy-frontend/flow/captures.h"
#include "rpy-frontend/flow/flow.h"
#include "rpy-frontend/flow/shared.h"
#include "rpy-frontend/flow/suspension.h"
#include "translator/ir/graph.h"

namespace weft::rpy {

class FunctionFlow {
 public:
  FunctionFlow(FlowShared& shared, py::handle function, const FunctionSource& source, ir::Function& graph);

  void build(const FlowRequest& request);
  // The body of the generator function that the request is about.
  void build_body(const FlowRequest& request);

 private:
  // What an exception, a `break` or a `return` passes on its way out, from the inside outwards.
  struct Context {
    Context* outer = nullptr;
    Join* handler = nullptr;           // where exceptions go
    std::function<void()> cleanup;     // builds the `finally` part on other ways out
    Join* break_target = nullptr;      // of a loop
    Join* continue_target = nullptr;
    bool catches_lookup = false;       // handlers for IndexError or KeyError; with those further out
    bool catches_arithmetic = false;   // for ZeroDivisionError and OverflowError
    bool catches_attribute = false;    // for AttributeError
    bool catches_any = false;          // any handler at all
  };

  // A branch's two sides, and the tested value as each side knows it.
  struct Split {
    Position if_true, if_false;
    ir::Operand tested_true, tested_false;
  };

  // A condition's value, and the value of the variable that it says something about.
  struct Test {
    ir::Operand condition;
    ir::Operand tested;
    bool is_negated = false;
    bool is_boolean = false;  // needs no `bool` operation
  };

  // A value that a branch narrowed: it equals `origin`, and `sibling` is its counterpart on the other side.
  struct Narrowed {
    ir::ValueId origin, sibling;
  };

  // graph.cpp
  bool is_reachable() const { return position_.is_reachable(); }
  void stop() { position_.block = {}; }
  ir::BlockId add_block() { return graph_.add_block(); }
  ir::ValueId add_argument(ir::BlockId block, ir::StringId name = {});
  ir::Operand emit(Node at, ir::Opcode opcode, std::vector<ir::Operand> operands, uint32_t immediate = 0,
                   bool raises = true);
  ir::Terminator& terminate(ir::TerminatorKind kind);
  void add_path(Join& join, ir::Operand extra = {});
  ir::Operand enter(Join& join);
  void merge_bindings(Join& join, ir::BlockId target, std::vector<std::vector<ir::Operand>>& passed);
  ir::Operand common_value(std::vector<ir::Operand> values) const;
  Split split(Node at, ir::Operand condition, ir::Operand tested);
  void raise_exception(Node at, ir::Operand exception);
  Context* handler_context() const;
  bool is_guarded(ir::Opcode opcode) const;
  ir::LocationId locate(Node node);

  // names.cpp
  void collect_slots();
  size_t count_parameters(const FlowRequest& request) const;
  ir::StringId parameter_name(const FlowRequest& request, size_t position) const;
  std::vector<ir::Operand> add_parameters(const FlowRequest& request);
  void bind_parameters(const FlowRequest& request, std::vector<ir::Operand> arguments);
  void finish();
  PyObject* mangled(PyObject* name);
  std::optional<Slot> find_slot(PyObject* name) const;
  ir::Operand load_name(Node node);
  ir::Operand load_free_variable(Node node, PyObject* name, py::handle cell);
  ir::Operand load_global(Node node, PyObject* name);
  std::optional<py::object> cell_of_free_variable(PyObject* name) const;
  void store_name(Node node, PyObject* name, ir::Operand value);
  void delete_name(Node node);
  void report_undefined(Node node, PyObject* name);

  // statements.cpp
  void statements(NodeList list);
  void statement(Node node);
  void if_statement(Node node);
  void assign(Node node);
  void assign_annotated(Node node);
  void assign_augmented(Node node);
  void delete_targets(Node node);
  void return_statement(Node node, ir::Operand value);
  void assert_statement(Node node);
  void store(Node target, ir::Operand value);
  void store_attribute(Node at, ir::Operand object, PyObject* name, ir::Operand value);
  ir::Operand contract(Node annotation, ir::Operand value);
  void leave(Context* until);

  // loops.cpp
  Context inner_context();
  void while_statement(Node node);
  void for_statement(Node node);
  void jump_out(Node node, bool is_break);
  void loop_over_items(Node at, const AssignedNames& names, Join& exhausted, Join* break_target,
                       const std::function<void(ir::Operand)>& body);
  void loop_over(Node at, ir::Operand iterable, const AssignedNames& names, Join& exhausted, Join* break_target,
                 const std::function<void(ir::Operand)>& body);
  void unrolled_loop(const std::vector<ir::Operand>& items, Join& exhausted, Join* break_target,
                     const std::function<void(ir::Operand)>& body);
  struct LoopHeader {
    ir::BlockId block;
    std::vector<Slot> carried;
  };
  LoopHeader begin_loop(const AssignedNames& names);
  void end_loop(const LoopHeader& header, Join& continued);

  // exceptions.cpp
  void try_statement(Node node);
  void try_except(Node node);
  void dispatch(Node node, ir::Operand exception, Join& end);
  void with_cleanup(const std::function<void()>& body, const std::function<void()>& cleanup, Node at);
  void raise_statement(Node node);
  void with_statement(Node node, size_t index);
  void note_catches(Context& context, NodeList handlers);

  // patterns.cpp
  void match_statement(Node node);
  void match_pattern(Node pattern, ir::Operand value, ir::Operand& subject, Join& failed);
  void match_class(Node pattern, ir::Operand value, ir::Operand& subject, Join& failed);
  void match_sequence(Node pattern, ir::Operand value, ir::Operand& subject, Join& failed);
  void match_mapping(Node pattern, ir::Operand value, ir::Operand& subject, Join& failed);
  void require_kind(Node pattern, const char* test, ir::Operand& value, ir::Operand& subject, Join& failed);
  void require(Node at, ir::Operand condition, ir::Operand& value, ir::Operand& subject, Join& failed);

  // conditions.cpp
  void condition(Node node, Join& if_true, Join& if_false);
  void branch_on(Node at, const Test& test, Join& if_true, Join& if_false);
  Test test(Node node);
  Test compare_test(Node node, ir::Operand left, Node left_node, size_t index, ir::Operand right);
  ir::Operand tested_variable(Node node);
  bool is_boolean_test(Node node);
  ir::Operand bool_operation(Node node);
  ir::Operand comparison(Node node);
  ir::Operand compare(Node at, NodeKind operation, ir::Operand left, ir::Operand right);
  ir::Operand conditional_expression(Node node);
  std::optional<bool> known_truth(ir::Operand operand) const;

  // expressions.cpp
  ir::Operand expression(Node node);
  std::vector<ir::Operand> expressions(NodeList list);
  ir::Operand constant_expression(Node node);
  ir::Operand attribute(Node node);
  ir::Operand load_attribute(Node at, ir::Operand object, PyObject* name);
  ir::Operand subscript(Node node);
  std::vector<ir::Operand> slice_operands(Node slice);
  ir::Operand load_item(Node at, ir::Operand container, ir::Operand index);
  ir::Operand binary(Node at, NodeKind operation, ir::Operand left, ir::Operand right, bool in_place);
  ir::Operand unary(Node node);
  ir::Operand make_tuple(Node at, std::vector<ir::Operand> items);
  ir::Operand formatted_string(Node node);
  ir::Operand formatted_value(Node node);
  ir::Operand format_operation(Node at, ir::Operand value, const std::string& conversion, ir::Operand specification);
  ir::Operand join_parts(Node at, const std::vector<ir::Operand>& strings);

  // templates.cpp
  struct TemplateValues;
  std::optional<ir::Operand> template_call(Node node, ir::Operand owner, PyObject* name);
  ir::Operand fill_template(Node node, py::handle template_text, TemplateValues& values, int depth);
  ir::Operand template_field(Node node, py::handle field, TemplateValues& values);
  std::optional<ir::Operand> percent_with_names(Node node, ir::Operand left, Node right);
  std::vector<ir::Operand> values_by_name(Node node, Node mapping, const std::vector<std::string>& names,
                                          bool is_bytes);

  // sequences.cpp
  ir::Operand unpack_library(const char* name);
  ir::Operand call_method(Node at, ir::Operand owner, const char* name, std::vector<ir::Operand> arguments);
  std::optional<std::vector<ir::Operand>> known_items(ir::Operand sequence);
  ir::Operand sequence_display(Node node);
  ir::Operand dict_display(Node node);
  void unpack(Node target, ir::Operand value);
  void unpack_starred(Node target, ir::Operand value);

  // calls.cpp
  ir::Operand call(Node node);
  ir::Operand call_constant(Node node, ir::Operand callee);
  std::optional<ir::Operand> special_call(Node node, ir::Operand callee);
  std::optional<ir::Operand> partial_function(Node node);
  std::optional<ir::Operand> super_call(Node node);
  bool is_class_method() const;
  std::optional<py::object> find_super_attribute(Node super_node, PyObject* name, ir::Operand& self);
  bool is_super(Node node);
  ir::Operand dict_with_names(Node node, ir::Operand callee);
  std::optional<ir::Operand> fold_call(Node node, ir::Operand callee);
  ir::Operand call_with(Node node, ir::Operand callee, std::vector<ir::Operand> leading);
  ir::Operand call_values(Node at, ir::Operand callee, std::vector<ir::Operand> arguments);
  bool is_dropped_initializer(ir::Operand callee) const;
  // A class whose members are meant when it is looped over or passed to a builtin: the list of them.
  ir::Operand as_container(ir::Operand operand);
  bool is_enumeration(ir::Operand operand) const;
  std::optional<ir::Operand> call_of_enumeration(Node at, ir::Operand callee, const std::vector<ir::Operand>& arguments);

  // keywords.cpp
  bool is_keyword_mapping(Node node) const;
  PyObject* keyword_method(Node call) const;
  bool uses_keywords_statically() const;
  void bind_keywords(Slot slot);
  ir::Operand keyword_item(Node at, PyObject* name);
  std::optional<ir::Operand> keyword_get(Node node);
  std::optional<std::vector<ir::Operand>> keyword_view(Node iterable);
  bool add_keywords(Node mapping, std::vector<ir::StringId>& names, std::vector<ir::Operand>& operands);

  // comprehensions.cpp
  ir::Operand comprehension(Node node, bool as_set = false);
  void enter_scope(Node node);
  ir::Operand any_or_all(Node generator, bool is_any);
  ir::Operand sum_of(Node generator);
  void generate(Node node, size_t index, const AssignedNames& names, const std::function<void()>& element);

  // generators.cpp
  bool is_generator_function() const;
  void build_generator_constructor(const FlowRequest& request);
  void set_frame(Node at, const char* name, ir::Operand value);
  ir::Operand get_frame(Node at, const char* name);
  void return_from_generator(Node node, ir::Operand value);
  void suspend(Node node, ir::Operand value, const std::function<void(ir::Operand)>& on_thrown);
  ir::Operand yield_expression(Node node, bool is_value_used);
  ir::Operand yield_from(Node node, bool is_value_used);
  ir::Operand generator_expression(Node node);
  bool may_be_assigned_after(Node node, PyObject* name) const;

  // nested.cpp
  struct NestedFunction;
  ir::Operand nested_function(Node node);
  std::optional<py::object> find_nested_code(py::handle code, Node node) const;
  void evaluate_defaults(NestedFunction& nested);
  void evaluate_decorators(NestedFunction& nested);
  void capture(NestedFunction& nested);
  py::object make_function(const NestedFunction& nested);
  void import_statement(Node node);
  void import_from(Node node);

  // closures.cpp
  void find_captured_variables();
  void bind_captured_variables();
  ir::Operand prebuilt_cell(PyObject* name, py::handle cell);
  void make_cells(const std::vector<Slot>& slots);
  bool lives_in_cell(PyObject* name) const { return captured_names_.in_cells.contains(name); }
  ir::Operand cell_of(Slot slot) const { return slot < cell_operands_.size() ? cell_operands_[slot] : ir::Operand(); }
  ir::Operand make_closure(NestedFunction& nested);

  // Operands and their live objects.
  ir::Operand constant(py::handle object) { return shared_.constant(object); }
  void note_wide_constant(Node node, ir::Operand constant);
  std::optional<ir::Operand> folded(Node at, const py::object& result);
  ir::Operand none() { return constant(Py_None); }
  ir::Operand undefined() { return constant(shared_.undefined_object); }
  ir::Operand unassigned() { return constant(shared_.unassigned_object); }
  bool is_constant(ir::Operand operand) const { return operand.is_constant(); }
  py::object object(ir::Operand operand) const;
  bool is_object(ir::Operand operand, PyObject* object) const;

  void report(const DiagnosticKind& kind, Node at, std::string message, std::string label = {}, Help help = {});
  void unsupported(Node at, std::string_view what, std::string help);
  SourceRange range(Node node) const;

  FlowShared& shared_;
  Host& host_;
  ir::Program& program_;
  Folder& folder_;
  const KnownObjects& known_;
  py::object function_;
  py::object code_;
  py::object globals_;
  py::object builtins_;
  py::object receiver_class_;  // see FlowRequest
  const FunctionSource& source_;
  ir::Function& graph_;
  Position position_;
  Context* context_ = nullptr;
  ir::Operand caught_;  // what a bare `raise` raises again
  unsigned depth_ = 0;
  // Of a generator's body.
  bool is_generator_body_ = false;
  ir::Operand frame_;  // the object that it is a method of
  Context* generator_context_ = nullptr;
  std::vector<Suspension> suspensions_;
  std::vector<int64_t> suspension_states_;
  std::unordered_map<PyObject*, Slot> slots_;                       // of the function's own variables
  std::vector<std::unordered_map<PyObject*, Slot>> inner_scopes_;   // of comprehensions around here
  std::vector<PyObject*> slot_names_;
  std::unordered_map<PyObject*, PyObject*> cells_;                  // of captured constants, by name
  PyObject* keyword_mapping_ = nullptr;  // the name of **kwargs, if its uses are resolved while building
  std::vector<std::pair<py::object, ir::Operand>> keyword_items_;
  const Closure* closure_ = nullptr;                                // if this function is made at run time
  ir::Operand closure_object_;
  CapturedNames captured_names_;                                    // of this function's own variables
  std::vector<ir::Operand> cell_operands_;  // by slot, of variables that live in cells: the cell object
  std::map<std::vector<uint64_t>, py::object> closure_functions_;   // made by this graph, by definition and constants
  std::unordered_map<uint32_t, Narrowed> narrowed_;                 // by the narrowed value
  std::unordered_map<uint32_t, std::vector<ir::Operand>> tuple_items_;  // what `newtuple` results consist of
  std::unordered_set<const void*> overflow_checked_;  // arguments of `ovfcheck`, by their nodes
};

// A function defined inside another one, while its definition is being evaluated.
struct FunctionFlow::NestedFunction {
  Node node;
  py::object code;
  PyObject* own_name = nullptr;  // null for a lambda
  bool is_complete = true;       // false when a diagnostic was reported
  std::vector<uint64_t> key;     // the constants that it is made with
  std::vector<ir::Operand> decorators;
  py::list defaults = py::list();
  py::dict keyword_defaults = py::dict();
  // What is only known at run time: defaults by parameter name, and captured variables.
  std::vector<std::pair<PyObject*, ir::Operand>> run_time_defaults;
  struct Captured {
    PyObject* name;
    CapturedAs how;
    ir::Operand operand;  // the value or the cell
  };
  std::vector<Captured> captured;
  py::tuple closure = py::tuple();
  py::object own_cell;  // to be filled with the function, when it is a constant

  bool is_constant() const { return run_time_defaults.empty() && captured.empty(); }
};

// How deep statements and expressions may nest: the builder recurses.
constexpr unsigned deepest_nesting = 600;

}  // namespace weft::rpy
