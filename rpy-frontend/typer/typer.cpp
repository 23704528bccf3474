#include "rpy-frontend/typer/typer.h"

#include "rpy-frontend/typer/finalizers.h"
#include "rpy-frontend/typer/startup.h"
#include "rpy-frontend/typer/typer_state.h"

#include <pybind11/stl.h>

namespace weft::typer {

namespace {

ForeignCode foreign_code(const std::vector<py::object>& infos) {
  using Texts = std::vector<std::string>;
  ForeignCode result;
  for (const py::object& info : infos) {
    for (const std::string& library : info.attr("libraries").cast<Texts>()) result.libraries.push_back(library);
    for (const std::string& argument : info.attr("link_arguments")().cast<Texts>())
      result.link_arguments.push_back(argument);
    for (const std::string& text : info.attr("sources")().cast<Texts>())
      result.sources.push_back({text, info.attr("compiler_arguments")().cast<Texts>()});
  }
  return result;
}

}  // namespace

std::optional<TypedProgram> type_program(annotate::Annotator& annotator, LowTypes& types, annotate::InstanceId entry,
                                         const TyperOptions& options, const CollectorDescription* collector) {
  types.attach(annotator);
  Typer typer(annotator, types, options);
  ir::Program& program = types.program();
  TypedProgram result;
  if (options.stackless)
    for (ir::FunctionId each : make_stackless_functions(typer)) program.kept_functions.push_back(each);
  program.entry = make_entry_function(typer, entry);
  program.kept_functions.push_back(make_exception_text_function(typer));
  program.kept_functions.push_back(make_recursion_error_function(typer));
  if (collector != nullptr)
    for (const CollectorMethod& method : collector->methods)
      result.collector_functions.push_back(make_collector_function(typer, *collector, method));
  program.kept_functions.insert(program.kept_functions.end(), result.collector_functions.begin(),
                                result.collector_functions.end());
  const std::vector<ir::FunctionId> called_back = make_called_back_functions(typer);
  program.kept_functions.insert(program.kept_functions.end(), called_back.begin(), called_back.end());
  typer.run();
  if (annotator.diagnostics().has_errors()) return std::nullopt;
  typer.classes.finish();
  typer.late.finish();
  program.files = typer.flow.files;
  program.locations = typer.flow.locations;
  result.no_collect_functions = typer.functions.marked("_gc_no_collect_");
  result.light_finalizers = typer.functions.marked("_must_be_light_finalizer_");
  result.foreign = foreign_code(typer.functions.compilation_infos());
  result.program = std::move(program);
  return result;
}

}  // namespace weft::typer
