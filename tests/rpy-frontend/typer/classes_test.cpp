// Instances, methods, functions as values, and prebuilt data.
#include "typer_fixture.h"

namespace weft::typer {
namespace {

TEST_F(TyperTest, AttributesAreFieldsOfTheClassThatOwnsThem) {
  type(R"(
class Base:
    def __init__(self, n):
        self.n = n

class Derived(Base):
    _immutable_fields_ = ['name']
    def __init__(self, n, name):
        Base.__init__(self, n)
        self.name = name

def main(argv):
    d = Derived(3, argv[0])
    return d.n + len(d.name)
)");
  EXPECT_TRUE(contains(struct_("spec.Base"), "Signed n")) << struct_("spec.Base");
  EXPECT_TRUE(contains(struct_("spec.Derived"), ": %spec.Base")) << struct_("spec.Derived");
  EXPECT_TRUE(contains(struct_("spec.Derived"), "immutable *%string name")) << struct_("spec.Derived");
}

TEST_F(TyperTest, OneTargetIsCalledDirectly) {
  type(R"(
class A:
    def f(self):
        return 1

def main(argv):
    return A().f()
)");
  std::string text = function("main");
  EXPECT_TRUE(contains(text, "direct_call @spec.A.f")) << text;
  EXPECT_FALSE(contains(text, "indirect_call")) << text;
}

TEST_F(TyperTest, SeveralTargetsAreFoundInTheVtable) {
  type(R"(
class A:
    def f(self):
        return 1

class B(A):
    def f(self):
        return 2

def main(argv):
    a = B() if len(argv) > 1 else A()
    return a.f()
)");
  std::string text = function("main");
  EXPECT_TRUE(contains(text, "getfield")) << text;
  EXPECT_TRUE(contains(text, ".method_f")) << text;
  EXPECT_TRUE(contains(text, "indirect_call")) << text;
  // Functions called from one place take the common base.
  EXPECT_TRUE(contains(function("B.f"), "(*%spec.A) -> Signed")) << function("B.f");
}

TEST_F(TyperTest, MethodsAreNotAllocatedToBeCalled) {
  type(R"(
class A:
    def __init__(self, n):
        self.n = n
    def f(self, k):
        return self.n + k

def g(a):
    return a.f(1)

def main(argv):
    return g(A(2))
)");
  EXPECT_FALSE(contains(function("g"), "malloc")) << function("g");
}

TEST_F(TyperTest, MethodsAsValuesKeepTheirReceiver) {
  type(R"(
class A:
    def __init__(self, n):
        self.n = n
    def f(self, k):
        return self.n + k
    def g(self, k):
        return self.n * k

def main(argv):
    a = A(3)
    method = a.f
    if len(argv) > 1:
        method = a.g
    return method(2)
)");
  std::string text = function("main");
  EXPECT_TRUE(contains(text, ".receiver")) << text;
  EXPECT_TRUE(contains(text, "indirect_call")) << text;
}

TEST_F(TyperTest, NarrowingCastsDown) {
  type(R"(
class A:
    pass

class B(A):
    def __init__(self):
        self.n = 5

def f(a):
    if isinstance(a, B):
        return a.n
    return 0

def main(argv):
    return f(B()) + f(A())
)");
  std::string text = function("f");
  EXPECT_TRUE(contains(text, "ptr_eq")) << text;  // a class without subclasses
  EXPECT_TRUE(contains(text, "cast_pointer %a")) << text;
}

TEST_F(TyperTest, NoneIsCheckedOnlyWhereItIsPossible) {
  type(R"(
class A:
    def __init__(self, n):
        self.n = n

def f(a):
    return a.n

def g(a):
    return a.n

def main(argv):
    maybe = A(1) if len(argv) > 1 else None
    return f(A(2)) + g(maybe)
)");
  EXPECT_FALSE(contains(function("f"), "ptr_is_null")) << function("f");
  EXPECT_TRUE(contains(function("g"), "ptr_is_null")) << function("g");
  EXPECT_TRUE(contains(function("g"), "ll_raise_none_attribute")) << function("g");
}

TEST_F(TyperTest, NoneIsNotCheckedOnRequest) {
  type(R"(
class A:
    def __init__(self, n):
        self.n = n

def g(a):
    return a.n

def main(argv):
    return g(A(1) if len(argv) > 1 else None)
)",
       {.unchecked = true});
  EXPECT_FALSE(contains(function("g"), "ptr_is_null")) << function("g");
}

TEST_F(TyperTest, ClassAttributesAreInTheVtable) {
  type(R"(
class A:
    size = 1

class B(A):
    size = 2

def f(a):
    return a.size

def main(argv):
    return f(A()) + f(B())
)");
  EXPECT_TRUE(contains(function("f"), ".class_size")) << function("f");
  EXPECT_FALSE(contains(struct_("spec.A"), "size")) << struct_("spec.A");
}

TEST_F(TyperTest, ClassesAreNumberedInPreorder) {
  type(R"(
class A:
    pass
class B(A):
    pass
class C(A):
    pass
class D(B):
    pass

def f(a):
    if isinstance(a, B):
        return 1
    return 0

def main(argv):
    return f(A()) + f(C()) + f(D()) + f(B())
)");
  auto numbers = [&](const std::string& name) {
    for (const ir::Data& data : program_.data)
      if (data.name == name)
        return std::pair(program_.constants[data.fields[0]].as_int(), program_.constants[data.fields[1]].as_int());
    return std::pair(int64_t{-1}, int64_t{-1});
  };
  auto [b_first, b_last] = numbers("spec.B.vtable");
  EXPECT_EQ(b_last - b_first, 2);
  EXPECT_EQ(numbers("spec.D.vtable").first, b_first + 1);
}

TEST_F(TyperTest, FunctionTablesHoldPointers) {
  type(R"(
def inc(x):
    return x + 1
def dec(x):
    return x - 1

TABLE = [inc, dec]

def main(argv):
    return TABLE[len(argv) % 2](5)
)");
  EXPECT_TRUE(contains(function("main"), "indirect_call")) << function("main");
  EXPECT_TRUE(contains(whole(), "@spec.inc")) << whole();
}

TEST_F(TyperTest, PrebuiltObjectsMayReferToEachOther) {
  type(R"(
class Node:
    def __init__(self, name):
        self.name = name
        self.other = None

a = Node('a')
b = Node('b')
a.other = b
b.other = a

def main(argv):
    node = a
    for i in range(len(argv)):
        node = node.other
    return len(node.name)
)");
  EXPECT_EQ(count(whole(), ": %spec.Node immutable { typeptr"), 2u) << whole();
}

TEST_F(TyperTest, GlobalVariablesAreCells) {
  type(R"(
counter = 5

def bump():
    global counter
    counter += 1

def main(argv):
    bump()
    return counter
)");
  EXPECT_TRUE(contains(whole(), "data $global.counter: %global.counter { value = 5 }")) << whole();
}

TEST_F(TyperTest, InstancesWithFinalizersAreRegistered) {
  type(R"(
class Plain:
    pass

class Base(Plain):
    def __del__(self):
        state.count += 1

class Derived(Base):
    pass

class State:
    count = 0

state = State()

def plain():
    return Plain()

def derived():
    return Derived()

def main(argv):
    plain()
    derived()
    return state.count
)");
  EXPECT_TRUE(contains(function("derived"), "direct_call @weft_register_finalizer(")) << function("derived");
  EXPECT_FALSE(contains(function("plain"), "register_finalizer")) << function("plain");
  EXPECT_TRUE(contains(whole(), "keep @weft.call_finalizer")) << whole();
  EXPECT_TRUE(contains(whole(), "keep @weft.after_collection")) << whole();
}

TEST_F(TyperTest, WithoutFinalizersNothingIsHeldOff) {
  type(R"(
class A:
    pass

def main(argv):
    argv.append('x')
    A()
    return len(argv)
)");
  EXPECT_FALSE(contains(whole(), "ll_hold_finalizers")) << whole();
}

TEST_F(TyperTest, TheLibraryHoldsFinalizersOffWhileItAllocates) {
  type(R"(
class A:
    def __del__(self):
        pass

def main(argv):
    argv.append('x')
    A()
    return len(argv)
)");
  EXPECT_TRUE(contains(whole(), "direct_call @rpython.rtyper.rfinalizer.ll_hold_finalizers()")) << whole();
  EXPECT_FALSE(contains(function("main"), "ll_hold_finalizers")) << function("main");
}

TEST_F(TyperTest, EveryRunGivesTheSameText) {
  const char* spec = R"(
class A:
    def __init__(self):
        self.table = {'x': [1, 2], 'y': []}
    def f(self, key):
        return len(self.table[key])

def main(argv):
    print(A().f('x'), {1, 2, 3}, {'a', 'b'})
    return 0
)";
  type(spec);
  std::string first = whole();
  EXPECT_FALSE(first.empty());
  EXPECT_FALSE(contains(first, "0x7f"));
}

}  // namespace
}  // namespace weft::typer
