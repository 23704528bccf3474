// `try`, `raise` and `finally`.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

using Exceptions = FlowTest;

TEST_F(Exceptions, HandlersDispatchOnTheException) {
  EXPECT_EQ(flow(R"(
def f(d, k):
    n = 0
    try:
        n = d[k]
    except KeyError as e:
        print(e)
    except (IndexError, ValueError):
        return -1
    else:
        n += 1
    return n
)"),
            R"graph(
^0(%d: Any, %k: Any):
  %n = guarded getitem %d, %k
  try ^1 catch %0: Any => ^2(%0)
^1:
  %n.1 = inplace_add %n, #4"1"
  jump ^4(%n.1)
^2(%1: Any):
  %2 = exception_match %1, #1"<class KeyError>"
  branch %2, ^3(%1), ^5(%1)
^3(%e: Any):
  %3 = call #5"<builtin print>"(%e)
  jump ^4(#0"0")
^4(%n.2: Any):
  return %n.2
^5(%4: Any):
  %5 = exception_match %4, #6"(<class IndexError>, <class ValueError>)"
  branch %5, ^6, ^7(%4)
^6:
  return #7"-1"
^7(%6: Any):
  raise %6
)graph");
}

TEST_F(Exceptions, AHandlerReceivesTheVariablesAsTheyWere) {
  EXPECT_EQ(flow(R"(
def g(): pass
def f(a):
    try:
        g()
        a = 1
        g()
    except ValueError:
        pass
    return a
)"),
            R"(
^0(%a: Any):
  %0 = guarded call #1"<function spec.g>"()
  try ^1 catch %1: Any => ^2(%a, %1)
^1:
  %2 = guarded call #1"<function spec.g>"()
  try ^3(#2"1") catch %3: Any => ^2(#2"1", %3)
^2(%a.1: Any, %4: Any):
  %5 = exception_match %4, #0"<class ValueError>"
  branch %5, ^3(%a.1), ^4(%4)
^3(%a.2: Any):
  return %a.2
^4(%6: Any):
  raise %6
)");
}

TEST_F(Exceptions, OnlyWhatHandlersCanSeeIsGuarded) {
  std::string graph = flow(R"(
def f(a, b):
    try:
        return a[b] // b
    except ZeroDivisionError:
        return a[b] // b
)");
  EXPECT_NE(graph.find("= getitem"), std::string::npos);
  EXPECT_EQ(graph.find("guarded getitem"), std::string::npos);
  EXPECT_NE(graph.find("= guarded floordiv"), std::string::npos);
  EXPECT_NE(graph.find("= floordiv"), std::string::npos);
}

TEST_F(Exceptions, FinallyRunsOnEveryWayOut) {
  EXPECT_EQ(flow(R"(
def f(items):
    for item in items:
        try:
            if item is None:
                continue
            return item.value
        finally:
            print(1)
    return 0
)"),
            R"(
^0(%items: Any):
  %0 = iter %items
  jump ^1
^1:
  %1 = iter_more %0
  branch %1, ^2, ^7
^2:
  %item = iter_item %0
  %2 = is %item, #1"None"
  branch %2, ^3, ^4(%item)
^3:
  %3 = call #2"<builtin print>"(#3"1")
  jump ^1
^4(%item.1: Any):
  %4 = getattr %item.1, .value
  try ^5 catch %5: Any => ^6(%5)
^5:
  %6 = call #2"<builtin print>"(#3"1")
  return %4
^6(%7: Any):
  %8 = call #2"<builtin print>"(#3"1")
  raise %7
^7:
  return #4"0"
)");
}

TEST_F(Exceptions, RaisingClassesInstancesAndAgain) {
  EXPECT_EQ(flow(R"(
def f(x):
    if x == 1:
        raise ValueError
    if x == 2:
        raise ValueError('two') from None
    try:
        x.run()
    except:
        raise
    raise x
)"),
            R"(
^0(%x: Any):
  %0 = eq %x, #0"1"
  branch %0, ^1, ^2
^1:
  %1 = make_exception #1"<class ValueError>"
  raise %1
^2:
  %2 = eq %x, #2"2"
  branch %2, ^3, ^4
^3:
  %3 = call #1"<class ValueError>"(#3"'two'")
  raise %3
^4:
  %4 = guarded getattr %x, .run
  try ^5 catch %5: Any => ^7(%5)
^5:
  %6 = guarded call %4()
  try ^6 catch %7: Any => ^7(%7)
^6:
  %8 = make_exception %x
  raise %8
^7(%9: Any):
  raise %9
)");
}

TEST_F(Exceptions, RaisingInsideATryGoesStraightToTheHandler) {
  EXPECT_EQ(flow(R"(
def f(x):
    try:
        if x:
            raise KeyError(x)
    except KeyError:
        return 1
    return 0
)"),
            R"(
^0(%x: Any):
  %0 = guarded bool %x
  try ^1 catch %1: Any => ^4(%1)
^1:
  branch %0, ^2(%x), ^3
^2(%x.1: Any):
  %2 = guarded call #0"<class KeyError>"(%x.1)
  try ^4(%2) catch %3: Any => ^4(%3)
^3:
  return #2"0"
^4(%4: Any):
  %5 = exception_match %4, #0"<class KeyError>"
  branch %5, ^5, ^6(%4)
^5:
  return #1"1"
^6(%6: Any):
  raise %6
)");
}

TEST_F(Exceptions, AssertRaisesWithItsMessage) {
  EXPECT_EQ(flow(R"(
def f(x):
    assert x is not None, 'no x'
    assert 1 < 2
    return x
)"),
            R"(
^0(%x: Any):
  %0 = is_not %x, #0"None"
  branch %0, ^1(%x), ^2
^1(%x.1: Any):
  return %x.1
^2:
  %1 = call #2"<class AssertionError>"(#1"'no x'")
  raise %1
)");
}

}  // namespace
}  // namespace weft::rpy
