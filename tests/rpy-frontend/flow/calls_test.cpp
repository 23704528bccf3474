// Calls, super(), nested functions, parameters and globals.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

using Calls = FlowTest;

TEST_F(Calls, ShapesOfCalls) {
  EXPECT_EQ(flow(R"(
def g(*args, **kwargs): pass
def f(x, rest):
    g(x, 1, key=x)
    g(*rest)
    g(*(1, 2), x)
    return x.method(g)
)"),
            R"(
^0(%x: Any, %rest: Any):
  %0 = call #0"<function spec.g>"(%x, #1"1", key=%x)
  %1 = call #0"<function spec.g>"(*%rest)
  %2 = call #0"<function spec.g>"(#1"1", #2"2", %x)
  %3 = getattr %x, .method
  %4 = call %3(#0"<function spec.g>")
  return %4
)");
}

TEST_F(Calls, StarParametersAreGathered) {
  FlowRequest request{.star_arguments = 2};
  EXPECT_EQ(flow(R"(
def f(x, *rest, key=0):
    print(rest)
    a, b = rest
    return len(rest) + a + rest[-1] + key, print(*rest)
)",
                 request),
            R"(
^0(%x: Any, %key: Any, %rest_0: Any, %rest_1: Any):
  %rest = newtuple %rest_0, %rest_1
  %0 = call #0"<builtin print>"(%rest)
  %1 = add #2"2", %rest_0
  %2 = add %1, %rest_1
  %3 = add %2, %key
  %4 = call #0"<builtin print>"(%rest_0, %rest_1)
  %5 = newtuple %3, %4
  return %5
)");
}

TEST_F(Calls, ConstantParametersSpecialise) {
  FlowRequest request;
  request.constant_parameters = {{}, host_.intern(py::str("add"))};
  EXPECT_EQ(flow(R"(
def f(x, op):
    if op == 'add':
        return x + 1
    return undefined_here
)",
                 request),
            R"(
^0(%x: Any, %op: Any):
  %0 = add %x, #2"1"
  return %0
)");
}

TEST_F(Calls, SignaturesShowDefaults) {
  py::object function = load("def f(a, b=2, *rest, c, d='x'): return a\n");
  Signature signature = builder_.signature(function);
  ASSERT_EQ(signature.names.size(), 4u);
  EXPECT_EQ(signature.positional, 2u);
  EXPECT_TRUE(signature.has_star);
  EXPECT_EQ(program_.strings[signature.names[2]], "c");
  EXPECT_FALSE(signature.defaults[0].valid());
  EXPECT_EQ(host_.describe(signature.defaults[1]), "2");
  EXPECT_FALSE(signature.defaults[2].valid());
  EXPECT_EQ(host_.describe(signature.defaults[3]), "'x'");
}

TEST_F(Calls, SuperIsTheNextClass) {
  EXPECT_EQ(flow(R"(
class Base:
    def __init__(self, x): self.x = x
    @staticmethod
    def make(x): return x
    @property
    def size(self): return 1
class Derived(Base):
    def method(self):
        super().__init__(1)
        Base.__init__(self, 2)
        return super().make(3), super(Derived, self).size
class Error(Exception):
    def __init__(self):
        super().__init__()
f = Derived.method
)"),
            R"(
^0(%self: Any):
  %0 = call #0"<function spec.Base.__init__>"(%self, #1"1")
  %1 = call #0"<function spec.Base.__init__>"(%self, #3"2")
  %2 = call #4"<function spec.Base.make>"(#5"3")
  %3 = call #7"<function spec.Base.size>"(%self)
  %4 = newtuple %2, %3
  return %4
)");
}

TEST_F(Calls, BuiltinInitializers) {
  EXPECT_EQ(flow(R"(
class Error(Exception):
    def __init__(self, text):
        super().__init__(text)
        Exception.__init__(self, text)
        object.__init__(self)
f = Error.__init__
)"),
            R"(
^0(%self: Any, %text: Any):
  %0 = call #0"<slot BaseException.__init__>"(%self, %text)
  %1 = call #0"<slot BaseException.__init__>"(%self, %text)
  return #4"None"
)");
}

