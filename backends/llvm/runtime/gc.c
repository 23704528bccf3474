/* What collectors written in the language ask of the system: the shadow stack, settings, their log. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- The shadow stack. ---- */

PER_THREAD void *weft_bottom_of_roots, *weft_saved_roots;

/* How many times as large as the native stack the shadow stack is: frames have several words of the native stack each,
 * and not many roots. And what is behind it that can not be written, should there be a program with so many. */
enum { roots_for_stack = 4, roots_guard = 64 * 1024 };

void* weft_roots_bottom(void) {
  if (weft_bottom_of_roots == NULL) {
    size_t size = weft_stack_size() * roots_for_stack;
    char* memory = weft_address_space(size + roots_guard);
    if (memory == NULL) weft_fatal("no memory for the shadow stack");
    weft_arena_protect(memory + size, roots_guard, 1);
    weft_bottom_of_roots = weft_saved_roots = memory;
  }
  return weft_bottom_of_roots;
}

void weft_release_roots(void) {
  if (weft_bottom_of_roots == NULL) return;
  weft_arena_release(weft_bottom_of_roots, (intptr_t)(weft_stack_size() * roots_for_stack + roots_guard));
  weft_bottom_of_roots = NULL;
}

/* ---- Time, settings, the log. ---- */

intptr_t weft_gc_nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  /* A word of 32 bits wraps; differences are right up to two seconds. */
  return (intptr_t)((uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec);
}

void weft_gc_report(const char* problem, const char* type_name, const void* object, const void* target) {
  weft_stdout_flush();
  dprintf(2, "Fatal RPython error: the heap has %s: %p", problem, target);
  if (object != NULL)
    dprintf(2, ", in the object %p of type %s\n", object, type_name);
  else
    dprintf(2, ", in %s\n", type_name != NULL ? type_name : "a root");
  abort();
}

void weft_gc_fatal(const char* message) { weft_fatal(message); }

/* A number and one of the letters kKmMgGtT, perhaps with a b behind. */
intptr_t weft_getenv_size(const char* name) {
  const char* text = getenv(name);
  if (text == NULL || *text == '\0') return -1;
  char* end;
  double number = strtod(text, &end);
  if (end == text || !(number >= 0)) return -1;
  switch (*end) {
    case 't': case 'T': number *= 1024.0; /* fall through */
    case 'g': case 'G': number *= 1024.0; /* fall through */
    case 'm': case 'M': number *= 1024.0; /* fall through */
    case 'k': case 'K': number *= 1024.0; ++end; break;
    default: break;
  }
  if (*end == 'b' || *end == 'B') ++end;
  if (*end != '\0') return -1;
  return number < (double)INTPTR_MAX ? (intptr_t)number : INTPTR_MAX;
}

/* ---- WEFTLOG=FILE, or PREFIXES:FILE where a prefix, or none, begins "gc". `-` is standard error. ---- */

static int wants_log(const char* prefixes, const char* end) {
  while (prefixes < end) {
    const char* comma = memchr(prefixes, ',', (size_t)(end - prefixes));
    size_t length = (size_t)((comma != NULL ? comma : end) - prefixes);
    if (length <= 2 && memcmp(prefixes, "gc", length) == 0) return 1;
    prefixes += length + 1;
  }
  return 0;
}

/* -1: nobody wants to know. */
static int open_log(void) {
  const char* wanted = getenv("WEFTLOG");
  if (wanted == NULL || *wanted == '\0') return -1;
  if (strcmp(wanted, "gc") == 0) return 2;
  const char* colon = strchr(wanted, ':');
  if (colon == NULL) return -1;
  if (colon != wanted && !wants_log(wanted, colon)) return -1;
  const char* file = colon + 1;
  if (strcmp(file, "-") == 0) return 2;
  char path[4096];
  const char* number = strstr(file, "%d");
  if (number == NULL)
    snprintf(path, sizeof path, "%s", file);
  else
    snprintf(path, sizeof path, "%.*s%ld%s", (int)(number - file), file, (long)getpid(), number + 2);
  return open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
}

/* As in gcs/statistics.py. */
enum {
  minor_collections, major_collections, bytes_allocated, bytes_copied, bytes_freed, bytes_live, peak_bytes,
  pauses, pause_total, longest_pause, pause_histogram = 14, histogram_size = 40
};

void weft_gc_log(const int64_t* counters) {
  int descriptor = open_log();
  if (descriptor < 0) return;
  dprintf(descriptor, "gc: %jd minor and %jd major collections, %jd bytes allocated, %jd copied, %jd freed\n",
          (intmax_t)counters[minor_collections], (intmax_t)counters[major_collections],
          (intmax_t)counters[bytes_allocated], (intmax_t)counters[bytes_copied], (intmax_t)counters[bytes_freed]);
  dprintf(descriptor, "gc: %jd bytes after the last collection, %jd at most\n", (intmax_t)counters[bytes_live],
          (intmax_t)counters[peak_bytes]);
  dprintf(descriptor, "gc: %jd pauses, %.3f ms together, %.3f ms the longest\n", (intmax_t)counters[pauses],
          (double)counters[pause_total] * 1e-6, (double)counters[longest_pause] * 1e-6);
  for (int i = 0; i < histogram_size; ++i) {
    if (counters[pause_histogram + i] == 0) continue;
    dprintf(descriptor, "gc: pauses of %10.3f to %10.3f ms: %jd\n", (double)((int64_t)1 << i) * 1e-6,
            (double)((int64_t)2 << i) * 1e-6, (intmax_t)counters[pause_histogram + i]);
  }
  if (descriptor != 2) close(descriptor);
}
