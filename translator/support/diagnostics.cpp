#include "translator/support/diagnostics.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

namespace weft {

namespace {

// ANSI colours, or nothing.
struct Palette {
  std::string_view error, place, note, bold, reset;
};

constexpr Palette colored{"\x1b[1;31m", "\x1b[1;34m", "\x1b[1;36m", "\x1b[1m", "\x1b[0m"};
constexpr Palette plain{"", "", "", "", ""};

constexpr size_t longest_line = 200;  // bytes

// A range to underline, with what to write under it.
struct Mark {
  const SourceRange* range;
  std::string_view text;
  bool is_primary;
  size_t order;  // as it was given
};

bool is_continuation_byte(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

// How many columns of a terminal the first `bytes` bytes of a line take.
size_t display_width(std::string_view line, size_t bytes) {
  bytes = std::min(bytes, line.size());
  return static_cast<size_t>(std::count_if(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(bytes),
                                           [](char byte) { return !is_continuation_byte(byte); }));
}

class Renderer {
 public:
  Renderer(const SourceReader& source, bool color) : source_(source), palette_(color ? colored : plain) {}

  void render(const Diagnostic& diagnostic) {
    fmt::format_to(out(), "{}error[{} {}]{}{}: {}{}\n", palette_.error, diagnostic.kind->id, diagnostic.kind->name,
                   palette_.reset, palette_.bold, diagnostic.message, palette_.reset);
    std::vector<Mark> marks;
    if (!diagnostic.range.path.empty()) marks.push_back({&diagnostic.range, diagnostic.label, true, 0});
    for (const DiagnosticLabel& place : diagnostic.places)
      marks.push_back({&place.range, place.text, false, marks.size()});
    margin_ = 1;
    for (const Mark& mark : marks) margin_ = std::max(margin_, fmt::formatted_size("{}", mark.range->line));

    // One snippet for each file, in order of first mention.
    std::vector<std::string_view> paths;
    for (const Mark& mark : marks)
      if (std::find(paths.begin(), paths.end(), mark.range->path) == paths.end()) paths.push_back(mark.range->path);
    bool is_first = true;
    for (std::string_view path : paths) {
      std::vector<Mark> in_file;
      std::copy_if(marks.begin(), marks.end(), std::back_inserter(in_file),
                   [&](const Mark& mark) { return mark.range->path == path; });
      render_snippet(in_file, is_first);
      is_first = false;
    }
    for (const std::string& note : diagnostic.notes) render_remark("note", note);
    if (!diagnostic.help.empty()) render_remark("help", diagnostic.help.text);
  }

  std::string take() { return std::move(text_); }

 private:
  std::back_insert_iterator<std::string> out() { return std::back_inserter(text_); }

  void render_snippet(std::vector<Mark> marks, bool is_first) {
    const SourceRange& head = *marks.front().range;
    fmt::format_to(out(), "{}{:{}}{}{} {}", palette_.place, "", margin_, is_first ? "-->" : ":::", palette_.reset,
                   head.path);
    if (head.line != 0) fmt::format_to(out(), ":{}:{}", head.line, head.column);
    text_ += '\n';
    std::erase_if(marks, [](const Mark& mark) { return mark.range->line == 0; });
    if (marks.empty()) return;
    std::sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) {
      return std::tie(a.range->line, a.range->column, a.order) < std::tie(b.range->line, b.range->column, b.order);
    });
    bar("");
    uint32_t last_line = 0;
    std::string line;
    size_t skipped = 0;  // bytes at the beginning of a long line that are not shown
    for (const Mark& mark : marks) {
      const SourceRange& range = *mark.range;
      if (range.line != last_line) {
        line = source_ ? source_(range.path, range.line) : std::string();
        std::replace(line.begin(), line.end(), '\t', ' ');
        skipped = clip(line, range.column);
        if (last_line != 0 && range.line > last_line + 1)
          fmt::format_to(out(), "{}...{}\n", palette_.place, palette_.reset);
        fmt::format_to(out(), "{}{:>{}} |{}{}{}\n", palette_.place, range.line, margin_, palette_.reset,
                       line.empty() ? "" : " ", line);
        last_line = range.line;
      }
      underline(mark, line, skipped);
    }
  }

  // Cuts a very long line down to what is around `column`; returns how many bytes went at its beginning.
  static size_t clip(std::string& line, size_t column) {
    if (line.size() <= longest_line) return 0;
    size_t start = column > longest_line / 2 ? column - longest_line / 2 : 0;
    while (start < line.size() && is_continuation_byte(line[start])) ++start;
    line.erase(0, start);
    if (line.size() > longest_line) {
      line.resize(longest_line);
      while (!line.empty() && is_continuation_byte(line.back())) line.pop_back();
    }
    return start;
  }

