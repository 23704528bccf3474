// `"...".format(...)`, `format_map` and `"%(name)s" % mapping`: the template is taken apart while translating, and what
// remains is what f-strings and `%` with a tuple are made of.
#include <algorithm>

#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/flow/function_flow.h"

namespace weft::rpy {

using ir::Opcode;
using ir::Operand;

namespace {

py::object formatter(const char* function) { return py::module_::import("_string").attr(function); }

// Attributes are looked up by the identity of their names.
py::object interned(py::object name) {
  if (!PyUnicode_CheckExact(name.ptr())) return name;
  PyObject* text = name.release().ptr();
  PyUnicode_InternInPlace(&text);
  return py::reinterpret_steal<py::object>(text);
}

}  // namespace

// The values given to a template: by position and by name, or a mapping that is asked for each name.
struct FunctionFlow::TemplateValues {
  std::vector<Operand> positional;
  std::vector<std::pair<std::string, Operand>> named;
  Operand mapping;
  Py_ssize_t next = 0;    // the number of the next `{}`
  bool numbered = false;  // some field has a number of its own
};

// `template.method(...)` for a template that is known; nothing when it is another method.
std::optional<Operand> FunctionFlow::template_call(Node node, Operand owner, PyObject* name) {
  bool is_map = PyUnicode_CompareWithASCIIString(name, "format_map") == 0;
  if (!is_map && PyUnicode_CompareWithASCIIString(name, "format") != 0) return std::nullopt;
  if (!owner.is_constant() || !PyUnicode_Check(object(owner).ptr())) return std::nullopt;
  TemplateValues values;
  NodeList arguments = node.children(Field::args);
  for (Node argument : arguments) {
    if (argument.is(NodeKind::Starred)) {
      unsupported(argument, "`*` in a call of format()", "pass the values one by one");
      return undefined();
    }
    values.positional.push_back(expression(argument));
  }
  for (Node keyword : node.children(Field::keywords)) {
    if (keyword.value(Field::arg) == Py_None) {
      unsupported(keyword, "`**` in a call of format()", "pass the values by name");
      return undefined();
    }
    values.named.emplace_back(text(keyword.value(Field::arg)), expression(keyword.child(Field::value)));
  }
  if (is_map) {
    if (values.positional.size() != 1 || !values.named.empty()) {
      report(bad_template, node, "format_map() takes one mapping");
      return undefined();
    }
    values.mapping = values.positional[0];
    values.positional.clear();
  }
  if (!is_reachable()) return undefined();
  return fill_template(node, object(owner), values, 0);
}

Operand FunctionFlow::fill_template(Node node, py::handle template_text, TemplateValues& values, int depth) {
  std::vector<Operand> parts;
  try {
    for (py::handle entry : formatter("formatter_parser")(template_text)) {
      py::tuple piece = py::reinterpret_borrow<py::tuple>(entry);
      parts.push_back(constant(py::object(piece[0])));
      if (piece[1].is_none()) continue;
      if (depth > 1) {
        report(bad_template, node, "a template's fields can be nested once");
        return undefined();
      }
      Operand value = template_field(node, py::object(piece[1]), values);
      if (!is_reachable()) return undefined();
      // The specification may hold fields of its own.
      Operand specification = fill_template(node, py::object(piece[2]), values, depth + 1);
      std::string conversion = piece[3].is_none() ? "" : std::string(py::str(py::object(piece[3])));
      if (!conversion.empty() && conversion != "s" && conversion != "r" && conversion != "a") {
        report(bad_template, node, fmt::format("`!{}` is no conversion", conversion));
        return undefined();
      }
      parts.push_back(format_operation(node, value, conversion, specification));
    }
  } catch (const py::error_already_set& error) {
    report(bad_template, node, std::string(py::str(error.value())));
    return undefined();
  }
  return join_parts(node, parts);
}

// The value of a field like `name`, `0.attribute`, `[key]`.
Operand FunctionFlow::template_field(Node node, py::handle field, TemplateValues& values) {
  auto split = formatter("formatter_field_name_split")(field).cast<py::tuple>();
  py::object first = split[0];
  Operand value;
  if (PyLong_Check(first.ptr()) || PyUnicode_GetLength(first.ptr()) == 0) {
    bool is_number = PyLong_Check(first.ptr());
    if (is_number ? values.next > 0 : values.numbered) {
      report(bad_template, node, "a template's fields are either all numbered or none is");
      return undefined();
    }
    values.numbered = is_number;
    Py_ssize_t position = is_number ? PyLong_AsSsize_t(first.ptr()) : values.next++;
    if (position < 0 || position >= static_cast<Py_ssize_t>(values.positional.size())) {
      report(bad_template, node,
             fmt::format("the template asks for value {}, but {} given", position + 1,
                         values.positional.size() == 1 ? "1 is" : fmt::format("{} are", values.positional.size())));
      return undefined();
    }
    value = values.positional[static_cast<size_t>(position)];
  } else if (values.mapping.valid()) {
    value = load_item(node, values.mapping, constant(first));
  } else {
    std::string name = std::string(py::str(first));
    auto found = std::ranges::find(values.named, name, &std::pair<std::string, Operand>::first);
    if (found == values.named.end()) {
      std::vector<std::string> names;
      for (const auto& [each, unused] : values.named) names.push_back(each);
      std::string nearest = nearest_match(name, names);
      report(bad_template, node, fmt::format("the template asks for `{}`, which is not given", name), {},
             Help::did_you_mean(name, nearest));
      return undefined();
    }
    value = found->second;
  }
  for (py::handle entry : split[1]) {
    py::tuple step = py::reinterpret_borrow<py::tuple>(entry);
    // Made a constant, the name stays alive.
    Operand key = constant(interned(step[1]));
    value = step[0].cast<bool>() ? load_attribute(node, value, object(key).ptr()) : load_item(node, value, key);
  }
  return value;
}

// ---- "%(name)s" % mapping

// The operation with a tuple of the values that the template names; nothing when it names none.
std::optional<Operand> FunctionFlow::percent_with_names(Node node, Operand left, Node right) {
  if (!left.is_constant()) return std::nullopt;
  py::object format = object(left);
  bool is_bytes = PyBytes_Check(format.ptr());
  if (!is_bytes && !PyUnicode_Check(format.ptr())) return std::nullopt;
  std::string text = is_bytes ? format.cast<std::string>()
                              : py::bytes(format.attr("encode")("latin-1", "replace")).cast<std::string>();
  if (text.find("%(") == std::string::npos) return std::nullopt;
  std::string positional;
  std::vector<std::string> names;
  for (size_t at = 0; at < text.size();) {
    if (text[at] != '%' || at + 1 >= text.size()) {
      positional += text[at++];
      continue;
    }
    if (text[at + 1] == '%') {
      positional += "%%";
      at += 2;
      continue;
    }
    // Parentheses in a name are balanced.
    size_t end = at + 2;
    for (int open = 1; text[at + 1] == '(' && end < text.size(); ++end) {
      open += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
      if (open == 0) break;
    }
    if (text[at + 1] != '(' || end >= text.size()) {
      report(bad_template, node, "each conversion of a format with names needs a name: %(name)s");
      return undefined();
    }
    names.push_back(text.substr(at + 2, end - at - 2));
    positional += '%';
    at = end + 1;
  }
  std::vector<Operand> values = values_by_name(node, right, names, is_bytes);
  if (!is_reachable() || values.size() != names.size()) return undefined();
  py::object plain = is_bytes ? py::object(py::bytes(positional))
                              : py::reinterpret_steal<py::object>(PyUnicode_DecodeLatin1(
                                    positional.data(), static_cast<Py_ssize_t>(positional.size()), nullptr));
  return binary(node, NodeKind::Mod, constant(plain), make_tuple(node, std::move(values)), false);
}

// What `mapping` holds for each of the names. The values of a dict display may be of different types.
std::vector<Operand> FunctionFlow::values_by_name(Node node, Node mapping, const std::vector<std::string>& names,
                                                  bool is_bytes) {
  auto key_of = [&](const std::string& name) {
    return is_bytes ? py::object(py::bytes(name))
                    : py::reinterpret_steal<py::object>(
                          PyUnicode_DecodeLatin1(name.data(), static_cast<Py_ssize_t>(name.size()), nullptr));
  };
  std::vector<Operand> result;
  if (!mapping.is(NodeKind::Dict)) {
    Operand dict = expression(mapping);
    for (const std::string& name : names)
      if (is_reachable()) result.push_back(load_item(node, dict, constant(key_of(name))));
    return result;
  }
  NodeList keys = mapping.children(Field::keys), given = mapping.children(Field::values);
  std::vector<std::pair<py::object, Operand>> entries;
  for (size_t i = 0; i < keys.size(); ++i) {
    Operand key = keys[i].valid() ? expression(keys[i]) : Operand();
    if (!key.valid() || !key.is_constant()) {
      report(bad_template, node, "the keys of this dict must be known while translating");
      return {};
    }
    entries.emplace_back(object(key), expression(given[i]));
  }
  for (const std::string& name : names) {
    py::object key = key_of(name);
    auto found = std::ranges::find_if(entries.rbegin(), entries.rend(),
                                      [&](const auto& entry) { return entry.first.equal(key); });
    if (found == entries.rend()) {
      report(bad_template, node, fmt::format("the format asks for `{}`, which is not given", name));
      return {};
    }
    result.push_back(found->second);
  }
  return result;
}

}  // namespace weft::rpy
