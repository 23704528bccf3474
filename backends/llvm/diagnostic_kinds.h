// What can be wrong with the files that the backend reads.
#pragma once

#include "translator/support/diagnostics.h"

namespace weft::backend {

inline constexpr DiagnosticKind bad_target_file{
    "W0701", "bad-target-file",
    "The machines that programs can be built for are described in files, one each: those in `backends/targets` that Weft "
    "comes with, and those of one's own in a directory that the environment variable WEFT_TARGETS names. Such a file is in "
    "YAML, with the keys that docs/targets.md explains; `triple` must be there. What Clang does not know of "
    "(a processor, a flag) is refused when the target is chosen."};

inline constexpr const DiagnosticKind* diagnostic_kinds[] = {&bad_target_file};

}  // namespace weft::backend
