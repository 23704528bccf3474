// What each high-level operation gives, from what is known of its operands.
#include <cassert>

#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "translator/ir/operations.h"

namespace weft::annotate {

namespace {

using ir::Opcode;

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

bool is_integer_like(const Annotation& a) { return a.is(AnnotationKind::Integer) || a.is(AnnotationKind::Bool); }
bool is_text(const Annotation& a) { return a.is(AnnotationKind::String) || a.is(AnnotationKind::Bytes); }

}  // namespace

Annotation Annotator::Implementation::transfer(const ir::Operation& operation) {
  // Nothing can be said before something is known of every operand; after an error nothing is said at all.
  bool has_error = false;
  bool is_global = operation.opcode == Opcode::Getglobal || operation.opcode == Opcode::Setglobal;
  for (const ir::Operand& each : operation.operands) {
    if (is_global && &each == &operation.operands[0]) continue;  // the module's dict is no dict of the program
    Annotation known = operand(each);
    if (known.is(AnnotationKind::Impossible)) return impossible();
    has_error = has_error || known.is(AnnotationKind::Error);
  }
  if (has_error) return error();
  auto argument = [&](size_t i) { return operand(operation.operands[i]); };
  switch (operation.opcode) {
    case Opcode::Add: case Opcode::Sub: case Opcode::Mul: case Opcode::Truediv: case Opcode::Floordiv:
    case Opcode::Mod: case Opcode::Pow: case Opcode::Lshift: case Opcode::Rshift: case Opcode::BitAnd:
    case Opcode::BitOr: case Opcode::BitXor: case Opcode::InplaceAdd: case Opcode::InplaceSub:
    case Opcode::InplaceMul: case Opcode::InplaceTruediv: case Opcode::InplaceFloordiv: case Opcode::InplaceMod:
    case Opcode::InplacePow: case Opcode::InplaceLshift: case Opcode::InplaceRshift: case Opcode::InplaceBitAnd:
    case Opcode::InplaceBitOr: case Opcode::InplaceBitXor:
      return transfer_binary(operation);
    case Opcode::Neg: case Opcode::Pos: case Opcode::Invert: {
      const char* name = operation.opcode == Opcode::Neg ? "__neg__"
                         : operation.opcode == Opcode::Pos ? "__pos__" : "__invert__";
      if (std::optional<Annotation> result = call_special(argument(0), name, {})) return *result;
      if (argument(0).is(AnnotationKind::Float) && operation.opcode != Opcode::Invert) return floating();
      if (argument(0).is(AnnotationKind::Bool)) return integer(operation.opcode == Opcode::Pos);
      if (argument(0).is(AnnotationKind::Integer))
        return integer(operation.opcode == Opcode::Pos && argument(0).non_negative, argument(0).type());
      return fail(unsupported_operation, fmt::format("{} has no such operator", describe(argument(0))));
    }
    case Opcode::Bool:
      return truth(argument(0));
    case Opcode::Not: {
      Annotation value = truth(argument(0));
      if (!value.is_constant()) return value;
      return boolean(host.object(value.constant).ptr() != Py_True);
    }
    case Opcode::Lt: case Opcode::Le: case Opcode::Eq: case Opcode::Ne: case Opcode::Gt: case Opcode::Ge:
      return transfer_comparison(operation);
    case Opcode::Is: case Opcode::IsNot:
      return transfer_is(operation);
    case Opcode::Contains: {
      Annotation container = argument(0), item = argument(1);
      if (std::optional<Annotation> result = call_special(container, "__contains__", {item})) return *result;
      switch (container.kind) {
        case AnnotationKind::List: {
          join(read(tables.list(container.list()).item), without_constant(item));
          require_equality(item);
          return boolean_annotation();
        }
        case AnnotationKind::Dict:
        case AnnotationKind::Set:
          add_entry(container.dict(), without_constant(item), impossible());
          return boolean_annotation();
        case AnnotationKind::String:
          if (item.is(AnnotationKind::String)) return boolean_annotation();
          break;
        case AnnotationKind::Bytes:
          if (item.is(AnnotationKind::Bytes) || is_integer_like(item)) return boolean_annotation();
          break;
        case AnnotationKind::Tuple:
          require_equality(item);
          return boolean_annotation();
        case AnnotationKind::Iterable: {
          IterableKind kind = tables.iterables[container.iterable().index].kind;
          if (kind == IterableKind::Range || kind == IterableKind::DictKeys || kind == IterableKind::DictValues)
            return boolean_annotation();
          break;
        }
        default:
          break;
      }
      return fail(unsupported_operation,
                  fmt::format("`in` can not look for {} in {}", describe(item), describe(container)));
    }
    case Opcode::Getattr:
      return transfer_getattr(argument(0), program.strings[ir::StringId{operation.immediate}]);
    case Opcode::Setattr:
      return transfer_setattr(operation);
    case Opcode::Getglobal:
    case Opcode::Setglobal: {
      const std::string& name = program.strings[ir::StringId{operation.immediate}];
      ir::HostObjectId module = program.constants[operation.operands[0].constant()].as_host_object();
      GlobalVariable* variable = nullptr;
      for (GlobalVariable& each : tables.globals)
        if (each.module_globals == module && each.name == name) variable = &each;
      if (variable == nullptr) {
        variable = &tables.globals.emplace_back(GlobalVariable{module, name, {}});
        py::dict globals = host.object(module);
        if (globals.contains(name.c_str()))
          variable->cell.annotation = without_constant(of_constant(globals[name.c_str()]));
      }
      if (operation.opcode == Opcode::Getglobal) return read(variable->cell);
      write(variable->cell, without_constant(argument(1)), operation.location,
            [&] { return fmt::format("global variable `{}`", name); });
      return none();
    }
    case Opcode::Getitem:
      return transfer_getitem(operation);
    case Opcode::Setitem:
      return transfer_setitem(operation);
    case Opcode::Delitem: {
      if (std::optional<Annotation> result = call_special(argument(0), "__delitem__", {argument(1)})) return none();
      if (argument(0).is(AnnotationKind::List)) {
        tables.list(argument(0).list()).is_resized = true;
        return none();
      }
      if (argument(0).is(AnnotationKind::Dict)) {
        add_entry(argument(0).dict(), without_constant(argument(1)), impossible());
        return none();
      }
      return fail(unsupported_operation, fmt::format("items of {} can not be deleted", describe(argument(0))));
    }
    case Opcode::Getslice:
      return transfer_getslice(operation);
    case Opcode::Setslice: {
      if (!argument(0).is(AnnotationKind::List))
        return fail(unsupported_operation, fmt::format("slices of {} can not be assigned", describe(argument(0))));
      Annotation item = item_of(argument(4));
      if (item.is(AnnotationKind::Impossible)) return none();
      tables.list(argument(0).list()).is_resized = true;
      add_item(argument(0).list(), item);
      return none();
    }
    case Opcode::Delslice:
      if (!argument(0).is(AnnotationKind::List))
        return fail(unsupported_operation, fmt::format("slices of {} can not be deleted", describe(argument(0))));
      tables.list(argument(0).list()).is_resized = true;
      return none();
    case Opcode::Newlist: {
      ListId created = list_here();
      for (size_t i = 0; i < operation.operands.size(); ++i) add_item(created, without_constant(argument(i)));
      return list_of(created);
    }
    case Opcode::Newtuple: {
      std::vector<Annotation> items;
      for (size_t i = 0; i < operation.operands.size(); ++i) items.push_back(argument(i));
      return tuple(tables.intern_tuple(std::move(items)));
    }
    case Opcode::Newdict: {
      DictId created = dict_here(false);
      for (size_t i = 0; i + 1 < operation.operands.size(); i += 2)
        add_entry(created, without_constant(argument(i)), without_constant(argument(i + 1)));
      return dict(tables.find(created));
    }
    case Opcode::Newset: {
      DictId created = dict_here(true);
      for (size_t i = 0; i < operation.operands.size(); ++i) add_entry(created, without_constant(argument(i)), none());
      return set(tables.find(created));
    }
    case Opcode::Iter:
      return transfer_iter(argument(0));
    case Opcode::IterMore:
      return item_of(argument(0)).is(AnnotationKind::Impossible) ? boolean_annotation() : boolean_annotation();
    case Opcode::IterItem:
      return item_of(argument(0));
    case Opcode::UnpackCheck: {
      Annotation value = argument(0);
      if (value.is(AnnotationKind::Tuple)) {
        size_t count = tables.tuple(value.tuple()).size();
        if (count == operation.immediate) return none();
        return fail(unsupported_operation,
                    fmt::format("a tuple of {} can not be unpacked into {} variables", count, operation.immediate));
      }
      if (value.is(AnnotationKind::List) || is_text(value)) return none();
      return fail(unsupported_operation, fmt::format("{} can not be unpacked", describe(value)));
    }
    case Opcode::Format:
      require_text(argument(0), true);
      return string();
    case Opcode::BuildString:
      return string();
    case Opcode::Call:
      return transfer_call(operation);
    case Opcode::ExceptionMatch: {
      if (!argument(1).is_constant())
        return fail(unsupported_operation, "the class of an `except` clause must be known while translating");
      py::object classes = host.object(argument(1).constant);
      auto register_class = [&](py::handle each) {
        if (PyExceptionClass_Check(each.ptr())) class_of(each);
      };
      if (py::isinstance<py::tuple>(classes))
        for (py::handle each : py::reinterpret_borrow<py::tuple>(classes)) register_class(each);
      else
        register_class(classes);
      std::optional<bool> verdict = is_instance(argument(0), classes);
      return verdict ? boolean(*verdict) : boolean_annotation();
    }
    case Opcode::MakeException:
      return make_exception(argument(0));
    case Opcode::Contract:
      return transfer_contract(operation);
    default:
      break;
  }
  return fail(unsupported_operation, fmt::format("operation `{}` is not known", ir::info(operation.opcode).name));
}

Annotation Annotator::Implementation::truth(const Annotation& value) {
  switch (value.kind) {
    case AnnotationKind::Bool: return value;
    case AnnotationKind::None: return boolean(false);
    case AnnotationKind::Integer:
    case AnnotationKind::Float:
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
      if (value.is_constant()) return boolean(PyObject_IsTrue(host.object(value.constant).ptr()) == 1);
      return boolean_annotation();
    case AnnotationKind::Tuple:
      if (!value.nullable) return boolean(!tables.tuple(value.tuple()).empty());
      return boolean_annotation();
    case AnnotationKind::Instance:
      if (current_operation != nullptr && current_operation->opcode == Opcode::Bool) {
        if (std::optional<Annotation> result = call_special(value, "__bool__", {})) return boolean_annotation();
        if (std::optional<Annotation> result = call_special(value, "__len__", {})) return boolean_annotation();
      }
      if (!value.nullable && !lookup(value.class_(), "__bool__") && !lookup(value.class_(), "__len__"))
        return boolean(true);
      return boolean_annotation();
    case AnnotationKind::Callables:
    case AnnotationKind::Method:
    case AnnotationKind::BuiltinMethod:
      return value.nullable ? boolean_annotation() : boolean(true);
    default: return boolean_annotation();
  }
}

// ---- arithmetic and comparison

Annotation Annotator::Implementation::transfer_binary(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  Opcode opcode = plain_opcode(operation.opcode);
  if (a.is(AnnotationKind::Instance)) {
    if (opcode != operation.opcode) {
      std::string in_place = special_name(opcode);
      in_place.insert(2, "i");
      if (std::optional<Annotation> result = call_special(a, in_place.c_str(), {b})) return *result;
    }
    if (std::optional<Annotation> result = call_special(a, special_name(opcode), {b})) return *result;
  }
  if (b.is(AnnotationKind::Instance) && !a.is(AnnotationKind::Instance)) {
    std::string reflected = special_name(opcode);
    reflected.insert(2, "r");
    std::optional<ClassAttribute> found = lookup(b.class_(), reflected);
    if (found && PyFunction_Check(host.object(found->object).ptr())) {
      tables.class_(b.class_()).readers.insert(current_block);
      CallArguments given;
      given.positional.push_back({non_null(b), {Argument::Source::Operand, 1, {}, 0}});
      given.positional.push_back({a, {Argument::Source::Operand, 0, {}, 0}});
      std::vector<CallableId> functions;
      for (const MethodTarget& target : method_targets(b.class_(), reflected))
        functions.push_back(method_callable(host.object(target.function), target.class_));
      return call_callables(functions, given);
    }
  }
  // In place on a list is extend, or repetition of the same list.
  if (operation.opcode == Opcode::InplaceAdd && a.is(AnnotationKind::List)) {
    Annotation item = item_of(b);
    tables.list(a.list()).is_resized = true;
    if (!item.is(AnnotationKind::Impossible)) add_item(a.list(), item);
    return a;
  }
  if (operation.opcode == Opcode::InplaceMul && a.is(AnnotationKind::List) && is_integer_like(b)) {
    tables.list(a.list()).is_resized = true;
    return a;
  }
  return transfer_arithmetic(opcode, operation, a, b);
}

Annotation Annotator::Implementation::transfer_arithmetic(Opcode opcode, const ir::Operation& operation,
                                                          const Annotation& a, const Annotation& b) {
  auto complain = [&] {
    std::string help;
    if (opcode == Opcode::Add && (is_text(a) != is_text(b)) && (is_number(a) || is_number(b)))
      help = "convert the number with str(), or the string with int()";
    std::vector<DiagnosticLabel> places;
    for (size_t i : {0, 1}) {
      ir::LocationId from = origin(operation.operands[i]);
      if (from.valid() && from != operation.location)
        places.push_back({flow.range(from), fmt::format("{} comes from here", describe(i == 0 ? a : b))});
    }
    return fail(unsupported_operation,
                fmt::format("`{}` is not defined for {} and {}", symbol(opcode), describe(a), describe(b)),
                fmt::format("{} {} {}", describe(a), symbol(opcode), describe(b)), help, std::move(places));
  };
  if (a.nullable || b.nullable) {
    if (is_text(a) && is_text(b)) {
      // None is caught at run time.
    }
  }
  if (opcode == Opcode::Mod && a.is(AnnotationKind::String)) {
    if (b.is(AnnotationKind::Tuple))
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(b.tuple()))) require_text(item, true);
    else
      require_text(b, true);
    return string();
  }
  if (opcode == Opcode::Add) {
    if (a.is(AnnotationKind::String) && b.is(AnnotationKind::String)) return string();
    if (a.is(AnnotationKind::Bytes) && b.is(AnnotationKind::Bytes)) return bytes();
    if (a.is(AnnotationKind::List) && b.is(AnnotationKind::List)) {
      ListId created = list_here();
      Annotation first = item_of(a), second = item_of(b);
      if (!first.is(AnnotationKind::Impossible)) add_item(created, first);
      if (!second.is(AnnotationKind::Impossible)) add_item(created, second);
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
        Annotation item = item_of(sequence);
        if (!item.is(AnnotationKind::Impossible)) add_item(created, item);
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
    Annotation joined = join(a, b);
    if (joined.is(AnnotationKind::Error)) {
      // The wider wins, and unsigned over signed, as in C.
      const ir::Type &left = program.types[a.type()], &right = program.types[b.type()];
      unsigned left_bits = left.bits ? left.bits : program.word_bits, right_bits = right.bits ? right.bits : program.word_bits;
      type = left_bits != right_bits ? (left_bits > right_bits ? a.type() : b.type())
                                     : (left.is_signed ? b.type() : a.type());
    } else {
      type = joined.type();
    }
  } else if (a.is(AnnotationKind::Integer)) {
    type = a.type();
  } else if (b.is(AnnotationKind::Integer)) {
    type = b.type();
  }
  switch (opcode) {
    case Opcode::Add: case Opcode::Mul: case Opcode::Floordiv: case Opcode::Pow: case Opcode::BitOr:
    case Opcode::BitXor:
      return integer(a_nonneg && b_nonneg, type);
    case Opcode::Mod: return integer(b_nonneg, type);
    case Opcode::BitAnd: return integer(a_nonneg || b_nonneg, type);
    case Opcode::Rshift: return integer(a_nonneg, type);
    case Opcode::Sub: case Opcode::Lshift: return integer(false, type);
    default: return complain();
  }
}

