/* What a generated program needs from C: start-up, system calls, buffered output, tracebacks, floats as text.
 *
 * Everything a specification can call takes and returns words (`intptr_t`: Signed), doubles (Float) and pointers
 * (Address) only, so that its declarations in the IR need to know no C type. */
#ifndef WEFT_RUNTIME_H
#define WEFT_RUNTIME_H

#include <stddef.h>
#include <stdint.h>

/* ---- Threads. WEFT_THREADS says of which kind, if there are any. ---- */

#define WEFT_GIL 1
#define WEFT_FREE 2
#ifdef WEFT_THREADS
#define PER_THREAD _Thread_local
#else
#define PER_THREAD
#endif

/* ---- The generated program: defined by the backend (glue.cpp). ---- */

/* Runs the program's entry function; its exception, or null, goes to *exception. */
intptr_t weft_program_main(intptr_t argc, char** argv, void** exception);
/* Runs what a new thread was started for. */
void weft_program_thread(void** exception);
/* The name of an exception's class; its length goes to *length. */
const char* weft_exception_class_name(void* exception, intptr_t* length);
/* The message of an exception, NUL-terminated; null when there is none. */
const char* weft_exception_message(void* exception);

/* ---- Tracebacks. The backend's glue stores to the ring. ---- */

/* A constant that is not far away: a pointer, or where pointers are longer than 32 bits, how far it is. */
#if UINTPTR_MAX > 0xffffffff
typedef int32_t weft_near;
#else
typedef const void* weft_near;
#endif

struct weft_scope {
  weft_near function, file; /* texts; the file's is empty for code that has no place in the specification */
};

/* A place an exception passed through. */
struct weft_location {
  weft_near scope;
  uint32_t line;      /* shifted; the lowest bit says whether there is a caller */
  weft_near caller[]; /* of code that was inlined: the location of the call */
};

enum { WEFT_TRACEBACK_SIZE = 128 }; /* a power of two; known to the backend */

/* Where the current exception has been, innermost place first. Entry i is at i modulo the size. */
extern PER_THREAD const struct weft_location* weft_traceback_ring[WEFT_TRACEBACK_SIZE];
/* How many entries were recorded since the last clear. */
extern PER_THREAD intptr_t weft_traceback_count;
/* Around what may raise exceptions between any two operations of the program: where its own has been stays known. One
 * is kept at a time. */
void weft_keep_traceback(void);
void weft_restore_traceback(void);
/* Writes where the exception that was raised last has been to standard error. */
void weft_print_traceback(void);
/* Writes the traceback and the exception to standard error. */
void weft_print_uncaught(void* exception);
void weft_print_uncaught_in_thread(intptr_t ident, void* exception);
/* That no thread can go on, and then where each of them waits. */
void weft_print_deadlock(void);
void weft_print_waiting_thread(intptr_t ident, int is_main, const struct weft_location* place);

/* ---- Stack. ---- */

/* Below this address the stack is nearly exhausted. The backend compares the stack pointer with it inline wherever the
 * program calls `weft_stack_too_deep`. */
extern PER_THREAD char* weft_stack_limit;
/* The limit that the stack's end sets. */
extern PER_THREAD char* weft_stack_end;
/* 1 when little stack is left, otherwise 0. */
intptr_t weft_stack_too_deep(void);
/* Where the stack pointer is, nearly. */
intptr_t weft_stack_position(void);
/* How many bytes of native stack a program uses that has frames in the heap: WEFT_NATIVE_STACK, or what fits into the
 * processor's second cache, and collections look at quickly. */
intptr_t weft_native_stack(void);
/* Sets the limit so that `bytes` are used below an address, or fewer where the stack ends. */
void weft_limit_stack(intptr_t bottom, intptr_t bytes);
/* Lets every stack check fail until the limit is set again. */
void weft_pretend_stack_is_full(void);
/* How many bytes of stack the program may use. */
size_t weft_stack_size(void);
extern PER_THREAD uintptr_t weft_stack_bytes;
/* Finds out both of these, given the frame of main(). */
void weft_measure_stack(char* main_frame);
/* The same for another thread. */
void weft_measure_thread_stack(void);
/* Sets the limit, unless somebody wants the thread to stop. */
void weft_set_stack_limit(char* limit);
/* How many quarters of the stack are left, rounded down. */
intptr_t weft_stack_quarters_left(void);

/* ---- Memory. ---- */

