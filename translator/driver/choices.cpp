#include "translator/driver/choices.h"

#include "translator/driver/collectors.h"

namespace weft::driver {

const backend::TargetDescription& find_target(std::string_view name) {
  return name.empty() ? backend::host_target() : backend::find_target(name);
}

KnownNames known_names() {
  KnownNames known;
  for (const CollectorFile& collector : collector_files()) known.collectors.push_back(collector.name);
  known.targets = backend::target_names();
  return known;
}

}  // namespace weft::driver
