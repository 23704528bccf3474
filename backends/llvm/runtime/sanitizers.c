/* What a program says to the sanitizers that it is built with. */
#include "weft_runtime.h"

/* Called by Clang's runtimes before anything else is: not instrumented, and kept though the program calls none of them. */
#define ASKED_BY_SANITIZER \
  __attribute__((used, retain, visibility("default"), no_sanitize("address", "thread", "undefined")))

/* Reports name lines. */
#ifdef WEFT_SYMBOLIZER
#define SYMBOLIZER ":external_symbolizer_path=" WEFT_SYMBOLIZER
#else
#define SYMBOLIZER
#endif

#if __has_feature(address_sanitizer)

extern void GC_init(void) __attribute__((weak));
void __asan_poison_memory_region(const volatile void* start, size_t bytes);
void __asan_unpoison_memory_region(const volatile void* start, size_t bytes);

/* The program has no frame pointers. */
ASKED_BY_SANITIZER const char* __asan_default_options(void) { return "fast_unwind_on_malloc=0" SYMBOLIZER; }

/* Nobody tells LeakSanitizer where libgc's objects are, which may refer to raw memory. */
ASKED_BY_SANITIZER int __lsan_is_turned_off(void) { return GC_init != NULL; }

void weft_arena_poison(const void* start, intptr_t bytes) { __asan_poison_memory_region(start, (size_t)bytes); }
void weft_arena_unpoison(const void* start, intptr_t bytes) { __asan_unpoison_memory_region(start, (size_t)bytes); }

#endif

#if __has_feature(thread_sanitizer)
/* A child process may start threads, for the runtime knows what forking does to those of the program. */
ASKED_BY_SANITIZER const char* __tsan_default_options(void) { return "die_after_fork=0" SYMBOLIZER; }
#endif

#if __has_feature(undefined_behavior_sanitizer)
ASKED_BY_SANITIZER const char* __ubsan_default_options(void) { return "print_stacktrace=1" SYMBOLIZER; }
#endif
