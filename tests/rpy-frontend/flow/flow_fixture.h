// Builds functions of small specs and prints their graphs.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "rpy-frontend/flow/flow.h"
#include "translator/ir/printer.h"
#include "translator/ir/verifier.h"

namespace weft::rpy {

class FlowTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 (std::string("weft-flow-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                  std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  // Imports a spec; its entry point is `f`.
  py::object load(const std::string& text) {
    // A name of its own for each: sources are read once.
    std::string number = specs_++ == 0 ? "" : std::to_string(specs_);
    std::string path = (directory_ / ("spec" + number + ".py")).string();
    std::ofstream(path) << text << "\n\ndef target(driver, args):\n    return f\n";
    std::optional<LoadedSpec> spec = host_.load(path, {}, diagnostics_);
    EXPECT_TRUE(spec.has_value()) << rendered();
    return spec ? py::object(spec->entry_point) : py::object(py::none());
  }

  // The body of the graph of `f`, without its first and last line.
  std::string flow(const std::string& text, FlowRequest request = {}) {
    request.function = load(text);
    return flow_of(std::move(request));
  }

  std::string flow_of(FlowRequest request) {
    ir::FunctionId id = builder_.build(request);
    EXPECT_TRUE(id.valid()) << rendered();
    if (!id.valid()) return {};
    for (const std::string& problem : ir::verify(program_, id)) ADD_FAILURE() << problem;
    std::string text = ir::print(program_, id);
    text = text.substr(text.find('\n') + 1);
    return "\n" + text.substr(0, text.rfind("}"));
  }

  // Builds `f` and returns what is reported, with the directory taken out.
  std::string errors(const std::string& text) {
    FlowRequest request;
    request.function = load(text);
    builder_.build(request);
    return rendered();
  }

  std::string rendered() {
    std::string result = render(diagnostics_, host_.source_reader(), false);
    std::string prefix = directory_.string() + "/";
    for (size_t place = result.find(prefix); place != std::string::npos; place = result.find(prefix))
      result.erase(place, prefix.size());
    return result;
  }

  std::filesystem::path directory_;
  unsigned specs_ = 0;
  Host host_;
  ir::Program program_;
  Diagnostics diagnostics_;
  FlowBuilder builder_{host_, program_, diagnostics_};
};

}  // namespace weft::rpy