TEST_F(Calls, NestedFunctionsAreConstants) {
  EXPECT_EQ(flow(R"(
def decorate(g):
    return g
def f(n):
    base = 10
    @decorate
    def add(x, y=3):
        return x + base + y
    def factorial(n):
        return 1 if n < 2 else n * factorial(n - 1)
    return add(n) + factorial(n) + (lambda x: x + base)(n)
)"),
            R"(
^0(%n: Any):
  %0 = call #3"<function spec.f.<locals>.add>"(%n)
  %1 = call #4"<function spec.f.<locals>.factorial>"(%n)
  %2 = add %0, %1
  %3 = call #5"<function spec.f.<locals>.<lambda>>"(%n)
  %4 = add %2, %3
  return %4
)");
  FlowRequest request;
  request.function = host_.object(ir::HostObjectId{3});
  EXPECT_EQ(flow_of(request), R"(
^0(%x: Any, %y: Any):
  %0 = add %x, #0"10"
  %1 = add %0, %y
  return %1
)");
}

TEST_F(Calls, ClosuresAndGeneratedFunctions) {
  EXPECT_EQ(flow(R"(
def make(offset):
    def add(x):
        return x + offset
    return add
exec('def f(x):\n    return add_two(x)\n', {'add_two': make(2), '__name__': 'generated'}, globals())
)"),
            R"(
^0(%x: Any):
  %0 = call #0"<function spec.make.<locals>.add>"(%x)
  return %0
)");
  FlowRequest request;
  request.function = host_.object(ir::HostObjectId{0});
  EXPECT_EQ(flow_of(request), R"(
^0(%x: Any):
  %0 = add %x, #1"2"
  return %0
)");
  EXPECT_EQ(program_.functions[0].name, "generated.f");
  EXPECT_EQ(program_.functions[1].display_name, "make.add");
}

TEST_F(Calls, AssignedGlobalsAreVariables) {
  EXPECT_EQ(flow(R"(
count = 0
limit = 5
def f():
    global count
    count += limit
    return count
)"),
            R"(
^0:
  %0 = getglobal #0"<globals of spec>", .count
  %1 = inplace_add %0, #1"5"
  setglobal #0"<globals of spec>", .count, %1
  %2 = getglobal #0"<globals of spec>", .count
  return %2
)");
}

TEST_F(Calls, PrivateNamesAndContracts) {
  EXPECT_EQ(flow(R"(
class _Stack:
    def push(self, x):
        self.__items: 'list' = x
        __n: int = x
        return __n
f = _Stack.push
)"),
            R"(
^0(%self: Any, %x: Any):
  %0 = contract %x, #0"<class list>"
  setattr %self, ._Stack__items, %0
  %_Stack__n = contract %x, #1"<class int>"
  return %_Stack__n
)");
}

TEST_F(Calls, HintsAreNoted) {
  FlowRequest request;
  request.function = load("def f(): return 1\nf._always_inline_ = True\nf._elidable_function_ = True\n");
  ir::FunctionId first = builder_.build(request), second = builder_.build(request);
  EXPECT_EQ(program_.function(first).inline_hint, ir::InlineHint::Always);
  EXPECT_TRUE(program_.function(first).is_elidable);
  EXPECT_EQ(program_.function(first).name, "spec.f");
  EXPECT_EQ(program_.function(second).name, "spec.f.1");
}

TEST_F(Calls, FormattedStrings) {
  EXPECT_EQ(flow(R"(
def f(x, width):
    return f'a{1}b{x!r:>{width}}' + f'{"c"}'
)"),
            R"(
^0(%x: Any, %width: Any):
  %0 = format %width, #2"''", #2"''"
  %1 = build_string #5"'>'", %0
  %2 = format %x, #6"'r'", %1
  %3 = build_string #8"'a1b'", %2
  %4 = add %3, #9"'c'"
  return %4
)");
}

}  // namespace
}  // namespace weft::rpy
