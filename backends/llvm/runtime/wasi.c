/* What WASI has in place of virtual memory, processes and signals: linear memory that only grows, and nothing. */
#include "weft_runtime.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- Memory in pages. ---- */

enum { page = 4096, wasm_page = 64 * 1024, least_growth = 1024 * 1024 };

/* Memory that is free, in order of addresses; neighbours are one. This is at its beginning. */
struct extent {
  size_t size;
  struct extent* next;
  size_t is_zero; /* behind this */
};
static struct extent* first_extent;

static size_t in_pages(size_t bytes) { return (bytes + page - 1) & ~(size_t)(page - 1); }

static int is_followed_by(const struct extent* extent, const struct extent* other) {
  return (const char*)extent + extent->size == (const char*)other;
}

static void join_with_next(struct extent* extent) {
  struct extent* next = extent->next;
  if (!is_followed_by(extent, next)) return;
  extent->size += next->size;
  extent->is_zero &= next->is_zero;
  extent->next = next->next;
  memset(next, 0, sizeof *next);
}

static void add_extent(void* start, size_t size, int is_zero) {
  struct extent *before = NULL, *after = first_extent, *added = start;
  for (; after != NULL && after < added; after = after->next) before = after;
  *added = (struct extent){size, after, (size_t)is_zero};
  *(before != NULL ? &before->next : &first_extent) = added;
  if (after != NULL) join_with_next(added);
  if (before != NULL) join_with_next(before);
}

/* Fresh memory is zero. */
static int grow(size_t bytes) {
  if (bytes > SIZE_MAX - wasm_page) return 0;
  size_t count = (bytes + wasm_page - 1) / wasm_page;
  size_t old = __builtin_wasm_memory_grow(0, count);
  if (old == SIZE_MAX) return 0;
  add_extent((void*)(old * wasm_page), count * wasm_page, 1);
  return 1;
}

static void* take(size_t size) {
  for (struct extent** link = &first_extent; *link != NULL; link = &(*link)->next) {
    struct extent* found = *link;
    if (found->size < size) continue;
    struct extent old = *found;
    if (old.size > size) {
      *link = (struct extent*)((char*)found + size);
      **link = (struct extent){old.size - size, old.next, old.is_zero};
    } else {
      *link = old.next;
    }
    memset(found, 0, old.is_zero ? sizeof *found : size);
    return found;
  }
  return NULL;
}

void* weft_arena_reserve(intptr_t bytes) {
  if (bytes <= 0) return NULL;
  size_t size = in_pages((size_t)bytes);
  void* memory = take(size);
  if (memory != NULL) return memory;
  if (!(size < least_growth && grow(least_growth)) && !grow(size)) return NULL;
  return take(size);
}

void weft_arena_release(void* arena, intptr_t bytes) {
  if (arena != NULL && bytes > 0) add_extent(arena, in_pages((size_t)bytes), 0);
}

void* weft_address_space(size_t bytes) { return weft_arena_reserve((intptr_t)bytes); }

/* What memory has, it keeps. */
void weft_arena_discard(void* start, intptr_t bytes) {
  if (bytes > 0) memset(start, 0, (size_t)bytes);
}

void weft_arena_protect(void* start, intptr_t bytes, intptr_t is_inaccessible) {
  (void)start, (void)bytes, (void)is_inaccessible;
}

/* The engine refuses to grow. */
intptr_t weft_gc_memory_limit(void) { return 0; }

uint8_t weft_gc_listen_for_pressure(const char* name) { (void)name; return 0; }
uint8_t weft_gc_is_under_pressure(void) { return 0; }

/* ---- The stack. The engine's own can not be seen; functions that check it have a frame in linear memory that stands
 * for theirs there (backends/llvm/stack_frames.h). So what may be used of the one is what there is of the other. ---- */

/* V8's stack in browsers and in Node, where little else is on it. */
enum { usual_stack = 984 * 1024, stack_reserve = 64 * 1024 };

void weft_measure_stack(char* main_frame) {
  intptr_t given = weft_getenv_size("WEFT_STACK");
  uintptr_t size = given > 0 ? (uintptr_t)given : usual_stack;
  /* The linker puts it at the beginning of memory. */
  uintptr_t most = (uintptr_t)main_frame - stack_reserve;
  weft_stack_bytes = size < most ? size : most;
  weft_stack_limit = weft_stack_end = main_frame - weft_stack_bytes;
}

/* ---- The current folder: WASI has none, but its C library can stand one in. Whoever starts the program may have named
 * it in the environment, as shells do. ---- */

__attribute__((constructor)) static void enter_folder(void) {
  const char* folder = getenv("PWD");
  if (folder != NULL) chdir(folder); /* if it is not to be seen, it is not */
  errno = 0;
}

/* ---- Descriptors, processes, users and signals. What its C library has not even a declaration of is defined as POSIX
 * has it: a program may ask for it, and is told that there is none. ---- */

static intptr_t refuse(void) {
  errno = ENOSYS;
  return -1;
}

intptr_t weft_duplicate(intptr_t descriptor) { (void)descriptor; return refuse(); }
intptr_t weft_duplicate_to(intptr_t from, intptr_t to, intptr_t inheritable) {
  (void)from, (void)to, (void)inheritable;
  return refuse();
}
intptr_t weft_pipe(int64_t* ends) { (void)ends; return refuse(); }

intptr_t weft_wait(intptr_t process, intptr_t options) { (void)process, (void)options; return refuse(); }
intptr_t weft_wait_status(void) { return 0; }

pid_t fork(void) { return (pid_t)refuse(); }
int execv(const char* path, char* const arguments[]) { (void)path, (void)arguments; return (int)refuse(); }
int execvp(const char* file, char* const arguments[]) { (void)file, (void)arguments; return (int)refuse(); }
int execve(const char* path, char* const arguments[], char* const environment[]) {
  (void)path, (void)arguments, (void)environment;
  return (int)refuse();
}
int kill(pid_t process, int number) { (void)process, (void)number; return (int)refuse(); }
int system(const char* command) { (void)command; return (int)refuse(); }

/* Its files belong to user 0. */
pid_t getppid(void) { return 0; }
uid_t getuid(void) { return 0; }
uid_t geteuid(void) { return 0; }
gid_t getgid(void) { return 0; }
gid_t getegid(void) { return 0; }

int chmod(const char* path, mode_t mode) { (void)path, (void)mode; return (int)refuse(); }
mode_t umask(mode_t mask) {
  static mode_t current = 022;
  mode_t before = current;
  current = mask & 0777;
  return before;
}

double weft_process_times(intptr_t which) {
  enum { user = 0, elapsed = 4 };
  if (which == elapsed) return (double)weft_clock_ns(1) * 1e-9;
  return which == user ? weft_clock() : 0.0;
}

/* None will ever arrive. */
intptr_t weft_signal_action(intptr_t number, intptr_t action) {
  (void)number;
  return action == WEFT_SIGNAL_DEFAULT ? 0 : refuse();
}
intptr_t weft_signals_pending(void) { return 0; }
intptr_t weft_next_signal(void) { return -1; }
intptr_t weft_set_wakeup(intptr_t descriptor) {
  static intptr_t current = -1;
  intptr_t before = current;
  current = descriptor;
  return before;
}
