// The annotator's insides, shared by the files of this folder: the state of the inference and the transfer functions.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/annotate/shorthand.h"

namespace weft::annotate {

// One argument of a call: what is known of it, and where its value comes from.
struct ArgumentValue {
  Annotation annotation;
  Annotator::Argument source;
};

struct CallArguments {
  std::vector<ArgumentValue> positional;
  std::optional<ArgumentValue> list;  // `*list`: the list, whose length is only known at run time
  std::vector<std::pair<std::string, ArgumentValue>> keywords;

  const ArgumentValue* keyword(std::string_view name) const;
};

// A call of something the annotator knows by itself.
struct BuiltinCall {
  const Callable& callee;
  const CallArguments& arguments;
  size_t count() const { return arguments.positional.size(); }
  const Annotation& argument(size_t position) const { return arguments.positional[position].annotation; }
};

// What a message calls a place that has a type: "attribute `x` of `A`", "the items of this list".
struct PlaceName {
  std::string text;
  bool is_plural = false;

  PlaceName(std::string name) : text(std::move(name)) {}
  PlaceName(const char* name) : text(name) {}
  static PlaceName plural(std::string name) {
    PlaceName result(std::move(name));
    result.is_plural = true;
    return result;
  }
};

class Annotator::Implementation {
 public:
  class Provenance;

  // Two types that met in one place, and where each came from, the nearest place first.
  struct Conflict {
    PlaceName what;
    Annotation before, now;
    std::vector<DiagnosticLabel> before_from, now_from;
    ir::LocationId at;  // where the second one arrived
  };

  using BuiltinFunction = Annotation (Implementation::*)(const BuiltinCall&);

  Implementation(Host& host, ir::Program& program, Diagnostics& diagnostics);

  // ---- annotator.cpp: the fixpoint
  InstanceId annotate_function(const py::object& function, const std::vector<Annotation>& arguments, bool low_level);
  void run();
  void process_block(InstanceId instance, ir::BlockId block);
  bool process_operation(const ir::Operation& operation);
  void process_terminator(const ir::Terminator& terminator, bool blocked);
  void follow_edge(const ir::Edge& edge, size_t edge_index, const ir::Terminator& terminator);
  void enter_block(ir::BlockId block, size_t position, const Annotation& annotation, ir::Operand given,
                   ir::LocationId from);
  bool join_into_value(FunctionInstance& instance, ir::ValueId value, const Annotation& annotation);
  // What waits for its `Last` turn is only looked at when nothing else is left. That is for those who want to know the
  // subclasses of a class: better once, when several are known, than after each.
  enum class Turn : uint8_t { Next, Last };
  void queue_block(BlockReference reference, Turn turn = Turn::Next);
  void queue_readers(const std::set<BlockReference>& readers, Turn turn = Turn::Next);
  void queue_users(InstanceId instance, ir::ValueId value);
  Annotation operand(ir::Operand operand);  // in the block being processed
  bool is_unassigned(ir::Operand operand) const;
  ir::LocationId origin(ir::Operand operand);
  std::string origin_name(ir::Operand operand);
  bool report_unknown_attributes();
  void check_promises();
  void check_class_variables();
  void check_result_hint(InstanceId id);
  void process_pending_objects();

  // ---- narrowing.cpp
  // What the operand is known to be when `condition` is true (or false).
  Annotation narrow(ir::Operand operand, const Annotation& known, ir::Operand condition, bool truth);
  Annotation narrow_to_classes(const Annotation& known, py::handle classes, bool truth);
  const ir::Operation* definition(ir::Operand operand) const;
  // The classes' verdict on every value of the annotation: true, false or not known.
  std::optional<bool> is_instance(const Annotation& annotation, py::handle classes);

