// Builtins of the library: hints, printing, and what helpers use: malloc, casts, operations by name.
#include <fmt/format.h>

#include "rpy-frontend/typer/function_typer.h"
#include "rpy-frontend/typer/typer_state.h"
#include "translator/ir/operations.h"

namespace weft::typer {

using annotate::AnnotationKind;
using ir::Opcode;
using ir::Operand;
using ir::TypeId;
using ir::TypeTable;

bool FunctionTyper::type_library_builtin(const std::string& name, const annotate::Callable&) {
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (name == "builtins.print") return type_print(), true;
  if (name == "rpython.rlib.debug.debug_print") return type_debug_print(), true;
  if (name == "rpython.rlib.rarithmetic.ovfcheck" || name == "rpython.rlib.debug.make_sure_not_resized" ||
      name == "rpython.rlib.jit.promote_string" || name == "rpython.rlib.jit.promote_unicode" ||
      name == "rpython.rlib.nonconst.NonConstant") {
    return define(use(argument(0))), true;
  }
  if (name == "rpython.rlib.debug.ll_assert_not_none") {
    Typed value = use(argument(0));
    require_non_null(value, annotation(argument(0)), "ll_assert_not_none() of None");
    return define(value), true;
  }
  if (name == "rpython.rlib.jit.promote" || name == "rpython.rlib.jit.hint") {
    Typed value = use(argument(0));
    bool is_promotion = name == "rpython.rlib.jit.promote";
    for (ir::StringId keyword : typer_.flow.call_shapes[operation_->immediate].keywords)
      is_promotion = is_promotion || typer_.text(keyword) == "promote";
    if (!is_promotion || value.is_bundle() || value.repr->is_void() || value.operand.is_constant())
      return define(value), true;
    return define(emit(Opcode::JitPromote, value.repr->type, {value.operand}), value.repr), true;
  }
  if (name == "rpython.rlib.objectmodel.keepalive_until_here") {
    for (size_t i = 0; i < argument_count(); ++i) {
      Typed value = use(argument(i));
      if (!value.is_bundle() && typer_.program.types.is_gc_pointer(value.repr->type))
        emit(Opcode::Keepalive, TypeTable::void_, {value.operand});
    }
    return define_nothing(), true;
  }
  if (name == "rpython.rlib.objectmodel.newlist_hint") {
    Operand hint = argument_count() > 0 ? use_signed(argument(0)) : integer(0);
    return define(helper("rlist.ll_newlist_hint", {list_type(result), hint}), result), true;
  }
  if (name == "rpython.rlib.objectmodel.resizelist_hint") {
    Typed list = use(argument(0));
    if (list.repr->kind == ReprKind::List && list.repr->is_resized)
      helper("rlist.ll_resizelist_hint", {list.operand, use_signed(argument(1))});
    return define_nothing(), true;
  }
  if (name == "rpython.rlib.objectmodel.r_dict") return define(new_dict(result)), true;
  bool is_dict_operation = argument_count() > 0 && annotation(argument(0)).is(AnnotationKind::Dict) &&
                           (name.starts_with("rpython.rlib.objectmodel.") || name.starts_with("rpython.rtyper.rdictforms."));
  if (is_dict_operation) return type_dict_operation(name.substr(name.rfind('.') + 1)), true;
  if (name == "rpython.rlib.debug.ll_assert") {
    Operand message = use_as(argument(1), typer_.reprs.string());
    helper("robject.ll_assert", {use_boolean(argument(0)), message});
    return define_nothing(), true;
  }
  if (name == "rpython.rlib.debug.fatalerror" || name == "rpython.rlib.debug.fatalerror_notb") {
    helper("robject.ll_fatal", {use_as(argument(0), typer_.reprs.string())});
    return define_nothing(), true;
  }
  // Hints that cost nothing.
  if (name.starts_with("rpython.rlib.jit.") || name.starts_with("rpython.rlib.debug.")) return define_nothing(), true;
  return false;
}

void FunctionTyper::type_print() {
  const ir::CallShape shape = typer_.flow.call_shapes[operation_->immediate];
  Operand separator = string_constant(" "), end = string_constant("\n");
  for (size_t i = 0; i < shape.keywords.size(); ++i) {
    Operand value = argument(shape.positional + i);
    if (annotation(value).is(AnnotationKind::None)) continue;
    if (typer_.text(shape.keywords[i]) == "sep") separator = use_as(value, typer_.reprs.string());
    if (typer_.text(shape.keywords[i]) == "end") end = use_as(value, typer_.reprs.string());
  }
  Operands pieces;
  for (size_t i = 0; i < shape.positional; ++i) {
    if (i > 0) pieces.push_back(separator);
    pieces.push_back(text_of(argument(i), false));
  }
  if (shape.has_star) {
    Typed star = use(operation_->operands.back());
    if (star.repr->kind == ReprKind::List) {
      py::object text = typer_.object_functions.text(star.repr->item);
      pieces.push_back(helper("rlist.ll_items_text", {star.operand, text, separator, boolean(pieces.empty())}));
    } else {
      for (size_t i = 0; i < star.repr->parts.size(); ++i) {
        if (!pieces.empty()) pieces.push_back(separator);
        pieces.push_back(text_of(tuple_item(star, i), false, false));
      }
    }
  }
  pieces.push_back(end);
  const ResolvedCall* to_file = typer_.annotator.resolved_call(instance_id_, operation_->result);
  if (to_file == nullptr) {
    helper("rstartup.ll_print", {concatenate(pieces)});
    return define_nothing();
  }
  annotate::InstanceId writer = to_file->targets.front().instance;
  const Signature& signature = typer_.functions.signature(writer);
  Operands passed{typer_.zero(signature.parameters[0]->type), pieces.front(), boolean(false)};
  Operand flush = boolean(false);
  for (size_t i = 0; i < shape.keywords.size(); ++i) {
    Operand value = argument(shape.positional + i);
    if (typer_.text(shape.keywords[i]) == "file") passed[0] = use_as(value, signature.parameters[0]);
    if (typer_.text(shape.keywords[i]) == "flush") flush = use_boolean(value);
  }
  // A write for each piece, as Python does.
  for (size_t i = 0; i < pieces.size(); ++i) {
    passed[1] = convert({pieces[i], typer_.reprs.of_type(type_of(pieces[i])), {}}, signature.parameters[1]);
    if (i + 1 == pieces.size()) passed[2] = flush;
    call(typer_.functions.declare(writer), signature, passed);
  }
  define_nothing();
}

// The text is only made if it will be written.
void FunctionTyper::type_debug_print() {
  Operand is_wanted = emit(Opcode::Unlikely, TypeTable::bool_, {helper("rdebug.ll_have_debug_prints", {})});
  ir::BlockId prints = builder_.new_block(), after = builder_.new_block();
  builder_.branch(is_wanted, prints, after);
  builder_.set_block(prints);
  Operands pieces;
  for (size_t i = 0; i < argument_count(); ++i) {
    if (i > 0) pieces.push_back(string_constant(" "));
    pieces.push_back(text_of(argument(i), false));
  }
  helper("rdebug.ll_debug_print", {concatenate(pieces)});
  builder_.jump(after);
  builder_.set_block(after);
  define_nothing();
}

void FunctionTyper::type_jit_driver(py::handle live, bool is_merge_point) {
  ir::JitDriverId driver = typer_.jit_driver(live);
  const ir::CallShape shape = typer_.flow.call_shapes[operation_->immediate];
  Operands operands;
  auto add = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      Operand operand = typer_.program.constants.void_value();
      for (size_t i = 0; i < shape.keywords.size(); ++i)
        if (typer_.text(shape.keywords[i]) == name) operand = materialize(use(argument(shape.positional + i)));
      operands.push_back(operand);
    }
  };
  const ir::JitDriver description = typer_.program.jit_drivers[driver.index];
  add(description.greens);
  add(description.reds);
  emit(is_merge_point ? Opcode::JitMergePoint : Opcode::CanEnterJit, TypeTable::void_, std::move(operands),
       driver.index);
}

