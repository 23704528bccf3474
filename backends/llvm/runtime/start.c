/* Start-up, the end of the program, and what it says about an exception that nobody caught. */
#include "weft_runtime.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

PER_THREAD const struct weft_location* weft_traceback_ring[WEFT_TRACEBACK_SIZE];
PER_THREAD intptr_t weft_traceback_count;

static void error_write(const char* text, intptr_t size) {
  while (size > 0) {
    intptr_t written = weft_write(2, text, size);
    if (written <= 0) return;
    text += written;
    size -= written;
  }
}

static void error_print(const char* text) { error_write(text, (intptr_t)strlen(text)); }

static void error_print_number(intptr_t number) {
  char digits[24];
  char* position = digits + sizeof digits;
  uintptr_t rest = number < 0 ? 0 - (uintptr_t)number : (uintptr_t)number;
  do *--position = (char)('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (number < 0) *--position = '-';
  error_write(position, digits + sizeof digits - position);
}

/* Recursion fills the ring with one line: it is shown three times, as Python does. */
struct shown_lines {
  const struct weft_location* last;
  intptr_t repeats;
};
enum { most_shown = 3 };

static const void* near_target(const weft_near* place) {
#if UINTPTR_MAX > 0xffffffff
  return (const char*)place + *place;
#else
  return *place;
#endif
}

static const struct weft_scope* scope_of(const struct weft_location* place) { return near_target(&place->scope); }

static int is_same_line(const struct weft_location* one, const struct weft_location* other) {
  if (one->line >> 1 != other->line >> 1) return 0;
  const struct weft_scope *first = scope_of(one), *second = scope_of(other);
  if (first == second) return 1;
  return strcmp(near_target(&first->file), near_target(&second->file)) == 0 &&
         strcmp(near_target(&first->function), near_target(&second->function)) == 0;
}

static void end_of_repeats(const struct shown_lines* shown) {
  intptr_t more = shown->repeats - most_shown;
  if (more <= 0) return;
  error_print("  [Previous line repeated ");
  error_print_number(more);
  error_print(more == 1 ? " more time]\n" : " more times]\n");
}

/* Callers come first, as in Python. */
static void print_place(const struct weft_location* place, struct shown_lines* shown) {
  if (place->line & 1) print_place(near_target(place->caller), shown);
  const struct weft_scope* scope = scope_of(place);
  const char* file = near_target(&scope->file);
  if (*file == '\0') return;
  if (shown->last == NULL || !is_same_line(shown->last, place)) {
    end_of_repeats(shown);
    shown->last = place;
    shown->repeats = 0;
  }
  if (++shown->repeats > most_shown) return;
  error_print("  File \"");
  error_print(file);
  error_print("\", line ");
  error_print_number((intptr_t)(place->line >> 1));
  error_print(", in ");
  error_print(near_target(&scope->function));
  error_print("\n");
}

static void print_traceback(const struct weft_location* const* ring, intptr_t count) {
  if (count == 0) return;
  error_print("RPython traceback:\n");
  intptr_t kept = count < WEFT_TRACEBACK_SIZE ? count : WEFT_TRACEBACK_SIZE;
  /* Places were recorded from the inside out; they are shown from the outside in, as Python does. */
  struct shown_lines shown = {NULL, 0};
  for (intptr_t i = count; i-- > count - kept;) print_place(ring[i & (WEFT_TRACEBACK_SIZE - 1)], &shown);
  end_of_repeats(&shown);
  if (count > kept) {
    error_print("  ... ");
    error_print_number(count - kept);
    error_print(" more, further in\n");
  }
}

static PER_THREAD const struct weft_location* kept_ring[WEFT_TRACEBACK_SIZE];
static PER_THREAD intptr_t kept_count;

void weft_keep_traceback(void) {
  memcpy(kept_ring, weft_traceback_ring, sizeof kept_ring);
  kept_count = weft_traceback_count;
}

void weft_restore_traceback(void) {
  memcpy(weft_traceback_ring, kept_ring, sizeof kept_ring);
  weft_traceback_count = kept_count;
}

void weft_print_traceback(void) { print_traceback(weft_traceback_ring, weft_traceback_count); }

void weft_print_uncaught(void* exception) {
  /* Exceptions may be raised and caught while the text is made, or it may fail. */
  const struct weft_location* ring[WEFT_TRACEBACK_SIZE];
  memcpy(ring, weft_traceback_ring, sizeof ring);
  intptr_t count = weft_traceback_count;
  intptr_t name_size = 0;
  const char* name = weft_exception_class_name(exception, &name_size);
  /* The last thing that is done with the exception: making its text may move it. */
  const char* message = weft_exception_message(exception);
  print_traceback(ring, count);
  error_print("Fatal RPython error: ");
  error_write(name, name_size);
  if (message != NULL && *message != '\0') {
    error_print(": ");
    error_print(message);
  }
  error_print("\n");
}

void weft_print_uncaught_in_thread(intptr_t ident, void* exception) {
  weft_stdout_flush();
  error_print("In thread ");
  error_print_number(ident);
  error_print(":\n");
  weft_print_uncaught(exception);
}

void weft_print_deadlock(void) { error_print("Fatal RPython error: deadlock: every thread waits for another one\n"); }

void weft_print_waiting_thread(intptr_t ident, int is_main, const struct weft_location* place) {
  error_print("Thread ");
  error_print_number(ident);
  error_print(is_main ? " (main) waits:\n" : " waits:\n");
  struct shown_lines shown = {NULL, 0};
  if (place != NULL) print_place(place, &shown);
}

void weft_fatal(const char* message) {
  weft_stdout_flush();
  error_print("Fatal RPython error: ");
  error_print(message);
  error_print("\n");
  _exit(1);
}

void weft_callback_failed(void* exception) {
  weft_stdout_flush();
  weft_print_uncaught(exception);
  exit(1);
}

void weft_exit(intptr_t status) {
  weft_stdout_flush();
  exit((int)status);
}

int main(int argc, char** argv) {
  weft_measure_stack(__builtin_frame_address(0));
#ifdef WEFT_THREADS
  weft_begin_threads();
#endif
  void* exception = NULL;
  intptr_t status = weft_program_main(argc, argv, &exception);
  weft_stdout_flush();
  if (exception != NULL) {
    weft_print_uncaught(exception);
    status = 1;
  }
  exit((int)status);
}

/* ---- The stack, and other things of which each thread has its own. ---- */

PER_THREAD _Alignas(int64_t) intptr_t weft_words[WEFT_THREAD_WORDS];
void* weft_thread_words(void) { return weft_words; }

PER_THREAD char *weft_stack_limit, *weft_stack_end;
PER_THREAD uintptr_t weft_stack_bytes;

intptr_t weft_stack_too_deep(void) { return (char*)__builtin_frame_address(0) < weft_stack_limit; }

intptr_t weft_stack_position(void) { return (intptr_t)__builtin_frame_address(0); }

intptr_t weft_native_stack(void) {
  intptr_t given = weft_getenv_size("WEFT_NATIVE_STACK");
  return given > 0 ? given : 512 * 1024;
}

#ifndef WEFT_THREADS
void weft_set_stack_limit(char* limit) { weft_stack_limit = limit; }
#endif

void weft_limit_stack(intptr_t bottom, intptr_t bytes) {
  intptr_t most = bottom - (intptr_t)weft_stack_end;
  weft_set_stack_limit(bytes < most ? weft_stack_end + (most - bytes) : weft_stack_end);
}

void weft_pretend_stack_is_full(void) { weft_set_stack_limit((char*)(UINTPTR_MAX - 1)); }

size_t weft_stack_size(void) { return weft_stack_bytes; }

intptr_t weft_stack_quarters_left(void) {
  char* here = __builtin_frame_address(0);
  return here < weft_stack_end ? 0 : (intptr_t)((uintptr_t)(here - weft_stack_end) / (weft_stack_bytes / 4));
}
