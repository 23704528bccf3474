// A content hash for cache keys: FNV-1a, the same on every machine and in every run.
#pragma once

#include <cstdint>
#include <string_view>

namespace weft {

class ContentHash {
 public:
  // Mixes in a field; ("ab", "c") and ("a", "bc") differ.
  ContentHash& add(std::string_view text) {
    add_number(text.size());
    for (unsigned char byte : text) mix(byte);
    return *this;
  }
  ContentHash& add_number(uint64_t number) {
    for (int shift = 0; shift < 64; shift += 8) mix(static_cast<unsigned char>(number >> shift));
    return *this;
  }
  uint64_t value() const { return state_; }

 private:
  void mix(unsigned char byte) { state_ = (state_ ^ byte) * 0x100000001b3u; }
  uint64_t state_ = 0xcbf29ce484222325u;
};

}  // namespace weft