Annotation Annotator::Implementation::transfer_comparison(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  bool is_equality = operation.opcode == Opcode::Eq || operation.opcode == Opcode::Ne;
  if (a.is(AnnotationKind::None) || b.is(AnnotationKind::None)) {
    if (is_equality) return transfer_is(operation);
    return fail(unsupported_operation, "None can only be compared for identity and equality");
  }
  if (std::optional<Annotation> result = call_special(a, special_name(operation.opcode), {b})) return *result;
  if (operation.opcode == Opcode::Ne) {
    if (std::optional<Annotation> result = call_special(a, "__eq__", {b})) return boolean_annotation();
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
        if (is_equality) return boolean_annotation();
        return fail(unsupported_operation, fmt::format("`{}` defines no `{}`", describe(a),
                                                       special_name(operation.opcode)));
      default:
        if (is_equality) return boolean_annotation();
        break;
    }
  }
  return fail(unsupported_operation,
              fmt::format("{} and {} can not be compared with `{}`", describe(a), describe(b),
                          symbol(operation.opcode)),
              is_equality ? "they are never equal" : "");
}

Annotation Annotator::Implementation::transfer_is(const ir::Operation& operation) {
  Annotation a = operand(operation.operands[0]), b = operand(operation.operands[1]);
  bool positive = operation.opcode == Opcode::Is || operation.opcode == Opcode::Eq;
  if (a.is(AnnotationKind::None) && b.is(AnnotationKind::None)) return boolean(positive);
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
  return boolean_annotation();
}

