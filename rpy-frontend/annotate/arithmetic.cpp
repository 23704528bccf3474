// Binary operations and comparisons.
#include <algorithm>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

using ir::Opcode;

namespace {

// Special method names of binary operations, plain and reflected.
const char* special_name(Opcode opcode) {
  switch (opcode) {
    case Opcode::Add: case Opcode::InplaceAdd: return "__add__";
    case Opcode::Sub: case Opcode::InplaceSub: return "__sub__";
    case Opcode::Mul: case Opcode::InplaceMul: return "__mul__";
    case Opcode::Truediv: case Opcode::InplaceTruediv: return "__truediv__";
    case Opcode::Floordiv: case Opcode::InplaceFloordiv: return "__floordiv__";
    case Opcode::Mod: case Opcode::InplaceMod: return "__mod__";
    case Opcode::Pow: case Opcode::InplacePow: return "__pow__";
    case Opcode::Lshift: case Opcode::InplaceLshift: return "__lshift__";
    case Opcode::Rshift: case Opcode::InplaceRshift: return "__rshift__";
    case Opcode::BitAnd: case Opcode::InplaceBitAnd: return "__and__";
    case Opcode::BitOr: case Opcode::InplaceBitOr: return "__or__";
    case Opcode::BitXor: case Opcode::InplaceBitXor: return "__xor__";
    case Opcode::Lt: return "__lt__";
    case Opcode::Le: return "__le__";
    case Opcode::Eq: return "__eq__";
    case Opcode::Ne: return "__ne__";
    case Opcode::Gt: return "__gt__";
    case Opcode::Ge: return "__ge__";
    default: return nullptr;
  }
}

// The operation an in-place one does on values that can not change in place.
Opcode plain_opcode(Opcode opcode) {
  if (opcode < Opcode::InplaceAdd || opcode > Opcode::InplaceBitXor) return opcode;
  return static_cast<Opcode>(static_cast<int>(opcode) - static_cast<int>(Opcode::InplaceAdd) +
                             static_cast<int>(Opcode::Add));
}

// a < b is b > a.
Opcode reflected_comparison(Opcode opcode) {
  switch (opcode) {
    case Opcode::Lt: return Opcode::Gt;
    case Opcode::Le: return Opcode::Ge;
    case Opcode::Gt: return Opcode::Lt;
    case Opcode::Ge: return Opcode::Le;
    default: return opcode;
  }
}

std::string_view symbol(Opcode opcode) {
  switch (plain_opcode(opcode)) {
    case Opcode::Add: return "+";
    case Opcode::Sub: return "-";
    case Opcode::Mul: return "*";
    case Opcode::Truediv: return "/";
    case Opcode::Floordiv: return "//";
    case Opcode::Mod: return "%";
    case Opcode::Pow: return "**";
    case Opcode::Lshift: return "<<";
    case Opcode::Rshift: return ">>";
    case Opcode::BitAnd: return "&";
    case Opcode::BitOr: return "|";
    case Opcode::BitXor: return "^";
    case Opcode::Lt: return "<";
    case Opcode::Le: return "<=";
    case Opcode::Eq: return "==";
    case Opcode::Ne: return "!=";
    case Opcode::Gt: return ">";
    case Opcode::Ge: return ">=";
    default: return "?";
  }
}

}  // namespace

// ---- special methods that decline

// `return NotImplemented` says that the operand is not for this method. From `==` and `!=` that means that the objects
// are compared for identity; otherwise nothing is returned there.
bool Annotator::Implementation::returns_not_implemented(InstanceId id, ir::Operand returned) {
  Annotation value = operand(returned);
  if (!value.is_constant() || host.object(value.constant).ptr() != Py_NotImplemented) return false;
  if (!tables.instances[id.index].declines) {
    instance_of(id).declines = true;
    queue_readers(instance_of(id).result.readers);
  }
  std::string name = py::str(host.object(tables.callables[instance_of(id).callable.index].object).attr("__name__"));
  if (name == "__eq__" || name == "__ne__") write_result(id, boolean_annotation(), current_location);
  return true;
}

