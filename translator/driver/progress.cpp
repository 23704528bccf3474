#include "translator/driver/progress.h"

#include <fmt/format.h>
#include <unistd.h>

namespace weft::driver {
namespace {

double seconds_between(std::chrono::steady_clock::time_point from, std::chrono::steady_clock::time_point to) {
  return std::chrono::duration<double>(to - from).count();
}

std::string row(std::string_view name, double seconds, std::string_view text) {
  std::string line = fmt::format("{:<10} {:7.3f} s  {}", name, seconds, text);
  line.erase(line.find_last_not_of(' ') + 1);
  return line;
}

}  // namespace

std::string counted(size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

Progress::Progress(Verbosity verbosity)
    : verbosity_(verbosity), terminal_(isatty(STDERR_FILENO) == 1), started_(Clock::now()) {}

Progress::~Progress() { clear_line(); }

void Progress::begin(std::string_view stage) {
  end_current();
  stages_.push_back({std::string(stage), {}, 0});
  stage_started_ = Clock::now();
  running_ = true;
  show_live("");
}

void Progress::end(double seconds) {
  if (!running_) return;
  running_ = false;
  Stage& stage = stages_.back();
  stage.seconds = seconds;
  if (!terminal_ && verbosity_ != Verbosity::Quiet) fmt::print(stderr, "{}\n", row(stage.name, seconds, stage.result));
}

void Progress::detail(std::string_view text) {
  // Rewriting the line more often than the eye follows costs more than many stages take.
  if (terminal_ && seconds_between(last_shown_, Clock::now()) > 0.05) show_live(text);
}

void Progress::note(std::string_view text) {
  if (verbosity_ != Verbosity::Verbose) return;
  clear_line();
  fmt::print(stderr, "  {}\n", text);
}

void Progress::result(std::string text) {
  if (!stages_.empty()) stages_.back().result = std::move(text);
}

void Progress::finish(std::string_view summary) {
  end_current();
  clear_line();
  if (verbosity_ == Verbosity::Quiet) return;
  double total = seconds_between(started_, Clock::now());
  if (terminal_) {  // elsewhere each stage has had its line
    for (const Stage& stage : stages_) fmt::print(stderr, "{}\n", row(stage.name, stage.seconds, stage.result));
  }
  fmt::print(stderr, "{}\n", row("total", total, summary));
}

void Progress::clear_line() {
  if (!line_shown_) return;
  fmt::print(stderr, "\r\033[K");
  std::fflush(stderr);
  line_shown_ = false;
}

void Progress::end_current() { end(seconds_between(stage_started_, Clock::now())); }

void Progress::show_live(std::string_view text) {
  if (!terminal_ || verbosity_ == Verbosity::Quiet) return;
  last_shown_ = Clock::now();
  fmt::print(stderr, "\r\033[K[{:5.1f} s] {} {}", seconds_between(started_, last_shown_), stages_.back().name, text);
  std::fflush(stderr);
  line_shown_ = true;
}

}  // namespace weft::driver