// ---- attributes

Annotation Annotator::Implementation::transfer_getattr(const Annotation& object, const std::string& name) {
  auto library_method = [&](const py::dict& methods) -> std::optional<Annotation> {
    if (!methods.contains(name.c_str())) return std::nullopt;
    Annotation result = plain(AnnotationKind::Method);
    result.detail = tables.intern_callables({callable_of(methods[name.c_str()])}).index;
    result.detail2 = tables.intern_tuple({without_constant(non_null(object))}).index;
    return result;
  };
  auto builtin_method = [&] {
    Annotation result = plain(AnnotationKind::BuiltinMethod);
    result.detail = program.strings.intern(name).index;
    result.detail2 = tables.intern_tuple({without_constant(non_null(object))}).index;
    return result;
  };
  std::optional<Annotation> method;
  switch (object.kind) {
    case AnnotationKind::Instance: {
      if (name == "args_text" || !tables.class_(object.class_()).is_exception || name != "args")
        return read_attribute(object, name);
      return fail(unsupported_operation, "`args` of an exception is not kept", {},
                  "use str(exception), or an attribute of your own exception class");
    }
    case AnnotationKind::String:
    case AnnotationKind::Bytes:
      if (has_builtin_method(object.kind, name)) return builtin_method();
      method = library_method(object.is(AnnotationKind::String) ? string_methods : bytes_methods);
      break;
    case AnnotationKind::Integer:
    case AnnotationKind::Bool: method = library_method(int_methods); break;
    case AnnotationKind::Float: method = library_method(float_methods); break;
    case AnnotationKind::List:
    case AnnotationKind::Dict:
    case AnnotationKind::Set:
      if (has_builtin_method(object.kind, name)) return builtin_method();
      break;
    case AnnotationKind::Callables: {
      Annotation joined = impossible();
      const std::vector<CallableId> set = tables.callables_in(object.callables());
      for (CallableId each : set) {
        const Callable callable = tables.callables[each.index];
        py::object live = host.object(callable.object);
        if (!py::hasattr(live, name.c_str())) {
          return fail(unknown_attribute, fmt::format("`{}` has no attribute `{}`", callable.name, name));
        }
        Annotation value = impossible();
        if (live.is(llop)) return of_callable(operation_named(name), host.intern(live.attr(name.c_str())));
        if (callable.kind == CallableKind::Class && callable.class_.valid()) {
          std::optional<ClassAttribute> found = lookup(callable.class_, name);
          if (found && Py_TYPE(host.object(found->object).ptr())->tp_name == std::string_view("classmethod")) {
            value = plain(AnnotationKind::Method);
            value.detail =
                tables.intern_callables({callable_of(host.object(found->object).attr("__func__"))}).index;
            value.detail2 = tables.intern_tuple({of_constant(callable.object)}).index;
          }
        }
        if (value.is(AnnotationKind::Impossible)) value = of_constant(live.attr(name.c_str()));
        joined = join(joined, value);
      }
      if (joined.is(AnnotationKind::Error))
        return fail(type_conflict, fmt::format("attribute `{}` has different types in the objects meant here", name));
      return joined;
    }
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
    case AnnotationKind::LowLevelType:
      return low_level_getattr(object, name);
    default:
      break;
  }
  if (method) return *method;
  std::vector<std::string> candidates = builtin_methods(object.kind);
  if (object.is(AnnotationKind::String))
    for (auto [each, unused] : string_methods) candidates.push_back(std::string(py::str(each)));
  std::string nearest = nearest_match(name, candidates);
  return fail(unknown_attribute, fmt::format("{} has no attribute `{}`", describe(object), name), {},
              nearest.empty() ? "" : fmt::format("did you mean `{}`?", nearest));
}