// Whether every function that the current operation would call does nothing else.
bool Annotator::Implementation::declined() const {
  auto call = resolved_calls.find(value_key(current_block.instance, current_operation->result));
  if (call == resolved_calls.end()) return false;
  for (const ResolvedTarget& target : call->second.targets) {
    const FunctionInstance& instance = tables.instances[target.instance.index];
    if (!instance.declines || !instance.result.annotation.is(AnnotationKind::Impossible)) return false;
  }
  return true;
}

std::optional<Annotation> Annotator::Implementation::call_reflected(const Annotation& receiver, const std::string& name,
                                                                    const Annotation& other) {
  if (!receiver.is(AnnotationKind::Instance)) return std::nullopt;
  std::optional<ClassAttribute> found = lookup(receiver.class_(), name);
  if (!found || !PyFunction_Check(host.object(found->object).ptr())) return std::nullopt;
  tables.class_(receiver.class_()).readers.insert(current_block);
  CallArguments given;
  given.positional.push_back({non_null(receiver), {Argument::Source::Operand, 1, {}, 0}});
  given.positional.push_back({other, {Argument::Source::Operand, 0, {}, 0}});
  return call_callables(bound_functions(method_targets(receiver.class_(), name)), given);
}

bool Annotator::Implementation::overrides_reflected(const Annotation& a, const Annotation& b,
                                                    const std::string& reflected) {
  if (!a.is(AnnotationKind::Instance) || !b.is(AnnotationKind::Instance) || a.class_() == b.class_()) return false;
  if (!tables.derives_from(b.class_(), a.class_())) return false;
  std::optional<ClassAttribute> own = lookup(b.class_(), reflected), inherited = lookup(a.class_(), reflected);
  return own && (!inherited || own->object != inherited->object);
}

std::optional<Annotation> Annotator::Implementation::call_operator(const Annotation& a, const std::string& name,
                                                                   const Annotation& b, const std::string& reflected) {
  // The second operand comes first where its class derives from that of the first one and has a method of its own.
  std::optional<Annotation> result;
  if (!reflected.empty() && overrides_reflected(a, b, reflected)) {
    result = call_reflected(b, reflected, a);
    if (result && !(result->is(AnnotationKind::Impossible) && declined())) return result;
  }
  result = call_special(a, name.c_str(), {b});
  if (result && !(result->is(AnnotationKind::Impossible) && declined())) return result;
  bool has_declined = result.has_value();
  if (!reflected.empty()) result = call_reflected(b, reflected, a);
  if (result && !(result->is(AnnotationKind::Impossible) && declined())) return result;
  if (has_declined || result) resolved_calls.erase(value_key(current_block.instance, current_operation->result));
  return std::nullopt;
}

Annotation Annotator::Implementation::transfer_binary(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  Opcode opcode = plain_opcode(operation.opcode);
  if (a.is(AnnotationKind::Instance)) {
    if (opcode != operation.opcode) {
      std::string in_place = special_name(opcode);
      in_place.insert(2, "i");
      if (std::optional<Annotation> result = call_operator(a, in_place, b, {})) return *result;
    }
  }
  if (a.is(AnnotationKind::Instance) || b.is(AnnotationKind::Instance)) {
    std::string reflected = special_name(opcode);
    reflected.insert(2, "r");
    if (std::optional<Annotation> result = call_operator(a, special_name(opcode), b, reflected)) return *result;
  }
  // In place on a list is extend, or repetition of the same list.
  if (operation.opcode == Opcode::InplaceAdd && a.is(AnnotationKind::List)) {
    tables.list(a.list()).is_resized = true;
    add_items_of(a.list(), b);
    return a;
  }
  if (operation.opcode == Opcode::InplaceMul && a.is(AnnotationKind::List) && is_integer_like(b)) {
    tables.list(a.list()).is_resized = true;
    return a;
  }
  return transfer_arithmetic(opcode, a, b);
}

