#include "backends/web/page.h"

#include <fmt/format.h>
#include <zlib.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>

#include "translator/support/diagnostics.h"

namespace weft::web {

namespace {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (size_t i = 0; i < bytes.size(); i += 3) {
    std::string_view group = bytes.substr(i, 3);
    uint32_t bits = 0;
    for (size_t j = 0; j < 3; ++j) bits = bits << 8 | (j < group.size() ? static_cast<unsigned char>(group[j]) : 0);
    for (size_t j = 0; j < 4; ++j) text += j <= group.size() ? digits[bits >> (18 - 6 * j) & 63] : '=';
  }
  return text;
}

// In zlib's format, which browsers call "deflate".
std::string compressed(std::string_view bytes) {
  uLongf size = compressBound(bytes.size());
  std::string result(size, '\0');
  int status = compress2(reinterpret_cast<Bytef*>(result.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                         bytes.size(), Z_BEST_COMPRESSION);
  if (status != Z_OK) throw std::logic_error("make_page: zlib can not compress the program");
  result.resize(size);
  return result;
}

// As text, or inside the quotes of an attribute.
std::string as_html(std::string_view text) {
  std::string result;
  for (char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

struct Part {
  std::string_view mark;  // where the template has it
  std::string text;
};

std::string filled_in(std::string_view page, const std::array<Part, 3>& parts) {
  std::string result;
  while (!page.empty()) {
    size_t first = page.size();
    const Part* found = nullptr;
    for (const Part& part : parts)
      if (size_t at = page.find(part.mark); at < first) first = at, found = &part;
    result += page.substr(0, first);
    if (found != nullptr) result += found->text, first += found->mark.size();
    page.remove_prefix(first);
  }
  return result;
}

}  // namespace

const std::string default_template = WEFT_PAGE_TEMPLATE;

void require_template(const std::string& path) {
  if (!std::filesystem::exists(path))
    throw UserError(fmt::format("--html puts programs into a page that has not been built, {}: `tools/bootstrap --web` "
                                "installs what it is made of and builds it",
                                path));
}

std::string make_page(const PageProgram& program, const std::string& template_path) {
  std::ifstream file(template_path, std::ios::binary);
  if (!file) throw UserError(fmt::format("can not read {}", template_path));
  std::string page(std::istreambuf_iterator<char>(file), {});
  return filled_in(page, {Part{"{{name}}", as_html(program.name)}, Part{"{{summary}}", as_html(program.summary)},
                          Part{"{{program}}", base64(compressed(program.code))}});
}

}  // namespace weft::web
