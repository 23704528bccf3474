// Types small specs, verifies the result and prints parts of it.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/typer.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"

namespace weft::typer {

class TyperTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 (std::string("weft-typer-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                  std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  // Types a spec whose entry point is `main`. Expects a sound program, unless diagnostics are expected.
  void type(const std::string& text, const TyperOptions& options = {}, bool expect_errors = false) {
    std::string path = (directory_ / "spec.py").string();
    std::ofstream(path) << text << "\n\ndef target(driver, args):\n    return main\n";
    std::optional<rpy::LoadedSpec> spec = host_.load(path, {}, diagnostics_);
    ASSERT_TRUE(spec.has_value()) << errors();
    types_.attach(annotator_);
    annotator_.set_low_level_types(&types_);
    annotate::InstanceId entry = annotator_.annotate_entry_point(spec->entry_point);
    ASSERT_TRUE(entry.valid()) << errors();
    std::optional<TypedProgram> typed = type_program(annotator_, types_, entry, options);
    if (expect_errors) {
      EXPECT_FALSE(typed.has_value());
      return;
    }
    ASSERT_TRUE(typed.has_value()) << errors();
    program_ = std::move(typed->program);
    for (const std::string& problem : ir::verify(program_)) ADD_FAILURE() << problem;
  }

  std::string function(const std::string& name) {
    ir::FunctionId id = program_.find_function("spec." + name);
    EXPECT_TRUE(id.valid()) << name;
    return id.valid() ? ir::print(program_, id) : "";
  }
  // The declaration of a struct, on one line.
  std::string struct_(const std::string& name) {
    std::string text = whole();
    for (std::string_view keyword : {"struct gc %", "struct raw %"}) {
      size_t at = text.find(std::string(keyword) + name + " ");
      if (at == std::string::npos) continue;
      std::string found = text.substr(at, text.find('}', at) - at);
      std::replace(found.begin(), found.end(), '\n', ' ');
      return found;
    }
    ADD_FAILURE() << "no struct " << name;
    return "";
  }
  std::string whole() { return ir::print(program_); }
  std::string errors() { return render(diagnostics_, host_.source_reader(), false); }

  static bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }
  static size_t count(const std::string& text, std::string_view part) {
    size_t found = 0;
    for (size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
  }

  std::filesystem::path directory_;
  rpy::Host host_;
  Diagnostics diagnostics_;
  ir::Program flow_;
  LowTypes types_{64};
  annotate::Annotator annotator_{host_, flow_, diagnostics_};
  ir::Program program_;
};

}  // namespace weft::typer