/* Zeroed memory of which little may ever be used; null when there is none. It is never given back. */
void* weft_address_space(size_t bytes);
/* Reserves zeroed memory, aligned to a page; null when there is none. */
void* weft_arena_reserve(intptr_t bytes);
/* Gives memory from weft_arena_reserve back. */
void weft_arena_release(void* arena, intptr_t bytes);
/* Gives whole pages back but keeps their addresses: they are zero when they are used again. */
void weft_arena_discard(void* start, intptr_t bytes);
/* Tell AddressSanitizer that nobody may access memory of an arena, or that it may be accessed; only there with it. */
void weft_arena_poison(const void* start, intptr_t bytes);
void weft_arena_unpoison(const void* start, intptr_t bytes);
/* How much address space the process may still take; 0 if there is no limit. */
intptr_t weft_gc_memory_limit(void);
/* Whether the system says when memory is short, in the way that the environment variable of that name asks for; and
 * whether it has said so since the last time. */
uint8_t weft_gc_listen_for_pressure(const char* name);
uint8_t weft_gc_is_under_pressure(void);
/* Makes whole pages inaccessible, or accessible again. */
void weft_arena_protect(void* start, intptr_t bytes, intptr_t is_inaccessible);
/* Where the shadow stack begins, and where C that may call back left its top. */
void* weft_roots_bottom(void);
extern PER_THREAD void *weft_bottom_of_roots, *weft_saved_roots;
/* Gives the thread's shadow stack back, if it has one. */
void weft_release_roots(void);
/* With stack maps: the slots on the stack that hold pointers, without those that are null; null at the end. Valid until
 * the next call, and only for callers that have a stack map. */
void* weft_root_slots(void);
/* Where the program's frames begin while C is called that may call back. */
extern PER_THREAD void* weft_last_frame;
/* Memory that libgc frees when nothing refers to it. What is stored in an object without pointers keeps nothing alive.
 * One with pointers is always cleared. The first function only has what is at hand; null is a reason to call the
 * other one, which may collect. Its null means that there is no memory. */
void* weft_boehm_allocate(intptr_t size, intptr_t has_pointers, intptr_t is_cleared);
void* weft_boehm_allocate_slowly(intptr_t size, intptr_t has_pointers, intptr_t is_cleared);
/* The most that its heap may take; 0 for no limit. */
void weft_boehm_limit(intptr_t bytes);
/* Uninitialised memory from the C library; ends the program when there is none. */
void* weft_raw_malloc(intptr_t bytes);
/* Gives memory from weft_raw_malloc back. Null does nothing. */
void weft_raw_free(void* memory);

/* ---- Threads. A thread is outside while it runs no code of the program. ---- */

void weft_begin_threads(void);
/* Around C that may take long: others may go inside. Both leave errno alone. */
void weft_leave_program(void);
void weft_enter_program(void);
/* Around a callback: it was called from outside, perhaps. */
intptr_t weft_begin_callback(void);
void weft_end_callback(intptr_t was_outside);
/* After a poll that found something: lets others run if they want to; 1 when little stack is left. */
uint8_t weft_attend(void);
/* Seconds that a thread runs while others wait for the lock. */
void weft_set_switch_interval(double seconds);
double weft_switch_interval(void);
/* The same, but whoever asks has to wait. */
uint8_t weft_stack_is_deep(void);
/* Words of the thread's own, for what is written in the language: rtyper/threads.py. */
enum { WEFT_THREAD_WORDS = 128, WEFT_NUMBER_WORD = 3 };
extern PER_THREAD intptr_t weft_words[WEFT_THREAD_WORDS];
void* weft_thread_words(void);
void* weft_words_of_thread(void* thread);
/* Without a lock for the program: locks for the collector, and for those who change what threads wait for. They are held
 * for a moment, and not by threads that stop. */
void weft_lock_heap(void);
void weft_unlock_heap(void);
void weft_begin_change(void);
void weft_end_change(void);
/* Without a lock: is this what guards say of a thread that lives? */
uint8_t weft_is_number_of_thread(intptr_t number);
void weft_let_others_run(void);
/* An index is wrong for its array: threads have changed a container at the same time. */
void weft_found_race(void) __attribute__((noreturn, cold));
/* Copies so many bytes, a word at a time. */
void weft_copy_words(void* to, const void* from, intptr_t bytes);
void weft_clear_words(void* start, intptr_t bytes);
/* Without a lock: be the only thread inside. */
void weft_stop_world(void);
void weft_resume_world(void);
/* Threads have numbers for ever, from 1, which is the main one; and small ones while they live, from 0. */
intptr_t weft_new_ident(void);
/* 0, or the reason why the thread can not be started. */
intptr_t weft_start_thread(intptr_t ident);
intptr_t weft_thread_ident(void);
intptr_t weft_thread_index(void);
extern PER_THREAD intptr_t weft_current_index;
intptr_t weft_count_threads(void);
/* Of threads that are started from now on; 0: the system's. -1 if that is too small. */
intptr_t weft_set_thread_stack(intptr_t bytes);
/* Waits for weft_unpark of this thread, which may have come already: 1. Below 0 seconds is for ever. */
uint8_t weft_park(double seconds, const struct weft_location* place);
void weft_unpark(intptr_t ident);
/* The other threads, each by the one before; null at the end. What is on their shadow stacks, or where the walk over
 * their frames begins. */
