// Branches, loops, joins and narrowing.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

using ControlFlow = FlowTest;

TEST_F(ControlFlow, AnIfJoinsOnlyWhatDiffers) {
  EXPECT_EQ(flow(R"(
def f(a, b):
    x = 1
    y = b
    if a > b:
        x = 2
    return x + y
)"),
            R"(
^0(%a: Any, %b: Any):
  %0 = gt %a, %b
  branch %0, ^1(#1"2"), ^1(#0"1")
^1(%x: Any):
  %1 = add %x, %b
  return %1
)");
}

TEST_F(ControlFlow, ALoopCarriesWhatItAssigns) {
  EXPECT_EQ(flow(R"(
def f(n, step):
    total = 0
    while n > 0:
        total += n
        n -= step
    else:
        total += 1
    return total
)"),
            R"(
^0(%n: Any, %step: Any):
  jump ^1(#0"0", %n)
^1(%total: Any, %n.1: Any):
  %0 = gt %n.1, #0"0"
  branch %0, ^2(%n.1), ^3
^2(%n.2: Any):
  %total.1 = inplace_add %total, %n.2
  %n.3 = inplace_sub %n.2, %step
  jump ^1(%total.1, %n.3)
^3:
  %total.2 = inplace_add %total, #1"1"
  return %total.2
)");
}

TEST_F(ControlFlow, ForBreakContinueElse) {
  EXPECT_EQ(flow(R"(
def f(items, wanted):
    for item in items:
        if item < 0:
            continue
        if item == wanted:
            break
    else:
        return -1
    return item
)"),
            R"(
^0(%items: Any, %wanted: Any):
  %0 = iter %items
  jump ^1
^1:
  %1 = iter_more %0
  branch %1, ^2, ^5
^2:
  %item = iter_item %0
  %2 = lt %item, #1"0"
  branch %2, ^1, ^3(%item)
^3(%item.1: Any):
  %3 = eq %item.1, %wanted
  branch %3, ^4, ^1
^4:
  return %item.1
^5:
  return #3"-1"
)");
}

TEST_F(ControlFlow, TestedVariablesAreNarrowedOnBothSides) {
  EXPECT_EQ(flow(R"(
class C: pass
def f(x, y):
    if x is None or not isinstance(x, C):
        return y
    if y and type(x) is C:
        return x.a + y.b
    return x
)"),
            R"(
^0(%x: Any, %y: Any):
  %0 = is %x, #0"None"
  branch %0, ^6, ^1(%x)
^1(%x.1: Any):
  %1 = call #1"<builtin isinstance>"(%x.1, #2"<class spec.C>")
  branch %1, ^2(%x.1), ^6
^2(%x.2: Any):
  %2 = bool %y
  branch %2, ^3(%y), ^5
^3(%y.1: Any):
  %3 = call #3"<class type>"(%x.2)
  %4 = is %3, #2"<class spec.C>"
  branch %4, ^4(%x.2), ^5
^4(%x.3: Any):
  %5 = getattr %x.3, .a
  %6 = getattr %y.1, .b
  %7 = add %5, %6
  return %7
^5:
  return %x.2
^6:
  return %y
)");
}

TEST_F(ControlFlow, ANarrowedVariableIsItselfAgainWhereTheSidesMeet) {
  EXPECT_EQ(flow(R"(
def f(x):
    if x is None:
        print(x)
    else:
        print(x.a)
    return x
)"),
            R"(
^0(%x: Any):
  %0 = is %x, #0"None"
  branch %0, ^1(%x), ^2(%x)
^1(%x.1: Any):
  %1 = call #1"<builtin print>"(%x.1)
  jump ^3
^2(%x.2: Any):
  %2 = getattr %x.2, .a
  %3 = call #1"<builtin print>"(%2)
  jump ^3
^3:
  return %x
)");
}

TEST_F(ControlFlow, AndOrAsValuesAndComparisonChains) {
  EXPECT_EQ(flow(R"(
def f(a, b, c):
    return a or b, a < b < c, a if c else b
)"),
            R"(
^0(%a: Any, %b: Any, %c: Any):
  %0 = bool %a
  branch %0, ^1(%a), ^2(%b)
^1(%a.1: Any):
  jump ^2(%a.1)
^2(%1: Any):
  %2 = lt %a, %b
  branch %2, ^3, ^4(#0"False")
^3:
  %3 = lt %b, %c
  branch %3, ^4(#1"True"), ^4(#0"False")
^4(%4: Any):
  %5 = bool %c
  branch %5, ^5(%a), ^5(%b)
^5(%6: Any):
  %7 = newtuple %1, %4, %6
  return %7
)");
}

TEST_F(ControlFlow, ComprehensionsAreLoops) {
  EXPECT_EQ(flow(R"(
def f(rows):
    i = 0
    flat = [i for row in rows for i in row if i]
    return flat, i, any(x > 2 for x in flat)
)"),
            R"(
^0(%rows: Any):
  %flat = newlist
  %0 = iter %rows
  jump ^1
^1:
  %1 = iter_more %0
  branch %1, ^2, ^6
^2:
  %row = iter_item %0
  %2 = iter %row
  jump ^3
^3:
  %3 = iter_more %2
  branch %3, ^4, ^1
^4:
  %i = iter_item %2
  %4 = bool %i
  branch %4, ^5(%i), ^3
^5(%i.1: Any):
  %5 = getattr %flat, .append
  %6 = call %5(%i.1)
  jump ^3
^6:
  %7 = iter %flat
  jump ^7
^7:
  %8 = iter_more %7
  branch %8, ^8, ^9(#4"False")
^8:
  %x = iter_item %7
  %9 = gt %x, #2"2"
  branch %9, ^9(#3"True"), ^7
^9(%10: Any):
  %11 = newtuple %flat, #0"0", %10
  return %11
)");
}

TEST_F(ControlFlow, UnpackingAndSwapping) {
  EXPECT_EQ(flow(R"(
def f(pair, a, b):
    a, b = b, a
    x, (y, z) = pair
    return x + y + z + a - b
)"),
            R"(
^0(%pair: Any, %a: Any, %b: Any):
  %0 = call #0"<function rpython.rtyper.runpack.sequence>"(%pair)
  unpack_check [2], %0
  %x = getitem %0, #1"0"
  %1 = getitem %0, #2"1"
  %2 = call #0"<function rpython.rtyper.runpack.sequence>"(%1)
  unpack_check [2], %2
  %y = getitem %2, #1"0"
  %z = getitem %2, #2"1"
  %3 = add %x, %y
  %4 = add %3, %z
  %5 = add %4, %b
  %6 = sub %5, %a
  return %6
)");
}

TEST_F(ControlFlow, AugmentedTargetsAreEvaluatedOnce) {
  EXPECT_EQ(flow(R"(
def g(): return 0
def f(x):
    x[g()] += 1
    x.a.b -= 2
    x[1:] *= 3
)"),
            R"(
^0(%x: Any):
  %0 = call #0"<function spec.g>"()
  %1 = getitem %x, %0
  %2 = inplace_add %1, #1"1"
  setitem %x, %0, %2
  %3 = getattr %x, .a
  %4 = getattr %3, .b
  %5 = inplace_sub %4, #2"2"
  setattr %3, .b, %5
  %6 = getslice %x, #1"1", #3"None", #3"None"
  %7 = inplace_mul %6, #4"3"
  setslice %x, #1"1", #3"None", #3"None", %7
  return #3"None"
)");
}

TEST_F(ControlFlow, LongElifChainsDoNotNest) {
  std::string text = "def f(n):\n    if n == -1:\n        return -1\n";
  for (int i = 0; i < 900; ++i) text += fmt::format("    elif n == {}:\n        return {}\n", i, i + 1);
  std::string graph = flow(text + "    return 0\n");
  size_t tests = 0;
  for (size_t place = graph.find("= eq "); place != std::string::npos; place = graph.find("= eq ", place + 1)) ++tests;
  EXPECT_EQ(tests, 901u);
  EXPECT_EQ(rendered(), "");
}

}  // namespace
}  // namespace weft::rpy
