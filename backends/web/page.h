// Puts a program for WebAssembly into a page of its own, which runs it in a terminal.
#pragma once

#include <string>
#include <string_view>

namespace weft::web {

struct PageProgram {
  std::string name;
  std::string summary;  // a line about it; may be empty
  std::string_view code;
};

// The page without a program, which is built of the sources beside this file when somebody asks for it.
extern const std::string default_template;

// Throws UserError when there is none, with the command that builds it.
void require_template(const std::string& path = default_template);

std::string make_page(const PageProgram& program, const std::string& template_path = default_template);

}  // namespace weft::web