void* weft_other_thread(void* before);
void* weft_roots_of_thread(void* thread);
void* weft_roots_end_of_thread(void* thread);
void* weft_last_frame_of_thread(void* thread);
/* How many bytes of stack they all may use together. */
size_t weft_stack_size_of_threads(void);
/* libgc has to know of them. */
void weft_boehm_begin_thread(void);
void weft_boehm_end_thread(void);

/* ---- What a collector asks of the system. ---- */

/* The size that an environment variable gives, such as 64M; -1 if there is none. */
intptr_t weft_getenv_size(const char* name);
/* Nanoseconds since some moment; a word that may wrap. */
intptr_t weft_gc_nanoseconds(void);
/* Prints a collector's counters (gcs/statistics.py) if WEFTLOG asks for them. */
void weft_gc_log(const int64_t* counters);
/* Ends the program: the verifier found a pointer that must not be, in an object or in a root. */
void weft_gc_report(const char* problem, const char* type_name, const void* object, const void* target);
/* Ends the program: the collector can not go on. */
void weft_gc_fatal(const char* message);

/* ---- What a program asks of its collector. ---- */

/* Has the collector put zero into the word at `link` when the object goes. */
void weft_weak_register(void* link, void* object);
/* The object is not used any more: its memory may be reused at once. Prebuilt ones stay. */
void weft_discard(void* object);
/* Whether the object's address may change; whether that can be, and is, prevented; undoing that. */
uint8_t weft_can_move(void* object);
uint8_t weft_pin(void* object);
void weft_unpin(void* object);
/* A number that no other living object has. */
intptr_t weft_unique_id(void* object);
/* Hears of an object to be handed out when it is dead, with a number; see gcs/base.py. */
void weft_register_finalizer(void* object, intptr_t queue);
void weft_register_light_finalizer(void* object);
/* The number of the object that weft_next_dead_finalizable hands out; -1 if there is none. */
intptr_t weft_next_dead_queue(void);
void* weft_next_dead_finalizable(void);
void weft_collect(intptr_t generation);
/* The states before and after, as the library has them. */
intptr_t weft_collect_step(void);
/* So many bytes will be given back when some object is dead: they count towards the next collection. */
void weft_add_memory_pressure(intptr_t bytes);
void weft_collector_enable(void);
void weft_collector_disable(void);
uint8_t weft_collector_is_enabled(void);
/* What is known of an object: -1 and 0 stand for nothing. See gcs/base.py. */
intptr_t weft_object_bytes(void* object);
intptr_t weft_type_index(void* object);
uint8_t weft_is_instance(void* object);
intptr_t weft_list_references(void* object, void* array, intptr_t room);
intptr_t weft_gc_statistic(intptr_t number);
void weft_watch_collections(intptr_t is_watched);
uint8_t weft_dump_heap(intptr_t descriptor);
/* Bytes; 0 if the collector does not say. */
intptr_t weft_heap_size(void);

/* ---- Files. They return -1 on failure, with the reason in weft_get_errno, and are restarted when interrupted. ---- */

intptr_t weft_read(intptr_t descriptor, void* buffer, intptr_t size);
intptr_t weft_write(intptr_t descriptor, const void* buffer, intptr_t size);
/* Opens the file with a NUL-terminated path. Flags and reasons have the numbers of Linux (numbers.c). */
intptr_t weft_open(const char* path, intptr_t flags, intptr_t mode);
intptr_t weft_close(intptr_t descriptor);
int64_t weft_seek(intptr_t descriptor, int64_t position, intptr_t from);
intptr_t weft_truncate(intptr_t descriptor, int64_t size);
intptr_t weft_get_errno(void);
void weft_set_errno(intptr_t value);
/* The errno that a C function called by the program left, kept until the program asks for it. */
void weft_save_errno(void);
void weft_restore_errno(void);
intptr_t weft_saved_errno(void);
void weft_set_saved_errno(intptr_t value);

/* ---- Buffered standard output: what `print` writes to. Python's rules: nothing else flushes it but being full, the
 * end of the program, and a newline when it is a terminal. ---- */

void weft_stdout_write(const void* text, intptr_t size);
void weft_stdout_flush(void);

