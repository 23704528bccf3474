#include "backends/web/page.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>

#include "translator/support/diagnostics.h"

namespace weft::web {
namespace {

std::string template_with(std::string_view text) {
  std::string path = testing::TempDir() + "weft_page_template.html";
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

std::string decoded(std::string_view base64) {
  std::string bytes;
  uint32_t bits = 0, count = 0;
  for (char c : base64.substr(0, base64.find('='))) {
    uint32_t digit = c >= 'a' ? c - 'a' + 26 : c >= 'A' ? c - 'A' : c >= '0' ? c - '0' + 52 : c == '+' ? 62 : 63;
    bits = bits << 6 | digit;
    if ((count += 6) >= 8) bytes += static_cast<char>(bits >> (count -= 8));
  }
  return bytes;
}

std::string uncompressed(std::string_view bytes, size_t size) {
  std::string result(size, '\0');
  uLongf length = size;
  EXPECT_EQ(uncompress(reinterpret_cast<Bytef*>(result.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                       bytes.size()),
            Z_OK);
  EXPECT_EQ(length, size);
  return result;
}

TEST(Page, NamesAreText) {
  std::string page = make_page({"a<b>", "\"this\" & that", ""}, template_with("<h1>{{name}}</h1><p>{{summary}}</p>{{name}}"));
  EXPECT_EQ(page, "<h1>a&lt;b&gt;</h1><p>&quot;this&quot; &amp; that</p>a&lt;b&gt;");
}

TEST(Page, WhatIsPutInIsNotLookedAt) {
  EXPECT_EQ(make_page({"{{summary}}", "{{name}}", ""}, template_with("{{name}} {{summary}}")), "{{summary}} {{name}}");
}

TEST(Page, TheProgramIsAllThere) {
  for (size_t size : {0, 1, 2, 3, 100, 100'000}) {
    std::string code(size, '\0');
    for (size_t i = 0; i < size; ++i) code[i] = static_cast<char>(i * i >> 3);
    std::string page = make_page({"name", "", code}, template_with("<{{program}}>"));
    ASSERT_GE(page.size(), 2u);
    EXPECT_EQ(page.size() % 4, 2u);
    EXPECT_EQ(uncompressed(decoded(page.substr(1, page.size() - 2)), size), code);
  }
}

TEST(Page, ATemplateThatIsNotThere) {
  try {
    require_template("/nowhere/page.html");
    FAIL();
  } catch (const UserError& error) {
    EXPECT_STREQ(error.what(),
                 "--html puts programs into a page that has not been built, /nowhere/page.html: `tools/bootstrap --web` "
                 "installs what it is made of and builds it");
  }
}

}  // namespace
}  // namespace weft::web
