// How much work goes into making a program fast, or small: what `-O` says. Each phase decides what that means to it.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weft {

enum class OptimizationLevel : uint8_t {
  O0,  // translate soon
  O1,  // without what takes long
  O2,
  O3,  // whatever may help, however large the program becomes
  Os,  // as O2, where that does not make the program larger
  Oz,  // as small as can be
};

inline constexpr std::array all_optimization_levels = {OptimizationLevel::O0, OptimizationLevel::O1, OptimizationLevel::O2,
                                                       OptimizationLevel::O3, OptimizationLevel::Os, OptimizationLevel::Oz};

// As after `-O`, in the order of the levels.
inline constexpr std::string_view optimization_level_letters = "0123sz";

constexpr char letter_of(OptimizationLevel level) { return optimization_level_letters[static_cast<size_t>(level)]; }

// Nothing for a text that names no level.
constexpr std::optional<OptimizationLevel> optimization_level_named(std::string_view text) {
  size_t position = text.size() == 1 ? optimization_level_letters.find(text[0]) : std::string_view::npos;
  if (position == std::string_view::npos) return std::nullopt;
  return static_cast<OptimizationLevel>(position);
}

constexpr bool is_optimized(OptimizationLevel level) { return level != OptimizationLevel::O0; }
constexpr bool is_for_size(OptimizationLevel level) {
  return level == OptimizationLevel::Os || level == OptimizationLevel::Oz;
}
// Whether everything is done that usually helps.
constexpr bool is_fully_optimized(OptimizationLevel level) { return level >= OptimizationLevel::O2; }

}  // namespace weft