  // ---- join.cpp
  Annotation join(const Annotation& a, const Annotation& b);
  void merge(ListId a, ListId b);
  void merge(DictId a, DictId b);
  // ---- generic_classes.cpp
  ClassId generic_copy_here(ClassId class_);
  ClassId move_to_generic_copy(py::handle object);
  // The class that both copies of a generic class are from now on; invalid when they are something else.
  ClassId merge_copies(ClassId a, ClassId b);
  void resolve_merged_classes();
  class ClassResolution;
  Annotation read(Cell& cell);
  // Joins into the cell, and reports a conflict with what is already there. `what` names the place in messages.
  void write(Cell& cell, const Annotation& annotation, ir::LocationId location, const std::function<PlaceName()>& what);
  void report_merge_conflict(const Cell& kept, const Cell& gone, const PlaceName& what, const char* containers);
  void report_conflict(Conflict conflict);

  // ---- constants.cpp
  Annotation of_constant(ir::HostObjectId id);
  Annotation of_constant(py::handle object) { return of_constant(host.intern(object)); }
  Annotation compute_constant(ir::HostObjectId id, py::handle object);
  ir::TypeId of_machine_integer(py::handle live_class) const;
  std::string wide_integer_help(const py::int_& value) const;
  Annotation refined(Annotation annotation, py::handle object);
  Annotation of_integer_object(ir::HostObjectId id, py::handle object);
  void register_prebuilt_instance(ClassId class_, ir::HostObjectId id, py::handle object);
  CallableId callable_of(py::handle object);
  py::object translated_form(py::handle object);
  CallableId operation_named(const std::string& name);  // `llop.name`
  Annotation of_callable(CallableId callable, ir::HostObjectId constant);
  Annotation boolean(bool value);
  Annotation fold(ir::Opcode opcode, const std::vector<Annotation>& operands);
  // The annotation that a type hint stands for; nothing when the hint says nothing.
  std::optional<Annotation> of_hint(py::handle hint);

  // ---- classes.cpp
  ClassId class_of(py::handle live_class);
  ClassId require_class(const char* builtin_name);
  void load_replacements();
  bool prepare_prebuilt_instance(py::handle object);
  bool is_frozen(py::handle object) const;
  struct ClassAttribute { ClassId owner; ir::HostObjectId object; };
  std::optional<ClassAttribute> lookup(ClassId class_, const std::string& name);
  std::optional<ClassAttribute> find_in_class(ClassId class_, const std::string& name);
  ClassId layout_base(py::handle live_class);
  py::object own_value(ClassId class_, const std::string& name);
  ClassId owner_of(ClassId class_, py::handle holder, py::handle value);
  std::vector<MethodTarget> function_targets(ClassId class_, const std::string& name,
                                             const std::function<py::object(py::handle)>& part_of);
  std::vector<MethodTarget> method_targets(ClassId class_, const std::string& name);
  std::vector<CallableId> bound_functions(const std::vector<MethodTarget>& targets, bool to_class = false);
  CallableId function_for(CallableId function, const Annotation& receiver);
  Annotation call_accessor(const Annotation& receiver, const std::string& name, const char* part,
                           const std::vector<Annotation>& arguments);
  Annotation bind_method(const Annotation& receiver, const std::vector<CallableId>& functions);
  AttributeHolders attribute_holders(ClassId class_, const std::string& name);
  void check_attribute_hints();
  bool breaks_contract(const Annotation& hint, const Annotation& value);
  Annotation classes_from(ClassId class_);  // type(x) for its instances
  ClassId common_generator_base(ClassId a, ClassId b);
  CallableId method_callable(py::handle function, ClassId owner);
  CallableId class_method_callable(py::handle function, ClassId owner);
  static bool uses_super(py::handle class_attribute);
  static bool is_data_value(py::handle class_attribute);
  Attribute& attribute(ClassId class_, const std::string& name, ClassId* owner = nullptr);
  // Attributes of integers, strings and tuples whose class derives from int, str or tuple.
  std::optional<Annotation> refined_attribute(const Annotation& object, const std::string& name);
  py::object refinement(const Annotation& annotation) const;  // that class, if any
  Annotation read_attribute(const Annotation& receiver, const std::string& name);
  void write_attribute(ClassId class_, const std::string& name, const Annotation& annotation, ir::LocationId location);
  void report_attribute_conflict(ClassId owner, const std::string& name, const Annotation& before,
                                 const Attribute& one, const Attribute& other);
  void add_class_value(ClassId class_, const std::string& name);