Annotation Annotator::Implementation::transfer_setattr(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), value = operand(operation.operands[1]);
  const std::string name = program.strings[ir::StringId{operation.immediate}];
  if (object.is(AnnotationKind::Instance)) {
    std::optional<ClassAttribute> found = lookup(object.class_(), name);
    if (found && Py_TYPE(host.object(found->object).ptr())->tp_name == std::string_view("property")) {
      py::object setter = host.object(found->object).attr("fset");
      if (setter.is_none()) return fail(unsupported_operation, fmt::format("property `{}` has no setter", name));
      call_live(setter, {non_null(object), value});
      return none();
    }
    ClassId owner;
    attribute(object.class_(), name, &owner);
    Attribute& place = tables.class_(owner).attributes.at(name);
    if (!place.first_assigned.valid()) place.first_assigned = operation.location;
    if (!place.is_assigned) {
      place.is_assigned = true;
      queue_readers(place.cell.readers);
      for (ClassId each : tables.with_subclasses(owner)) {
        queue_readers(tables.class_(each).readers);
        add_class_value(each, name);
      }
    }
    write_attribute(object.class_(), name, without_constant(value), operation.location);
    return none();
  }
  if (object.is(AnnotationKind::Pointer) || object.is(AnnotationKind::Interior)) {
    low_level_getattr(object, name);
    return none();
  }
  return fail(unsupported_operation, fmt::format("attributes of {} can not be assigned", describe(object)));
}

