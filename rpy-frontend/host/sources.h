// The source behind live functions: which file or generated text a code object was compiled from, and where in it.
#pragma once

#include <pybind11/pybind11.h>

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rpy-frontend/host/ast.h"
#include "translator/support/diagnostics.h"

namespace weft::rpy {

struct SourceFile;

// A function definition or lambda in a source.
struct FunctionSource {
  Node node;                        // FunctionDef, AsyncFunctionDef or Lambda
  PyObject* name = nullptr;         // interned; "<lambda>" for a lambda
  PyObject* class_name = nullptr;   // of the class whose body it is in, however deep; for private names; or nullptr
  uint32_t first_line = 0;          // as in co_firstlineno: of the first decorator
  const SourceFile* file = nullptr;
};

// A parsed source: a file, or a text that was compiled while the spec was imported.
struct SourceFile {
  std::string path;  // "<string>" and the like for generated sources, numbered if there are several of that name
  std::string text;
  std::vector<size_t> line_starts;
  py::object tree;
  std::deque<FunctionSource> functions;
  std::unordered_multimap<uint32_t, const FunctionSource*> functions_by_line;
  // Names that some function declares `global` and assigns (interned strings).
  std::unordered_set<PyObject*> assigned_globals;
  // Names that some function declares `nonlocal`: variables that outlive a call and change.
  std::unordered_set<PyObject*> nonlocal_names;
  // Names of attributes that functions assign, on whatever object, other than on `self` in an `__init__`.
  std::unordered_set<PyObject*> assigned_attributes;
  bool assigns_computed_attributes = false;  // calls setattr() with a name that is not written there

  std::string line(uint32_t number) const;
};

class Sources {
 public:
  Sources();
  ~Sources();

  // The definition that a function object's or code object's code was compiled from; nullptr if it is not to be found.
  const FunctionSource* find_function(py::handle function_or_code);
  // Notes the definition of a function that the translator itself made, out of parts of another one.
  void add_function(py::handle function, const py::object& definition, const FunctionSource& origin);
  // The parsed file, nullptr if it can not be read or parsed.
  const SourceFile* find_file(const std::string& path);
  // Is the global of that name (interned) a variable at run time? `globals` is some function's `__globals__`.
  bool is_assigned_global(py::handle globals, PyObject* name);
  // May some function of the program assign an attribute of that name (interned) to an object that exists already?
  // Looks at the sources of all modules outside of Python's own library, and at generated ones.
  bool is_assigned_attribute(PyObject* name);
  // Line `number` of a file or generated source, without its newline.
  std::string line(const std::string& path, uint32_t number);

  // A text or tree that Python compiled under a name; called by the audit hook.
  void capture(py::handle source, py::handle file_name);

 private:
  struct Captured {
    py::object source;  // bytes or a tree
    std::unique_ptr<SourceFile> file;
    bool parsed = false;
  };
  const SourceFile* parse_captured(Captured& captured, const std::string& name, size_t number);
  const FunctionSource* find_in(const SourceFile& file, py::handle code);
  const FunctionSource* find_captured(const std::string& name, py::handle code);
  void collect_assigned_attributes();
  void add_assigned_globals(py::handle globals, const SourceFile* file);

  std::unordered_map<std::string, std::unique_ptr<SourceFile>> files_;
  std::unordered_map<std::string, std::vector<Captured>> captured_;
  std::unordered_map<std::string, const SourceFile*> generated_;  // by the numbered name
  std::unordered_map<PyObject*, const FunctionSource*> found_;  // by code object
  std::unordered_map<PyObject*, std::unordered_set<PyObject*>> assigned_globals_;  // by globals dict
  std::unordered_set<PyObject*> assigned_attributes_;
  bool assigns_computed_attributes_ = false;
  size_t module_count_ = 0;  // how many modules there were when the assigned attributes were collected
  std::deque<FunctionSource> added_;
  std::vector<py::object> alive_;  // keys of the maps above
  bool is_parsing_ = false;  // ignore what we compile ourselves
};

}  // namespace weft::rpy