  // ---- class_machinery.cpp
  void note_instances(ClassId class_, bool is_made);
  bool refuse_machinery(const py::object& obstacle, const char* label);
  bool refuse_descriptor(ClassId class_, const std::string& name, py::handle value);
  bool refuse_class_test(py::handle classes);
  bool refuse_class_values(const Annotation& classes, std::initializer_list<const char*> names);
  bool refuse_attribute(ClassId class_, const std::string& name);
  bool refuse_unhashable(ClassId class_);

  // ---- finalizers.cpp
  void note_finalizer(ClassId class_);
  void note_external_call(py::handle external);

  // ---- special_methods.cpp
  py::tuple special_method_holders(const Annotation& receiver, const char* name);
  py::object truth_of_some(const Annotation& value);
  py::object equality_of_some(const Annotation& a, const Annotation& b);
  py::object hash_of_some(const Annotation& value);
  std::optional<Annotation> call_format(const Annotation& value, uint32_t receiver,
                                        const std::optional<Annotation>& specification);

  // ---- exceptions.cpp
  std::vector<ExceptionValue> exception_values(ClassId class_);
  bool keeps_constructor_arguments(ClassId class_);
  void keep_exception_arguments(ClassId class_, const std::vector<ArgumentValue>& arguments);
  void need_exception_value(ClassId class_, const std::string& name);
  bool complete_exception_value(const ClassDefinition& class_, const std::string& name, Attribute& attribute);
  void prepare_exceptions();
  // ---- function_objects.cpp
  ClassId function_object_base();
  bool is_function_object(ClassId class_) const;
  static py::object as_function(py::handle object);
  CallableId constant_function_object(py::handle live);
  CallableId bound_function_object(const Annotation& method);
  std::string method_name(const Annotation& method) const;
  ClassId topmost_owner(ClassId class_, const std::string& method);
  std::optional<ClassId> find_bound_class(const Annotation& method);
  std::optional<Annotation> as_function_object(const Annotation& value);
  Annotation join_function_objects(const Annotation& a, const Annotation& b);
  Annotation call_function_object(const Annotation& callee, const CallArguments& arguments);

