// A typed view of CPython's syntax trees: nodes stay Python objects, and this reads their fields without making
// strings. Trees live as long as the Sources that parsed them, so nodes are plain values.
#pragma once

#include <pybind11/pybind11.h>

#include <cstdint>
#include <functional>

namespace weft::rpy {

namespace py = pybind11;

enum class NodeKind : uint8_t {
  Module,
  Interactive,
  Expression,
  // Statements.
  FunctionDef,
  AsyncFunctionDef,
  ClassDef,
  Return,
  Delete,
  Assign,
  AugAssign,
  AnnAssign,
  For,
  AsyncFor,
  While,
  If,
  With,
  AsyncWith,
  Match,
  Raise,
  Try,
  TryStar,
  Assert,
  Import,
  ImportFrom,
  Global,
  Nonlocal,
  Expr,
  Pass,
  Break,
  Continue,
  // Expressions.
  BoolOp,
  NamedExpr,
  BinOp,
  UnaryOp,
  Lambda,
  IfExp,
  Dict,
  Set,
  ListComp,
  SetComp,
  DictComp,
  GeneratorExp,
  Await,
  Yield,
  YieldFrom,
  Compare,
  Call,
  FormattedValue,
  JoinedStr,
  Constant,
  Attribute,
  Subscript,
  Starred,
  Name,
  List,
  Tuple,
  Slice,
  // Operators.
  And,
  Or,
  Add,
  Sub,
  Mult,
  MatMult,
  Div,
  Mod,
  Pow,
  LShift,
  RShift,
  BitOr,
  BitXor,
  BitAnd,
  FloorDiv,
  Invert,
  Not,
  UAdd,
  USub,
  Eq,
  NotEq,
  Lt,
  LtE,
  Gt,
  GtE,
  Is,
  IsNot,
  In,
  NotIn,
  Load,
  Store,
  Del,
  // The rest.
  comprehension,
  ExceptHandler,
  arguments,
  arg,
  keyword,
  alias,
  withitem,
  match_case,
  MatchValue,
  MatchSingleton,
  MatchSequence,
  MatchMapping,
  MatchClass,
  MatchStar,
  MatchAs,
  MatchOr,
  Unknown,
};

// The attributes of nodes that are read.
enum class Field : uint8_t {
  annotation,
  arg,
  args,
  asname,
  attr,
  bases,
  body,
  cases,
  cause,
  cls,
  comparators,
  context_expr,
  conversion,
  ctx,
  decorator_list,
  defaults,
  elt,
  elts,
  exc,
  finalbody,
  format_spec,
  func,
  generators,
  guard,
  handlers,
  id,
  ifs,
  items,
  iter,
  key,
  keys,
  keywords,
  kind,
  kw_defaults,
  kwarg,
  kwd_attrs,
  kwd_patterns,
  kwonlyargs,
  left,
  level,
  lower,
  module,
  msg,
  name,
  names,
  op,
  operand,
  operands,
  ops,
  optional_vars,
  orelse,
  pattern,
  patterns,
  posonlyargs,
  rest,
  returns,
  right,
  simple,
  slice,
  step,
  subject,
  target,
  targets,
  test,
  type,
  upper,
  value,
  values,
  vararg,
  lineno,
  col_offset,
  end_lineno,
  end_col_offset,
  Count
};

// A range of source text; lines count from 1 and columns from 0, in bytes, as in Python's trees.
struct Span {
  uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  friend bool operator==(const Span&, const Span&) = default;
  bool contains(const Span& other) const;
};

class NodeList;

class Node {
 public:
  Node() = default;
  explicit Node(PyObject* object) : object_(object) {}

  bool valid() const { return object_ != nullptr; }  // optional children that are absent are not
  NodeKind kind() const;
  bool is(NodeKind wanted) const { return valid() && kind() == wanted; }
  Node child(Field field) const;
  NodeList children(Field field) const;
  // The value of a field that is no node: an identifier (interned), a constant, a number, None. Borrowed.
  PyObject* value(Field field) const;
  Span span() const;
  PyObject* object() const { return object_; }

  friend bool operator==(Node, Node) = default;

 private:
  PyObject* object_ = nullptr;
};

class NodeList {
 public:
  explicit NodeList(PyObject* list) : list_(list) {}
  size_t size() const { return list_ == nullptr ? 0 : static_cast<size_t>(PyList_GET_SIZE(list_)); }
  bool empty() const { return size() == 0; }
  Node operator[](size_t index) const;  // an invalid node for None
  PyObject* value(size_t index) const { return PyList_GET_ITEM(list_, static_cast<Py_ssize_t>(index)); }

  class Iterator {
   public:
    Iterator(const NodeList& list, size_t index) : list_(&list), index_(index) {}
    Node operator*() const { return (*list_)[index_]; }
    Iterator& operator++() {
      ++index_;
      return *this;
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

   private:
    const NodeList* list_;
    size_t index_;
  };
  Iterator begin() const { return {*this, 0}; }
  Iterator end() const { return {*this, size()}; }

 private:
  PyObject* list_ = nullptr;
};

// Calls `visit(child)` for every child node that is an AST object, in field order.
void for_each_child(Node node, const std::function<void(Node)>& visit);

// Parses a text; null with a Python exception set when it can not be.
PyObject* parse_source(const char* text, PyObject* file_name, bool is_expression);

}  // namespace weft::rpy
