#include "backends/llvm/layout.h"

#include <gtest/gtest.h>

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
  Layout layout(program);
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
  Layout layout(program);
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

TEST_F(LayoutTest, Arrays) {
  ir::TypeId chars = program.types.declare_array("chars", ir::Storage::Gc);
  program.types.define_array(chars, T::char_);
  ir::TypeId bare = program.types.declare_array("bare", ir::Storage::Raw);
  program.types.define_array(bare, T::i32, false);
  ir::TypeId string = program.types.declare_struct("string", ir::Storage::Gc);
  program.types.define_struct(string, {field("hash", T::signed_), field("chars", chars)});
  Layout layout(program);
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
  Layout layout(program);
  EXPECT_EQ(layout.items_offset(chars), 4u);
  EXPECT_EQ(layout.extent(T::address).size, 4u);
}

}  // namespace
}  // namespace weft::backend
