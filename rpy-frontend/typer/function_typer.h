// Types one function: the same blocks as its flow graph, with every operation lowered.
//
// The lowering is a set of member functions over the files of this folder, by the kind of value they are about. All of
// them append to the current block; where a lowered operation may raise and the flow graph has a handler for it, the
// block ends there with the exceptional edge and lowering goes on in a new block.
#pragma once

#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/functions.h"
#include "rpy-frontend/typer/repr.h"
#include "translator/ir/builder.h"
#include "translator/ir/operations.h"

namespace weft::typer {

// A value of the function being typed, or a bundle: the parts of a value that has not been made into an object (the
// arguments of range(), the receiver of a method, pointer and index of an interior access).
struct Typed {
  ir::Operand operand;
  const Repr* repr = nullptr;
  std::shared_ptr<std::vector<Typed>> parts;

  bool is_bundle() const { return parts != nullptr; }
};

// An argument of a library function: a value, or something known while translating.
struct HelperArgument {
  HelperArgument(ir::Operand operand) : operand(operand) {}
  HelperArgument(ir::ValueId value) : operand(value) {}
  HelperArgument(ir::ConstantId constant) : operand(constant) {}
  HelperArgument(const py::object& constant) : live(constant), is_constant(true) {}
  static HelperArgument low_type(ir::TypeId type) {
    HelperArgument result{ir::Operand()};
    result.type = type;
    return result;
  }

  ir::Operand operand;
  ir::TypeId type;    // a low-level type passed as such
  py::object live;
  bool is_constant = false;
};

// Appends the making of an instance with its class's defaults; the result is a pointer to the class's struct.
ir::ValueId emit_instance(Typer& typer, ir::Builder& builder, annotate::ClassId class_);

// Whether the function is one of those that containers and strings are made of, which allocate in the middle of something.
bool is_of_library(Typer& typer, annotate::InstanceId instance);

class FunctionTyper {
 public:
  FunctionTyper(Typer& typer, annotate::InstanceId instance, ir::FunctionId function);
  void run();

 private:
  using Annotation = annotate::Annotation;
  using Operands = std::vector<ir::Operand>;
  using Arguments = std::vector<HelperArgument>;

  // ---- function_typer.cpp: blocks, edges, values
  std::vector<ir::BlockId> order_blocks() const;
  void find_overflow_checks();
  void type_block(ir::BlockId block);
  void type_terminator(const ir::Terminator& terminator);
  void emit_edge_arguments(const ir::Edge& edge, Operands& out, ir::ValueId caught_flow, ir::Operand caught);
  void jump_to(const ir::Edge& edge);
  ir::BlockId edge_block(const ir::Edge& edge);
  ir::BlockId landing_block();
  void remove_dead_blocks();
  bool is_entered(ir::BlockId block) const;
  const Annotation& annotation(ir::Operand operand);
  const Repr* values_of_target(ir::ValueId argument);
  ir::Operand undefined(const Repr* repr);

  // A flow operand in the representation it has, and in another one.
  Typed use(ir::Operand operand);
  ir::Operand use_as(ir::Operand operand, const Repr* repr);
  // The same, as text *string, as the index or number that an integer operand is, ...
  ir::Operand use_signed(ir::Operand operand);
  ir::Operand use_integer(ir::Operand operand);
  ir::Operand use_boolean(ir::Operand operand);
  bool constant_of(ir::Operand operand, py::object& live);
  // Defines the result of the operation being typed.
  void define(const Typed& value);
  void define(ir::Operand operand, const Repr* repr) { define({operand, repr, {}}); }
  void define_bundle(std::vector<Typed> parts);
  void define_nothing();

  // ---- emission.cpp
  ir::Operand emit(ir::Opcode opcode, ir::TypeId type, Operands operands, uint32_t immediate = 0);
  // The same for what may raise: ends the block where a handler waits.
  ir::Operand emit_raising(ir::Opcode opcode, ir::TypeId type, Operands operands, uint32_t immediate = 0);
  ir::Operand call(ir::FunctionId function, const Signature& signature, const Operands& arguments);
  ir::Operand helper(std::string_view name, Arguments arguments);
  ir::Operand helper(const py::object& function, Arguments arguments);
  ir::Operand get_field(ir::Operand pointer, std::string_view name);
  void set_field(ir::Operand pointer, std::string_view name, ir::Operand value);
  ir::Operand emit_allocation(ir::Opcode opcode, ir::TypeId pointer_type, Operands operands);
  ir::Operand malloc(ir::TypeId pointer_type);
  ir::Operand malloc_array(ir::TypeId pointer_type, ir::Operand count);
  ir::Operand integer(int64_t value);
  ir::Operand boolean(bool value);
  ir::Operand string_constant(std::string_view text);
  ir::TypeId type_of(ir::Operand operand);
  // if condition: a = then(); else: a = otherwise()
  ir::Operand select(ir::Operand condition, ir::TypeId type, const std::function<ir::Operand()>& then,
                     const std::function<ir::Operand()>& otherwise);
  void dead_end();  // nothing after this is reached

