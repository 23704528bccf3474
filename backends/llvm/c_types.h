// What C's types are on a target.
#pragma once

#include <cstdint>

namespace weft::backend {

struct CTypes {
  unsigned word_bits = 64;  // of `long`, `size_t` and pointers, which are alike on all machines that can be targets
  bool is_big_endian = false;
  // In bytes, inside structs: half their size on some machines of 32 bits.
  uint64_t int64_alignment = 8;
  uint64_t double_alignment = 8;
};

}  // namespace weft::backend