// ---- items

Annotation Annotator::Implementation::transfer_getitem(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), index = operand(operation.operands[1]);
  if (std::optional<Annotation> result = call_special(object, "__getitem__", {index})) return *result;
  auto bad_index = [&] {
    return fail(unsupported_operation, fmt::format("{} can not be indexed with {}", describe(object), describe(index)));
  };
  switch (object.kind) {
    case AnnotationKind::List:
      if (!is_integer_like(index)) return bad_index();
      return read(tables.list(object.list()).item);
    case AnnotationKind::String:
      return is_integer_like(index) ? string(true) : bad_index();
    case AnnotationKind::Bytes:
      return is_integer_like(index) ? integer(true) : bad_index();
    case AnnotationKind::Dict:
      add_entry(object.dict(), without_constant(index), impossible());
      return read(tables.dict(object.dict()).value);
    case AnnotationKind::Tuple: {
      const std::vector<Annotation> items = tables.tuple(object.tuple());
      if (!is_integer_like(index)) return bad_index();
      if (!index.is_constant()) {
        Annotation joined = impossible();
        for (const Annotation& item : items) joined = join(joined, item);
        if (joined.is(AnnotationKind::Error))
          return fail(unsupported_operation, fmt::format("the index into a {} must be known while translating",
                                                         describe(object)));
        return without_constant(joined);
      }
      long long position = py::cast<long long>(py::int_(host.object(index.constant)));
      if (position < 0) position += static_cast<long long>(items.size());
      if (position < 0 || position >= static_cast<long long>(items.size()))
        return fail(unsupported_operation, fmt::format("index {} is out of range for a {}",
                                                       std::string(py::str(host.object(index.constant))),
                                                       describe(object)));
      return items[static_cast<size_t>(position)];
    }
    case AnnotationKind::Iterable:
      if (tables.iterables[object.iterable().index].kind == IterableKind::Range && is_integer_like(index))
        return integer(tables.iterables[object.iterable().index].non_negative);
      return bad_index();
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
      return low_level_getitem(object);
    default:
      return fail(unsupported_operation, fmt::format("{} can not be indexed", describe(object)));
  }
}

