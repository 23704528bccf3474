// Which functions the program needs: instances of the annotator's and library helpers, each typed once.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/repr.h"
#include "translator/ir/program.h"

namespace weft::typer {

namespace py = pybind11;

// How a function is called: a representation for each parameter of the flow graph (those that are Void are not passed).
struct Signature {
  std::vector<const Repr*> parameters;
  const Repr* result = nullptr;
  bool never_returns = false;
  ir::TypeId type;  // the low-level function type
};

// What a helper is specialised for: the type of a value that is passed, or a constant known while translating.
struct HelperKey {
  ir::TypeId type;  // of a value; or, with `is_type`, the low-level type passed as such
  ir::HostObjectId constant;  // a live object
  bool is_type = false;
};

class Functions {
 public:
  explicit Functions(Typer& typer) : typer_(typer) {}

  // The function of an instance; it is typed later. Its signature is its family's, where that is called indirectly.
  ir::FunctionId declare(annotate::InstanceId instance);
  const Signature& signature(annotate::InstanceId instance);
  // The functions, made so far, of the live functions that have an attribute.
  std::vector<ir::FunctionId> marked(const char* attribute) const;
  // Whether a function's live object has it.
  bool is_marked(annotate::InstanceId id, const char* attribute) const;
  const Signature& family_signature(annotate::FamilyId family);

  struct Helper {
    ir::FunctionId function;
    const Signature* signature;
  };
  Helper helper(const py::object& function, const std::vector<HelperKey>& arguments);
  // A library function with high-level arguments.
  Helper call(const py::object& function, const std::vector<annotate::Annotation>& arguments);

  // A pointer constant.
  ir::ConstantId pointer(ir::FunctionId function);

  // A C function.
  ir::FunctionId external(py::handle declaration);

  // The C function that calls a live function of ours.
  ir::ConstantId callback(ir::TypeId function_pointer, py::handle live);
  // What the C functions called so far need, each once.
  const std::vector<py::object>& compilation_infos() const { return compilation_infos_; }

  // A function of the typer's own; the caller fills its graph.
  ir::FunctionId add(std::string_view name, ir::TypeId type);

  // A function from one of several functions or classes to the value of its attribute; with an empty name, to the
  // prebuilt function object that calls it.
  ir::FunctionId chosen_constant(const Repr* from, const Repr* to, const std::string& attribute = {});
  const Signature& choice_signature(const Repr* from, const Repr* to, const std::string& attribute = {});

  // Among a callable's instances the one that is called through pointers.
  annotate::InstanceId indirect_instance(annotate::CallableId callable);

  // Types what has been declared. Returns whether there was anything.
  bool type_pending();

 private:
  std::string unique_name(std::string name);
  Signature make_signature(const std::vector<annotate::InstanceId>& instances);
  annotate::Annotation low_annotation(const HelperKey& key);

  Typer& typer_;
  std::vector<ir::FunctionId> functions_;  // by InstanceId
  std::vector<std::unique_ptr<Signature>> signatures_;  // by InstanceId
  std::unordered_map<uint32_t, std::unique_ptr<Signature>> family_signatures_;
  std::deque<annotate::InstanceId> pending_;
  std::unordered_map<std::string, Helper> helpers_;
  std::unordered_set<std::string> names_;
  std::unordered_map<std::string, ir::FunctionId> externals_;
  struct Choice {
    ir::FunctionId function;
    Signature signature;
  };
  std::map<std::tuple<const Repr*, const Repr*, std::string>, Choice> choices_;
  std::map<std::pair<PyObject*, uint32_t>, ir::ConstantId> callbacks_;
  std::vector<py::object> compilation_infos_;
};

}  // namespace weft::typer