  // ---- calls.cpp
  Annotation call(const Annotation& callee, const CallArguments& arguments);
  Annotation call_callables(const std::vector<CallableId>& callables, const CallArguments& arguments);
  const ResolvedCall* known_call(const std::vector<CallableId>& callables,
                                 const std::vector<Annotation>& arguments) const;
  const std::string& specialization(CallableId callable);
  Annotation call_function(CallableId callable, const CallArguments& arguments, ResolvedTarget& target);
  Annotation call_class(CallableId callable, const CallArguments& arguments, ResolvedTarget& target);
  Annotation call_builtin(CallableId callable, const CallArguments& arguments);
  Annotation call_builtin_with_list(const std::string& name);
  static bool takes_tuple_items(const CallArguments& arguments);
  Annotation call_memo(const Callable& callee, const CallArguments& arguments);
  py::object run_memo(const Callable& callee, const py::tuple& arguments);
  Annotation type_key(const Annotation& annotation, int depth);
  // Calls a Python function of the library or a special method for the current operation.
  Annotation call_live(py::handle function, const std::vector<Annotation>& arguments);
  std::optional<Annotation> call_special(const Annotation& receiver, const char* name,
                                         const std::vector<Annotation>& arguments);
  // As above for a builtin call: the receiver is the first argument of the call, not the first operand.
  std::optional<Annotation> call_special_argument(const Annotation& receiver, const char* name);
  // A value for each parameter, then what *args and **kwargs gather.
  struct BoundArguments {
    std::vector<ArgumentValue> values;
    std::vector<ir::StringId> keywords;  // of the last values
    std::optional<uint32_t> list_items;  // how many items `*list` must have
  };
  bool bind(CallableId callable, const rpy::Signature& signature, const CallArguments& arguments,
            BoundArguments& bound);
  InstanceId specialize(CallableId callable, const std::vector<ArgumentValue>& bound, size_t star_arguments,
                        const std::vector<ir::StringId>& keywords = {});
  bool refuse_endless_specialization(CallableId callable);
  InstanceId make_instance(CallableId callable, std::vector<Annotation> key,
                           const std::vector<ir::HostObjectId>& constants, size_t star_arguments, bool low_level,
                           const std::vector<ir::StringId>& keywords = {});
  // `source`: the operand of the current operation that it is given with, if it is one.
  void bind_parameter(InstanceId instance, size_t position, const Annotation& annotation, ir::Operand source = {});
  void enter_function(InstanceId instance);
  void unite_families(const std::vector<ResolvedTarget>& targets);
  void write_result(InstanceId instance, const Annotation& annotation, ir::LocationId location);
  bool finish_call(std::vector<ResolvedTarget> targets);
  bool is_abstract_class(CallableId class_) const;
  // The `__init__` that the library gives to this class of exceptions or a base of it; none when there is none.
  py::object exception_initializer(ClassId class_);
  void declare_os_error(ClassId class_);
  const rpy::Signature& signature(CallableId callable);
  std::string parameter_name(const FunctionInstance& instance, size_t position);

  // ---- operations.cpp
  Annotation transfer(const ir::Operation& operation);
  Annotation transfer_binary(const ir::Operation& operation);
  ir::TypeId common_integer_type(const Annotation& a, const Annotation& b) const;
  Annotation transfer_arithmetic(ir::Opcode opcode, const Annotation& a, const Annotation& b);
  Annotation transfer_comparison(const ir::Operation& operation);
  Annotation transfer_getattr(const Annotation& object, const std::string& name);
  Annotation transfer_getitem(const ir::Operation& operation);
  Annotation transfer_setitem(const ir::Operation& operation);
  Annotation transfer_getslice(const ir::Operation& operation);
  Annotation transfer_is(const ir::Operation& operation);
  Annotation transfer_call(const ir::Operation& operation);
  Annotation transfer_contract(const ir::Operation& operation);
  Annotation transfer_setattr(const ir::Operation& operation);
  Annotation assign_attribute(const Annotation& object, const std::string& name, const Annotation& value,
                              bool is_initial = false);
  Annotation transfer_iter(const Annotation& iterable);
  Annotation item_of(const Annotation& iterable);
  Annotation make_exception(const Annotation& exception);
  bool returns_not_implemented(InstanceId instance, ir::Operand returned);
  bool declined() const;
  // The reflected special method of the second operand, called with the operands swapped.
  std::optional<Annotation> call_reflected(const Annotation& receiver, const std::string& name, const Annotation& other);
  bool overrides_reflected(const Annotation& a, const Annotation& b, const std::string& reflected);
  // The first special method if it does not always decline, or else the second operand's.
  std::optional<Annotation> call_operator(const Annotation& a, const std::string& name, const Annotation& b,
                                          const std::string& reflected);
  Annotation set_class_attribute(const Annotation& classes, const std::string& name, const Annotation& value);
  Annotation truth(const Annotation& value);
  // The annotation of the list (dict, set) that the current operation creates; the same at every visit.
  ListId list_here();
  DictId dict_here(bool is_set);
  Annotation list_of(ListId list) const;
  void add_item(ListId list, const Annotation& item);
  bool add_items_of(ListId list, const Annotation& source);  // what a loop over the source gives; false after an error
  void add_entry(DictId dict, const Annotation& key, const Annotation& value);
  void call_unseen(const py::object& function, const std::vector<Annotation>& arguments);
  void require_key_functions(const Annotation& key);
  void require_equality(const Annotation& value);
  void call_order(const Annotation& value);
  void require_text(const Annotation& value, bool repr);
  bool refuse_textless(const Annotation& value, int depth = 0);