Annotation Annotator::Implementation::transfer_setitem(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]), index = operand(operation.operands[1]);
  Annotation value = operand(operation.operands[2]);
  if (call_special(object, "__setitem__", {index, value})) return none();
  switch (object.kind) {
    case AnnotationKind::List:
      if (!is_integer_like(index)) break;
      tables.list(object.list()).is_mutated = true;
      add_item(object.list(), without_constant(value));
      return none();
    case AnnotationKind::Dict:
      add_entry(object.dict(), without_constant(index), without_constant(value));
      return none();
    case AnnotationKind::Pointer:
    case AnnotationKind::Interior:
      low_level_getitem(object);
      return none();
    default:
      break;
  }
  return fail(unsupported_operation,
              fmt::format("items of {} can not be assigned with index {}", describe(object), describe(index)));
}

Annotation Annotator::Implementation::transfer_getslice(const ir::Operation& operation) {
  Annotation object = operand(operation.operands[0]);
  for (size_t i = 1; i < 4; ++i) {
    Annotation bound = operand(operation.operands[i]);
    if (!is_integer_like(bound) && !bound.is(AnnotationKind::None))
      return fail(unsupported_operation, fmt::format("a slice bound must be int or None, not {}", describe(bound)));
  }
  switch (object.kind) {
    case AnnotationKind::String: return string();
    case AnnotationKind::Bytes: return bytes();
    case AnnotationKind::List: {
      ListId created = list_here();
      Annotation item = item_of(object);
      if (!item.is(AnnotationKind::Impossible)) add_item(created, item);
      return list_of(created);
    }
    case AnnotationKind::Tuple: {
      py::object bounds[3];
      for (size_t i = 1; i < 4; ++i) {
        Annotation bound = operand(operation.operands[i]);
        if (!bound.is(AnnotationKind::None) && !bound.is_constant())
          return fail(unsupported_operation, "the bounds of a tuple's slice must be known while translating");
        bounds[i - 1] = bound.is(AnnotationKind::None) ? py::none() : host.object(bound.constant);
      }
      const std::vector<Annotation> items = tables.tuple(object.tuple());
      py::object slice = py::module_::import("builtins").attr("slice")(bounds[0], bounds[1], bounds[2]);
      std::vector<Annotation> chosen;
      for (py::handle i : py::list(py::module_::import("builtins").attr("range")(items.size())[slice]))
        chosen.push_back(items[py::cast<size_t>(i)]);
      return tuple(tables.intern_tuple(std::move(chosen)));
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be sliced", describe(object)));
  }
}

// ---- lists and dicts

ListId Annotator::Implementation::list_here() {
  assert(current_operation != nullptr);
  auto [position, is_new] = list_creations.try_emplace(value_key(current_block.instance, current_operation->result));
  if (is_new) {
    position->second = ListId{tables.lists.size()};
    tables.lists.emplace_back().created_at = current_location;
  }
  return position->second;
}

DictId Annotator::Implementation::dict_here(bool is_set) {
  assert(current_operation != nullptr);
  auto [position, is_new] = dict_creations.try_emplace(value_key(current_block.instance, current_operation->result));
  if (is_new) {
    position->second = DictId{tables.dicts.size()};
    tables.dicts.emplace_back();
    tables.dicts.back().is_set = is_set;
    tables.dicts.back().created_at = current_location;
    if (is_set) tables.dicts.back().value.annotation = none();
  }
  return position->second;
}

Annotation Annotator::Implementation::list_of(ListId id) const { return list(tables.find(id)); }

void Annotator::Implementation::add_item(ListId id, const Annotation& item) {
  // An alias merged meanwhile must not leave the item in the definition that went.
  Annotation plain_item = without_constant(item);
  write(tables.list(id).item, plain_item, current_location, [] { return std::string("the items of this list"); });
}

void Annotator::Implementation::add_entry(DictId id, const Annotation& key, const Annotation& value) {
  if (!key.is(AnnotationKind::Impossible)) {
    require_key_functions(key);
    write(tables.dict(id).key, without_constant(key), current_location,
          [] { return std::string("the keys of this dict"); });
  }
  if (!value.is(AnnotationKind::Impossible))
    write(tables.dict(id).value, without_constant(value), current_location,
          [] { return std::string("the values of this dict"); });
}

// Keys with a hash and an equality of their own: the functions are called by the dict.
void Annotator::Implementation::require_key_functions(const Annotation& key) {
  if (key.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(key.tuple());
    for (const Annotation& item : items) require_key_functions(item);
    return;
  }
  if (!key.is(AnnotationKind::Instance)) {
    bool is_mutable = key.is(AnnotationKind::List) || key.is(AnnotationKind::Dict) || key.is(AnnotationKind::Set);
    if (is_mutable) fail(unsupported_operation, fmt::format("{} can not be a key: it is mutable", describe(key)));
    return;
  }
  require_equality(key);
  std::optional<ClassAttribute> hash = lookup(key.class_(), "__hash__");
  if (!hash || !PyFunction_Check(host.object(hash->object).ptr())) return;
  for (const MethodTarget& target : method_targets(key.class_(), "__hash__")) {
    ResolvedTarget resolved;
    CallArguments given;
    given.positional.push_back({non_null(key), {}});
    call_function(method_callable(host.object(target.function), target.class_), given, resolved);
  }
}

// What `==` on two such values calls.
void Annotator::Implementation::require_equality(const Annotation& value) {
  if (value.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(value.tuple());
    for (const Annotation& item : items) require_equality(item);
    return;
  }
  if (value.is(AnnotationKind::List)) {
    Annotation item = read(tables.list(value.list()).item);
    if (!item.is(AnnotationKind::List)) require_equality(item);
    return;
  }
  if (!value.is(AnnotationKind::Instance)) return;
  std::optional<ClassAttribute> equal = lookup(value.class_(), "__eq__");
  if (!equal || !PyFunction_Check(host.object(equal->object).ptr())) return;
  std::vector<ResolvedTarget> targets;
  for (const MethodTarget& target : method_targets(value.class_(), "__eq__")) {
    ResolvedTarget resolved;
    CallArguments given;
    given.positional.push_back({non_null(value), {}});
    given.positional.push_back({non_null(value), {}});
    call_function(method_callable(host.object(target.function), target.class_), given, resolved);
    targets.push_back(resolved);
  }
  if (targets.size() > 1) unite_families(targets);
}

// What str() or repr() of the value calls.
void Annotator::Implementation::require_text(const Annotation& value, bool repr) {
  if (value.is(AnnotationKind::Tuple)) {
    const std::vector<Annotation> items = tables.tuple(value.tuple());
    for (const Annotation& item : items) require_text(item, true);
    return;
  }
  if (value.is(AnnotationKind::List)) {
    Annotation item = read(tables.list(value.list()).item);
    if (!item.is(AnnotationKind::List)) require_text(item, true);
    return;
  }
  if (value.is(AnnotationKind::Dict) || value.is(AnnotationKind::Set)) {
    require_text(read(tables.dict(value.dict()).key), true);
    Annotation mapped = read(tables.dict(value.dict()).value);
    if (!mapped.is(AnnotationKind::Dict)) require_text(mapped, true);
    return;
  }
  if (!value.is(AnnotationKind::Instance)) return;
  tables.class_(value.class_()).readers.insert(current_block);
  for (const char* name : {"__str__", "__repr__"}) {
    if (repr && name == std::string_view("__str__")) continue;
    std::vector<ResolvedTarget> targets;
    for (const MethodTarget& target : method_targets(value.class_(), name)) {
      ResolvedTarget resolved;
      CallArguments given;
      given.positional.push_back({instance(target.class_), {}});
      call_function(method_callable(host.object(target.function), target.class_), given, resolved);
      targets.push_back(resolved);
    }
    if (targets.size() > 1) unite_families(targets);
  }
}

// ---- iteration

Annotation Annotator::Implementation::transfer_iter(const Annotation& value) {
  IterableDefinition definition{.kind = IterableKind::List, .sources = {without_constant(non_null(value))}};
  switch (value.kind) {
    case AnnotationKind::List: definition.kind = IterableKind::List; break;
    case AnnotationKind::String: definition.kind = IterableKind::String; break;
    case AnnotationKind::Bytes: definition.kind = IterableKind::Bytes; break;
    case AnnotationKind::Tuple: {
      definition.kind = IterableKind::Tuple;
      Annotation joined = impossible();
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(value.tuple()))) joined = join(joined, item);
      if (joined.is(AnnotationKind::Error))
        return fail(unsupported_operation, fmt::format("the items of a {} have different types", describe(value)),
                    "looped over here", "use unrolling_iterable for a tuple that is known while translating");
      break;
    }
    case AnnotationKind::Dict: definition.kind = IterableKind::Dict; break;
    case AnnotationKind::Set: definition.kind = IterableKind::Set; break;
    case AnnotationKind::Iterable: {
      Annotation result = plain(AnnotationKind::Iterator);
      result.detail = value.detail;
      return result;
    }
    case AnnotationKind::Iterator: return value;
    case AnnotationKind::Instance: {
      Annotation iterator = value;
      if (std::optional<Annotation> made = call_special(value, "__iter__", {})) iterator = *made;
      if (iterator.is(AnnotationKind::Impossible)) return iterator;
      if (!iterator.is(AnnotationKind::Instance)) return iterator.is(AnnotationKind::Iterator) ? iterator : transfer_iter(iterator);
      definition.kind = IterableKind::Instance;
      definition.sources = {without_constant(non_null(iterator))};
      if (!lookup(iterator.class_(), "__next__"))
        return fail(unsupported_operation, fmt::format("`{}` defines neither `__iter__` nor `__next__`",
                                                       describe(iterator)), "looped over here");
      break;
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be looped over", describe(value)), "looped over here");
  }
  Annotation result = plain(AnnotationKind::Iterator);
  result.detail = tables.intern_iterable(std::move(definition)).index;
  return result;
}

