// Where Weft keeps what it need not make again, and how files there are written and recognised.
#pragma once

#include <filesystem>
#include <string_view>

#include "translator/support/hashing.h"

namespace weft {

std::filesystem::path cache_folder();

// Writes beside the file and renames, so that a reader never sees half of it. Does nothing if that is not possible.
void write_whole(const std::filesystem::path& path, std::string_view text);

// Removes all files of a folder but those that were written last.
void forget_unused(const std::filesystem::path& folder, size_t kept);

// What changes when a file does, without reading it.
void add_state_of(ContentHash& hash, const std::filesystem::path& file);

}  // namespace weft