Annotation Annotator::Implementation::transfer_arithmetic(Opcode opcode, const Annotation& a,
                                                          const Annotation& b) {
  auto complain = [&] {
    std::string help;
    if (opcode == Opcode::Add && (is_text(a) != is_text(b)) && (is_number(a) || is_number(b)))
      help = "convert the number with str(), or the string with int()";
    return fail(unsupported_operation,
                fmt::format("`{}` is not defined for {} and {}", symbol(opcode), describe(a), describe(b)),
                fmt::format("{} {} {}", describe(a), symbol(opcode), describe(b)), help);
  };
  if (opcode == Opcode::Mod && is_text(a)) {
    if (refuse_textless(b)) return error();
    if (b.is(AnnotationKind::Tuple))
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(b.tuple()))) require_text(item, true);
    else
      require_text(b, true);
    return a.is(AnnotationKind::String) ? string() : bytes();
  }
  if (opcode == Opcode::Add) {
    if (a.is(AnnotationKind::String) && b.is(AnnotationKind::String)) return string();
    if (a.is(AnnotationKind::Bytes) && b.is(AnnotationKind::Bytes)) return bytes();
    if (a.is(AnnotationKind::List) && b.is(AnnotationKind::List)) {
      ListId created = list_here();
      add_items_of(created, a);
      add_items_of(created, b);
      return list_of(created);
    }
    if (a.is(AnnotationKind::Tuple) && b.is(AnnotationKind::Tuple)) {
      std::vector<Annotation> items = tables.tuple(a.tuple());
      const std::vector<Annotation> more = tables.tuple(b.tuple());
      items.insert(items.end(), more.begin(), more.end());
      return tuple(tables.intern_tuple(std::move(items)));
    }
  }
  if (opcode == Opcode::Mul) {
    for (auto [sequence, count] : {std::pair(a, b), std::pair(b, a)}) {
      if (!is_integer_like(count)) continue;
      if (is_text(sequence)) return sequence.is(AnnotationKind::String) ? string() : bytes();
      if (sequence.is(AnnotationKind::List)) {
        ListId created = list_here();
        add_items_of(created, sequence);
        return list_of(created);
      }
    }
  }
  if (a.is(AnnotationKind::Set) && b.is(AnnotationKind::Set) &&
      (opcode == Opcode::BitAnd || opcode == Opcode::BitOr || opcode == Opcode::BitXor || opcode == Opcode::Sub)) {
    Annotation joined = join(a, b);
    return without_constant(non_null(joined));
  }
  if (a.is(AnnotationKind::Dict) && b.is(AnnotationKind::Dict) && opcode == Opcode::BitOr)
    return without_constant(non_null(join(a, b)));
  if (a.is(AnnotationKind::Address) || b.is(AnnotationKind::Address)) {
    if (opcode == Opcode::Sub && a.is(AnnotationKind::Address) && b.is(AnnotationKind::Address)) return integer();
    if (opcode == Opcode::Add || opcode == Opcode::Sub) return plain(AnnotationKind::Address);
    return complain();
  }
  if (!is_number(a) || !is_number(b)) return complain();
  bool is_float = a.is(AnnotationKind::Float) || b.is(AnnotationKind::Float);
  switch (opcode) {
    case Opcode::Truediv:
      return floating();
    case Opcode::Add: case Opcode::Sub: case Opcode::Mul: case Opcode::Floordiv: case Opcode::Mod:
    case Opcode::Pow:
      if (is_float) return floating();
      break;
    case Opcode::BitAnd: case Opcode::BitOr: case Opcode::BitXor:
      if (is_float) return complain();
      if (a.is(AnnotationKind::Bool) && b.is(AnnotationKind::Bool)) return boolean_annotation();
      break;
    default:
      if (is_float) return complain();
      break;
  }
  bool a_nonneg = a.is(AnnotationKind::Bool) || a.non_negative;
  bool b_nonneg = b.is(AnnotationKind::Bool) || b.non_negative;
  ir::TypeId type = ir::TypeTable::signed_;
  if (a.is(AnnotationKind::Integer) && b.is(AnnotationKind::Integer) && a.type() != b.type() &&
      opcode != Opcode::Lshift && opcode != Opcode::Rshift) {
    type = common_integer_type(a, b);
  } else if (a.is(AnnotationKind::Integer)) {
    type = a.type();
  } else if (b.is(AnnotationKind::Integer)) {
    type = b.type();
  }
  auto result = [&](bool non_negative) {
    Annotation made = integer(non_negative, type);
    bool is_shift = opcode == Opcode::Lshift || opcode == Opcode::Rshift;
    made.is_machine_word = type == ir::TypeTable::signed_ && (a.is_machine_word || (!is_shift && b.is_machine_word));
    return made;
  };
  switch (opcode) {
    case Opcode::Add: case Opcode::Mul: case Opcode::Floordiv: case Opcode::Pow: case Opcode::BitOr:
    case Opcode::BitXor:
      return result(a_nonneg && b_nonneg);
    case Opcode::Mod: return result(b_nonneg);
    case Opcode::BitAnd: return result(a_nonneg || b_nonneg);
    case Opcode::Rshift: return result(a_nonneg);
    case Opcode::Sub: case Opcode::Lshift: return result(false);
    default: return complain();
  }
}