// What a loop over the value gives; for an Iterator, its next item.
Annotation Annotator::Implementation::item_of(const Annotation& value) {
  switch (value.kind) {
    case AnnotationKind::Impossible:
    case AnnotationKind::Error: return value;
    case AnnotationKind::List: return read(tables.list(value.list()).item);
    case AnnotationKind::String: return string(true);
    case AnnotationKind::Bytes: return integer(true);
    case AnnotationKind::Tuple: {
      Annotation joined = impossible();
      for (const Annotation& item : std::vector<Annotation>(tables.tuple(value.tuple())))
        joined = join(joined, without_constant(item));
      return joined;
    }
    case AnnotationKind::Dict:
    case AnnotationKind::Set: return read(tables.dict(value.dict()).key);
    case AnnotationKind::Instance: {
      Annotation iterator = transfer_iter(value);
      return iterator.is(AnnotationKind::Error) ? iterator : item_of(iterator);
    }
    case AnnotationKind::Iterable:
    case AnnotationKind::Iterator: {
      const IterableDefinition definition = tables.iterables[value.iterable().index];
      switch (definition.kind) {
        case IterableKind::Range: return integer(definition.non_negative);
        case IterableKind::DictValues: return read(tables.dict(definition.sources[0].dict()).value);
        case IterableKind::DictItems: {
          Annotation key = read(tables.dict(definition.sources[0].dict()).key);
          Annotation mapped = read(tables.dict(definition.sources[0].dict()).value);
          if (key.is(AnnotationKind::Impossible) || mapped.is(AnnotationKind::Impossible)) return impossible();
          return tuple(tables.intern_tuple({key, mapped}));
        }
        case IterableKind::Enumerate: {
          Annotation item = item_of(definition.sources[0]);
          if (item.is(AnnotationKind::Impossible) || item.is(AnnotationKind::Error)) return item;
          return tuple(tables.intern_tuple({integer(true), item}));
        }
        case IterableKind::Zip: {
          std::vector<Annotation> items;
          for (const Annotation& source : definition.sources) {
            Annotation item = item_of(source);
            if (item.is(AnnotationKind::Impossible) || item.is(AnnotationKind::Error)) return item;
            items.push_back(item);
          }
          return tuple(tables.intern_tuple(std::move(items)));
        }
        case IterableKind::Instance: {
          std::optional<ClassAttribute> next = lookup(definition.sources[0].class_(), "__next__");
          if (!next) return error();
          CallArguments given;
          given.positional.push_back({definition.sources[0], {Argument::Source::Receiver, 0, {}, 0}});
          std::vector<CallableId> functions;
          for (const MethodTarget& target : method_targets(definition.sources[0].class_(), "__next__"))
            functions.push_back(method_callable(host.object(target.function), target.class_));
          return call_callables(functions, given);
        }
        default: return item_of(definition.sources[0]);
      }
    }
    default:
      return fail(unsupported_operation, fmt::format("{} can not be looped over", describe(value)));
  }
}

