// What each high-level operation gives, from what is known of its operands.
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/annotate/implementation.h"
#include "translator/ir/operations.h"

namespace weft::annotate {

using ir::Opcode;

Annotation Annotator::Implementation::transfer(const ir::Operation& operation) {
  // Nothing can be said before something is known of every operand; after an error nothing is said at all.
  if (operation.opcode == Opcode::FrameStore && operand(operation.operands[1]).is(AnnotationKind::Impossible))
    return none();  // what is restored later comes from another place
  bool has_error = false;
  bool is_global = operation.opcode == Opcode::Getglobal || operation.opcode == Opcode::Setglobal;
  for (const ir::Operand& each : operation.operands) {
    if (is_global && &each == &operation.operands[0]) continue;  // the module's dict is no dict of the program
    if (operation.opcode == Opcode::Contract && &each == &operation.operands[1]) continue;  // the hint
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
      if (std::optional<Annotation> result = call_special(container, "__contains__", {item})) {
        bool is_boolean = result->is(AnnotationKind::Bool) || result->is(AnnotationKind::Impossible) ||
                          result->is(AnnotationKind::Error);
        if (is_boolean) return *result;
        return fail(unsupported_operation, fmt::format("`__contains__` of {} gives {}, not a bool", describe(container),
                                                       describe(*result)));
      }
      switch (container.kind) {
        case AnnotationKind::List: {
          if (is_mixed_search(container, item)) return call_live(container_functions["contains"], {container, item});
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
          if (kind == IterableKind::Range || kind == IterableKind::DictKeys)
            return boolean_annotation();
          break;
        }
        default:
          break;
      }
      bool is_looped_over = container.is(AnnotationKind::Iterable) || container.is(AnnotationKind::Iterator) ||
                            (container.is(AnnotationKind::Instance) &&
                             (lookup(container.class_(), "__iter__") || lookup(container.class_(), "__next__")));
      if (is_looped_over) return call_live(container_functions["contains"], {container, item});
      return fail(unsupported_operation,
                  fmt::format("`in` can not look for {} in {}", describe(item), describe(container)));
    }
    case Opcode::FrameLoad:
    case Opcode::Getattr:
      return transfer_getattr(argument(0), program.strings[ir::StringId{operation.immediate}]);
    case Opcode::FrameStore:
    case Opcode::Setattr:
      return transfer_setattr(operation);
    case Opcode::Getglobal:
    case Opcode::Setglobal: {
      const std::string& name = program.strings[ir::StringId{operation.immediate}];
      ir::HostObjectId module = program.constants[operation.operands[0].constant()].as_host_object();
      auto [position, is_new] =
          tables.global_index.try_emplace(uint64_t{module.index} << 32 | operation.immediate, tables.globals.size());
      if (is_new) tables.globals.push_back(GlobalVariable{module, name, {}});
      GlobalVariable* variable = &tables.globals[position->second];
      if (is_new) {
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
      if (call_special(argument(0), "_setslice_", {argument(1), argument(2), argument(3), argument(4)})) return none();
      if (!argument(0).is(AnnotationKind::List))
        return fail(unsupported_operation, fmt::format("slices of {} can not be assigned", describe(argument(0))));
      tables.list(argument(0).list()).is_resized = true;
      return add_items_of(argument(0).list(), argument(4)) ? none() : error();
    }
    case Opcode::Delslice:
      if (call_special(argument(0), "_delslice_", {argument(1), argument(2), argument(3)})) return none();
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
      item_of(argument(0));  // an iterator of the spec's own is asked for its next item here
      return boolean_annotation();
    case Opcode::IterItem:
      return item_of(argument(0));
    case Opcode::UnpackCheck: {
      Annotation value = argument(0);
      if (value.is(AnnotationKind::Tuple)) {
        size_t count = tables.tuple(value.tuple()).size();
        if (count == operation.immediate) return none();
        fail(unsupported_operation,
             fmt::format("a tuple of {} can not be unpacked into {} variables", count, operation.immediate));
        // The items are not asked for any more.
        if (operation.operands[0].is_value()) join_into_value(current(), operation.operands[0].value(), error());
        return error();
      }
      if (value.is(AnnotationKind::List) || is_text(value)) return none();
      return fail(unsupported_operation, fmt::format("{} can not be unpacked", describe(value)));
    }
    case Opcode::Format: {
      auto is_empty = [&](const Annotation& text) {
        return text.is_constant() && PyObject_IsTrue(host.object(text.constant).ptr()) == 0;
      };
      if (refuse_textless(argument(0))) return error();
      if (argument(1).is(AnnotationKind::None) || is_empty(argument(1))) {
        bool is_bare = argument(2).is(AnnotationKind::None);
        std::optional<Annotation> result =
            call_format(argument(0), 0, is_bare ? std::nullopt : std::optional(without_constant(argument(2))));
        if (result) return *result;
      }
      require_text(argument(0), true);
      return string();
    }
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
        if (py::object function = truth_of_some(value)) {
          Annotation result = call_live(function, {non_null(value)});
          return result.is(AnnotationKind::Impossible) ? result : boolean_annotation();
        }
        if (std::optional<Annotation> result = call_special(value, "__bool__", {})) return boolean_annotation();
        if (std::optional<Annotation> result = call_special(value, "__len__", {})) return boolean_annotation();
      }
      if (!value.nullable && method_targets(value.class_(), "__bool__").empty() &&
          method_targets(value.class_(), "__len__").empty())
        return boolean(true);
      return boolean_annotation();
    case AnnotationKind::Callables:
      if (refuse_class_values(value, {"__bool__", "__len__"})) return error();
      [[fallthrough]];
    case AnnotationKind::Method:
    case AnnotationKind::FunctionObject:
    case AnnotationKind::BuiltinMethod:
      return value.nullable ? boolean_annotation() : boolean(true);
    default: return boolean_annotation();
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
