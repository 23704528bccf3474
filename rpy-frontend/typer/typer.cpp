#include "rpy-frontend/typer/typer.h"

#include "rpy-frontend/typer/startup.h"
#include "rpy-frontend/typer/typer_state.h"

namespace weft::typer {

std::optional<TypedProgram> type_program(annotate::Annotator& annotator, LowTypes& types, annotate::InstanceId entry,
                                         const TyperOptions& options, const CollectorDescription* collector) {
  types.attach(annotator);
  Typer typer(annotator, types, options);
  ir::Program& program = types.program();
  TypedProgram result;
  program.entry = make_entry_function(typer, entry);
  program.kept_functions.push_back(make_exception_text_function(typer));
  program.kept_functions.push_back(make_recursion_error_function(typer));
  if (collector != nullptr)
    for (const CollectorMethod& method : collector->methods)
      result.collector_functions.push_back(make_collector_function(typer, *collector, method));
  program.kept_functions.insert(program.kept_functions.end(), result.collector_functions.begin(),
                                result.collector_functions.end());
  typer.run();
  if (annotator.diagnostics().has_errors()) return std::nullopt;
  typer.classes.finish();
  typer.late.finish();
  program.files = typer.flow.files;
  program.locations = typer.flow.locations;
  result.program = std::move(program);
  return result;
}

}  // namespace weft::typer