bool FunctionTyper::type_low_level_builtin(const std::string& name) {
  static constexpr std::string_view lltype = "rpython.rtyper.lltypesystem.lltype.",
                                    annlowlevel = "rpython.rtyper.annlowlevel.", rffi = "rpython.rtyper.lltypesystem.rffi.";
  const Repr* result = typer_.reprs.of(annotations_[operation_->result.index]);
  if (name.starts_with(rffi)) return type_foreign_builtin(name.substr(rffi.size()), result);
  if (name.starts_with(lltype)) {
    std::string_view function = std::string_view(name).substr(lltype.size());
    if (function == "malloc") {
      if (py::object raw = typer_.types.raw_type(typer_.program.types.pointee(result->type)))
        return raw_malloc(raw, result), true;
    }
    if (function == "malloc") {
      Operand made = argument_count() > 1 && !typer_.flow.call_shapes[operation_->immediate].keywords.empty() &&
                             typer_.flow.call_shapes[operation_->immediate].positional == 1
                         ? malloc(result->type)
                     : argument_count() > 1 ? malloc_array(result->type, use_signed(argument(1)))
                                            : malloc(result->type);
      return define(made, result), true;
    }
    if (function == "malloc_uncleared") {
      return define(emit_allocation(Opcode::MallocUncleared, result->type, {use_signed(argument(1))}), result), true;
    }
    if (function == "nullptr") return define(typer_.zero(result->type), result), true;
    if (function == "free") {
      helper("foreign.ll_raw_free", {address_of(use(argument(0)))});
      return define_nothing(), true;
    }
    if (function == "cast_pointer")
      return define(cast_pointer(materialize(use(argument(1))), result->type), result), true;
    return define_nothing(), true;  // typeOf, is_array, ...
  }
  if (name.starts_with(annlowlevel)) {
    std::string_view function = std::string_view(name).substr(annlowlevel.size());
    if (function == "hlstr" || function == "hlbytes" || function == "llstr" || function == "llstr_or_null") {
      Typed given = use(argument(0));
      // Helpers take what they are given for a string; what the spec passes on to them may still be None.
      if (function == "llstr") require_non_null(given, annotation(argument(0)), "expected str, got NoneType");
      Operand string = convert(given, typer_.reprs.string());
      return define({string, result, {}}), true;
    }
    if (function == "static_class") return define_nothing(), true;
    if (function == "cast_to_instance" && type_of(use(argument(1)).operand) == TypeTable::address)
      return define(emit(Opcode::CastAdrToPtr, result->type, {use(argument(1)).operand}), result), true;
    if (function == "cast_to_instance")
      return define(cast_pointer(use(argument(1)).operand, result->type), result), true;
    if (function == "cast_instance_to_ptr")
      return define(cast_pointer(use(argument(0)).operand, result->type), result), true;
  }
  return false;
}

