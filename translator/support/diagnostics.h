// Diagnostics: what the translator has to say to the author of a specification.
//
// A diagnostic names a rule, underlines the source range that breaks it and labels every place that contributed. Each
// kind is declared next to the code that emits it, with an identifier, and a paragraph that explains the rule.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace weft {

// A range in a source file; lines and columns count from 1 (columns in bytes), the end column is exclusive. Line 0: the
// file as a whole; an empty path: no place at all.
struct SourceRange {
  std::string path;
  uint32_t line = 0, column = 0, end_line = 0, end_column = 0;
  friend auto operator<=>(const SourceRange&, const SourceRange&) = default;
};

// A rule that a program can break. Instances are constants with static storage: diagnostics refer to them.
struct DiagnosticKind {
  std::string_view id;           // "W0301"
  std::string_view name;         // "type-conflict"
  std::string_view explanation;  // what the rule is and how to obey it
  // A spec that gets the diagnostic, and the same put right, for `weft explain`: after a first newline, and without the
  // usual `target` function.
  std::string_view refused = {}, accepted = {};
};

struct DiagnosticLabel {
  SourceRange range;
  std::string text;
};

// What to do, when it is known; where that is to write another word, which for which.
struct Help {
  std::string text;
  std::string wrong, right;

  Help() = default;
  Help(std::string text) : text(std::move(text)) {}
  Help(const char* text) : text(text) {}
  // Nothing where there is no nearest word.
  static Help did_you_mean(std::string wrong, std::string right);
  bool empty() const { return text.empty(); }
};

struct Diagnostic {
  const DiagnosticKind* kind = nullptr;
  SourceRange range;
  std::string message;
  std::string label;                    // written under the underlined range; may be empty
  std::vector<DiagnosticLabel> places;  // every other place that contributed
  std::vector<std::string> notes;
  Help help;
};

// Collects the diagnostics of a run. Diagnostics about the same range with the same kind are reported once.
class Diagnostics {
 public:
  void report(Diagnostic diagnostic);
  bool has_errors() const { return !reported_.empty(); }
  const std::vector<Diagnostic>& reported() const { return reported_; }  // in order of emission

 private:
  std::vector<Diagnostic> reported_;
};

// Returns line `number` (from 1) of a file without its newline; empty when there is none. Sources generated at import
// time have no file: the frontend supplies their text.
using SourceReader = std::function<std::string(const std::string& path, uint32_t number)>;

// Sorted by place.
std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics);

// Diagnostics as text for a terminal, in order, with the source underlined; the first `most` of them.
std::string render(const Diagnostics& diagnostics, const SourceReader& source, bool color, size_t most = SIZE_MAX);

// The candidate nearest to `word` by edit distance, if one is near enough to be what was meant; otherwise empty.
std::string nearest_match(std::string_view word, const std::vector<std::string>& candidates);

// A user's mistake that makes going on pointless (an unreadable file, an unwritable output): caught by the driver,
// which prints it and exits with status 1.
class UserError : public std::exception {
 public:
  explicit UserError(std::string message) : message_(std::move(message)) {}
  const char* what() const noexcept override { return message_.c_str(); }

 private:
  std::string message_;
};

// A mistake in a file that is none of the spec's and that nothing works without: caught by the driver, which shows it and
// exits with status 1.
class FileError : public std::exception {
 public:
  explicit FileError(Diagnostic diagnostic) : diagnostic_(std::move(diagnostic)) {}
  const Diagnostic& diagnostic() const { return diagnostic_; }
  const char* what() const noexcept override { return diagnostic_.message.c_str(); }

 private:
  Diagnostic diagnostic_;
};

// For editors: a JSON object on a line of its own for each; docs/driver.md describes the fields.
std::string render_json(const Diagnostics& diagnostics, const SourceReader& source);
std::string render_json(const UserError& error);

}  // namespace weft
