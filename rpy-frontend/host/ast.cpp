#include "rpy-frontend/host/ast.h"

#include <array>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace weft::rpy {

namespace {

// In the order of NodeKind.
constexpr std::array<const char*, static_cast<size_t>(NodeKind::Unknown)> kind_names{"Module",
                                                                                     "Interactive",
                                                                                     "Expression",
                                                                                     "FunctionDef",
                                                                                     "AsyncFunctionDef",
                                                                                     "ClassDef",
                                                                                     "Return",
                                                                                     "Delete",
                                                                                     "Assign",
                                                                                     "AugAssign",
                                                                                     "AnnAssign",
                                                                                     "For",
                                                                                     "AsyncFor",
                                                                                     "While",
                                                                                     "If",
                                                                                     "With",
                                                                                     "AsyncWith",
                                                                                     "Match",
                                                                                     "Raise",
                                                                                     "Try",
                                                                                     "TryStar",
                                                                                     "Assert",
                                                                                     "Import",
                                                                                     "ImportFrom",
                                                                                     "Global",
                                                                                     "Nonlocal",
                                                                                     "Expr",
                                                                                     "Pass",
                                                                                     "Break",
                                                                                     "Continue",
                                                                                     "BoolOp",
                                                                                     "NamedExpr",
                                                                                     "BinOp",
                                                                                     "UnaryOp",
                                                                                     "Lambda",
                                                                                     "IfExp",
                                                                                     "Dict",
                                                                                     "Set",
                                                                                     "ListComp",
                                                                                     "SetComp",
                                                                                     "DictComp",
                                                                                     "GeneratorExp",
                                                                                     "Await",
                                                                                     "Yield",
                                                                                     "YieldFrom",
                                                                                     "Compare",
                                                                                     "Call",
                                                                                     "FormattedValue",
                                                                                     "JoinedStr",
                                                                                     "Constant",
                                                                                     "Attribute",
                                                                                     "Subscript",
                                                                                     "Starred",
                                                                                     "Name",
                                                                                     "List",
                                                                                     "Tuple",
                                                                                     "Slice",
                                                                                     "And",
                                                                                     "Or",
                                                                                     "Add",
                                                                                     "Sub",
                                                                                     "Mult",
                                                                                     "MatMult",
                                                                                     "Div",
                                                                                     "Mod",
                                                                                     "Pow",
                                                                                     "LShift",
                                                                                     "RShift",
                                                                                     "BitOr",
                                                                                     "BitXor",
                                                                                     "BitAnd",
                                                                                     "FloorDiv",
                                                                                     "Invert",
                                                                                     "Not",
                                                                                     "UAdd",
                                                                                     "USub",
                                                                                     "Eq",
                                                                                     "NotEq",
                                                                                     "Lt",
                                                                                     "LtE",
                                                                                     "Gt",
                                                                                     "GtE",
                                                                                     "Is",
                                                                                     "IsNot",
                                                                                     "In",
                                                                                     "NotIn",
                                                                                     "Load",
                                                                                     "Store",
                                                                                     "Del",
                                                                                     "comprehension",
                                                                                     "ExceptHandler",
                                                                                     "arguments",
                                                                                     "arg",
                                                                                     "keyword",
                                                                                     "alias",
                                                                                     "withitem",
                                                                                     "match_case",
                                                                                     "MatchValue",
                                                                                     "MatchSingleton",
                                                                                     "MatchSequence",
                                                                                     "MatchMapping",
                                                                                     "MatchClass",
                                                                                     "MatchStar",
                                                                                     "MatchAs",
                                                                                     "MatchOr"};
static_assert(std::string_view(kind_names.back()) == "MatchOr");

// In the order of Field.
constexpr std::array<const char*, static_cast<size_t>(Field::Count)> field_names{
    "annotation",  "arg",          "args",          "asname",      "attr",
    "bases",       "body",         "cases",         "cause",       "cls",
    "comparators", "context_expr", "conversion",    "ctx",         "decorator_list",
    "defaults",    "elt",          "elts",          "exc",         "finalbody",
    "format_spec", "func",         "generators",    "guard",       "handlers",
    "id",          "ifs",          "items",         "iter",        "key",
    "keys",        "keywords",     "kind",          "kw_defaults", "kwarg",
    "kwd_attrs",   "kwd_patterns", "kwonlyargs",    "left",        "level",
    "lower",       "module",       "msg",           "name",        "names",
    "op",          "operand",      "operands",      "ops",         "optional_vars",
    "orelse",      "pattern",      "patterns",      "posonlyargs", "rest",
    "returns",     "right",        "simple",        "slice",       "step",
    "subject",     "target",       "targets",       "test",        "type",
    "upper",       "value",        "values",        "vararg",      "lineno",
    "col_offset",  "end_lineno",   "end_col_offset"};
static_assert(std::string_view(field_names.back()) == "end_col_offset");

// The classes of `_ast` and the attribute names, looked up once for the process's one Python.
struct Vocabulary {
  std::unordered_map<PyTypeObject*, NodeKind> kinds;
  std::array<PyObject*, static_cast<size_t>(Field::Count)> fields{};
  PyObject* fields_attribute = PyUnicode_InternFromString("_fields");
  PyTypeObject* base = nullptr;

