/* What the file system says of a file, in the target's own structs. */
#include "weft_runtime.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

intptr_t weft_stat(intptr_t kind, const char* path, intptr_t descriptor, int64_t* result) {
  struct stat found;
  int failed = kind == WEFT_STAT_DESCRIPTOR ? fstat((int)descriptor, &found)
               : kind == WEFT_STAT_LINK     ? lstat(path, &found)
                                            : stat(path, &found);
  if (failed != 0) return -1;
  const int64_t billion = 1000000000;
  int64_t values[] = {(int64_t)found.st_mode,
                      (int64_t)found.st_ino,
                      (int64_t)found.st_dev,
                      (int64_t)found.st_nlink,
                      (int64_t)found.st_uid,
                      (int64_t)found.st_gid,
                      (int64_t)found.st_size,
                      (int64_t)found.st_atim.tv_sec * billion + found.st_atim.tv_nsec,
                      (int64_t)found.st_mtim.tv_sec * billion + found.st_mtim.tv_nsec,
                      (int64_t)found.st_ctim.tv_sec * billion + found.st_ctim.tv_nsec,
                      (int64_t)found.st_blocks,
                      (int64_t)found.st_blksize};
  for (unsigned i = 0; i < sizeof values / sizeof *values; ++i) result[i] = values[i];
  return 0;
}

int64_t weft_seek(intptr_t descriptor, int64_t position, intptr_t from) {
  return lseek((int)descriptor, (off_t)position, (int)from);
}

intptr_t weft_truncate(intptr_t descriptor, int64_t size) { return ftruncate((int)descriptor, (off_t)size); }

intptr_t weft_set_file_times(const char* path, double accessed, double modified) {
  struct timespec times[2];
  double given[2] = {accessed, modified};
  for (int i = 0; i < 2; ++i) {
    times[i].tv_sec = (time_t)__builtin_floor(given[i]);
    times[i].tv_nsec = (long)((given[i] - (double)times[i].tv_sec) * 1e9);
  }
  return utimensat(AT_FDCWD, path, times, 0);
}

const char* weft_next_entry(void* folder) {
  errno = 0;
  struct dirent* entry = readdir(folder);
  return entry == NULL ? NULL : entry->d_name;
}
