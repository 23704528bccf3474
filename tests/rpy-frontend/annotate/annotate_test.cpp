// Inference on small specs: what is found for each function's parameters and result, and what is refused.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "rpy-frontend/annotate/annotator.h"
#include "rpy-frontend/typer/low_types.h"

namespace weft::annotate {
namespace {

class AnnotateTest : public testing::Test {
 protected:
  void SetUp() override {
    directory_ = std::filesystem::temp_directory_path() /
                 (std::string("weft-annotate-") + testing::UnitTest::GetInstance()->current_test_info()->name() + "-" +
                  std::to_string(getpid()));
    std::filesystem::create_directories(directory_);
  }
  void TearDown() override { std::filesystem::remove_all(directory_); }

  void annotate(const std::string& text) {
    std::string path = (directory_ / "spec.py").string();
    std::ofstream(path) << text << "\n\ndef target(driver, args):\n    return main\n";
    std::optional<rpy::LoadedSpec> spec = host_.load(path, {}, diagnostics_);
    ASSERT_TRUE(spec.has_value()) << errors();
    annotator_.emplace(host_, program_, diagnostics_);
    annotator_->set_low_level_types(&types_);
    annotator_->annotate_entry_point(spec->entry_point);
  }

  // "parameter, parameter -> result" of the function with that display name.
  std::string signature(const std::string& name) {
    std::string found;
    for (const FunctionInstance& instance : annotator_->tables().instances) {
      const ir::Function& function = program_.function(instance.function);
      if (function.display_name != name) continue;
      std::string text;
      for (ir::ValueId parameter : function.blocks[0].arguments)
        text += (text.empty() ? "" : ", ") + annotator_->describe(instance.values[parameter.index]);
      found += (found.empty() ? "" : "; ") + text + " -> " + annotator_->describe(instance.result.annotation);
    }
    return found;
  }

  std::string errors() {
    std::string text = render(diagnostics_, host_.source_reader(), false);
    std::string prefix = directory_.string() + "/";
    for (size_t at; (at = text.find(prefix)) != std::string::npos;) text.erase(at, prefix.size());
    return text;
  }

  bool reports(const std::string& name) {
    for (const Diagnostic& each : diagnostics_.reported())
      if (each.kind->name == name) return true;
    return false;
  }

