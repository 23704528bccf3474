// The collectors in gcs/: found by their files, so that adding one needs no change here.
#pragma once

#include <string>
#include <vector>

#include "backends/llvm/targets.h"
#include "rpy-frontend/typer/typer.h"
#include "translator/ir/program.h"
#include "translator/weave/gc.h"

namespace weft::driver {

// A file of gcs/, not yet imported.
struct CollectorFile {
  std::string name;
  std::string description;  // the first line of its docstring
};

// In alphabetical order.
std::vector<CollectorFile> collector_files();

// What is chosen for a collector before it is translated.
struct CollectorSettings {
  Threads threads = Threads::None;
  bool stress = false;  // collect at every allocation
  bool debug = false;   // verify the heap after each collection
  uint64_t max_heap = 0;  // bytes that objects may take; 0: no limit
  std::string roots;    // "shadowstack" or "stackmap"; empty: the default for the target
  bool is_poisoned = false;  // AddressSanitizer is told which memory is free
  const backend::TargetDescription* target = nullptr;  // null: this machine
};

// A collector as the phases need it.
struct LoadedCollector {
  typer::CollectorDescription description;
  std::vector<std::string> libraries;  // to link with
  weave::CollectorInterface constraints;  // no functions yet

  // Once it has been typed with a program.
  weave::CollectorInterface interface(const typer::TypedProgram& typed) const;
};

// Imports a collector; Python must have been started. A spec's own modules are not disturbed.
LoadedCollector load_collector(const std::string& name, const CollectorSettings& settings = {});

// What this machine lacks to use it; empty for nothing.
std::string missing_for(const LoadedCollector& collector);

}  // namespace weft::driver