  // ---- builtins.cpp, methods.cpp, low_level.cpp
  static BuiltinFunction find_builtin(std::string_view name);
  Annotation call_builtin_method(const Annotation& method, const CallArguments& arguments);
  Annotation list_method(const Annotation& receiver, const std::string& name, const CallArguments& arguments);
  Annotation dict_method(const Annotation& receiver, const std::string& name, const CallArguments& arguments);
  bool is_mixed_search(const Annotation& list, const Annotation& wanted);
  Annotation call_container_function(const char* name, const Annotation& receiver, const CallArguments& arguments);
  Annotation set_method(const Annotation& receiver, const std::string& name, const CallArguments& arguments);
  static bool has_builtin_method(AnnotationKind receiver, std::string_view name);
  static std::vector<std::string> builtin_methods(AnnotationKind receiver);
  Annotation low_level_getattr(const Annotation& object, const std::string& name);
  Annotation low_level_getitem(const Annotation& object);
  // A part of raw memory: its value, or a pointer to it if it is a struct or array itself.
  Annotation of_raw_part(py::handle part_type);
  void check_external_arguments(const Callable& callee, const CallArguments& arguments);
  // A function that C is given, to call it with arguments of these types.
  void annotate_callback(ir::TypeId function_type, const Annotation& function);
  Annotation of_low_level_type(ir::TypeId type);
  Annotation low_level_operation(const BuiltinCall& call);

  Annotation builtin_len(const BuiltinCall&);
  Annotation builtin_range(const BuiltinCall&);
  Annotation builtin_enumerate(const BuiltinCall&);
  Annotation builtin_zip(const BuiltinCall&);
  Annotation builtin_reversed(const BuiltinCall&);
  Annotation builtin_iter(const BuiltinCall&);
  Annotation builtin_next(const BuiltinCall&);
  Annotation builtin_inner_generator(const BuiltinCall&);
  Annotation builtin_sequence(const BuiltinCall&);
  Annotation builtin_is_sequence(const BuiltinCall&);
  Annotation builtin_is_mapping(const BuiltinCall&);
  Annotation builtin_nothing_sent(const BuiltinCall&);
  Annotation builtin_list(const BuiltinCall&);
  Annotation builtin_dict(const BuiltinCall&);
  Annotation builtin_set(const BuiltinCall&);
  Annotation builtin_tuple(const BuiltinCall&);
  Annotation builtin_text(const BuiltinCall&);
  Annotation builtin_int(const BuiltinCall&);
  Annotation builtin_integer_type(const BuiltinCall&);
  Annotation builtin_float(const BuiltinCall&);
  Annotation builtin_bool(const BuiltinCall&);
  Annotation builtin_ord(const BuiltinCall&);
  Annotation builtin_chr(const BuiltinCall&);
  Annotation builtin_bytes(const BuiltinCall&);
  Annotation builtin_abs(const BuiltinCall&);
  Annotation builtin_hash(const BuiltinCall&);
  Annotation builtin_id(const BuiltinCall&);
  Annotation builtin_isinstance(const BuiltinCall&);
  Annotation builtin_issubclass(const BuiltinCall&);
  Annotation builtin_type(const BuiltinCall&);
  Annotation builtin_getattr(const BuiltinCall&);
  Annotation builtin_setattr(const BuiltinCall&);
  Annotation builtin_atomic(const BuiltinCall&);
  Annotation builtin_hasattr(const BuiltinCall&);
  Annotation builtin_print(const BuiltinCall&);
  Annotation builtin_format(const BuiltinCall&);
  Annotation builtin_callable(const BuiltinCall&);
  Annotation builtin_refuse(const BuiltinCall&);
  Annotation builtin_intmask(const BuiltinCall&);
  Annotation builtin_widen(const BuiltinCall&);
  Annotation builtin_ovfcheck(const BuiltinCall&);
  Annotation builtin_single_float(const BuiltinCall&);
  Annotation builtin_identity(const BuiltinCall&);
  Annotation builtin_none(const BuiltinCall&);
  Annotation builtin_instantiate(const BuiltinCall&);
  Annotation builtin_newlist_hint(const BuiltinCall&);
  Annotation builtin_not_resized(const BuiltinCall&);
  Annotation builtin_check_nonneg(const BuiltinCall&);
  Annotation builtin_false(const BuiltinCall&);
  Annotation builtin_malloc(const BuiltinCall&);
  Annotation builtin_nullptr(const BuiltinCall&);
  Annotation builtin_type_of(const BuiltinCall&);
  Annotation builtin_cast_pointer(const BuiltinCall&);
  Annotation builtin_is_array(const BuiltinCall&);
  Annotation builtin_is_struct(const BuiltinCall&);
  Annotation builtin_hlstr(const BuiltinCall&);
  Annotation builtin_llstr(const BuiltinCall&);
  Annotation builtin_cast_to_instance(const BuiltinCall&);
  Annotation builtin_cast_to_pointer(const BuiltinCall&);
  Annotation builtin_static_class(const BuiltinCall&);
  Annotation builtin_cast(const BuiltinCall&);
  Annotation builtin_ptradd(const BuiltinCall&);
  Annotation builtin_llhelper(const BuiltinCall&);
  Annotation builtin_base_init(const BuiltinCall&);
  Annotation builtin_r_dict(const BuiltinCall&);
  Annotation builtin_dict_operation(const BuiltinCall&);
  Annotation builtin_refine(const BuiltinCall& call);
  Annotation builtin_replace(const BuiltinCall& call);
  bool expect_count(const BuiltinCall& call, size_t least, size_t most);