/* ---- The file system. -1 is a failure, with the reason in weft_get_errno. ---- */

enum { WEFT_STAT_FILE, WEFT_STAT_LINK, WEFT_STAT_DESCRIPTOR };
/* Twelve numbers: mode, inode, device, links, user, group, size, nanoseconds of last access, modification and change,
 * blocks, block size. */
intptr_t weft_stat(intptr_t kind, const char* path, intptr_t descriptor, int64_t* result);
/* Times are seconds since the epoch. */
intptr_t weft_set_file_times(const char* path, double accessed, double modified);
/* The name of the next entry of a folder from `opendir`; null at the end, or with errno set after a failure. */
const char* weft_next_entry(void* folder);
/* A copy of a descriptor that programs started later do not see. */
intptr_t weft_duplicate(intptr_t descriptor);
intptr_t weft_duplicate_to(intptr_t from, intptr_t to, intptr_t inheritable);

/* ---- Process. ---- */

/* Flushes standard output and ends the program. */
void weft_exit(intptr_t status) __attribute__((noreturn));
/* Ends the program without flushing anything. */
void weft_exit_at_once(intptr_t status) __attribute__((noreturn));
/* Ends the program because an exception left a function that C called. */
void weft_callback_failed(void* exception) __attribute__((noreturn, cold));
/* Ends the program at an internal inconsistency, with a message (NUL-terminated) on standard error. */
void weft_fatal(const char* message) __attribute__((noreturn, cold));
/* The text "NAME=value" at that position of the environment; null behind the last. */
const char* weft_environment(intptr_t position);
/* Removes the variable if there is no value. */
intptr_t weft_set_variable(const char* name, const char* value);
/* Waits for a child; weft_wait_status tells how the last one ended. */
intptr_t weft_wait(intptr_t process, intptr_t options);
intptr_t weft_wait_status(void);
/* The descriptors to read from and to write to. */
intptr_t weft_pipe(int64_t* ends);
/* Seconds: 0 user, 1 system, 2 and 3 these of children, 4 since some moment in the past. */
double weft_process_times(intptr_t which);

enum { WEFT_SIGNAL_DEFAULT, WEFT_SIGNAL_IGNORE, WEFT_SIGNAL_NOTE };
intptr_t weft_signal_action(intptr_t number, intptr_t action);
/* Whether a signal that is to be noted has arrived. */
intptr_t weft_signals_pending(void);
/* Takes one of the signals that have arrived; -1 if there is none. */
intptr_t weft_next_signal(void);
/* A byte is written to this descriptor for each signal noted; -1 for none. Gives the previous one. */
intptr_t weft_set_wakeup(intptr_t descriptor);

/* ---- Time. ---- */

/* Seconds since the epoch. */
double weft_time(void);
/* Processor seconds used by the program. */
double weft_clock(void);
/* Nanoseconds of a clock: 0 since the epoch, 1 monotonic, 2 processor time, 3 processor time of the thread. */
int64_t weft_clock_ns(intptr_t which);
/* -1 if a signal cut it short. */
intptr_t weft_sleep(double seconds);
/* A date is ten numbers: year, month, day, hour, minute, second, day of the week from Monday, day of the year, daylight
 * saving (-1: not known), seconds east of Greenwich. */
intptr_t weft_split_time(int64_t seconds, intptr_t is_local, int64_t* fields);
/* -1 with errno EOVERFLOW for a date that is out of range. */
int64_t weft_join_time(const int64_t* fields);
/* The length of the text, or 0 if it does not fit (or is empty). */
intptr_t weft_format_time(char* buffer, intptr_t size, const char* format, const int64_t* fields);

/* ---- Floats as text. ---- */

/* The float that `text` starts with; weft_strtod_end tells how many bytes of it were read (0: it does not start with a
 * float). Decimal notation only; `inf`, `infinity` and `nan` in any case. */
double weft_strtod(const char* text, intptr_t size);
intptr_t weft_strtod_end(void);

enum {
  WEFT_FORMAT_SIGN = 1, /* a plus sign for positive numbers */
  WEFT_FORMAT_SPACE = 2, /* a space in its place */
  WEFT_FORMAT_ALTERNATE = 4, /* keep the decimal point and trailing zeros */
  WEFT_FORMAT_ADD_DOT_0 = 8, /* ".0" after what would look like an integer */
};

/* Formats as Python's `%` does with conversion `code`, one of e E f F g G. Returns the length; no more
 * than `size` bytes are written, and a length above `size` says how many were needed. */
intptr_t weft_format_double(double value, intptr_t code, intptr_t precision, intptr_t flags, char* buffer,
                            intptr_t size);

#endif
