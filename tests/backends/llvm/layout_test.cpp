#include "backends/llvm/layout.h"

#include <gtest/gtest.h>

#include "backends/llvm/targets.h"

namespace weft::backend {
namespace {

using T = ir::TypeTable;

class LayoutTest : public testing::Test {
 protected:
  ir::Field field(const char* name, ir::TypeId type) { return {program.strings.intern(name), type}; }
  ir::Program program;
};

TEST_F(LayoutTest, StructsAreLaidOutAsInC) {
  ir::TypeId base = program.types.declare_struct("base", ir::Storage::Raw);
  program.types.define_struct(base, {field("a", T::char_), field("b", T::signed_), field("c", T::bool_)});
  ir::TypeId derived = program.types.declare_struct("derived", ir::Storage::Raw, base);
  program.types.define_struct(derived, {field("d", T::i16), field("e", T::float_)});
  Layout layout(program, {});
  EXPECT_EQ(layout.field_offset(base, 1), 8u);
  EXPECT_EQ(layout.field_offset(base, 2), 16u);
  EXPECT_EQ(layout.extent(base).size, 24u);
  EXPECT_EQ(layout.field_offset(derived, 2), 16u);
  EXPECT_EQ(layout.field_offset(derived, 3), 18u);
  EXPECT_EQ(layout.field_offset(derived, 4), 24u);
  EXPECT_EQ(layout.extent(derived).size, 32u);
}

TEST_F(LayoutTest, ObjectsHaveNoGapsThatCanBeFilled) {
  ir::TypeId chars = program.types.declare_array("chars", ir::Storage::Gc);
  program.types.define_array(chars, T::char_, false);
  ir::TypeId base = program.types.declare_struct("base", ir::Storage::Gc);
  program.types.define_struct(base, {field("a", T::char_), field("b", T::signed_), field("c", T::void_), field("d", T::bool_)});
  ir::TypeId derived = program.types.declare_struct("derived", ir::Storage::Gc, base);
  program.types.define_struct(derived, {field("e", T::float_), field("f", T::i32), field("g", T::bool_)});
  ir::TypeId text = program.types.declare_struct("text", ir::Storage::Gc);
  program.types.define_struct(text, {field("flag", T::bool_), field("hash", T::signed_), field("chars", chars)});
  Layout layout(program, {});
  EXPECT_EQ(layout.field_offset(base, 1), 0u);
  EXPECT_EQ(layout.field_offset(base, 0), 8u);
  EXPECT_EQ(layout.field_offset(base, 3), 9u);
  EXPECT_EQ(layout.extent(base).size, 16u);
  for (uint32_t inherited = 0; inherited < 4; ++inherited)
    EXPECT_EQ(layout.field_offset(derived, inherited), layout.field_offset(base, inherited));
  EXPECT_EQ(layout.field_offset(derived, 6), 10u);
  EXPECT_EQ(layout.field_offset(derived, 4), 16u);
  EXPECT_EQ(layout.field_offset(derived, 5), 24u);
  EXPECT_EQ(layout.extent(derived).size, 32u);
  EXPECT_EQ(layout.field_offset(text, 1), 0u);
  EXPECT_EQ(layout.items_offset(text), 9u);
}

// Structs shared with C are as Clang has them; collectors align objects to words.
TEST_F(LayoutTest, WordsOf32Bits) {
  program.word_bits = 32;
  program.has_object_headers = true;
  ir::TypeId raw = program.types.declare_struct("raw", ir::Storage::Raw);
  program.types.define_struct(raw, {field("a", T::char_), field("b", T::float_), field("c", T::signed_), field("d", T::i64)});
  ir::TypeId object = program.types.declare_struct("instance", ir::Storage::Gc);
  program.types.define_struct(object, {field("a", T::signed_), field("b", T::float_), field("c", T::i64), field("d", T::bool_)});
  ir::TypeId entries = program.types.declare_array("entries", ir::Storage::Gc);
  program.types.define_array(entries, raw);
  ir::TypeId numbers = program.types.declare_array("numbers", ir::Storage::Raw);
  program.types.define_array(numbers, T::i64);

  Layout i386(program, find_target("i686-linux-gnu").c_types);
  EXPECT_EQ(i386.field_offset(raw, 1), 4u);
  EXPECT_EQ(i386.field_offset(raw, 2), 12u);
  EXPECT_EQ(i386.field_offset(raw, 3), 16u);
  EXPECT_EQ(i386.extent(raw).size, 24u);
  EXPECT_EQ(i386.items_offset(numbers), 4u);

  Layout arm(program, find_target("armv6-linux-gnueabi").c_types);
  EXPECT_EQ(arm.field_offset(raw, 1), 8u);
  EXPECT_EQ(arm.field_offset(raw, 2), 16u);
  EXPECT_EQ(arm.field_offset(raw, 3), 24u);
  EXPECT_EQ(arm.extent(raw).size, 32u);
  EXPECT_EQ(arm.items_offset(numbers), 8u);
  EXPECT_EQ(arm.sure_alignment(raw), 4u);

  for (const Layout* each : {&i386, &arm}) {
    EXPECT_EQ(each->word_size(), 4u);
    EXPECT_EQ(each->header_size(), 4u);
    EXPECT_EQ(each->type_number_size(), 2u);
    EXPECT_EQ(each->type_number_offset(), 0u);
    EXPECT_EQ(each->field_offset(object, 0), 4u);
    EXPECT_EQ(each->field_offset(object, 1), 8u);
    EXPECT_EQ(each->field_offset(object, 2), 16u);
    EXPECT_EQ(each->field_offset(object, 3), 24u);
    EXPECT_EQ(each->extent(object).size, 28u);
    EXPECT_EQ(each->items_offset(entries), 8u);
  }
}

TEST_F(LayoutTest, WhereTheTypeNumberIs) {
  program.has_object_headers = true;
  EXPECT_EQ(Layout(program, {}).type_number_offset(), 0u);
  EXPECT_EQ(Layout(program, {.is_big_endian = true}).type_number_offset(), 4u);
}

TEST_F(LayoutTest, Arrays) {
  ir::TypeId chars = program.types.declare_array("chars", ir::Storage::Gc);
  program.types.define_array(chars, T::char_);
  ir::TypeId bare = program.types.declare_array("bare", ir::Storage::Raw);
  program.types.define_array(bare, T::i32, false);
  ir::TypeId string = program.types.declare_struct("string", ir::Storage::Gc);
  program.types.define_struct(string, {field("hash", T::signed_), field("chars", chars)});
  Layout layout(program, {});
  EXPECT_EQ(layout.items_offset(chars), 8u);
  EXPECT_EQ(layout.length_offset(chars), 0u);
  EXPECT_EQ(layout.items_offset(bare), 0u);
  EXPECT_EQ(layout.item_size(bare), 4u);
  EXPECT_EQ(layout.length_offset(string), 8u);
  EXPECT_EQ(layout.items_offset(string), 16u);
  EXPECT_EQ(layout.extent(string).size, 16u);
  EXPECT_EQ(layout.item_size(string), 1u);
}

TEST_F(LayoutTest, WordsAreTheTargets) {
  program.word_bits = 32;
  ir::TypeId chars = program.types.declare_array("chars", ir::Storage::Gc);
  program.types.define_array(chars, T::char_);
  Layout layout(program, {});
  EXPECT_EQ(layout.items_offset(chars), 4u);
  EXPECT_EQ(layout.extent(T::address).size, 4u);
}

}  // namespace
}  // namespace weft::backend
