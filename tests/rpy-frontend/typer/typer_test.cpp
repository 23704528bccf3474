// What operations on each kind of value become.
#include "typer_fixture.h"

namespace weft::typer {
namespace {

TEST_F(TyperTest, IntegersAreMachineWords) {
  type(R"(
def f(a, b):
    return (a + b) * 2 - a & b

def main(argv):
    return f(len(argv), -3)
)");
  std::string text = function("f");
  EXPECT_TRUE(contains(text, "(Signed, Signed) -> Signed")) << text;
  EXPECT_TRUE(contains(text, "int_add")) << text;
  EXPECT_TRUE(contains(text, "int_mul")) << text;
  EXPECT_TRUE(contains(text, "int_and")) << text;
  EXPECT_FALSE(contains(text, "direct_call")) << text;
}

TEST_F(TyperTest, DivisionByZeroIsChecked) {
  type(R"(
def f(a, b):
    return a // b

def main(argv):
    return f(-len(argv), 1 - len(argv))
)");
  EXPECT_TRUE(contains(function("f"), "rint.ll_int_floordiv")) << function("f");
}

TEST_F(TyperTest, DivisionByAConstantNeedsNoHelper) {
  type(R"(
def f(a):
    return a % 8

def main(argv):
    return f(len(argv))
)");
  EXPECT_TRUE(contains(function("f"), "int_mod %a, 8")) << function("f");
}

TEST_F(TyperTest, OverflowIsOnlyCheckedWhereAsked) {
  type(R"(
from rpython.rlib.rarithmetic import ovfcheck

def f(a):
    b = a + 1
    return ovfcheck(b * a)

def main(argv):
    return f(len(argv))
)");
  std::string text = function("f");
  EXPECT_TRUE(contains(text, "int_add %a, 1")) << text;
  EXPECT_TRUE(contains(text, "rint.ll_int_mul_ovf")) << text;
}

TEST_F(TyperTest, IntegersBecomeFloatsWhereTheyMeet) {
  type(R"(
def f(a):
    x = 1.5
    if a > 3:
        x = a
    return int(x)

def main(argv):
    return f(len(argv))
)");
  EXPECT_TRUE(contains(function("f"), "cast_int_to_float")) << function("f");
}

TEST_F(TyperTest, SingleCharactersAreBytes) {
  type(R"(
def f(c):
    return c == 'x'

def main(argv):
    for c in argv[0]:
        if f(c):
            return 1
    return 0
)");
  std::string text = function("f");
  EXPECT_TRUE(contains(text, "(Char) -> Bool")) << text;
  EXPECT_TRUE(contains(text, "char_eq %c, 'x'")) << text;
}

TEST_F(TyperTest, ListsThatKeepTheirLengthAreArrays) {
  type(R"(
def f(items):
    items[0] = 5
    return items[1]

def g(items):
    items.append(1)
    return len(items)

def main(argv):
    return f([1, 2]) + g([1])
)");
  EXPECT_TRUE(contains(function("f"), "(*%array.Signed) -> Signed")) << function("f");
  EXPECT_TRUE(contains(function("g"), "(*%list.Signed) -> Signed")) << function("g");
}

TEST_F(TyperTest, IndicesAreCheckedByDefault) {
  const char* spec = R"(
def f(items, i):
    return items[i]

def main(argv):
    return f([1, 2], len(argv) - 1)
)";
  type(spec);
  EXPECT_TRUE(contains(function("f"), "rlist.ll_getitem(")) << function("f");
}

TEST_F(TyperTest, IndicesAreNotCheckedOnRequest) {
  type(R"(
def f(items, i):
    return items[i]

def g(items, i):
    try:
        return items[i]
    except IndexError:
        return -1

def main(argv):
    return f([1, 2], len(argv) - 1) + g([1, 2], len(argv) - 1)
)",
       {.unchecked = true});
  EXPECT_TRUE(contains(function("f"), "rlist.ll_getitem_unchecked(")) << function("f");
  EXPECT_TRUE(contains(function("g"), "rlist.ll_getitem(")) << function("g");
}

TEST_F(TyperTest, HelpersAreMadeOncePerType) {
  type(R"(
def main(argv):
    a = [1]
    a.append(2)
    a.append(3)
    b = [4]
    b.append(5)
    return len(a) + len(b)
)");
  EXPECT_EQ(count(whole(), "func @rpython.rtyper.rlist.ll_append"), 1u);
}

TEST_F(TyperTest, LoopsUseIterators) {
  type(R"(
def main(argv):
    total = 0
    for i, item in enumerate(argv):
        total += i * len(item)
    for i in range(10):
        total += i
    return total
)");
  std::string text = function("main");
  EXPECT_TRUE(contains(text, "riter.ll_list_more")) << text;
  EXPECT_TRUE(contains(text, "riter.ll_range_item")) << text;
}

TEST_F(TyperTest, EqualityOfItemsIsAConstantOfTheHelper) {
  type(R"(
def main(argv):
    pairs = [(1, 'a'), (2, 'b')]
    if (len(argv), 'b') in pairs:
        return 1
    return 0
)");
  EXPECT_TRUE(contains(whole(), "rtuple.ll_tuple_eq") || contains(whole(), "ll_tuple_eq"));
}

TEST_F(TyperTest, FormatsAreTakenApart) {
  type(R"(
def main(argv):
    print('%5.2f|%s|%d' % (1.5, argv[0], len(argv)))
    print(f'{len(argv):>5}')
    return 0
)");
  EXPECT_TRUE(contains(function("main"), "rformat.ll_float_format")) << function("main");
  EXPECT_TRUE(contains(function("main"), "rformat.ll_format_int_spec")) << function("main");
}

TEST_F(TyperTest, WrongFormatsAreDiagnosed) {
  type(R"(
def main(argv):
    print('%d %d' % (1,))
    print('%d' % argv[0])
    return 0
)",
       {}, true);
  ASSERT_EQ(diagnostics_.reported().size(), 2u) << errors();
  EXPECT_EQ(diagnostics_.reported()[0].kind->name, "bad-format");
}

TEST_F(TyperTest, HandlersGetWhatHelpersRaise) {
  type(R"(
def f(d, key):
    try:
        return d[key]
    except KeyError:
        return -1

def main(argv):
    return f({'a': 1}, argv[0])
)");
  std::string text = function("f");
  EXPECT_TRUE(contains(text, "try ")) << text;
  EXPECT_TRUE(contains(text, "ll_is_subclass")) << text;
}

TEST_F(TyperTest, JitMergePointsKeepTheirVariables) {
  type(R"(
from rpython.rlib.jit import JitDriver

driver = JitDriver(greens=['pc'], reds=['total'])

def main(argv):
    pc = 0
    total = 0
    while pc < len(argv):
        driver.jit_merge_point(total=total, pc=pc)
        total += len(argv[pc])
        pc += 1
    return total
)");
  std::string text = function("main");
  EXPECT_TRUE(contains(text, "jit_merge_point")) << text;
  EXPECT_TRUE(contains(whole(), "greens(pc) reds(total)"));
}

TEST_F(TyperTest, TheEntryTakesTheCommandLine) {
  type(R"(
def main(argv):
    return len(argv)
)");
  std::string text = ir::print(program_, program_.entry);
  EXPECT_TRUE(contains(text, "(Signed, Address) -> Signed")) << text;
  EXPECT_TRUE(contains(text, "ll_arguments")) << text;
  EXPECT_TRUE(program_.find_function("weft.exception_text").valid());
}

}  // namespace
}  // namespace weft::typer
