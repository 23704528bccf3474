/* Files, buffered output, the environment and time: thin covers over the operating system. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>
#ifdef WEFT_THREADS
#include <pthread.h>
#endif
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

void* weft_raw_malloc(intptr_t bytes) {
  void* memory = bytes < 0 ? NULL : malloc(bytes == 0 ? 1 : (size_t)bytes);
  if (memory == NULL) weft_fatal("out of memory");
  return memory;
}

void weft_raw_free(void* memory) { free(memory); }

intptr_t weft_read(intptr_t descriptor, void* buffer, intptr_t size) {
  intptr_t result;
  do result = read((int)descriptor, buffer, (size_t)size);
  while (result < 0 && errno == EINTR);
  return result;
}

intptr_t weft_write(intptr_t descriptor, const void* buffer, intptr_t size) {
  intptr_t result;
  do result = write((int)descriptor, buffer, (size_t)size);
  while (result < 0 && errno == EINTR);
  return result;
}

intptr_t weft_open(const char* path, intptr_t flags, intptr_t mode) {
  int flags_here = open_flags_here(flags);
  intptr_t result;
  do result = open(path, flags_here | O_CLOEXEC, (mode_t)mode);
  while (result < 0 && errno == EINTR);
  return result;
}

intptr_t weft_close(intptr_t descriptor) { return close((int)descriptor); }

intptr_t weft_get_errno(void) { return known_errno(errno); }
void weft_set_errno(intptr_t value) { errno = errno_here(value); }

static PER_THREAD int saved_errno;
void weft_save_errno(void) { saved_errno = errno; }
void weft_restore_errno(void) { errno = saved_errno; }
intptr_t weft_saved_errno(void) { return known_errno(saved_errno); }
void weft_set_saved_errno(intptr_t value) { saved_errno = errno_here(value); }

/* ---- Buffered standard output. ---- */

enum { output_capacity = 8192 };
static char output[output_capacity];
static intptr_t output_size;
static int output_is_terminal = -1; /* not asked yet */

#if defined WEFT_THREADS && WEFT_THREADS == WEFT_FREE
static pthread_mutex_t output_mutex = PTHREAD_MUTEX_INITIALIZER;
static void lock_output(void) { pthread_mutex_lock(&output_mutex); }
static void unlock_output(void) { pthread_mutex_unlock(&output_mutex); }
#else
static void lock_output(void) {}
static void unlock_output(void) {}
#endif

static void write_everything(const char* text, intptr_t size) {
  while (size > 0) {
    intptr_t written = weft_write(1, text, size);
    if (written < 0 && errno == EAGAIN) continue;
    if (written <= 0) return;
    text += written;
    size -= written;
  }
}

static void flush_output(void) {
  intptr_t size = output_size;
  output_size = 0;
  write_everything(output, size);
}

void weft_stdout_flush(void) {
  lock_output();
  flush_output();
  unlock_output();
}

static void write_output(const void* text, intptr_t size) {
  if (size > output_capacity - output_size) {
    flush_output();
    if (size >= output_capacity) {
      write_everything(text, size);
      return;
    }
  }
  memcpy(output + output_size, text, (size_t)size);
  output_size += size;
  if (output_is_terminal == 0) return;
  if (output_is_terminal < 0) {
    int saved = errno;
    output_is_terminal = isatty(1);
    errno = saved;
  }
  if (output_is_terminal && memchr(text, '\n', (size_t)size) != NULL) flush_output();
}

void weft_stdout_write(const void* text, intptr_t size) {
  lock_output();
  write_output(text, size);
  unlock_output();
}

/* ---- The process. ---- */

extern char** environ;

const char* weft_environment(intptr_t position) { return environ == NULL ? NULL : environ[position]; }

intptr_t weft_set_variable(const char* name, const char* value) {
  return value == NULL ? unsetenv(name) : setenv(name, value, 1);
}

void weft_exit_at_once(intptr_t status) { _exit((int)status); }

/* ---- Time. ---- */

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

double weft_time(void) { return seconds(CLOCK_REALTIME); }
double weft_clock(void) { return seconds(CLOCK_PROCESS_CPUTIME_ID); }
