#include "rpy-frontend/host/sources.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

namespace weft::rpy {

namespace {

// What the walk over a tree knows about where it is.
struct Scope {
  PyObject* class_name = nullptr;
  std::unordered_set<PyObject*> globals, assigned;
  PyObject* initialized = nullptr;  // the first parameter of an `__init__`
};

PyObject* lambda_name() {
  static PyObject* name = PyUnicode_InternFromString("<lambda>");
  return name;
}

uint32_t first_line(Node function) {
  uint32_t line = function.span().line;
  if (function.is(NodeKind::Lambda)) return line;
  for (Node decorator : function.children(Field::decorator_list)) line = std::min(line, decorator.span().line);
  return line;
}

// Fills in the functions of a file and the globals they assign. An explicit stack: chains of `elif` nest deeply.
class Indexer {
 public:
  explicit Indexer(SourceFile& file) : file_(file) {}

  void run(Node root) {
    Scope module_scope;
    pending_.push_back({root, {}, &module_scope});
    std::deque<Scope> scopes;
    // Reused over the loop: a std::function per node would be the most expensive part of it.
    Item item;
    const std::function<void(Node)> push = [&](Node child) {
      pending_.push_back({child, item.class_name, item.scope});
    };
    while (!pending_.empty()) {
      item = pending_.back();
      pending_.pop_back();
      switch (item.node.kind()) {
        case NodeKind::FunctionDef:
        case NodeKind::AsyncFunctionDef:
        case NodeKind::Lambda:
          add_function(item);
          scopes.emplace_back();
          item.scope = &scopes.back();
          item.scope->initialized = initialized_parameter(item.node);
          break;
        case NodeKind::ClassDef: item.class_name = item.node.value(Field::name); break;
        case NodeKind::Global: {
          PyObject* names = item.node.value(Field::names);
          for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); ++i) item.scope->globals.insert(PyList_GET_ITEM(names, i));
          break;
        }
        case NodeKind::Nonlocal: {
          PyObject* names = item.node.value(Field::names);
          for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); ++i) file_.nonlocal_names.insert(PyList_GET_ITEM(names, i));
          break;
        }
        case NodeKind::Name:
          if (!Node(item.node.value(Field::ctx)).is(NodeKind::Load))
            item.scope->assigned.insert(item.node.value(Field::id));
          continue;
        case NodeKind::Attribute:
          if (item.scope != &module_scope) note_attribute(item);
          break;
        case NodeKind::Call:
          if (item.scope != &module_scope) note_setattr(item.node);
          break;
        case NodeKind::Constant: continue;
        default:  // nothing to note about any other node
          break;
      }
      for_each_child(item.node, push);
    }
    for (const Scope& scope : scopes)
      for (PyObject* name : scope.globals)
        if (scope.assigned.contains(name)) file_.assigned_globals.insert(name);
    for (const FunctionSource& function : file_.functions)
      file_.functions_by_line.emplace(function.first_line, &function);
  }

 private:
  struct Item {
    Node node;
    PyObject* class_name = nullptr;
    Scope* scope = nullptr;
  };

  static PyObject* initialized_parameter(Node function) {
    if (function.is(NodeKind::Lambda) || PyUnicode_CompareWithASCIIString(function.value(Field::name), "__init__") != 0)
      return nullptr;
    NodeList parameters = function.child(Field::args).children(Field::args);
    return parameters.empty() ? nullptr : parameters[0].value(Field::arg);
  }

  void note_attribute(const Item& item) {
    if (Node(item.node.value(Field::ctx)).is(NodeKind::Load)) return;
    Node owner = item.node.child(Field::value);
    if (owner.is(NodeKind::Name) && owner.value(Field::id) == item.scope->initialized) return;
    file_.assigned_attributes.insert(item.node.value(Field::attr));
  }

  void note_setattr(Node call) {
    Node function = call.child(Field::func);
    if (!function.is(NodeKind::Name) || PyUnicode_CompareWithASCIIString(function.value(Field::id), "setattr") != 0)
      return;
    NodeList arguments = call.children(Field::args);
    Node name = arguments.size() >= 2 ? arguments[1] : Node();
    if (!name.is(NodeKind::Constant) || !PyUnicode_Check(name.value(Field::value))) {
      file_.assigns_computed_attributes = true;
      return;
    }
    PyObject* text = Py_NewRef(name.value(Field::value));
    PyUnicode_InternInPlace(&text);  // the reference keeps the name for the process's life
    file_.assigned_attributes.insert(text);
  }

  void add_function(const Item& item) {
    file_.functions.push_back({.node = item.node,
                               .name = item.node.is(NodeKind::Lambda) ? lambda_name() : item.node.value(Field::name),
                               .class_name = item.class_name,
                               .first_line = first_line(item.node),
                               .file = &file_});
  }

  SourceFile& file_;
  std::vector<Item> pending_;
};