  // ---- conversions.cpp
  ir::Operand convert(const Typed& value, const Repr* to);
  ir::Operand materialize(const Typed& value);
  ir::Operand convert_tuple(const Typed& value, const Repr* to);
  ir::Operand convert_integer(ir::Operand operand, ir::TypeId to);
  ir::Operand cast_pointer(ir::Operand pointer, ir::TypeId to);
  bool converts_freely(const Repr* from, const Repr* to) const;
  ir::Operand truth(const Typed& value, bool nullable);
  ir::Operand stored(const Typed& value, const Repr* item);        // for a container of such items
  Typed loaded(ir::Operand operand, const Repr* item);             // from one
  void require_non_null(const Typed& value, const Annotation& annotation, std::string_view message);

  // ---- operations.cpp, comparisons.cpp, items.cpp: dispatch, and what all kinds of values share
  void type_operation(const ir::Operation& operation);
  bool is_pure_constant(const ir::Operation& operation);
  void type_binary(ir::Opcode opcode);
  void type_unary(ir::Opcode opcode);
  void type_comparison(ir::Opcode opcode);
  void type_identity(bool negate);
  ir::Operand same_method(const Typed& x, const Typed& y);
  void type_contains();
  void type_getitem();
  void type_setitem();
  void type_delitem();
  void type_getslice();
  Arguments step_bounds();
  void type_setslice();
  void type_delslice();
  void type_global(bool is_set);
  void type_unpack_check();
  void type_contract();
  void unsupported(std::string what, std::string help = {});
  ir::Operand equal(const Typed& left, const Typed& right);

  // ---- numbers.cpp
  void type_arithmetic(ir::Opcode opcode);
  ir::Operand convert_constant(ir::Operand operand, ir::TypeId type);
  ir::Operand integer_arithmetic(ir::Opcode opcode, ir::TypeId type, ir::Operand left, ir::Operand right);
  ir::Operand float_arithmetic(ir::Opcode opcode, ir::Operand left, ir::Operand right);
  ir::Operand overflow_checked(ir::Opcode opcode, Operands operands);
  ir::Operand compare_numbers(ir::Opcode opcode, const Typed& left, const Typed& right);
  ir::Operand compare_with_float(ir::Opcode opcode, const Typed& left, const Typed& right);
  bool is_never_negative(const Typed& number);
  bool is_exact_as_float(const Typed& number);
  void type_address_arithmetic(ir::Opcode opcode);

  // ---- strings.cpp, formatting.cpp
  bool type_string_binary(ir::Opcode opcode);
  ir::Operand text_of(ir::Operand operand, bool source);  // str(x) or repr(x)
  ir::Operand use_text_constant(py::handle text);
  ir::Operand text_of(const Typed& value, bool source, bool nullable);
  ir::Operand concatenate(const Operands& strings);
  class PercentValues;
  // Flags, width and precision of a `%` conversion; plain: none given.
  struct PercentShape {
    ir::Operand flags, width, precision;
    bool is_plain;
  };
  void type_percent(ir::Operand arguments, const std::string& format, bool is_bytes);
  ir::Operand percent_value(Typed value, const Annotation& known, char conversion, const PercentShape& shape,
                            bool is_bytes);
  void type_format();
  void type_build_string();
  void report_format(std::string message, std::string help = {});
  static std::string from_latin_1(py::handle text);
  char format_kind(const Annotation& known, char conversion) const;
  ir::Operand formatted(ir::Operand value, char conversion, const std::string& specification);
  ir::Operand formatted_at_run_time(ir::Operand value, char conversion, ir::Operand specification);
  ir::Operand converted_text(ir::Operand value, char conversion);

