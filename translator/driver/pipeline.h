// The way from a spec to an executable: the one place that knows in which order the phases run.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "backends/llvm/backend.h"
#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/host/host.h"
#include "rpy-frontend/typer/low_types.h"
#include "rpy-frontend/typer/typer.h"
#include "translator/driver/collectors.h"
#include "translator/driver/options.h"
#include "translator/driver/progress.h"
#include "translator/ir/program.h"
#include "translator/passes/pass_manager.h"
#include "translator/support/diagnostics.h"

namespace weft::driver {

// One translation of one spec. A phase that finds mistakes leaves them in `diagnostics()` and the rest undone.
class Pipeline {
 public:
  Pipeline(const Options& options, Progress& progress);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  // Takes the program to a stage, the stages before it included. False when there are diagnostics.
  bool advance_to(StageName stage);
  // The rest of the way, for a program that is woven.
  void write_executable(const std::string& path);
  // Passes beyond those that belong to a stage.
  void run_passes(std::string_view list);
  // The program at the stage it has reached; with a function's name, that function only.
  std::string text(const std::string& function) const;

  size_t inferred_functions() const { return inferred_functions_; }  // reachable ones, before the typer adds helpers
  const ir::Program& program() const { return typed_ ? *typed_ : flow_; }
  // The spec's name without its suffix, unless it chose another with `driver.exename`.
  std::string default_output() const;
  // The first line of the spec's docstring.
  std::string summary() const { return spec_ ? spec_->summary : std::string(); }
  // The files of the spec: itself, and the modules imported from its directory. Sorted.
  std::vector<std::filesystem::path> source_files() const;
  // Writes the diagnostics to standard error; returns the exit status they make.
  int report();
  std::string diagnostics_text();  // without colour

 private:
  bool import_spec();
  bool annotate();
  bool type();
  bool check_promises(const typer::TypedProgram& typed);
  void optimize();
  void weave();
  passes::PassOptions pass_options();
  backend::CodegenOptions codegen_options() const;
  std::string llvm_text(std::string_view function) const;
  ir::Program& current() { return typed_ ? *typed_ : flow_; }

  const Options& options_;
  Progress& progress_;
  Diagnostics diagnostics_;
  rpy::Host host_;
  LoadedCollector collector_;
  weave::CollectorInterface collector_interface_;
  std::optional<rpy::LoadedSpec> spec_;
  ir::Program flow_;  // what the annotator works on
  typer::LowTypes low_types_;
  annotate::Annotator annotator_;
  annotate::InstanceId entry_;
  size_t inferred_functions_ = 0;
  std::optional<ir::Program> typed_;  // from the typer on
  typer::ForeignCode foreign_;
  std::optional<StageName> reached_;
};

// Writes diagnostics to standard error: as text, in colour on a terminal, the first ones with the number of all; or
// all of them as JSON.
void show(const Diagnostics& diagnostics, const SourceReader& source, bool json);

}  // namespace weft::driver
