// The low-level types of the program being made, and the bridge between them and the library's `lltype` objects.
//
// Exists before anything is annotated, since helpers that the annotator reads mention low-level types.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "translator/ir/program.h"

namespace weft::typer {

namespace py = pybind11;

class LowTypes final : public annotate::LowLevelTypes {
 public:
  explicit LowTypes(unsigned word_bits);

  ir::TypeTable& types() override { return program_.types; }
  ir::StringTable& strings() override { return program_.strings; }
  ir::TypeId from_python(py::handle low_level_type) override;
  py::object raw_type(ir::TypeId type) const override;
  ir::TypeId string_pointer() override;
  ir::TypeId instance_pointer(annotate::ClassId class_) override;

  // The program that the typer fills.
  ir::Program& program() { return program_; }
  // Must be called before the first use of classes.
  void attach(annotate::Annotator& annotator) { annotator_ = &annotator; }

  // As above; a struct met for the first time gets `name`.
  ir::TypeId from_python(py::handle low_level_type, std::string_view name);
  // The live object for a type: the one it was made from, or a ForeignType.
  py::object to_python(ir::TypeId type);

  // The one array type of these items: `array.<item>`.
  ir::TypeId array(ir::TypeId item, ir::Storage storage = ir::Storage::Gc, bool has_length = true,
                   bool immutable = false);
  ir::TypeId pointer(ir::TypeId pointee) { return program_.types.pointer(pointee); }
  ir::TypeId struct_of_class(annotate::ClassId class_);
  ir::TypeId vtable_of_class(annotate::ClassId class_);

  ir::TypeId string();         // the struct
  ir::TypeId object() const { return object_; }  // the root of all instances: { typeptr }
  ir::TypeId object_pointer() { return pointer(object_); }
  ir::TypeId vtable() const { return vtable_; }  // the root of all vtables
  ir::TypeId vtable_pointer() { return pointer(vtable_); }
  ir::TypeId char_array() const { return char_array_; }
  ir::TypeId instantiate_function() const { return instantiate_function_; }  // () -> *object

  // Short text for generated names: "Signed", "string", "spec.Foo".
  std::string text(ir::TypeId type) const;

 private:
  ir::TypeId convert(py::handle low_level_type, std::string_view name);
  // What a pointer to raw memory points to: a struct of which nothing is known here, since its parts are reached by
  // their offsets.
  ir::TypeId raw_memory(py::handle low_level_type);
  ir::TypeId convert_struct(py::handle low_level_type, std::string_view name);
  void define_struct(ir::TypeId type, py::handle low_level_type);

  ir::Program program_;
  annotate::Annotator* annotator_ = nullptr;
  std::unordered_map<PyObject*, ir::TypeId> from_python_;
  std::unordered_map<uint32_t, py::object> raw_types_;
  std::unordered_map<uint32_t, py::object> to_python_;
  std::unordered_map<uint64_t, ir::TypeId> arrays_;
  std::vector<ir::TypeId> class_structs_, class_vtables_;  // by ClassId
  ir::TypeId object_, vtable_, char_array_, string_, instantiate_function_;
  std::vector<py::object> alive_;  // keeps the keys of `from_python_`
};

}  // namespace weft::typer