  // ---- lists.cpp, dicts.cpp, tuples.cpp
  Typed new_list(const Repr* repr, const Operands& items);
  std::string checked_variant(const char* base, ir::Operand index);
  bool is_held_alike(const Repr* one, const Repr* other) const;
  Typed list_in_items_of(const Typed& list, const Repr* like);
  bool type_list_binary(ir::Opcode opcode);
  void type_list_method(const Typed& list, const std::string& name, const Operands& arguments);
  void extend_list(const Typed& list, ir::Operand source);
  Typed list_from(ir::Operand source, const Repr* result);
  HelperArgument list_type(const Repr* repr);
  bool type_set_binary(ir::Opcode opcode);
  void type_dict_operation(const std::string& name);
  void type_dict_method(const Typed& dict, const std::string& name, const Operands& arguments);
  void type_set_method(const Typed& set, const std::string& name, const Operands& arguments);
  Typed new_dict(const Repr* repr);
  Typed set_from(ir::Operand source, const Repr* result);
  Typed dict_from(ir::Operand source, const Repr* result);
  HelperArgument hash_of(const Repr* dict);
  HelperArgument equality_of(const Repr* dict);
  Typed new_tuple(const Repr* repr, const std::vector<Typed>& items);
  Typed tuple_item(const Typed& tuple, size_t position);
  void type_tuple_getitem();

  // ---- iteration.cpp
  void type_iter();
  Typed make_iterator(const Typed& iterable, const Repr* iterator, const Annotation& iterable_annotation);
  ir::Operand iterator_more(const Typed& iterator);
  Typed iterator_item(const Typed& iterator);
  ir::Operand object_iterator_more(const Typed& iterator);
  ir::Operand strict_zip_more(const Typed& iterator);
  Typed iterable_part(const Typed& iterable, size_t position);
  const annotate::IterableDefinition& iterable_definition(const Repr* repr) const;
  const Repr* iterator_repr(const Annotation& iterable);
  void reraise(ir::Operand exception);
  // A loop over an iterator; `body` also gets a counter that begins at `start`.
  void loop(const Typed& iterator, ir::Operand start,
            const std::function<void(const Typed& item, ir::Operand position)>& body);
  // Runs `body` for each item of a flow operand.
  void for_each(ir::Operand source, const std::function<void(const Typed& item)>& body);

  // ---- attributes.cpp
  void type_getattr(const std::string& name);
  void type_setattr(const std::string& name);
  ir::Operand has_attribute(ir::Operand vtable, annotate::ClassId known, const std::vector<annotate::ClassId>& holders);
  void require_attribute(const Typed& object, const std::string& name, annotate::ClassId known);
  void instance_getattr(const Typed& object, const std::string& name, const Annotation& object_annotation);
  void callables_getattr(const Typed& object, const std::string& name);
  struct AtomicPlace {  // atomics.cpp
    ir::Operand holder;
    uint32_t slot = 0;
    const Repr* repr = nullptr;
  };
  std::optional<AtomicPlace> atomic_place(const std::string& attribute);
  bool type_atomic_builtin(std::string_view name);
  // Raw memory: parts at offsets from an address, as C lays them out.
  ir::Operand address_of(const Typed& pointer);
  void define_raw_part(const Typed& pointer, ir::Operand offset, py::handle part_type);
  void store_raw_part(const Typed& pointer, ir::Operand offset, py::handle part_type, ir::Operand value);
  std::pair<ir::Operand, py::object> raw_item(py::handle raw);
  void raw_malloc(py::handle raw, const Repr* result);
  bool type_foreign_builtin(const std::string& function, const Repr* result);
  ir::Operand cast_value(const Typed& value, ir::TypeId to);
  // The address of a C function that calls the one of ours.
  ir::Operand callback(ir::TypeId function_pointer, py::handle live);
  bool low_level_getattr(const Typed& object, const std::string& name);
  bool low_level_setattr(const Typed& object, const std::string& name);
  bool low_level_getitem(const Typed& object);
  bool low_level_setitem(const Typed& object);
  ir::Operand type_pointer(ir::Operand object);  // of an instance: its vtable
  // The variable `name` of a class: of the one known, or else of the one with that vtable.
  ir::Operand variable_cell(annotate::ClassId class_, ir::Operand vtable, const std::string& name);
  void get_class_variable(annotate::ClassId class_, ir::Operand vtable, const std::string& name);
  void set_class_variable(const std::string& name);
  annotate::ClassId common_class(const Annotation& classes) const;

