#include "rpy-frontend/host/host.h"

#include <gtest/gtest.h>
#include <pybind11/eval.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace weft::rpy {
namespace {

// A spec in a directory of its own.
class HostTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 (std::string("weft-host-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                  std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  std::string write(const std::string& name, const std::string& text) {
    std::string path = (directory_ / name).string();
    std::ofstream(path) << text;
    return path;
  }

  // What loading reports, with the directory taken out.
  std::string errors(const std::string& text) {
    std::string path = write("spec_under_test.py", text);
    Diagnostics diagnostics;
    EXPECT_FALSE(host_.load(path, {}, diagnostics).has_value());
    std::string result = render(diagnostics, host_.source_reader(), false);
    std::string prefix = directory_.string() + "/";
    for (size_t place = result.find(prefix); place != std::string::npos; place = result.find(prefix))
      result.erase(place, prefix.size());
    return result;
  }

  py::object load(const std::string& text) {
    Diagnostics diagnostics;
    std::optional<LoadedSpec> spec = host_.load(write("spec_under_test.py", text), {}, diagnostics);
    EXPECT_TRUE(spec.has_value()) << render(diagnostics, host_.source_reader(), false);
    return spec ? py::object(spec->entry_point) : py::object(py::none());
  }

  std::filesystem::path directory_;
  Host host_;
};

TEST_F(HostTest, LoadsTheEntryPointAndTheDriversChoice) {
  std::string path = write("calculator.py", R"(
def entry_point(argv):
    return len(argv)
def target(driver, args):
    driver.exename = 'calc-' + args[0]
    assert driver.config.translation.word_bits == 64
    assert __name__ == 'calculator'
    return entry_point, None
)");
  Diagnostics diagnostics;
  std::optional<LoadedSpec> spec = host_.load(path, {"x"}, diagnostics);
  ASSERT_TRUE(spec.has_value()) << render(diagnostics, host_.source_reader(), false);
  EXPECT_EQ(spec->executable_name, "calc-x");
  EXPECT_EQ(host_.describe(host_.intern(spec->entry_point)), "<function calculator.entry_point>");
}

TEST_F(HostTest, EverythingThatCanGoWrongIsADiagnostic) {
  EXPECT_EQ(errors("x = (1,\n"), R"(error[W0102 syntax-error]: '(' was never closed
 --> spec_under_test.py:1:5
  |
1 | x = (1,
  |     ^
)");
  EXPECT_NE(errors("x = 1\ny = 1 / 0\n").find("W0103 import-failed]: ZeroDivisionError: division by zero"),
            std::string::npos);
  EXPECT_NE(errors("def f(): return f()\nf()\n").find("RecursionError"), std::string::npos);
  EXPECT_NE(errors("import nothing_of_that_name\n").find("ModuleNotFoundError"), std::string::npos);
  EXPECT_NE(errors("x = 1\n").find("W0104 missing-target"), std::string::npos);
  EXPECT_NE(errors("def target(driver, args): return 3\n").find("target() returned 3, not a function"),
            std::string::npos);
  EXPECT_NE(errors("def target(driver, args): raise ValueError('no')\n").find("ValueError: no while calling target"),
            std::string::npos);
  Diagnostics diagnostics;
  EXPECT_FALSE(host_.load((directory_ / "absent.py").string(), {}, diagnostics).has_value());
  EXPECT_EQ(diagnostics.reported().at(0).kind->name, "missing-file");
}

TEST_F(HostTest, EqualConstantsAreOneObjectAndOthersAreNot) {
  auto same = [&](py::object a, py::object b) { return host_.intern(a) == host_.intern(b); };
  EXPECT_TRUE(same(py::eval("10**30"), py::eval("10**30 + 0")));
  EXPECT_TRUE(same(py::eval("('a', (1, 2.5))"), py::eval("('a', (1, 2.5))")));
  EXPECT_FALSE(same(py::eval("1"), py::eval("True")));
  EXPECT_FALSE(same(py::eval("(1,)"), py::eval("(True,)")));
  EXPECT_FALSE(same(py::eval("1"), py::eval("1.0")));
  EXPECT_FALSE(same(py::eval("0.0"), py::eval("-0.0")));
  EXPECT_FALSE(same(py::eval("[]"), py::eval("[]")));
  EXPECT_FALSE(same(py::eval("b'a'"), py::eval("'a'")));
}

TEST_F(HostTest, DescriptionsAreShortAndWithoutAddresses) {
  auto describe = [&](const char* text) { return host_.describe(host_.intern(py::eval(text))); };
  EXPECT_EQ(describe("len"), "<builtin len>");
  EXPECT_EQ(describe("int"), "<class int>");
  EXPECT_EQ(describe("'a\\n'"), "'a\\n'");
  EXPECT_EQ(describe("(1, [2, 'x'])"), "(1, [2, 'x'])");
  EXPECT_LE(describe("'x' * 1000").size(), 60u);
  py::object entry = load(
      "class Node: pass\n"
      "first, second = Node(), Node()\n"
      "def f(argv): return 0\n"
      "def target(driver, args): return f\n");
  py::object globals = entry.attr("__globals__");
  EXPECT_EQ(host_.describe(host_.intern(globals["first"])), "<spec_under_test.Node object #1>");
  EXPECT_EQ(host_.describe(host_.intern(globals["second"])), "<spec_under_test.Node object #2>");
  EXPECT_EQ(host_.describe(host_.intern(globals)), "<globals of spec_under_test>");
}

TEST_F(HostTest, FindsFunctionsByTheirCode) {
  py::object globals = load(R"(
def decorate(f):
    def wrapped(*args):
        return f(*args)
    return wrapped
pair = [lambda: 1, lambda: (lambda: 2)]
inner = pair[1]()
@decorate
def decorated(x):
    return x
exec('def generated(x):\n    return x + 1\n')
first = generated
exec('def generated(x):\n    return x + 2\n')
def entry_point(argv):
    return 0
def target(driver, args):
    return entry_point
)")
                           .attr("__globals__");
  auto place = [&](py::object function) {
    const FunctionSource* source = host_.source_of(function);
    if (source == nullptr) return std::string("none");
    Span span = source->node.span();
    return fmt::format("{}:{}:{}", source->node.is(NodeKind::Lambda) ? "lambda" : "def", span.line, span.column);
  };
  EXPECT_EQ(place(globals["pair"][py::int_(0)]), "lambda:6:8");
  EXPECT_EQ(place(globals["pair"][py::int_(1)]), "lambda:6:19");
  EXPECT_EQ(place(globals["inner"]), "lambda:6:28");
  EXPECT_EQ(place(globals["decorated"]), "def:3:4");
  EXPECT_EQ(place(globals["decorated"].attr("__closure__")[py::int_(0)].attr("cell_contents")), "def:9:0");
  const FunctionSource* first = host_.source_of(globals["first"]);
  const FunctionSource* second = host_.source_of(globals["generated"]);
  ASSERT_TRUE(first != nullptr && second != nullptr);
  EXPECT_EQ(first->file->line(2), "    return x + 1");
  EXPECT_EQ(second->file->line(2), "    return x + 2");
  EXPECT_EQ(host_.source_reader()(second->file->path, 2), "    return x + 2");
}

TEST_F(HostTest, KnowsWhichGlobalsAreVariables) {
  py::object entry = load(R"(
counter = 0
limit = 10
def entry_point(argv):
    global counter, limit
    counter += limit
    return counter
def target(driver, args):
    return entry_point
)");
  py::object globals = entry.attr("__globals__");
  EXPECT_TRUE(host_.sources().is_assigned_global(globals, PyUnicode_InternFromString("counter")));
  EXPECT_FALSE(host_.sources().is_assigned_global(globals, PyUnicode_InternFromString("limit")));
}

TEST_F(HostTest, TheLibrarySeesTheTarget) {
  py::object target = py::module_::import("rpython.target");
  EXPECT_EQ(target.attr("LONG_BIT").cast<int>(), 64);
}

TEST_F(HostTest, RunsASpecUntranslated) {
  auto run = [&](const std::string& body) {
    Diagnostics diagnostics;
    return host_.run_untranslated(
        write("spec_under_test.py", "import sys\ndef entry_point(argv):\n    " + body +
                                        "\ndef target(driver, args):\n    return entry_point\n"),
        {"a", "b"}, diagnostics);
  };
  EXPECT_EQ(run("return len(argv)"), 3);
  EXPECT_EQ(run("return 7 if argv[0] == 'spec_under_test' else 1"), 7);
  EXPECT_EQ(run("raise SystemExit(5)"), 5);
  EXPECT_EQ(run("raise SystemExit"), 0);
  testing::internal::CaptureStderr();
  EXPECT_EQ(run("raise ValueError('seen')"), 1);
  EXPECT_NE(testing::internal::GetCapturedStderr().find("ValueError: seen"), std::string::npos);
}

}  // namespace
}  // namespace weft::rpy
