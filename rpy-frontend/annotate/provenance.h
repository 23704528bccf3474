// Where a value's type comes from: the call, assignment, return or insertion that brought it, and what brought it there,
// back to the literal or operation it began with. For diagnostics.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "rpy-frontend/annotate/implementation.h"

namespace weft::annotate {

// Follows one value. The labels are in order from the place where it is used to where it began.
class Annotator::Implementation::Provenance {
 public:
  // `wanted`: the annotation to be explained; what brought others to the same places is passed over.
  Provenance(Implementation& annotator, const Annotation& wanted) : annotator_(annotator), wanted_(wanted) {}

  void follow(InstanceId instance, ir::Operand operand);
  // From one of a place's contributions: the first that has the wanted type. `text` labels it.
  void follow(const std::vector<Contribution>& contributions, const std::string& text);
  void follow(const Contribution& contribution, const std::string& text);

  const std::vector<DiagnosticLabel>& labels() const { return labels_; }
  // Whether the value is the result of a `/`, which always gives a float.
  bool began_with_division() const { return began_with_division_; }

 private:
  void follow_operation(InstanceId instance, const ir::Operation& operation);
  void follow_call(InstanceId instance, const ir::Operation& operation);
  void follow_builtin_call(InstanceId instance, const ir::Operation& operation);
  void follow_result(InstanceId instance);
  void follow_parameter(InstanceId instance, size_t position);
  void follow_edges(InstanceId instance, ir::ValueId argument);
  void follow_items(const Annotation& container, bool keys);
  bool brings(const Annotation& candidate) const;
  Annotation annotation(InstanceId instance, ir::Operand operand);
  // Returns whether the place is in the spec: what happens in the library is nobody's business.
  bool add(ir::LocationId location, const std::string& text);

  static constexpr size_t most_labels = 6;

  Implementation& annotator_;
  Annotation wanted_;
  std::vector<DiagnosticLabel> labels_;
  std::set<std::pair<InstanceId, ir::ValueId>> visited_;
  bool began_with_division_ = false;
};

}  // namespace weft::annotate