// The range of a function's body: where the positions of its code lie.
Span body_span(Node function) {
  if (function.is(NodeKind::Lambda)) return function.child(Field::body).span();
  NodeList body = function.children(Field::body);
  Span span = body[0].span();
  Span last = body[body.size() - 1].span();
  span.end_line = last.end_line;
  span.end_column = last.end_column;
  return span;
}

// The range that the instructions of a code object cover.
std::optional<Span> code_span(py::handle code) {
  std::optional<Span> span;
  for (py::handle item : code.attr("co_positions")()) {
    py::tuple position = py::reinterpret_borrow<py::tuple>(item);
    bool is_known = true;
    for (py::handle number : position) is_known = is_known && !number.is_none();
    if (!is_known) continue;
    Span here{position[0].cast<uint32_t>(), position[2].cast<uint32_t>(), position[1].cast<uint32_t>(),
              position[3].cast<uint32_t>()};
    if (here.column == 0 && here.end_column == 0) continue;  // RESUME
    if (!span) {
      span = here;
      continue;
    }
    std::tie(span->line, span->column) =
        std::min(std::pair(span->line, span->column), std::pair(here.line, here.column));
    std::tie(span->end_line, span->end_column) =
        std::max(std::pair(span->end_line, span->end_column), std::pair(here.end_line, here.end_column));
  }
  return span;
}

void split_lines(SourceFile& file) {
  file.line_starts.push_back(0);
  for (size_t i = 0; i < file.text.size(); ++i)
    if (file.text[i] == '\n') file.line_starts.push_back(i + 1);
}

std::optional<std::string> read_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return std::nullopt;
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return std::nullopt;
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Does `haystack` (a code object) contain a code object equal to `code`?
bool contains_code(py::handle haystack, py::handle code) {
  if (haystack.equal(code)) return true;
  for (py::handle constant : haystack.attr("co_consts"))
    if (PyCode_Check(constant.ptr()) && contains_code(constant, code)) return true;
  return false;
}

}  // namespace

std::string SourceFile::line(uint32_t number) const {
  if (number == 0 || number > line_starts.size()) return {};
  size_t start = line_starts[number - 1];
  size_t end = number < line_starts.size() ? line_starts[number] - 1 : text.size();
  if (end > start && text[end - 1] == '\r') --end;
  return text.substr(start, end - start);
}

Sources::Sources() = default;
Sources::~Sources() = default;

void Sources::capture(py::handle source, py::handle file_name) {
  if (is_parsing_ || (!PyBytes_Check(source.ptr()) && !Node(source.ptr()).is(NodeKind::Module) &&
                      !Node(source.ptr()).is(NodeKind::Expression)))
    return;
  std::string name;
  if (PyUnicode_Check(file_name.ptr())) {
    const char* text = PyUnicode_AsUTF8(file_name.ptr());
    if (text == nullptr) PyErr_Clear();
    name = text == nullptr ? "?" : text;
  } else if (PyBytes_Check(file_name.ptr())) {
    name = PyBytes_AS_STRING(file_name.ptr());
  }
  captured_[name].push_back({py::reinterpret_borrow<py::object>(source), nullptr, false});
}