  // ---- calls.cpp
  void type_call();
  void type_memo_call();
  using ResolvedCall = annotate::Annotator::ResolvedCall;
  using ResolvedTarget = annotate::Annotator::ResolvedTarget;
  // Calls what the annotator resolved; `callee` is the function, class or method called, if it is a value.
  ir::Operand truth_of_object(ir::Operand operand, const ResolvedCall& resolved);
  Typed call_resolved(const ResolvedCall& call, const Typed* callee, const Typed* receiver);
  Typed call_instance(const ResolvedTarget& target, const Typed* receiver);
  Typed call_by_class(const ResolvedCall& call, const Typed& receiver);
  void require_receiver(const ResolvedTarget& target, const Typed& receiver);
  bool is_alike(const ResolvedCall& call) const;
  Typed call_virtual(const ResolvedCall& call, const Typed& receiver);
  Typed call_pointer(const ResolvedCall& call, ir::Operand pointer, const Typed* receiver);
  Typed instantiate(const ResolvedTarget& target);
  Typed instantiate_any(const ResolvedCall& call, ir::Operand vtable);
  void initialize(const ResolvedTarget& target, const Typed& made);
  void check_list_length(const ResolvedTarget& target);
  Operands arguments_for(const ResolvedTarget& target, const Signature& signature, const Typed* receiver);
  // `class_`: of the function object that is called, for the defaults it holds.
  Typed argument_value(const annotate::Annotator::Argument& argument, const Typed* receiver,
                       annotate::ClassId class_ = {});
  ir::Operand argument_as(const annotate::Annotator::Argument& argument, const Repr* repr, const Typed* receiver,
                          annotate::ClassId class_ = {});
  Typed call_indirect(ir::Operand pointer, const Signature& signature, const Operands& arguments);
  Typed bind_method(const Typed& bundle);
  Operands arguments_for_virtual(const ResolvedTarget& target, const Signature& signature, const Typed& receiver);
  void set_exception_text(const Typed& exception, const Operands& arguments);
  void set_exception_values(const Typed& exception, const Operands& arguments);
  void type_not_implemented();
  void type_base_init(const Typed& method);
  void call_external(py::handle declaration);
  void type_make_exception();

  // ---- function_objects.cpp
  ir::Operand to_function_object(const Typed& value, const Repr* to);
  ir::Operand bind_function_object(const Annotation& method, const Typed& receiver, const Repr* to);
  ir::Operand choose_function_object(const Typed& value, const Repr* to);
  ir::Operand unless_null(ir::Operand pointer, ir::TypeId type, const std::function<ir::Operand()>& otherwise);
  Typed call_compared(const ResolvedCall& call, const Typed& callee);

  // ---- builtins.cpp, low_level_builtins.cpp
  void type_builtin(const std::string& name, const annotate::Callable& callable);
  bool type_conversion_builtin(const std::string& name);
  bool type_iteration_builtin(const std::string& name);
  bool type_object_builtin(const std::string& name);
  Typed start_iterator(ir::Operand source, const Repr* iterator);
  Typed call_iter(const Typed& value, Annotation& known);
  ir::Operand call_simple(ir::FunctionId function, Operands arguments);
  ir::TypeId result_type_for(const ir::OperationInfo& info, ir::TypeId result);
  bool type_library_builtin(const std::string& name, const annotate::Callable& callable);
  bool type_low_level_builtin(const std::string& name);
  void type_llop(const std::string& name);
  void type_len();
  void type_print();
  void type_debug_print();
  ir::Operand is_instance(const Typed& value, const Annotation& annotation, py::handle classes);
  ir::Operand is_any_subclass(ir::Operand vtable, annotate::ClassId known, py::handle classes);
  ir::Operand is_subclass(ir::Operand vtable, annotate::ClassId class_);
  void type_jit_driver(py::handle driver, bool is_merge_point);
  void type_hash(const Typed& value);

  // Whether `--unchecked` was said, and no `except` around the operation waits for what a check would raise.
  bool leaves_out_checks() const;

  // Operands of the call being typed.
  size_t argument_count() const { return operation_->operands.size() - 1; }
  ir::Operand argument(size_t position) const { return operation_->operands[position + 1]; }

  Typer& typer_;
  annotate::InstanceId instance_id_;
  ir::FunctionId function_id_;
  ir::FunctionId flow_id_;
  ir::Builder builder_;
  bool holds_finalizers_;  // while it allocates
  const Signature* signature_ = nullptr;

  std::vector<Annotation> annotations_;   // by flow ValueId
  std::vector<bool> entered_;             // by flow BlockId
  std::vector<ir::BlockId> blocks_;       // by flow BlockId
  std::vector<Typed> values_;             // by flow ValueId
  std::unordered_set<uint32_t> overflow_checked_;   // by flow ValueId
  Annotation constant_annotation_[2];     // annotations of constant operands, alternately
  unsigned next_constant_ = 0;
  const ir::Function* graph_ = nullptr;   // the flow graph

  const ir::Operation* operation_ = nullptr;
  // While the last operation of a block with a handler is typed.
  const ir::Terminator* handler_ = nullptr;
  ir::BlockId landing_;
};

}  // namespace weft::typer