  // ---- errors.cpp
  Annotation fail(const DiagnosticKind& kind, std::string message, std::string label = {}, Help help = {},
                  std::vector<DiagnosticLabel> places = {});
  Annotation fail_at(ir::LocationId location, const DiagnosticKind& kind, std::string message, std::string label = {},
                     Help help = {}, std::vector<DiagnosticLabel> places = {});
  bool is_only_none_yet();
  std::vector<std::string> call_chain();
  std::string specialized_for(const FunctionInstance& instance);
  std::string name_in_spec(const FunctionInstance& instance);
  std::string name_in_spec(CallableId callable);
  void move_out_of_library(Diagnostic& diagnostic);
  void explain_operands(Diagnostic& diagnostic);
  bool is_library(const SourceRange& range) const {
    return range.path.starts_with(library_path) || range.path.starts_with(python_library_path);
  }
  std::string a(const Annotation& annotation) const;  // with its article: "an int"
  std::string describe(const Annotation& annotation) const;
  std::string describe(const Annotation& annotation, int depth) const;
  std::string describe_fully(const Annotation& annotation) const;

  FunctionInstance& instance_of(InstanceId id) { return tables.instances[id.index]; }
  FunctionInstance& current() { return tables.instances[current_block.instance.index]; }
  ir::Function& current_function() { return program.function(current().function); }
  static uint64_t value_key(InstanceId instance, ir::ValueId value) {
    return uint64_t{instance.index} << 32 | value.index;
  }

  Host& host;
  ir::Program& program;
  Diagnostics& diagnostics;
  rpy::FlowBuilder flow;
  Tables tables;
  LowLevelTypes* low_level = nullptr;

  std::deque<BlockReference> queue, last_queue;
  BlockReference current_block;  // and the operation in it
  const ir::Operation* current_operation = nullptr;
  ir::LocationId current_location;
  bool running = false;
  bool is_program_known = false;  // everything that the entry point reaches has been annotated
  // By name of the attribute: what asks which classes have it.
  std::unordered_map<std::string, std::set<BlockReference>> attribute_questions;
  // Operations that would be mistakes if their operand were always None; and those where it is.
  std::set<BlockReference> waiting_for_more_than_none, never_more_than_none;