// As rarithmetic.compute_restype: an int adapts to the other type; of two others the result is as wide as the wider one,
// and unsigned unless both are signed.
ir::TypeId Annotator::Implementation::common_integer_type(const Annotation& a, const Annotation& b) const {
  auto adapts = [](const Annotation& each) {
    return each.type() == ir::TypeTable::signed_ && !each.is_machine_word;
  };
  if (a.type() == b.type() || adapts(b)) return a.type();
  if (adapts(a)) return b.type();
  auto bits = [&](const Annotation& each) {
    unsigned own = program.types[each.type()].bits;
    return own != 0 ? own : program.word_bits;
  };
  unsigned width = std::max(bits(a), bits(b));
  return program.types.integer(width == program.word_bits ? 0 : width,
                               program.types.is_signed(a.type()) && program.types.is_signed(b.type()));
}

Annotation Annotator::Implementation::transfer_comparison(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  bool is_equality = operation.opcode == Opcode::Eq || operation.opcode == Opcode::Ne;
  if (a.is(AnnotationKind::None) || b.is(AnnotationKind::None)) {
    if (is_equality) return transfer_is(operation);
    return fail(unsupported_operation, "None can only be compared for identity and equality");
  }
  if (a.is(AnnotationKind::Instance) || b.is(AnnotationKind::Instance)) {
    if (is_equality)
      if (py::object function = equality_of_some(a, b)) {
        Annotation result = call_live(function, {a, b});
        return result.is(AnnotationKind::Impossible) ? result : boolean_annotation();
      }
    const char* reflected = special_name(reflected_comparison(operation.opcode));
    if (std::optional<Annotation> result = call_operator(a, special_name(operation.opcode), b, reflected)) return *result;
    if (operation.opcode == Opcode::Ne)
      if (std::optional<Annotation> result = call_operator(a, "__eq__", b, "__eq__"))
        return result->is(AnnotationKind::Impossible) ? *result : boolean_annotation();
  }
  if (Annotation folded = fold(operation.opcode, {a, b}); !folded.is(AnnotationKind::Impossible)) return folded;
  if (a.is(AnnotationKind::LowLevelType) && b.is(AnnotationKind::LowLevelType) && is_equality)
    return boolean((a.detail == b.detail) == (operation.opcode == Opcode::Eq));
  if (is_number(a) && is_number(b)) return boolean_annotation();
  if (a.kind == b.kind) {
    switch (a.kind) {
      case AnnotationKind::List: case AnnotationKind::Dict: case AnnotationKind::Set: case AnnotationKind::Tuple:
        require_equality(a);
        require_equality(b);
        join(without_constant(a), without_constant(b));
        return boolean_annotation();
      case AnnotationKind::String: case AnnotationKind::Bytes: case AnnotationKind::Pointer:
      case AnnotationKind::Address:
        return boolean_annotation();
      case AnnotationKind::Instance: case AnnotationKind::Callables:
        for (const Annotation& each : {a, b})
          if (refuse_class_values(each, {"__eq__", "__ne__"})) return error();
        if (is_equality) return boolean_annotation();
        return fail(unsupported_operation, fmt::format("`{}` defines no `{}`", describe(a),
                                                       special_name(operation.opcode)));
      default:
        if (is_equality) return boolean_annotation();
        break;
    }
  }
  auto is_callable = [&](const Annotation& value) {
    return value.is(AnnotationKind::FunctionObject) || value.is(AnnotationKind::Callables) ||
           value.is(AnnotationKind::Method) || value.is(AnnotationKind::BuiltinMethod) ||
           (value.is(AnnotationKind::Instance) && is_function_object(value.class_()));
  };
  if (is_equality && is_callable(a) && is_callable(b)) return boolean_annotation();
  return fail(unsupported_operation,
              fmt::format("{} and {} can not be compared with `{}`", describe(a), describe(b),
                          symbol(operation.opcode)),
              is_equality ? "they are never equal" : "");
}

