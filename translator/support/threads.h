// Whether a generated program can have several threads, and who of them runs: what `--threads` says.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft {

enum class Threads : uint8_t {
  None,
  Gil,   // one runs at a time: the one that has the global interpreter lock
  Free,  // all run at the same time
};

// As after `--threads=`, in the order of the kinds.
inline constexpr std::array<std::string_view, 3> thread_kinds = {"none", "gil", "free"};

constexpr std::string_view name_of(Threads kind) { return thread_kinds[static_cast<size_t>(kind)]; }

// Nothing for a text that names no kind.
constexpr std::optional<Threads> threads_named(std::string_view text) {
  for (size_t i = 0; i < thread_kinds.size(); ++i)
    if (thread_kinds[i] == text) return static_cast<Threads>(i);
  return std::nullopt;
}

}  // namespace weft
