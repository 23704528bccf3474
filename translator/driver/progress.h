// Tells the user which stage a translation is in and, at the end, how long each took.
#pragma once

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "translator/driver/options.h"

namespace weft::driver {

// "1 module", "3 modules".
std::string counted(size_t count, std::string_view noun);

// Writes to standard error: a live line on a terminal, a line for each stage elsewhere.
class Progress {
 public:
  explicit Progress(Verbosity verbosity);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Ends the stage before, if there is one, and starts the next.
  void begin(std::string_view stage);
  // Ends the current stage with a time that somebody else took.
  void end(double seconds);
  // What the current stage is at, on the live line: "312 functions".
  void detail(std::string_view text);
  // A line of its own, with --verbose only.
  void note(std::string_view text);
  // What the current stage did, for the table of times: "312 functions, 9021 operations".
  void result(std::string text);
  // Ends the last stage and shows the times; `summary` says what came of it all.
  void finish(std::string_view summary);
  // Takes the live line away, so that other output can follow.
  void clear_line();

 private:
  using Clock = std::chrono::steady_clock;
  struct Stage {
    std::string name;
    std::string result;
    double seconds = 0;
  };

  void end_current();
  void show_live(std::string_view text);

  Verbosity verbosity_;
  bool terminal_;
  bool line_shown_ = false;
  bool running_ = false;
  Clock::time_point started_, stage_started_, last_shown_;
  std::vector<Stage> stages_;
};

}  // namespace weft::driver
