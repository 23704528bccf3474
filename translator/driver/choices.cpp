#include "translator/driver/choices.h"

#include "backends/llvm/linker.h"
#include "translator/driver/collectors.h"

namespace weft::driver {

const backend::TargetDescription& find_target(std::string_view name) {
  return name.empty() ? backend::host_target() : backend::find_target(name);
}

rpy::HostOptions host_options(std::string_view target) {
  const backend::TargetDescription& description = find_target(target);
  const backend::CTypes& types = description.c_types;
  return {.word_bits = types.word_bits,
          .big_endian = types.is_big_endian,
          .int64_alignment = static_cast<unsigned>(types.int64_alignment),
          .double_alignment = static_cast<unsigned>(types.double_alignment),
          .c_compiler = backend::c_compiler(description)};
}

KnownNames known_names() {
  KnownNames known;
  for (const CollectorFile& collector : collector_files()) known.collectors.push_back(collector.name);
  known.targets = backend::target_names();
  return known;
}

}  // namespace weft::driver
