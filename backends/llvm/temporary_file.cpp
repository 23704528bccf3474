#include "backends/llvm/temporary_file.h"

#include <fmt/format.h>
#include <llvm/ADT/SmallString.h>
#include <llvm/Support/FileSystem.h>
#include <llvm/Support/raw_ostream.h>

#include "translator/support/diagnostics.h"

namespace weft::backend {

TemporaryFile::TemporaryFile(std::string_view prefix, std::string_view suffix) {
  llvm::SmallString<128> path;
  if (std::error_code error =
          llvm::sys::fs::createTemporaryFile(llvm::StringRef(prefix), llvm::StringRef(suffix), path))
    throw UserError(fmt::format("can not create a temporary file: {}", error.message()));
  path_ = path.str().str();
}

TemporaryFile TemporaryFile::beside(const std::string& path) {
  if (llvm::sys::fs::is_directory(path)) throw UserError(fmt::format("can not write {}: it is a directory", path));
  llvm::SmallString<128> unique;
  if (std::error_code error = llvm::sys::fs::createUniqueFile(path + ".%%%%%%%%", unique))
    throw UserError(fmt::format("can not write {}: {}", path, error.message()));
  TemporaryFile result;
  result.path_ = unique.str().str();
  return result;
}

TemporaryFile::~TemporaryFile() {
  if (!path_.empty()) llvm::sys::fs::remove(path_);
}

void TemporaryFile::become(const std::string& path) {
  if (std::error_code error = llvm::sys::fs::rename(path_, path))
    throw UserError(fmt::format("can not write {}: {}", path, error.message()));
  path_.clear();
}

void write_file(const std::string& path, std::string_view content) {
  std::error_code error;
  llvm::raw_fd_ostream stream(path, error);
  if (!error) {
    stream << llvm::StringRef(content);
    stream.close();
    error = stream.error();
    stream.clear_error();
  }
  if (error) throw UserError(fmt::format("can not write {}: {}", path, error.message()));
}

}  // namespace weft::backend