  Vocabulary() {
    py::module_ ast = py::module_::import("_ast");
    for (size_t i = 0; i < kind_names.size(); ++i)
      kinds.emplace(reinterpret_cast<PyTypeObject*>(py::object(ast.attr(kind_names[i])).release().ptr()),
                    static_cast<NodeKind>(i));
    for (size_t i = 0; i < field_names.size(); ++i) fields[i] = PyUnicode_InternFromString(field_names[i]);
    base = reinterpret_cast<PyTypeObject*>(py::object(ast.attr("AST")).release().ptr());
  }
};

const Vocabulary& vocabulary() {
  static const Vocabulary instance;
  return instance;
}

bool is_node(PyObject* object) { return PyObject_TypeCheck(object, vocabulary().base); }

uint32_t number(Node node, Field field) {
  PyObject* value = node.value(field);
  return PyLong_Check(value) ? static_cast<uint32_t>(PyLong_AsLong(value)) : 0;
}

}  // namespace

bool Span::contains(const Span& other) const {
  return std::tie(line, column) <= std::tie(other.line, other.column) &&
         std::tie(other.end_line, other.end_column) <= std::tie(end_line, end_column);
}

NodeKind Node::kind() const {
  const auto& kinds = vocabulary().kinds;
  auto position = kinds.find(Py_TYPE(object_));
  return position == kinds.end() ? NodeKind::Unknown : position->second;
}

PyObject* Node::value(Field field) const {
  PyObject* result = PyObject_GetAttr(object_, vocabulary().fields[static_cast<size_t>(field)]);
  if (result == nullptr) {  // an optional field that a tree made by hand left out
    PyErr_Clear();
    return Py_None;
  }
  Py_DECREF(result);  // the node still holds it
  return result;
}

Node Node::child(Field field) const {
  PyObject* result = value(field);
  return result == Py_None ? Node() : Node(result);
}

NodeList Node::children(Field field) const {
  PyObject* result = value(field);
  return NodeList(PyList_Check(result) ? result : nullptr);
}

Span Node::span() const {
  return {number(*this, Field::lineno), number(*this, Field::col_offset), number(*this, Field::end_lineno),
          number(*this, Field::end_col_offset)};
}

Node NodeList::operator[](size_t index) const {
  PyObject* item = value(index);
  return item == Py_None ? Node() : Node(item);
}

void for_each_child(Node node, const std::function<void(Node)>& visit) {
  PyObject* names =
      PyObject_GetAttr(reinterpret_cast<PyObject*>(Py_TYPE(node.object())), vocabulary().fields_attribute);
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* value = PyObject_GetAttr(node.object(), PyTuple_GET_ITEM(names, i));
    if (value == nullptr) {
      PyErr_Clear();
      continue;
    }
    Py_DECREF(value);
    if (is_node(value)) {
      visit(Node(value));
    } else if (PyList_Check(value)) {
      for (Py_ssize_t j = 0; j < PyList_GET_SIZE(value); ++j)
        if (PyObject* item = PyList_GET_ITEM(value, j); is_node(item)) visit(Node(item));
    }
  }
  Py_DECREF(names);
}

PyObject* parse_source(const char* text, PyObject* file_name, bool is_expression) {
  PyCompilerFlags flags{};
  flags.cf_flags = PyCF_ONLY_AST;
  flags.cf_feature_version = PY_MINOR_VERSION;
  return Py_CompileStringObject(text, file_name, is_expression ? Py_eval_input : Py_file_input, &flags, -1);
}

}  // namespace weft::rpy
