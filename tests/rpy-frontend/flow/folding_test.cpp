// What is computed while the graph is built.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

class Folding : public FlowTest {
 protected:
  // What an expression folds to; the operation that is left when it does not.
  std::string folded(const std::string& expression, const std::string& setup = "") {
    std::string text = flow(setup + "\ndef f(x):\n    return " + expression + "\n");
    size_t first = text.find('\n', 1) + 1;
    std::string line = text.substr(first, text.find('\n', first) - first);
    line.erase(0, line.find_first_not_of(' '));
    if (line.starts_with("return #")) return line.substr(line.find('"') + 1, line.rfind('"') - line.find('"') - 1);
    return line.substr(0, line.find(' ', line.find("= ") + 2));
  }
};

TEST_F(Folding, Operators) {
  EXPECT_EQ(folded("2 + 3 * 4 - -1"), "15");
  EXPECT_EQ(folded("'ab' * 2 + 'c'"), "'ababc'");
  EXPECT_EQ(folded("'%d of %s' % (1, 'x')"), "'1 of x'");
  EXPECT_EQ(folded("1 < 2 and 'a' in ('a', 'b') and not 0"), "True");
  EXPECT_EQ(folded("(1, 2, 3)[1]"), "2");
  EXPECT_EQ(folded("'abcdef'[1:4]"), "'bcd'");
  EXPECT_EQ(folded("'a-b'.upper()"), "'A-B'");
}

TEST_F(Folding, WhatRaisesIsLeftToTheProgram) {
  EXPECT_EQ(folded("-9223372036854775807 - 1"), "-9223372036854775808");
  EXPECT_EQ(folded("0xFFFFFFFFFFFFFFFF & 0xFF"), "255");
  EXPECT_EQ(folded("1 // 0"), "%0 = floordiv");
  EXPECT_EQ(folded("'x' * 1000000"), "%0 = mul");
  EXPECT_EQ(folded("int('x')"), "%0 = call");
}

TEST_F(Folding, IntegersMayBeWiderThanAWord) {
  EXPECT_EQ(folded("9223372036854775807 + 1"), "9223372036854775808");
  EXPECT_EQ(folded("(1 << 70) - 1 >> 60"), "1023");
  const char* imports = "from rpython.rlib.rarithmetic import intmask, ovfcheck, r_uint";
  EXPECT_EQ(folded("intmask(1 << 63)", imports), "-9223372036854775808");
  EXPECT_EQ(folded("r_uint((1 << 64) - 1) + r_uint(3)", imports), "r_uint(2)");
  EXPECT_EQ(folded("ovfcheck(1 << 62)", imports), "4611686018427387904");
  EXPECT_EQ(folded("ovfcheck(1 << 63)", imports), "%0 = lshift");
  EXPECT_EQ(folded("ovfcheck(-(-9223372036854775807 - 1))", imports), "%0 = neg");
}

TEST_F(Folding, PureBuiltins) {
  EXPECT_EQ(folded("len('abc') + ord('a') + abs(-1) + max(1, 2)"), "103");
  EXPECT_EQ(folded("range(3)"), "range(0, 3)");
  EXPECT_EQ(folded("isinstance(1, int), issubclass(bool, int), callable(len)"), "(True, True, True)");
  EXPECT_EQ(folded("hasattr(int, 'foo'), getattr(str, 'foo', 3)"), "(False, 3)");
  EXPECT_EQ(folded("r_uint(0) - r_uint(1)", "from rpython.rlib.rarithmetic import r_uint"),
            "r_uint(18446744073709551615)");
  EXPECT_EQ(folded("we_are_translated()", "from rpython.rlib.objectmodel import we_are_translated"), "True");
}

TEST_F(Folding, AttributesOfModulesClassesAndFrozenObjects) {
  const char* setup = R"(
import math, enum
class Color(enum.Enum):
    RED = 7
class Config:
    debug = False
    def _freeze_(self): return True
config = Config()
class Plain:
    def __init__(self):
        self.fixed = 3
        self.varies = 4
plain = Plain()
def elsewhere(p):
    p.varies = 5
items = [1]
)";
  EXPECT_EQ(folded("math.pi", setup), "3.141592653589793");
  EXPECT_EQ(folded("Color.RED.value", setup), "7");
  EXPECT_EQ(folded("config.debug", setup), "False");
  EXPECT_EQ(folded("plain.fixed", setup), "3");
  EXPECT_EQ(folded("plain.varies", setup), "%0 = getattr");
  EXPECT_EQ(folded("items[0]", setup), "%0 = getitem");
  EXPECT_EQ(folded("len(items)", setup), "%0 = call");
}

TEST_F(Folding, DeadBranchesAreNotLookedAt) {
  EXPECT_EQ(flow(R"(
from rpython.rlib.objectmodel import we_are_translated
from typing import TYPE_CHECKING
def f(x):
    if not we_are_translated():
        yield_from(x) + undefined
    if TYPE_CHECKING and nothing:
        import nowhere
    y = 1 if x is None and not __debug__ else 2
    while False:
        undefined()
    return y
)"),
            R"(
^0(%x: Any):
  %0 = is %x, #3"None"
  branch %0, ^1, ^1
^1:
  return #4"2"
)");
  EXPECT_EQ(rendered(), "");
}

TEST_F(Folding, UnrollingLoops) {
  EXPECT_EQ(flow(R"(
from rpython.rlib.unroll import unrolling_iterable
operations = unrolling_iterable([('inc', 1), ('skip', 0), ('dec', -1)])
def f(x, name):
    for operation, amount in operations:
        if amount == 0:
            continue
        if name == operation:
            result = x + amount
            break
    else:
        return 'none'
    return result
)"),
            R"(
^0(%x: Any, %name: Any):
  %0 = eq %name, #1"'inc'"
  branch %0, ^1, ^2
^1:
  %result = add %x, #2"1"
  jump ^4(%result)
^2:
  %1 = eq %name, #7"'dec'"
  branch %1, ^3, ^5
^3:
  %result.1 = add %x, #8"-1"
  jump ^4(%result.1)
^4(%result.2: Any):
  return %result.2
^5:
  return #12"'none'"
)");
}

TEST_F(Folding, MemoFunctionsAreCalled) {
  EXPECT_EQ(folded("table(int)", R"(
from rpython.rlib.objectmodel import specialize
@specialize.memo()
def table(cls):
    return cls.__name__
)"),
            "'int'");
}

}  // namespace
}  // namespace weft::rpy
