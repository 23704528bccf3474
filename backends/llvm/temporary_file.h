// A file that disappears when it goes out of scope.
#pragma once

#include <string>
#include <string_view>

namespace weft::backend {

class TemporaryFile {
 public:
  // An empty file in the folder for temporary files.
  TemporaryFile(std::string_view prefix, std::string_view suffix);
  // An empty file beside `path`. Throws UserError naming `path` when the folder can not be written to.
  static TemporaryFile beside(const std::string& path);
  TemporaryFile(TemporaryFile&& other) noexcept : path_(std::move(other.path_)) { other.path_.clear(); }
  TemporaryFile(const TemporaryFile&) = delete;
  ~TemporaryFile();

  const std::string& path() const { return path_; }
  // Makes the file appear as `path`, replacing what is there, and keeps it.
  void become(const std::string& path);

 private:
  TemporaryFile() = default;

  std::string path_;
};

// Throws UserError when the file can not be written.
void write_file(const std::string& path, std::string_view content);

}  // namespace weft::backend