Annotation Annotator::Implementation::make_exception(const Annotation& exception) {
  if (exception.is(AnnotationKind::Instance) && tables.class_(exception.class_()).is_exception)
    return without_constant(non_null(exception));
  if (exception.is(AnnotationKind::Callables)) {
    const std::vector<CallableId> set = tables.callables_in(exception.callables());
    if (tables.callables[set[0].index].kind == CallableKind::Class) return call_callables(set, {});
  }
  return fail(unsupported_operation, fmt::format("{} can not be raised", describe(exception)), "raised here",
              "raise an instance of a class that derives from Exception");
}

Annotation Annotator::Implementation::transfer_contract(const ir::Operation& operation) {
  Annotation value = operand(operation.operands[0]);
  ir::HostObjectId hint_object = program.constants[operation.operands[1].constant()].as_host_object();
  uint64_t key = value_key(current_block.instance, operation.result);
  auto position = contracts.find(key);
  if (position == contracts.end()) position = contracts.emplace(key, of_hint(host.object(hint_object))).first;
  if (!position->second) return value;
  Annotation joined = join(*position->second, without_constant(value));
  if (joined.is(AnnotationKind::Error) ||
      (joined.nullable && !position->second->nullable && !position->second->is(AnnotationKind::None))) {
    return fail(broken_contract,
                fmt::format("declared as {}, but the value is {}", describe(*position->second), describe(value)),
                fmt::format("{} here", describe(value)));
  }
  if (joined.kind != position->second->kind) {
    return fail(broken_contract,
                fmt::format("declared as {}, but the value is {}", describe(*position->second), describe(value)));
  }
  return joined;
}

}  // namespace weft::annotate