const SourceFile* Sources::find_file(const std::string& path) {
  auto [position, is_new] = files_.try_emplace(path);
  if (!is_new) return position->second.get();
  std::optional<std::string> text = read_file(path);
  if (!text) return nullptr;
  auto file = std::make_unique<SourceFile>();
  file->path = path;
  file->text = std::move(*text);
  split_lines(*file);
  is_parsing_ = true;
  PyObject* tree = parse_source(file->text.c_str(), py::str(path).ptr(), false);
  is_parsing_ = false;
  if (tree == nullptr) {
    PyErr_Clear();
    return nullptr;
  }
  file->tree = py::reinterpret_steal<py::object>(tree);
  Indexer(*file).run(Node(tree));
  return (files_[path] = std::move(file)).get();
}

const SourceFile* Sources::parse_captured(Captured& captured, const std::string& name, size_t number) {
  if (captured.parsed) return captured.file.get();
  captured.parsed = true;
  auto file = std::make_unique<SourceFile>();
  file->path = number == 0 ? name : fmt::format("{}#{}", name, number + 1);
  if (PyBytes_Check(captured.source.ptr())) {
    file->text = captured.source.cast<std::string>();
    is_parsing_ = true;
    py::str file_name(name);
    PyObject* tree = parse_source(file->text.c_str(), file_name.ptr(), false);
    if (tree == nullptr) {
      PyErr_Clear();
      tree = parse_source(file->text.c_str(), file_name.ptr(), true);
    }
    is_parsing_ = false;
    if (tree == nullptr) {
      PyErr_Clear();
      return nullptr;
    }
    file->tree = py::reinterpret_steal<py::object>(tree);
  } else {
    file->tree = captured.source;
  }
  split_lines(*file);
  Indexer(*file).run(Node(file->tree.ptr()));
  captured.file = std::move(file);
  generated_[captured.file->path] = captured.file.get();
  return captured.file.get();
}

// Several functions can start in one line: the one with the smallest body that holds all of the code's positions.
const FunctionSource* Sources::find_in(const SourceFile& file, py::handle code) {
  auto line = code.attr("co_firstlineno").cast<uint32_t>();
  py::object name = code.attr("co_name");
  std::vector<const FunctionSource*> candidates;
  auto [first, last] = file.functions_by_line.equal_range(line);
  for (; first != last; ++first)
    if (first->second->name == name.ptr() || py::handle(first->second->name).equal(name))
      candidates.push_back(first->second);
  if (candidates.size() <= 1) return candidates.empty() ? nullptr : candidates.front();
  std::optional<Span> covered = code_span(code);
  if (!covered) return nullptr;
  const FunctionSource* best = nullptr;
  for (const FunctionSource* candidate : candidates) {
    Span span = body_span(candidate->node);
    if (span.contains(*covered) && (best == nullptr || body_span(best->node).contains(span))) best = candidate;
  }
  return best;
}

const FunctionSource* Sources::find_captured(const std::string& name, py::handle code) {
  auto position = captured_.find(name);
  if (position == captured_.end()) return nullptr;
  std::vector<Captured>& texts = position->second;
  std::vector<std::pair<size_t, const FunctionSource*>> candidates;
  for (size_t i = 0; i < texts.size(); ++i)
    if (const SourceFile* file = parse_captured(texts[i], name, i))
      if (const FunctionSource* function = find_in(*file, code)) candidates.emplace_back(i, function);
  if (candidates.size() <= 1) return candidates.empty() ? nullptr : candidates.front().second;
  // The same name and line in several texts: compile them again to see whose code it is.
  for (auto& [index, function] : candidates) {
    is_parsing_ = true;
    PyObject* compiled = nullptr;
    py::str file_name(name);
    py::object compile = py::module_::import("builtins").attr("compile");
    bool is_expression = Node(texts[index].file->tree.ptr()).is(NodeKind::Expression);
    compiled = PyObject_CallFunction(compile.ptr(), "OOsii", texts[index].source.ptr(), file_name.ptr(),
                                     is_expression ? "eval" : "exec", 0, 1);
    is_parsing_ = false;
    if (compiled == nullptr) {
      PyErr_Clear();
      continue;
    }
    if (contains_code(py::reinterpret_steal<py::object>(compiled), code)) return function;
  }
  return candidates.back().second;
}

