// `weft explain`: what each diagnostic means, with a spec that gets it and one that does not.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <span>

#include "backends/llvm/diagnostic_kinds.h"
#include "rpy-frontend/annotate/diagnostic_kinds.h"
#include "rpy-frontend/flow/diagnostic_kinds.h"
#include "rpy-frontend/host/diagnostic_kinds.h"
#include "rpy-frontend/typer/diagnostic_kinds.h"
#include "translator/driver/commands.h"
#include "translator/driver/pipeline.h"
#include "translator/weave/diagnostic_kinds.h"

namespace weft::driver {
namespace {

namespace fs = std::filesystem;

std::vector<const DiagnosticKind*> all_kinds() {
  std::vector<const DiagnosticKind*> kinds;
  auto add = [&](std::span<const DiagnosticKind* const> more) { kinds.insert(kinds.end(), more.begin(), more.end()); };
  add(rpy::host_diagnostic_kinds);
  add(rpy::flow_diagnostic_kinds);
  add(annotate::diagnostic_kinds);
  add(typer::diagnostic_kinds);
  add(weave::diagnostic_kinds);
  add(backend::diagnostic_kinds);
  std::ranges::sort(kinds, {}, [](const DiagnosticKind* kind) { return kind->id; });
  return kinds;
}

// "W0402", "w402" and "402" are the same number.
bool is_number_of(const std::string& word, const DiagnosticKind& kind) {
  std::string_view digits = word;
  if (digits.starts_with('w')) digits.remove_prefix(1);
  bool all_digits = !digits.empty() && std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
  if (!all_digits || digits.size() > 8) return false;
  return std::stoul(std::string(digits)) == std::stoul(std::string(kind.id.substr(1)));
}

// By number or name, in whatever case. Throws UserError when there is none.
const DiagnosticKind& find_kind(std::string word) {
  std::string lower = word;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  std::vector<std::string> known;
  for (const DiagnosticKind* kind : all_kinds()) {
    std::string id(kind->id);
    id[0] = 'w';
    if (is_number_of(lower, *kind) || lower == kind->name) return *kind;
    known.push_back(id);
    known.emplace_back(kind->name);
  }
  std::string nearest = nearest_match(lower, known);
  if (nearest.size() == 5 && nearest[0] == 'w' && std::isdigit(static_cast<unsigned char>(nearest[1]))) nearest[0] = 'W';
  throw UserError(fmt::format("no diagnostic is called '{}'; {}`weft explain` lists all", word,
                              nearest.empty() ? "" : fmt::format("did you mean '{}'? ", nearest)));
}

std::string wrapped(std::string_view text, size_t width) {
  std::string result;
  size_t column = 0;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find(' ', at), text.size());
    if (column + (end - at) > width && column > 0) {
      result.back() = '\n';
      column = 0;
    }
    result += text.substr(at, end - at);
    result += ' ';
    column += end - at + 1;
    at = end + 1;
  }
  if (!result.empty()) result.pop_back();
  return result;
}

std::string indented(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) result += "    " + std::string(text.substr(0, end));
    result += '\n';
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

// An example is a spec without the lines that every spec ends with.
std::string whole(std::string_view example) {
  std::string text(example.substr(example.find_first_not_of('\n')));
  if (text.find("\ndef target(") == std::string::npos && text.find("def target(") != 0 &&
      text.find("\ndef goal(") == std::string::npos)
    text += "\n\ndef target(driver, args):\n    return entry_point\n";
  return text;
}

// What is said about a spec of that text. Its file is made in a folder that goes again, and shown as `example.py`.
std::string output_for(std::string_view example) {
  fs::path folder = fs::temp_directory_path() / fmt::format("weft-explain-{}", getpid());
  fs::create_directories(folder);
  fs::path before = fs::current_path();
  std::ofstream(folder / "example.py", std::ios::binary) << whole(example);
  fs::current_path(folder);
  Options options;
  options.command = Command::Check;
  options.input = "example.py";
  std::string text;
  {
    Progress progress(Verbosity::Quiet);
    Pipeline pipeline(options, progress);
    if (!pipeline.advance_to(StageName::Type)) text = pipeline.diagnostics_text();
  }
  fs::current_path(before);
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return text;
}

}  // namespace

int explain(const Options& options) {
  if (options.input.empty()) {
    for (const DiagnosticKind* kind : all_kinds()) fmt::print("{}  {}\n", kind->id, kind->name);
    return 0;
  }
  const DiagnosticKind& kind = find_kind(options.input);
  if (options.example == "refused" || options.example == "accepted") {
    std::string_view example = options.example == "refused" ? kind.refused : kind.accepted;
    if (example.empty()) throw UserError(fmt::format("{} has no example", kind.id));
    fmt::print("{}", whole(example));
    return 0;
  }
  fmt::print("{} {}\n\n{}\n", kind.id, kind.name, wrapped(kind.explanation, 100));
  if (kind.refused.empty()) return 0;
  fmt::print("\nRefused:\n\n{}\n{}", indented(kind.refused.substr(1)), indented(output_for(kind.refused)));
  fmt::print("\nAccepted:\n\n{}", indented(kind.accepted.substr(1)));
  return 0;
}

}  // namespace weft::driver
