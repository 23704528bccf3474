#include "translator/support/diagnostics.h"

#include <gtest/gtest.h>

namespace weft {
namespace {

constexpr DiagnosticKind conflict{"W0301", "type-conflict", "Both sides must have one type."};
constexpr DiagnosticKind missing{"W0101", "missing-file", "The file must exist."};

std::string line_of_file(const std::string& path, uint32_t number) {
  if (path == "a.py" && number == 3) return "    x = f(1) + 'é' + g(x)";
  if (path == "a.py" && number == 9) return "\treturn y";
  if (path == "b.py" && number == 120) return "def f(n):";
  return "";
}

TEST(Diagnostics, RendersTheRangeAndEveryOtherPlace) {
  Diagnostics diagnostics;
  diagnostics.report({.kind = &conflict,
                      .range = {"a.py", 3, 9, 3, 20},
                      .message = "int and str do not mix",
                      .label = "int + str",
                      .places = {{{"b.py", 120, 7, 120, 8}, "n is an int here"}, {{"a.py", 9, 9, 9, 10}, "used here"}},
                      .notes = {"first\nsecond"},
                      .help = "convert one side"});
  EXPECT_EQ(render(diagnostics, line_of_file, false), R"(error[W0301 type-conflict]: int and str do not mix
   --> a.py:3:9
    |
  3 |     x = f(1) + 'é' + g(x)
    |         ^^^^^^^^^^ int + str
...
  9 |  return y
    |         - used here
   ::: b.py:120:7
    |
120 | def f(n):
    |       - n is an int here
    = note: first
            second
    = help: convert one side
)");
}

TEST(Diagnostics, SortsByPlaceAndReportsOnce) {
  Diagnostics diagnostics;
  diagnostics.report({.kind = &conflict, .range = {"a.py", 9, 2, 9, 8}, .message = "later"});
  diagnostics.report({.kind = &conflict, .range = {"a.py", 3, 5, 3, 6}, .message = "earlier"});
  diagnostics.report({.kind = &conflict, .range = {"a.py", 9, 2, 9, 8}, .message = "again"});
  EXPECT_EQ(diagnostics.reported().size(), 2u);
  std::string text = render(diagnostics, line_of_file, false);
  EXPECT_LT(text.find("earlier"), text.find("later"));
  EXPECT_EQ(text.find("again"), std::string::npos);
}

TEST(Diagnostics, AFileAsAWholeHasNoSnippet) {
  Diagnostics diagnostics;
  diagnostics.report({.kind = &missing, .range = {"c.py", 0, 0, 0, 0}, .message = "no such file"});
  EXPECT_EQ(render(diagnostics, line_of_file, false), "error[W0101 missing-file]: no such file\n --> c.py\n");
}

TEST(Diagnostics, ARangeOverSeveralLinesIsUnderlinedToTheEndOfTheFirst) {
  Diagnostics diagnostics;
  diagnostics.report({.kind = &conflict, .range = {"b.py", 120, 5, 122, 3}, .message = "m"});
  EXPECT_NE(render(diagnostics, line_of_file, false).find("    |     ^^^^^\n"), std::string::npos);
}

TEST(Diagnostics, Colors) {
  Diagnostics diagnostics;
  diagnostics.report({.kind = &conflict, .range = {"a.py", 9, 2, 9, 8}, .message = "m"});
  EXPECT_NE(render(diagnostics, line_of_file, true).find("\x1b["), std::string::npos);
}

TEST(NearestMatch, FindsMisspellings) {
  std::vector<std::string> names{"length", "append", "items", "x"};
  EXPECT_EQ(nearest_match("lenght", names), "length");
  EXPECT_EQ(nearest_match("apend", names), "append");
  EXPECT_EQ(nearest_match("zzzzzz", names), "");
  EXPECT_EQ(nearest_match("y", names), "");
}

}  // namespace
}  // namespace weft