  std::filesystem::path directory_;
  Diagnostics diagnostics_;
  rpy::Host host_;
  ir::Program program_;
  typer::LowTypes types_{64};
  std::optional<Annotator> annotator_;
};

TEST_F(AnnotateTest, CallersDecideParameters) {
  annotate(R"(
def add(a, b):
    return a + b
def main(argv):
    return add(len(argv), 2)
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("add"), "int, int -> int");
}

TEST_F(AnnotateTest, AliasedListsShareTheirItems) {
  annotate(R"(
def fill(items):
    items.append('x')
def first(items):
    return items[0]
def main(argv):
    a = []
    b = a
    fill(b)
    return len(first(a))
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("first"), "list of str -> str");
}

TEST_F(AnnotateTest, IsinstanceNarrows) {
  annotate(R"(
class A: pass
class B(A):
    def __init__(self): self.n = 1
def take(b):
    return b.n
def main(argv):
    x = B() if len(argv) > 1 else A()
    if isinstance(x, B):
        return take(x)
    return 0
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("take"), "spec.B -> int");
}

TEST_F(AnnotateTest, IsinstanceNarrowsTheRestOfAConjunction) {
  annotate(R"(
class A: pass
class B(A):
    def __init__(self): self.n = 1
def check(x):
    return isinstance(x, B) and x.n == 1
def main(argv):
    return int(check(B()) and check(A()))
)");
  EXPECT_EQ(errors(), "");
}

TEST_F(AnnotateTest, NoneTestNarrows) {
  annotate(R"(
def take(s):
    return len(s)
def main(argv):
    s = 'x' if len(argv) > 1 else None
    if s is None:
        return 0
    return take(s)
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("take"), "str -> int");
}

TEST_F(AnnotateTest, OverridesAreOneFamilyButKeepTheirSelf) {
  annotate(R"(
class Node:
    def run(self, env): return 0
class Number(Node):
    def __init__(self, value): self.value = value
    def run(self, env): return self.value
class Text(Node):
    def __init__(self, value): self.value = value
    def run(self, env): return len(self.value)
def main(argv):
    nodes = [Number(1), Text('a')]
    total = 0
    for node in nodes:
        total += node.run('env')
    return total
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("Number.run"), "spec.Number, str -> int");
  EXPECT_EQ(signature("Text.run"), "spec.Text, str -> int");
}

TEST_F(AnnotateTest, SpecializeByTypeMakesOneCopyPerType) {
  annotate(R"(
from rpython.rlib.objectmodel import specialize
@specialize.argtype(0)
def twice(x):
    return x + x
def main(argv):
    return twice(1) + len(twice('a'))
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("twice"), "int -> int; str -> str");
}

TEST_F(AnnotateTest, PrebuiltCyclesAreWalked) {
  annotate(R"(
class Link:
    def __init__(self, name): self.name = name; self.next = None
a = Link('a'); b = Link('b'); a.next = b; b.next = a
def follow(link):
    return link.next
def main(argv):
    return len(follow(a).name)
)");
  EXPECT_EQ(errors(), "");
  EXPECT_EQ(signature("follow"), "spec.Link -> spec.Link");
}

TEST_F(AnnotateTest, PrunedBranchesNeedNotBeInTheLanguage) {
  annotate(R"(
def pick(x):
    if x is None:
        return 0
    return x.missing
def main(argv):
    return pick(None)
)");
  EXPECT_EQ(errors(), "");
}

TEST_F(AnnotateTest, UnassignedPathsDoNotCount) {
  annotate(R"(
def main(argv):
    for i in range(3):
        last = i
    return last
)");
  EXPECT_EQ(errors(), "");
}

TEST_F(AnnotateTest, ConflictNamesBothPlaces) {
  annotate(R"(
def main(argv):
    if len(argv) > 1:
        x = 1
    else:
        x = 'one'
    print(x)
    return 0
)");
  EXPECT_TRUE(reports("type-conflict")) << errors();
  EXPECT_NE(errors().find("variable `x`"), std::string::npos) << errors();
}

TEST_F(AnnotateTest, UnknownAttributeSuggestsTheNearest) {
  annotate(R"(
class A:
    def __init__(self): self.length = 1
def main(argv):
    return A().lenght
)");
  EXPECT_TRUE(reports("unknown-attribute"));
  EXPECT_NE(errors().find("did you mean `length`"), std::string::npos) << errors();
}

TEST_F(AnnotateTest, ErrorsDoNotCascade) {
  annotate(R"(
def broken():
    return 1 + 'x'
def main(argv):
    a = broken()
    b = a + 1
    return b.c.d
)");
  EXPECT_EQ(diagnostics_.reported().size(), 1u) << errors();
}

TEST_F(AnnotateTest, SeveralIndependentErrorsAreReported) {
  annotate(R"(
def one():
    return 1 + 'x'
def two():
    return [].nothing
def main(argv):
    one()
    two()
    return 0
)");
  EXPECT_EQ(diagnostics_.reported().size(), 2u) << errors();
}

TEST_F(AnnotateTest, OverridesMayHaveDefaultsOfTheirOwn) {
  annotate(R"(
class A:
    def run(self, x): return x
class B(A):
    def run(self, x, y=0): return x + y
def main(argv):
    total = 0
    for each in [A(), B()]:
        total += each.run(1)
    return total
)");
  EXPECT_TRUE(diagnostics_.reported().empty()) << errors();
}

TEST_F(AnnotateTest, OverridesWithOtherArgumentsAreRefused) {
  annotate(R"(
class A:
    def run(self, x): return x
class B(A):
    def run(self, x, y): return x + y
def main(argv):
    total = 0
    for each in [A(), B()]:
        total += each.run(1)
    return total
)");
  EXPECT_TRUE(reports("wrong-call") || reports("signature-mismatch")) << errors();
}

TEST_F(AnnotateTest, HintsAreContracts) {
  annotate(R"(
def f(x: int) -> int:
    return x
def main(argv):
    return f('a')
)");
  EXPECT_TRUE(reports("broken-contract")) << errors();
}

}  // namespace
}  // namespace weft::annotate