// llop.name(RESULT, operands...)
void FunctionTyper::type_llop(const std::string& name) {
  std::optional<Opcode> opcode = ir::find_opcode(name);
  if (!opcode) return unsupported(fmt::format("there is no operation `{}`", name));
  const ir::OperationInfo& info = ir::info(*opcode);
  TypeId result_type = annotation(argument(0)).type();
  Operands operands;
  // Operands of one integer type: constants take the type of the others.
  TypeId common_integer;
  for (size_t i = 1; i < argument_count(); ++i) {
    py::object live;
    if (!constant_of(argument(i), live) && annotation(argument(i)).is(AnnotationKind::Integer) &&
        !common_integer.valid())
      common_integer = annotation(argument(i)).type();
  }
  for (size_t i = 1; i < argument_count(); ++i) {
    char letter = info.signature[i - 1];
    py::object live;
    bool is_integer_constant =
        constant_of(argument(i), live) && PyLong_CheckExact(live.ptr()) && !PyBool_Check(live.ptr());
    if (letter == 'i' && is_integer_constant) {
      operands.push_back(
          typer_.prebuilt.integer(live, common_integer.valid() ? common_integer : result_type_for(info, result_type)));
      continue;
    }
    if (letter == 'w') {
      operands.push_back(use_signed(argument(i)));
      continue;
    }
    Typed value = use(argument(i));
    if (letter == 'p' && value.repr->kind == ReprKind::Char)
      value = {convert(value, typer_.reprs.string()), typer_.reprs.string(), {}};
    operands.push_back(materialize(value));
  }
  Operand result = info.can_raise() ? emit_raising(*opcode, result_type, std::move(operands))
                                    : emit(*opcode, result_type, std::move(operands));
  if (result_type == TypeTable::void_) return define_nothing();
  define(result, typer_.reprs.of_type(result_type));
}

// The type of an operation's integer operands when all of them are constants.
TypeId FunctionTyper::result_type_for(const ir::OperationInfo& info, TypeId result) {
  bool gives_operand_type = info.signature.ends_with(">i") && typer_.program.types.is_integer(result);
  return gives_operand_type ? result : TypeTable::signed_;
}

}  // namespace weft::typer
