// `match` and `with`.
#include "tests/rpy-frontend/flow/flow_fixture.h"

namespace weft::rpy {
namespace {

using Patterns = FlowTest;

TEST_F(Patterns, ValuesAndCaptures) {
  EXPECT_EQ(flow(R"(
def f(n):
    match n:
        case 1 | 2:
            return 'low'
        case other if other > 9:
            return other
        case _:
            return 'none'
)"),
            R"(
^0(%n: Any):
  %0 = eq %n, #0"1"
  branch %0, ^2, ^1
^1:
  %1 = eq %n, #1"2"
  branch %1, ^2, ^3
^2:
  return #2"'low'"
^3:
  %2 = gt %n, #3"9"
  branch %2, ^4(%n), ^5
^4(%n.1: Any):
  return %n.1
^5:
  return #4"'none'"
)");
}

TEST_F(Patterns, ClassesNarrowTheSubject) {
  EXPECT_EQ(flow(R"(
class Point:
    __match_args__ = ('x', 'y')
def f(v):
    match v:
        case None:
            return 0
        case Point(0, y=1) as p:
            return p
        case Point(x):
            return x
    return v
)"),
            R"(
^0(%v: Any):
  %0 = is %v, #0"None"
  branch %0, ^1, ^2(%v)
^1:
  return #1"0"
^2(%v.1: Any):
  %1 = call #3"<builtin isinstance>"(%v.1, #2"<class spec.Point>")
  branch %1, ^3(%v.1), ^6
^3(%v.2: Any):
  %2 = getattr %v.2, .x
  %3 = eq %2, #1"0"
  branch %3, ^4, ^6
^4:
  %4 = getattr %v.2, .y
  %5 = eq %4, #4"1"
  branch %5, ^5, ^6
^5:
  return %v.2
^6:
  %6 = call #3"<builtin isinstance>"(%v.1, #2"<class spec.Point>")
  branch %6, ^7(%v.1), ^8(%v.1)
^7(%v.3: Any):
  %x = getattr %v.3, .x
  return %x
^8(%v.4: Any):
  return %v.4
)");
}

TEST_F(Patterns, SequencesOfKnownItems) {
  EXPECT_EQ(flow(R"(
def f(a, b):
    match (a, b):
        case (0, x):
            return x
        case (_, _, _):
            return missing
        case [x, y]:
            return x + y
)"),
            R"(
^0(%a: Any, %b: Any):
  %0 = eq %a, #0"0"
  branch %0, ^1, ^2
^1:
  return %b
^2:
  %1 = add %a, %b
  return %1
)");
}

TEST_F(Patterns, WithCallsExitOnEveryWayOut) {
  EXPECT_EQ(flow(R"(
def f(lock, x):
    with lock as held:
        if x:
            return held
        x.run()
    return 1
)"),
            R"(
^0(%lock: Any, %x: Any):
  %0 = getattr %lock, .__enter__
  %held = call %0()
  %1 = bool %x
  try ^1 catch %2: Any => ^6(%2)
^1:
  branch %1, ^2, ^3(%x)
^2:
  %3 = getattr %lock, .__exit__
  %4 = call %3(#0"None", #0"None", #0"None")
  return %held
^3(%x.1: Any):
  %5 = getattr %x.1, .run
  try ^4 catch %6: Any => ^6(%6)
^4:
  %7 = call %5()
  try ^5 catch %8: Any => ^6(%8)
^5:
  %9 = getattr %lock, .__exit__
  %10 = call %9(#0"None", #0"None", #0"None")
  jump ^7
^6(%11: Any):
  %12 = call #1"<class type>"(%11)
  %13 = getattr %lock, .__exit__
  %14 = call %13(%12, %11, #0"None")
  %15 = bool %14
  branch %15, ^7, ^8
^7:
  return #2"1"
^8:
  raise %11
)");
}

}  // namespace
}  // namespace weft::rpy