namespace {

// Values of different types, unless both may be None; numbers are compared by value.
bool are_never_identical(const Annotation& a, const Annotation& b) {
  constexpr AnnotationKind containers[] = {AnnotationKind::String, AnnotationKind::Bytes, AnnotationKind::List,
                                           AnnotationKind::Dict,   AnnotationKind::Set,   AnnotationKind::Tuple};
  constexpr AnnotationKind others[] = {AnnotationKind::Instance,       AnnotationKind::Callables,
                                       AnnotationKind::Method,         AnnotationKind::FunctionObject,
                                       AnnotationKind::BuiltinMethod,  AnnotationKind::Iterable};
  auto is_container = [&](const Annotation& each) {
    return std::ranges::find(containers, each.kind) != std::end(containers);
  };
  auto is_object = [&](const Annotation& each) {
    return is_container(each) || std::ranges::find(others, each.kind) != std::end(others);
  };
  if (a.nullable && b.nullable) return false;
  if (is_number(a) || is_number(b)) return is_object(a) || is_object(b);
  return a.kind != b.kind && is_object(a) && is_object(b) && (is_container(a) || is_container(b));
}

}  // namespace

Annotation Annotator::Implementation::transfer_is(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  bool positive = operation.opcode == Opcode::Is || operation.opcode == Opcode::Eq;
  if (a.is(AnnotationKind::None) && b.is(AnnotationKind::None)) return boolean(positive);
  // No value of the program is NotImplemented.
  for (const Annotation& each : {a, b})
    if (each.is_constant() && host.object(each.constant).ptr() == Py_NotImplemented)
      return boolean((a.constant == b.constant) == positive);
  if (a.is(AnnotationKind::None) || b.is(AnnotationKind::None)) {
    const Annotation& other = a.is(AnnotationKind::None) ? b : a;
    if (!other.nullable && !other.is(AnnotationKind::Pointer)) return boolean(!positive);
    return boolean_annotation();
  }
  bool both_callable = a.is(AnnotationKind::Callables) && b.is(AnnotationKind::Callables);
  if (both_callable && !a.nullable && !b.nullable) {
    const std::vector<CallableId>& first = tables.callables_in(a.callables());
    const std::vector<CallableId>& second = tables.callables_in(b.callables());
    if (first.size() == 1 && second.size() == 1) return boolean((first[0] == second[0]) == positive);
    bool meet = false;
    for (CallableId each : first)
      for (CallableId other : second) meet = meet || each == other;
    if (!meet) return boolean(!positive);
    return boolean_annotation();
  }
  if (a.is(AnnotationKind::LowLevelType) && b.is(AnnotationKind::LowLevelType))
    return boolean((a.detail == b.detail) == positive);
  if (a.is(AnnotationKind::Bool) && b.is(AnnotationKind::Bool)) return boolean_annotation();
  if (a.is(AnnotationKind::Instance) && b.is(AnnotationKind::Instance)) {
    if (!tables.common_base(a.class_(), b.class_()).valid()) return boolean(!positive);
    return boolean_annotation();
  }
  if (are_never_identical(a, b)) return boolean(!positive);
  return boolean_annotation();
}

}  // namespace weft::annotate