const FunctionSource* Sources::find_function(py::handle function_or_code) {
  py::object code = PyFunction_Check(function_or_code.ptr())
                        ? py::reinterpret_borrow<py::object>(PyFunction_GET_CODE(function_or_code.ptr()))
                        : py::reinterpret_borrow<py::object>(function_or_code);
  if (!PyCode_Check(code.ptr())) return nullptr;
  auto [position, is_new] = found_.try_emplace(code.ptr(), nullptr);
  if (!is_new) return position->second;
  alive_.push_back(code);
  auto name = code.attr("co_filename").cast<std::string>();
  const FunctionSource* result = nullptr;
  if (const SourceFile* file = find_file(name)) result = find_in(*file, code);
  if (result == nullptr) result = find_captured(name, code);
  return found_[code.ptr()] = result;
}

void Sources::add_function(py::handle function, const py::object& definition, const FunctionSource& origin) {
  py::object code = py::reinterpret_borrow<py::object>(PyFunction_GET_CODE(function.ptr()));
  FunctionSource source = origin;
  source.node = Node(definition.ptr());
  source.first_line = source.node.span().line;
  added_.push_back(source);
  alive_.push_back(code);
  alive_.push_back(definition);
  found_[code.ptr()] = &added_.back();
}

void Sources::add_assigned_globals(py::handle globals, const SourceFile* file) {
  std::unordered_set<PyObject*>& names = assigned_globals_[globals.ptr()];
  names.insert(file->assigned_globals.begin(), file->assigned_globals.end());
}

bool Sources::is_assigned_global(py::handle globals, PyObject* name) {
  auto [position, is_new] = assigned_globals_.try_emplace(globals.ptr());
  if (is_new) {
    alive_.push_back(py::reinterpret_borrow<py::object>(globals));
    PyObject* path = PyDict_GetItemString(globals.ptr(), "__file__");
    if (path != nullptr && PyUnicode_Check(path)) {
      std::string file_name = py::handle(path).cast<std::string>();
      if (file_name.ends_with(".py"))
        if (const SourceFile* file = find_file(file_name)) add_assigned_globals(globals, file);
    }
    position = assigned_globals_.find(globals.ptr());
  }
  return position->second.contains(name);
}

void Sources::collect_assigned_attributes() {
  py::module_ sys = py::module_::import("sys");
  py::dict modules = sys.attr("modules");
  if (modules.size() == module_count_) return;
  module_count_ = modules.size();
  std::string standard = sys.attr("prefix").cast<std::string>() + "/lib/python";
  auto add = [&](const SourceFile& file) {
    assigned_attributes_.insert(file.assigned_attributes.begin(), file.assigned_attributes.end());
    // Our own library only does that while it is imported.
    if (file.path.find("/rpython/") == std::string::npos)
      assigns_computed_attributes_ = assigns_computed_attributes_ || file.assigns_computed_attributes;
  };
  for (auto [name, module] : modules) {
    py::object path = py::getattr(module, "__file__", py::none());
    if (!PyUnicode_Check(path.ptr())) continue;
    auto file_name = path.cast<std::string>();
    if (!file_name.ends_with(".py") || file_name.starts_with(standard)) continue;
    if (const SourceFile* file = find_file(file_name)) add(*file);
  }
  for (auto& [name, texts] : captured_)
    for (size_t i = 0; i < texts.size(); ++i)
      if (name.starts_with("<"))
        if (const SourceFile* file = parse_captured(texts[i], name, i)) add(*file);
}

bool Sources::is_assigned_attribute(PyObject* name) {
  collect_assigned_attributes();
  return assigns_computed_attributes_ || assigned_attributes_.contains(name);
}

std::string Sources::line(const std::string& path, uint32_t number) {
  if (auto position = generated_.find(path); position != generated_.end()) return position->second->line(number);
  if (const SourceFile* file = find_file(path)) return file->line(number);
  // A file that does not parse: the diagnostic is about just that.
  if (std::optional<std::string> text = read_file(path)) {
    SourceFile file;
    file.text = std::move(*text);
    split_lines(file);
    return file.line(number);
  }
  return {};
}

}  // namespace weft::rpy
