// Instrumentation that finds mistakes while a program runs: what `--sanitize` says.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace weft {

struct Sanitizers {
  bool address = false;    // memory that is not there, or not any more
  bool thread = false;     // threads that access the same without waiting for each other
  bool undefined = false;  // what means nothing in C, or in LLVM's IR

  bool any() const { return address || thread || undefined; }
  friend bool operator==(const Sanitizers&, const Sanitizers&) = default;
};

// By the names that Clang has for them, too.
inline constexpr std::array<std::pair<std::string_view, bool Sanitizers::*>, 3> all_sanitizers{{
    {"address", &Sanitizers::address},
    {"thread", &Sanitizers::thread},
    {"undefined", &Sanitizers::undefined},
}};

// "address,undefined"; empty for none.
inline std::string names_of(const Sanitizers& sanitizers) {
  std::string names;
  for (auto [name, member] : all_sanitizers)
    if (sanitizers.*member) names.append(names.empty() ? "" : ",").append(name);
  return names;
}

}  // namespace weft
