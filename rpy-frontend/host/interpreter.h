// Starts the one Python of the process.
#pragma once

#include <string>

namespace weft::rpy {

class Sources;

// Starts Python on first use, isolated from the user's environment and without `site`.
void start_python();

// Where texts that Python compiles from now on are captured; nullptr for nowhere.
void capture_sources_in(Sources* sources);

// The directory that holds the `rpython` package: beside an installed `weft`, or in the source tree.
std::string library_directory();

}  // namespace weft::rpy