  void underline(const Mark& mark, std::string_view line, size_t skipped) {
    const SourceRange& range = *mark.range;
    size_t first = range.column == 0 ? 0 : range.column - 1;
    size_t end =
        range.end_line == range.line && range.end_column > range.column ? range.end_column - 1 : line.size() + skipped;
    first = first > skipped ? first - skipped : 0;
    end = end > skipped ? end - skipped : 0;
    size_t indent = display_width(line, first);
    size_t width = display_width(line, end);
    width = width > indent ? width - indent : 1;
    bar(fmt::format(" {:{}}{}{}{}{}{}", "", indent, mark.is_primary ? palette_.error : palette_.place,
                    std::string(width, mark.is_primary ? '^' : '-'), mark.text.empty() ? "" : " ", mark.text,
                    palette_.reset));
  }

  void bar(std::string_view rest) {
    fmt::format_to(out(), "{}{:{}} |{}{}\n", palette_.place, "", margin_, palette_.reset, rest);
  }

  // Further lines of the text are indented to stand under the first.
  void render_remark(std::string_view title, std::string_view text) {
    fmt::format_to(out(), "{}{:{}} ={} {}{}{}: ", palette_.place, "", margin_, palette_.reset, palette_.note, title,
                   palette_.reset);
    for (char character : text) {
      text_ += character;
      if (character == '\n') text_.append(margin_ + 5 + title.size(), ' ');
    }
    text_ += '\n';
  }

  const SourceReader& source_;
  const Palette& palette_;
  std::string text_;
  size_t margin_ = 1;
};

}  // namespace

void Diagnostics::report(Diagnostic diagnostic) {
  // A range without a place says nothing about identity; then the message has to differ as well.
  for (const Diagnostic& other : reported_)
    if (other.kind == diagnostic.kind && other.range == diagnostic.range &&
        (diagnostic.range.line != 0 || other.message == diagnostic.message))
      return;
  reported_.push_back(std::move(diagnostic));
}

Help Help::did_you_mean(std::string wrong, std::string right) {
  Help result;
  if (right.empty()) return result;
  result.text = fmt::format("did you mean `{}`?", right);
  result.wrong = std::move(wrong);
  result.right = std::move(right);
  return result;
}

std::vector<const Diagnostic*> in_order(const Diagnostics& diagnostics) {
  std::vector<const Diagnostic*> sorted;
  for (const Diagnostic& diagnostic : diagnostics.reported()) sorted.push_back(&diagnostic);
  // At one place in order of emission, which is that of the addresses.
  std::sort(sorted.begin(), sorted.end(), [](const Diagnostic* a, const Diagnostic* b) {
    return std::tie(a->range.path, a->range.line, a->range.column, a) <
           std::tie(b->range.path, b->range.line, b->range.column, b);
  });
  return sorted;
}

std::string render(const Diagnostics& diagnostics, const SourceReader& source, bool color, size_t most) {
  Renderer renderer(source, color);
  std::string text;
  for (const Diagnostic* diagnostic : in_order(diagnostics)) {
    if (most-- == 0) break;
    if (!text.empty()) text += '\n';
    renderer.render(*diagnostic);
    text += renderer.take();
  }
  return text;
}

std::string nearest_match(std::string_view word, const std::vector<std::string>& candidates) {
  // Two edits for each six letters, one at least: "lenght" means "length", but "x" does not mean "y".
  size_t best_distance = std::max<size_t>(1, word.size() / 3);
  if (word.size() < 2) return {};
  std::string best;
  bool found = false;
  std::vector<size_t> previous, row, before_previous;
  for (const std::string& candidate : candidates) {
    if (candidate == word) continue;
    size_t columns = candidate.size() + 1;
    previous.resize(columns);
    for (size_t j = 0; j < columns; ++j) previous[j] = j;
    before_previous.assign(columns, 0);
    for (size_t i = 1; i <= word.size(); ++i) {
      row.assign(columns, i);
      for (size_t j = 1; j < columns; ++j) {
        size_t cost = word[i - 1] == candidate[j - 1] ? 0 : 1;
        row[j] = std::min({previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost});
        // Two letters swapped count as one edit.
        if (i > 1 && j > 1 && word[i - 1] == candidate[j - 2] && word[i - 2] == candidate[j - 1])
          row[j] = std::min(row[j], before_previous[j - 2] + 1);
      }
      before_previous = std::exchange(previous, row);
    }
    size_t distance = previous.back();
    if (distance < best_distance || (distance == best_distance && (!found || candidate < best))) {
      best_distance = distance;
      best = candidate;
      found = true;
    }
  }
  return best;
}

}  // namespace weft
