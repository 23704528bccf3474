// Instances' structs and vtables.
//
// A class's struct derives from its base's and has the attributes that typed code touches. Its vtable, raw static
// memory, derives from the base's vtable: the range of its subclasses' numbers, its name, the methods called
// dynamically and the attributes that only exist on classes.
#pragma once

#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/repr.h"
#include "translator/ir/program.h"

namespace weft::typer {

class Classes {
 public:
  explicit Classes(Typer& typer) : typer_(typer) {}

  // The struct, registered for late layout.
  ir::TypeId struct_of(annotate::ClassId class_);
  ir::TypeId vtable_type(annotate::ClassId class_);
  // The vtable as a constant of type *vtable.
  ir::ConstantId vtable(annotate::ClassId class_);
  ir::DataId vtable_data(annotate::ClassId class_);

  struct Field {
    uint32_t slot;
    const Repr* repr;
    annotate::ClassId owner;
  };
  // The field of a data attribute that instances have.
  Field attribute_field(annotate::ClassId class_, const std::string& name);
  // The vtable's slot for an attribute that only classes have; `owner` is where the slot is declared.
  Field class_attribute_slot(annotate::ClassId class_, const std::string& name, const Repr* repr);
  // The vtable's slot for the cell of an attribute that is a variable of each class; and a class's own cell.
  Field variable_slot(annotate::ClassId class_, const std::string& name);
  ir::ConstantId variable_cell(annotate::ClassId class_, const std::string& name);
  // Whether the class has had a value of its own for it from the start.
  bool has_own_variable(annotate::ClassId class_, const std::string& name);
  // The vtable's slot for a method: `functions` says what the class and those below it implement it by.
  struct Implementation {
    annotate::ClassId class_;
    ir::FunctionId function;
  };
  Field method_slot(annotate::ClassId class_, const std::string& name, annotate::FamilyId family,
                    ir::TypeId function_type, const std::vector<Implementation>& functions);

  // A function () -> *object that makes an uninitialised instance with its class's defaults.
  ir::FunctionId instantiate_function(annotate::ClassId class_);
  // Makes every vtable from here on, and those made before, point to that function.
  void need_instantiate(const std::vector<annotate::ClassId>& classes);

  // Attributes that a new instance must be given the class's default for: the slot and the value.
  struct Default {
    Field field;
    ir::HostObjectId value;
  };
  const std::vector<Default>& defaults(annotate::ClassId class_);

  // Annotator::attribute_holders, which does not change any more.
  const annotate::Annotator::AttributeHolders& attribute_holders(annotate::ClassId class_, const std::string& name);

  // Whether the class has the method, its own or inherited, as a Python function.
  bool defines_method(annotate::ClassId class_, const std::string& name);
  // Whether it or any class below it does.
  bool has_method(annotate::ClassId class_, const std::string& name);
  bool is_leaf(annotate::ClassId class_) const;

  // Numbers the classes and writes the numbers into the vtables.
  void finish();

 private:
  struct MethodInfo {
    std::vector<Implementation> implementations;
  };
  struct AttributeInfo {
    std::string name;
    const Repr* repr;
    bool is_variable = false;
  };
  ir::ConstantId slot_value(annotate::ClassId class_, uint32_t slot);
  ir::ConstantId attribute_value(annotate::ClassId class_, const AttributeInfo& info);

  Typer& typer_;
  std::vector<ir::DataId> vtables_;  // by ClassId
  std::vector<annotate::ClassId> with_vtable_;
  std::unordered_map<uint32_t, MethodInfo> method_slots_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> method_slot_of_;  // by class and family
  std::map<std::string, uint32_t> method_names_;  // the family that a slot's name is used for
  std::unordered_map<uint32_t, AttributeInfo> attribute_slots_;
  ir::TypeId variable_type(annotate::ClassId owner, const std::string& name);
  std::map<std::pair<uint32_t, std::string>, ir::TypeId> variable_types_;      // by owner
  std::map<std::pair<uint32_t, std::string>, ir::ConstantId> variable_cells_;  // by class
  std::unordered_map<uint32_t, ir::FunctionId> instantiate_functions_;
  std::unordered_map<uint32_t, std::vector<Default>> defaults_;
  std::map<std::pair<uint32_t, std::string>, bool> has_method_;
  std::map<std::pair<uint32_t, std::string>, annotate::Annotator::AttributeHolders> attribute_holders_;
  std::map<std::pair<uint32_t, std::string>, Field> attribute_fields_;
};

}  // namespace weft::typer
