// What tracebacks say of the places in a program: constant records that the C runtime reads (`struct weft_location`).
#pragma once

#include <llvm/IR/Constants.h>
#include <llvm/IR/Module.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "translator/ir/program.h"

namespace weft::backend {

class LocationRecords {
 public:
  LocationRecords(llvm::Module& module, const ir::Program& program) : module_(module), program_(program) {}

  // The record of a location in a function, or of the function if the location is not valid.
  llvm::Constant* record(const ir::Function& function, ir::LocationId location);

 private:
  llvm::Constant* scope(const std::string& function, const std::string& file);
  llvm::Constant* text(const std::string& content);
  llvm::GlobalVariable* add_record(const std::vector<llvm::Type*>& fields);
  llvm::Type* near_type() const;
  llvm::Constant* near(llvm::Constant* target, llvm::GlobalVariable* record, unsigned field) const;

  llvm::Module& module_;
  const ir::Program& program_;
  std::map<std::string, llvm::Constant*> texts_;
  std::map<std::pair<std::string, std::string>, llvm::Constant*> scopes_;
  std::map<std::tuple<llvm::Constant*, uint32_t, llvm::Constant*>, llvm::Constant*> records_;
};

}  // namespace weft::backend
