/* The native stack: how large it is, and how much of it is left. */
#include "weft_runtime.h"

#ifdef WEFT_THREADS
#include <pthread.h>
#endif
#include <string.h>
#include <sys/auxv.h>
#include <sys/resource.h>

/* Room for C functions and for frames between two checks. */
enum { stack_reserve = 256 * 1024 };
/* What an unlimited stack is taken to be. */
enum { largest_stack = sizeof(void*) > 4 ? 512 * 1024 * 1024 : 64 * 1024 * 1024 };
#if __has_feature(thread_sanitizer)
/* ThreadSanitizer notes 65536 calls for each thread, and writes behind that: no function has less of a frame than this. */
enum { most_calls = 65536, smallest_frame = 16 };
#endif
/* What part of the address space it may be, where that is limited: the shadow stack is several times as large. */
enum { address_space_for_stack = 16 };

/* The highest address of the main thread's stack: what is above main() counts towards its size, arguments and the
 * environment above all. The program's path is the last thing there. */
static char* stack_top(char* main_frame) {
  char* path = (char*)getauxval(AT_EXECFN);
  return path > main_frame ? path + strlen(path) + 1 + sizeof(void*) : main_frame;
}

static void set_stack(char* top, uintptr_t size) {
  weft_stack_bytes = size > 2 * stack_reserve ? size - stack_reserve : size / 2;
  weft_stack_limit = weft_stack_end = top - weft_stack_bytes;
}

#ifdef WEFT_THREADS
void weft_measure_thread_stack(void) {
  pthread_attr_t attributes;
  void* lowest;
  size_t size;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) weft_fatal("the size of a thread's stack is not known");
  pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  set_stack((char*)lowest + size, size);
}
#endif

void weft_measure_stack(char* main_frame) {
  struct rlimit limit;
  uintptr_t size = 8 * 1024 * 1024;
  if (getrlimit(RLIMIT_STACK, &limit) == 0)
    size =
        limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > largest_stack ? largest_stack : (uintptr_t)limit.rlim_cur;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY &&
      size > limit.rlim_cur / address_space_for_stack)
    size = (uintptr_t)(limit.rlim_cur / address_space_for_stack);
#if __has_feature(thread_sanitizer)
  if (size > most_calls * smallest_frame) size = most_calls * smallest_frame;
#endif
  set_stack(stack_top(main_frame), size);
}
