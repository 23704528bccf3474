// What the flow builder complains about.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

using FlowDiagnostics = FlowTest;

TEST_F(FlowDiagnostics, NamesAndAttributes) {
  EXPECT_EQ(errors(R"(
import math
length = 3
def f(x):
    y = 1
    del y
    print(lenght, y)
    return math.squirt(2)
)"),
            R"(error[W0211 undefined-name]: the name 'lenght' is not defined
 --> spec.py:7:11
  |
7 |     print(lenght, y)
  |           ^^^^^^
  = help: did you mean `length`?

error[W0212 unbound-local]: the local variable 'y' is not assigned here
 --> spec.py:7:19
  |
7 |     print(lenght, y)
  |                   ^

error[W0231 missing-attribute]: the module 'math' has no attribute 'squirt'
 --> spec.py:8:12
  |
8 |     return math.squirt(2)
  |            ^^^^^^^^^^^
  = help: did you mean `sqrt`?
)");
}

TEST_F(FlowDiagnostics, SeveralUnsupportedConstructs) {
  std::string text = errors(R"(
def f(a):
    class Inner: pass
    w = 1j
    del a.b
    raise
)");
  for (const char* place : {":3:5", ":4:9", ":5:9", ":6:5"})
    EXPECT_NE(text.find(std::string("spec.py") + place), std::string::npos) << place << "\n" << text;
}

TEST_F(FlowDiagnostics, EmptyCaptures) {
  EXPECT_EQ(errors(R"(
def f(a):
    del a
    def g():
        return a
    return g()
)"),
            R"(error[W0251 empty-capture]: the function captures 'a', which is not assigned here
 --> spec.py:4:5
  |
4 |     def g():
  |     ^^^^^^^^
  = help: assign it before the function is defined
)");
}

TEST_F(FlowDiagnostics, GeneratedSourceIsShown) {
  EXPECT_EQ(errors("exec(compile('def f(x):\\n    return x + missing\\n', '<made>', 'exec'))\n"),
            R"(error[W0211 undefined-name]: the name 'missing' is not defined
 --> <made>:2:16
  |
2 |     return x + missing
  |                ^^^^^^^
)");
}

TEST_F(FlowDiagnostics, DeepNestingIsAnErrorNotACrash) {
  std::string text = "def f(x):\n    return " + std::string(700, '-') + "x\n";
  EXPECT_NE(errors(text).find("W0204 too-deep"), std::string::npos);
}

TEST_F(FlowDiagnostics, NoSource) {
  FlowRequest request;
  request.function = load(R"(
import types
def g(): return 1
f = types.FunctionType(g.__code__.replace(co_filename='gone.py'), globals())
)");
  EXPECT_FALSE(builder_.build(request).valid());  // the annotator knows the call, and complains
}

}  // namespace
}  // namespace weft::rpy
