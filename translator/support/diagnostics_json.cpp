// Diagnostics for editors: a JSON object for each, one on a line. docs/driver.md describes the fields.
#include <fmt/format.h>

#include <algorithm>

#include "translator/support/diagnostics.h"

namespace weft {

namespace {

// The length of the UTF-8 sequence that begins there, or 0 when none does.
size_t sequence_length(std::string_view text) {
  auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  size_t length = byte(0) < 0x80 ? 1 : byte(0) < 0xC2 ? 0 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : byte(0) < 0xF5 ? 4 : 0;
  if (length > text.size()) return 0;
  for (size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0) != 0x80) return 0;
  return length;
}

std::string quoted(std::string_view text) {
  std::string result = "\"";
  while (!text.empty()) {
    char character = text[0];
    size_t length = sequence_length(text);
    if (length == 0) {
      result += "\\ufffd";
      text.remove_prefix(1);
      continue;
    }
    if (character == '"' || character == '\\') {
      result += '\\';
      result += character;
    } else if (static_cast<unsigned char>(character) < 0x20 || character == 0x7F) {
      result += fmt::format("\\u{:04x}", static_cast<unsigned>(character));
    } else {
      result += text.substr(0, length);
    }
    text.remove_prefix(length);
  }
  return result + '"';
}

// Line 0 stands for a file as a whole, and no path for no place at all.
std::string span(const SourceRange& range) {
  if (range.path.empty()) return "null";
  if (range.line == 0) return fmt::format(R"({{"file":{},"line":null}})", quoted(range.path));
  return fmt::format(R"({{"file":{},"line":{},"column":{},"end_line":{},"end_column":{}}})", quoted(range.path),
                     range.line, std::max(range.column, 1u), std::max(range.end_line, range.line),
                     std::max(range.end_column, 1u));
}

template <typename Items, typename Function>
std::string array(const Items& items, Function to_json) {
  std::string result;
  for (const auto& item : items) result += (result.empty() ? "" : ",") + to_json(item);
  return "[" + result + "]";
}

bool is_word(char character) { return std::isalnum(static_cast<unsigned char>(character)) || character == '_'; }

// The last place in the range, as a word of its own, of what is to be replaced.
std::string suggestion(const Diagnostic& diagnostic, const SourceReader& source) {
  const Help& help = diagnostic.help;
  const SourceRange& range = diagnostic.range;
  if (help.wrong.empty() || range.line == 0 || range.line != range.end_line || !source) return "";
  std::string line = source(range.path, range.line);
  size_t end = std::min<size_t>(range.end_column - 1, line.size());
  for (size_t at = line.rfind(help.wrong, end); at != std::string::npos && at + 1 >= range.column;
       at = at == 0 ? std::string::npos : line.rfind(help.wrong, at - 1)) {
    size_t after = at + help.wrong.size();
    if (after > end || (at > 0 && is_word(line[at - 1])) || (after < line.size() && is_word(line[after]))) continue;
    SourceRange word{range.path, range.line, static_cast<uint32_t>(at + 1), range.line, static_cast<uint32_t>(after + 1)};
    return fmt::format(R"({{"message":{},"span":{},"replacement":{}}})", quoted(help.text), span(word),
                       quoted(help.right));
  }
  return "";
}

}  // namespace

std::string render_json(const Diagnostics& diagnostics, const SourceReader& source) {
  std::string result;
  for (const Diagnostic* each : in_order(diagnostics)) {
    std::string labels = array(each->places, [](const DiagnosticLabel& label) {
      return fmt::format(R"({{"span":{},"text":{}}})", span(label.range), quoted(label.text));
    });
    fmt::format_to(std::back_inserter(result),
                   R"({{"id":{},"name":{},"severity":"error","message":{},"span":{},"label":{},"labels":{},"notes":{},)"
                   R"("help":{},"suggestions":[{}]}})"
                   "\n",
                   quoted(each->kind->id), quoted(each->kind->name), quoted(each->message), span(each->range),
                   quoted(each->label), labels, array(each->notes, quoted), quoted(each->help.text),
                   suggestion(*each, source));
  }
  return result;
}

std::string render_json(const UserError& error) {
  return fmt::format(R"({{"id":null,"name":null,"severity":"error","message":{},"span":null,"label":"","labels":[],)"
                     R"("notes":[],"help":"","suggestions":[]}})"
                     "\n",
                     quoted(error.what()));
}

}  // namespace weft