  std::unordered_map<uint64_t, ResolvedCall> resolved_calls;
  std::unordered_map<uint64_t, std::optional<ClassAttribute>> class_attributes;  // by ClassId and StringId
  std::unordered_map<uint64_t, std::string> memo_attributes;
  // The classes of function objects that call a bound method, by what the method and its receiver are.
  struct BoundClass {
    std::string method;
    CallableId function;  // of a Method; invalid for a BuiltinMethod
    ClassId owner;        // the topmost class with the method
    Annotation receiver;
    ClassId class_;
  };
  std::vector<BoundClass> bound_classes;
  std::unordered_map<uint64_t, ListId> list_creations;
  std::unordered_map<uint64_t, DictId> dict_creations;
  std::unordered_map<uint64_t, ClassId> generic_creations;  // the copy of a generic class, by place
  bool has_merged_classes = false;  // annotations name classes that have been merged into others
  std::unordered_map<uint64_t, std::optional<Annotation>> contracts;  // of contract operations
  std::vector<std::optional<Annotation>> constant_annotations;  // by HostObjectId
  std::deque<std::function<void()>> pending_objects;  // prebuilt containers whose contents are still to be read
  std::unordered_map<uint32_t, rpy::Signature> signatures;      // by CallableId
  std::unordered_map<uint64_t, CallableId> method_callables;    // by HostObjectId of the function and ClassId
  struct MemberFunction { bool is_member = false, is_cooperative = false; };
  std::unordered_map<uint32_t, MemberFunction> member_functions;  // by CallableId: is it defined in a class?
  std::unordered_map<uint32_t, std::string> specializations;    // by CallableId: "arg(0)", "" for the default
  std::unordered_map<PyObject*, py::object> replacements;
  py::object load_translated_forms;
  py::dict replacements_by_value;  // of built-in methods of types, which are made anew by each access
  py::dict string_methods, bytes_methods, int_methods, float_methods, tuple_methods;
  py::dict container_functions;  // methods of lists, dicts and sets in a form that is a function
  py::object bytes_of;
  py::object class_support;  // the module rpython.rtyper.rclass
  py::object function_support;  // the module rpython.rtyper.rfunction
  py::object machinery;      // the module rpython.rtyper.rmachinery
  py::object special_of_some;  // the module rpython.rtyper.rspecial
  py::object finalizer_support;  // the module rpython.rtyper.rfinalizer
  std::string library_path, python_library_path;  // ours and Python's: of the folders, with a slash
  py::object machine_integer_base;  // rarithmetic.base_int
  py::object print_to;             // print(..., file=f)
  py::dict exception_initializers; // of built-in exceptions with several arguments
  ir::HostObjectId unassigned, undefined;  // see FlowBuilder
  py::object low_level_type_class, external_class, simulated_pointer_class, address_class;
  py::object llop;     // the object whose attributes are the operations
  py::object type_of;  // lltype.typeOf
  py::object raw_layout;  // the module `rawlayout`
  // Where each value of a flow graph is defined: block and position; by FunctionId.
  struct Definition { ir::BlockId block; uint32_t position = UINT32_MAX; };
  std::unordered_map<uint32_t, std::vector<Definition>> definitions;
  const std::vector<Definition>& definitions_of(ir::FunctionId function);
  // The operations and terminators that read each value, in one list; by FunctionId.
  struct Users {
    struct Place { ir::BlockId block; uint32_t operation; };
    std::vector<uint32_t> first;  // by ValueId: where its places begin; one more for the end
    std::vector<Place> places;
    std::span<const Place> of(ir::ValueId value) const {
      return std::span(places).subspan(first[value.index], first[value.index + 1] - first[value.index]);
    }
  };
  std::unordered_map<uint32_t, Users> users;
  const Users& users_of(ir::FunctionId function);
};

}  // namespace weft::annotate
