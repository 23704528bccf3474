/* Memory in pages, from a system that has virtual memory. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#if __has_feature(address_sanitizer)
void __lsan_register_root_region(const void* start, size_t bytes);
void __lsan_unregister_root_region(const void* start, size_t bytes);
#endif

/* Objects may be all that refers to raw memory, which is no leak then. */
static void look_for_references(const void* arena, intptr_t bytes) {
#if __has_feature(address_sanitizer)
  __lsan_register_root_region(arena, (size_t)bytes);
#endif
  (void)arena, (void)bytes;
}

static void ignore_references(const void* arena, intptr_t bytes) {
#if __has_feature(address_sanitizer)
  __lsan_unregister_root_region(arena, (size_t)bytes);
#endif
  (void)arena, (void)bytes;
}

void* weft_arena_reserve(intptr_t bytes) {
  void* arena = mmap(NULL, (size_t)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (arena == MAP_FAILED) return NULL;
#ifdef MADV_HUGEPAGE
  /* Faulting in large arenas 4 KB at a time costs more than most collections. */
  if (bytes >= (intptr_t)4 * 1024 * 1024) {
    int saved = errno;
    madvise(arena, (size_t)bytes, MADV_HUGEPAGE);
    errno = saved;
  }
#endif
  look_for_references(arena, bytes);
  return arena;
}

void weft_arena_release(void* arena, intptr_t bytes) {
  ignore_references(arena, bytes);
  munmap(arena, (size_t)bytes);
}

/* Pages cost memory when they are touched. */
void* weft_address_space(size_t bytes) {
  void* memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  return memory == MAP_FAILED ? NULL : memory;
}

void weft_arena_discard(void* start, intptr_t bytes) {
  int saved = errno;
  if (bytes > 0) madvise(start, (size_t)bytes, MADV_DONTNEED);
  errno = saved;
}

void weft_arena_protect(void* start, intptr_t bytes, intptr_t is_inaccessible) {
  mprotect(start, (size_t)bytes, is_inaccessible ? PROT_NONE : PROT_READ | PROT_WRITE);
}

/* What the process has taken is in /proc, in pages; where there is none, it is not much yet. */
static intptr_t taken_address_space(void) {
  char text[32];
  int descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return 0;
  ssize_t size = read(descriptor, text, sizeof text - 1);
  close(descriptor);
  if (size <= 0) return 0;
  text[size] = '\0';
  return (intptr_t)strtol(text, NULL, 10) * (intptr_t)sysconf(_SC_PAGESIZE);
}

intptr_t weft_gc_memory_limit(void) {
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > INTPTR_MAX) return 0;
  int saved = errno;
  intptr_t left = (intptr_t)limit.rlim_cur - taken_address_space();
  errno = saved;
  return left > 4096 ? left : 4096;
}
