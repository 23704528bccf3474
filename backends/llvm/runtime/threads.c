/* Threads: who may run the program's code, and how others get their turn.
 *
 * A thread is inside, running the program's code, or outside: in C that may take long, waiting, or stopped. With a global
 * interpreter lock at most one is inside. Without, any number is, until one of them wants to be alone.
 *
 * A thread inside is asked to stop through the word that its polls compare with the stack pointer: as a limit that no
 * stack keeps. */
#include "weft_runtime.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { default_interval = 5 * 1000 * 1000 }; /* nanoseconds */
/* Of what programs ask for. */
enum { least_stack = 64 * 1024, most_seconds = 1000 * 1000 * 1000 };

struct thread {
  struct thread* next;          /* in the order in which they were started */
  intptr_t ident, index;
  /* Variables of its own; null before it runs. */
  char** stack_limit;
  void **roots_bottom, **roots_top, **last_frame;
  intptr_t* words;
  size_t stack_bytes;
  pthread_cond_t wake;          /* it may go inside, or was unparked */
  struct thread* next_waiting;  /* for the lock */
  int is_inside;                /* without a lock, others ask: atomic */
  int has_permit;               /* it was unparked */
  int is_parked_for_good;       /* until somebody does that */
  const struct weft_location* place; /* where it is parked */
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER; /* for what follows */
static struct thread main_thread = {.ident = 1};
static struct thread* threads = &main_thread;
static intptr_t thread_count = 1, last_ident = 1;
static intptr_t parked_for_good;

static void report_deadlock(void) __attribute__((noreturn));

/* What the program sets. Atomic. */
static intptr_t wanted_stack_size; /* 0: the system's */
static int64_t interval = default_interval; /* without a lock nobody waits for a turn */

static int64_t current_interval(void) { return __atomic_load_n(&interval, __ATOMIC_RELAXED); }

static PER_THREAD struct thread* current;
PER_THREAD intptr_t weft_current_index;
/* The limit that the stack sets, rather than somebody who wants the thread to stop. */
static PER_THREAD char* own_limit;

#define STOP ((char*)UINTPTR_MAX)

static void ask_to_stop(struct thread* thread) {
  if (thread->stack_limit != NULL) __atomic_store_n(thread->stack_limit, STOP, __ATOMIC_RELAXED);
}

void weft_set_stack_limit(char* limit) {
  char* before = own_limit;
  own_limit = limit;
  __atomic_compare_exchange_n(&weft_stack_limit, &before, limit, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
}

static void prepare_thread(struct thread* thread) {
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&thread->wake, &attributes);
  pthread_condattr_destroy(&attributes);
}

static void begin_thread(struct thread* thread) {
  current = thread;
  weft_current_index = thread->index;
  own_limit = weft_stack_limit;
  weft_words[WEFT_NUMBER_WORD] = 4 * thread->ident;
  thread->words = weft_words;
  thread->stack_bytes = weft_stack_size();
  pthread_mutex_lock(&mutex);
  thread->stack_limit = &weft_stack_limit;
  thread->roots_bottom = &weft_bottom_of_roots;
  thread->roots_top = &weft_saved_roots;
  thread->last_frame = &weft_last_frame;
  pthread_mutex_unlock(&mutex);
}

static struct timespec moment_in(int64_t nanoseconds) {
  struct timespec moment;
  clock_gettime(CLOCK_MONOTONIC, &moment);
  int64_t total = moment.tv_nsec + nanoseconds % 1000000000;
  moment.tv_sec += (time_t)(nanoseconds / 1000000000 + total / 1000000000);
  moment.tv_nsec = (long)(total % 1000000000);
  return moment;
}

#if WEFT_THREADS == WEFT_GIL

/* ---- The global interpreter lock. It goes to those who wait for it in the order in which they came. ---- */

static struct thread* holder = &main_thread; /* null: nobody */
static struct thread *first_waiting, *last_waiting;

static void wait_for_turn(struct thread* thread) {
  thread->next_waiting = NULL;
  if (first_waiting == NULL)
    first_waiting = thread;
  else
    last_waiting->next_waiting = thread;
  last_waiting = thread;
  while (holder != thread) {
    /* Who is first asks for the rest. */
    struct timespec end = moment_in(current_interval());
    if (pthread_cond_timedwait(&thread->wake, &mutex, &end) == ETIMEDOUT && first_waiting == thread && holder != NULL)
      ask_to_stop(holder);
  }
}

static void give_away(void) {
  struct thread* next = first_waiting;
  holder = next;
  if (next == NULL) return;
  first_waiting = next->next_waiting;
  pthread_cond_signal(&next->wake);
}

void weft_leave_program(void) {
  int saved = errno;
  current->is_inside = 0;
  pthread_mutex_lock(&mutex);
  give_away();
  pthread_mutex_unlock(&mutex);
  errno = saved;
}

void weft_enter_program(void) {
  int saved = errno;
  pthread_mutex_lock(&mutex);
  if (holder == NULL)
    holder = current;
  else
    wait_for_turn(current);
  pthread_mutex_unlock(&mutex);
  current->is_inside = 1;
  errno = saved;
}

static void attend(void) {
  pthread_mutex_lock(&mutex);
  if (first_waiting != NULL) {
    give_away();
    wait_for_turn(current);
  }
  pthread_mutex_unlock(&mutex);
}

static void stop_others(void) {} /* who is inside is alone */
static void let_others_go_on(void) {}

static void be_alone_inside(void) {
  holder = current;
  first_waiting = last_waiting = NULL;
}

#else

/* ---- No lock: a thread that collects stops all others first. ---- */

static int is_stopping; /* atomic: somebody is alone inside, or about to be */
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER; /* a thread went outside, or somebody is not alone any more */

static void set_inside(struct thread* thread, int value) { __atomic_store_n(&thread->is_inside, value, __ATOMIC_SEQ_CST); }
static int somebody_stops(void) { return __atomic_load_n(&is_stopping, __ATOMIC_SEQ_CST); }

static void stay_outside(void) {
  pthread_mutex_lock(&mutex);
  pthread_cond_broadcast(&changed);
  while (is_stopping) pthread_cond_wait(&changed, &mutex);
  pthread_mutex_unlock(&mutex);
}

void weft_leave_program(void) {
  int saved = errno;
  set_inside(current, 0);
  if (somebody_stops()) {
    pthread_mutex_lock(&mutex);
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&mutex);
  }
  errno = saved;
}

void weft_enter_program(void) {
  int saved = errno;
  for (set_inside(current, 1); somebody_stops(); set_inside(current, 1)) {
    set_inside(current, 0);
    stay_outside();
  }
  errno = saved;
}

static void attend(void) {
  weft_leave_program();
  weft_enter_program();
}

static int somebody_else_is_inside(void) {
  for (struct thread* thread = threads; thread != NULL; thread = thread->next)
    if (thread != current && __atomic_load_n(&thread->is_inside, __ATOMIC_SEQ_CST)) return 1;
  return 0;
}

void weft_stop_world(void) {
  pthread_mutex_lock(&mutex);
  set_inside(current, 0);
  while (is_stopping) {
    pthread_cond_broadcast(&changed);
    pthread_cond_wait(&changed, &mutex);
  }
  __atomic_store_n(&is_stopping, 1, __ATOMIC_SEQ_CST);
  for (struct thread* thread = threads; thread != NULL; thread = thread->next)
    if (thread != current) ask_to_stop(thread);
  while (somebody_else_is_inside()) pthread_cond_wait(&changed, &mutex);
  set_inside(current, 1);
  pthread_mutex_unlock(&mutex);
}

void weft_resume_world(void) {
  pthread_mutex_lock(&mutex);
  __atomic_store_n(&is_stopping, 0, __ATOMIC_SEQ_CST);
  pthread_cond_broadcast(&changed);
  pthread_mutex_unlock(&mutex);
}

static pthread_mutex_t heap_mutex = PTHREAD_MUTEX_INITIALIZER, change_mutex = PTHREAD_MUTEX_INITIALIZER;

void weft_lock_heap(void) { pthread_mutex_lock(&heap_mutex); }
void weft_unlock_heap(void) { pthread_mutex_unlock(&heap_mutex); }
void weft_begin_change(void) { pthread_mutex_lock(&change_mutex); }
void weft_end_change(void) { pthread_mutex_unlock(&change_mutex); }

/* Who changes a container (rtyper/guards.py). */
uint8_t weft_is_number_of_thread(intptr_t number) {
  pthread_mutex_lock(&mutex);
  struct thread* thread = threads;
  while (thread != NULL && 4 * thread->ident != number) thread = thread->next;
  pthread_mutex_unlock(&mutex);
  return thread != NULL;
}

void weft_let_others_run(void) { sched_yield(); }

void weft_found_race(void) { weft_fatal("threads have changed a container at the same time"); }

/* Of a word that may be a pointer. No machine needs more: what is stored after it goes with what it points to. */
#if __has_feature(thread_sanitizer)
#define LOAD_ORDER __ATOMIC_ACQUIRE
#else
#define LOAD_ORDER __ATOMIC_RELAXED
#endif

void weft_copy_words(void* to, const void* from, intptr_t bytes) {
  uintptr_t *target = to, word;
  const uintptr_t* source = from;
  intptr_t count = bytes / (intptr_t)sizeof word;
  int is_downwards = target > source;
  for (intptr_t i = 0; i < count; ++i) {
    intptr_t position = is_downwards ? count - 1 - i : i;
    word = __atomic_load_n(&source[position], LOAD_ORDER);
    __atomic_store_n(&target[position], word, __ATOMIC_RELEASE);
  }
}

void weft_clear_words(void* start, intptr_t bytes) {
  uintptr_t* words = start;
  for (intptr_t i = 0; i < bytes / (intptr_t)sizeof *words; ++i) __atomic_store_n(&words[i], 0, __ATOMIC_RELAXED);
}

static void stop_others(void) { weft_stop_world(); }
static void let_others_go_on(void) { weft_resume_world(); }

static void be_alone_inside(void) {
  pthread_cond_t fresh = PTHREAD_COND_INITIALIZER; /* others waited for the old one */
  changed = fresh;
  is_stopping = 0;
  set_inside(current, 1);
}

#endif

void weft_set_switch_interval(double seconds) {
  __atomic_store_n(&interval, seconds > 0 ? (int64_t)(seconds * 1e9) + 1 : 1, __ATOMIC_RELAXED);
}

double weft_switch_interval(void) { return (double)current_interval() * 1e-9; }

uint8_t weft_attend(void) {
  int saved = errno;
  /* Whoever asks from now on is heard by the next poll. */
  if (__atomic_exchange_n(&weft_stack_limit, own_limit, __ATOMIC_RELAXED) == STOP) attend();
  errno = saved;
  return (char*)__builtin_frame_address(0) < own_limit;
}

uint8_t weft_stack_is_deep(void) { return (char*)__builtin_frame_address(0) < own_limit; }

intptr_t weft_begin_callback(void) {
  if (current->is_inside) return 0;
  weft_enter_program();
  return 1;
}

void weft_end_callback(intptr_t was_outside) {
  if (was_outside) weft_leave_program();
}

/* ---- Beginning and end. ---- */

/* A child process has the thread that made it, and no other. What the others were about is left as it is: so they are
 * stopped first, and change neither the heap nor locks. */
static PER_THREAD intptr_t forks_outside;

static void before_fork(void) {
  if (current != NULL) {
    forks_outside = weft_begin_callback();
    stop_others();
  }
  pthread_mutex_lock(&mutex);
}

static void after_fork(void) {
  pthread_mutex_unlock(&mutex);
  if (current == NULL) return;
  let_others_go_on();
  weft_end_callback(forks_outside);
}

static void after_fork_in_child(void) {
  pthread_mutex_t fresh = PTHREAD_MUTEX_INITIALIZER;
  mutex = fresh;
  if (current == NULL) return; /* C's own thread, which does not go on with the program */
  threads = current;
  current->next = NULL;
  thread_count = 1;
  parked_for_good = 0;
  be_alone_inside();
  weft_end_callback(forks_outside);
}

void weft_begin_threads(void) {
  prepare_thread(&main_thread);
  begin_thread(&main_thread);
  main_thread.is_inside = 1;
  const char* given = getenv("WEFT_SWITCH_INTERVAL");
  if (given != NULL && atof(given) > 0) weft_set_switch_interval(atof(given));
  pthread_atfork(before_fork, after_fork, after_fork_in_child);
}

static void check_for_deadlock(void) {
  if (parked_for_good == thread_count) report_deadlock();
}

static void count_threads(intptr_t change) { __atomic_fetch_add(&thread_count, change, __ATOMIC_RELAXED); }

static void add_thread(struct thread* thread) {
  struct thread** last = &threads;
  while (*last != NULL) last = &(*last)->next;
  *last = thread;
  count_threads(1);
}

static void remove_thread(struct thread* thread) {
  struct thread** link = &threads;
  while (*link != thread) link = &(*link)->next;
  *link = thread->next;
  count_threads(-1);
}

/* While it is inside: whoever looks at all threads is inside, too, and alone. */
static void take_leave(struct thread* thread) {
  pthread_mutex_lock(&mutex);
  remove_thread(thread);
  check_for_deadlock();
  pthread_mutex_unlock(&mutex);
  weft_leave_program();
}

static void forget_thread(struct thread* thread) {
  weft_release_roots();
  pthread_cond_destroy(&thread->wake);
  free(thread);
}

static void* run_thread(void* started) {
  struct thread* thread = started;
  weft_measure_thread_stack();
  begin_thread(thread);
  weft_boehm_begin_thread();
  weft_enter_program();
  void* exception = NULL;
  weft_program_thread(&exception);
  if (exception != NULL) weft_print_uncaught_in_thread(thread->ident, exception);
  take_leave(thread);
  weft_boehm_end_thread();
  forget_thread(thread);
  return NULL;
}

/* Signals are for the main thread, except for those that a thread causes itself, and libgc's. */
static void signals_for_main(sigset_t* set) {
  static const int others[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGABRT, SIGSYS, SIGPROF, SIGPWR, SIGXCPU};
  sigfillset(set);
  for (size_t i = 0; i < sizeof others / sizeof *others; ++i) sigdelset(set, others[i]);
}

static int is_index_free(intptr_t index) {
  for (struct thread* thread = threads; thread != NULL; thread = thread->next)
    if (thread->index == index) return 0;
  return 1;
}

intptr_t weft_new_ident(void) {
  pthread_mutex_lock(&mutex);
  intptr_t result = ++last_ident;
  pthread_mutex_unlock(&mutex);
  return result;
}

intptr_t weft_start_thread(intptr_t ident) {
  struct thread* thread = calloc(1, sizeof *thread);
  if (thread == NULL) return ENOMEM;
  thread->ident = ident;
  prepare_thread(thread);
  pthread_mutex_lock(&mutex);
  thread->index = 1;
  while (!is_index_free(thread->index)) ++thread->index;
  add_thread(thread);
  pthread_mutex_unlock(&mutex);

  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  intptr_t stack_size = __atomic_load_n(&wanted_stack_size, __ATOMIC_RELAXED);
  int failed = stack_size != 0 ? pthread_attr_setstacksize(&attributes, (size_t)stack_size) : 0;
  sigset_t of_main, before;
  signals_for_main(&of_main);
  pthread_sigmask(SIG_BLOCK, &of_main, &before);
  pthread_t started;
  if (!failed) failed = pthread_create(&started, &attributes, run_thread, thread);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  pthread_attr_destroy(&attributes);
  if (!failed) return 0;
  pthread_mutex_lock(&mutex);
  remove_thread(thread);
  pthread_mutex_unlock(&mutex);
  pthread_cond_destroy(&thread->wake);
  free(thread);
  return failed;
}

intptr_t weft_thread_ident(void) { return current->ident; }
intptr_t weft_thread_index(void) { return weft_current_index; }
intptr_t weft_count_threads(void) { return __atomic_load_n(&thread_count, __ATOMIC_RELAXED); }

intptr_t weft_set_thread_stack(intptr_t bytes) {
  if (bytes != 0 && bytes < least_stack) return -1;
  __atomic_store_n(&wanted_stack_size, bytes, __ATOMIC_RELAXED);
  return 0;
}

/* ---- Waiting for another thread. A permit is given once, and taken once. ---- */

static void is_not_parked(struct thread* thread) {
  parked_for_good -= thread->is_parked_for_good;
  thread->is_parked_for_good = 0;
}

uint8_t weft_park(double seconds, const struct weft_location* place) {
  struct thread* thread = current;
  struct timespec end;
  if (seconds >= 0) end = moment_in(seconds < most_seconds ? (int64_t)(seconds * 1e9) : (int64_t)most_seconds * 1000000000);
  pthread_mutex_lock(&mutex);
  thread->place = place;
  if (seconds < 0 && !thread->has_permit) {
    thread->is_parked_for_good = 1;
    ++parked_for_good;
    check_for_deadlock();
  }
  int failed = 0;
  while (!thread->has_permit && !failed)
    failed = seconds < 0 ? pthread_cond_wait(&thread->wake, &mutex) : pthread_cond_timedwait(&thread->wake, &mutex, &end);
  is_not_parked(thread);
  uint8_t result = (uint8_t)thread->has_permit;
  thread->has_permit = 0;
  pthread_mutex_unlock(&mutex);
  return result;
}

void weft_unpark(intptr_t ident) {
  pthread_mutex_lock(&mutex);
  struct thread* thread = threads;
  while (thread != NULL && thread->ident != ident) thread = thread->next;
  if (thread != NULL) {
    thread->has_permit = 1;
    is_not_parked(thread);
    pthread_cond_signal(&thread->wake);
  }
  pthread_mutex_unlock(&mutex);
}

static void report_deadlock(void) {
  weft_stdout_flush();
  weft_print_deadlock();
  for (struct thread* thread = threads; thread != NULL; thread = thread->next)
    weft_print_waiting_thread(thread->ident, thread == &main_thread, thread->place);
  weft_exit_at_once(1);
  __builtin_unreachable();
}

/* ---- What threads hold on to. All others are outside; but some may just begin. ---- */

void* weft_other_thread(void* before) {
  pthread_mutex_lock(&mutex);
  struct thread* thread = before == NULL ? threads : ((struct thread*)before)->next;
  while (thread != NULL && (thread == current || thread->stack_limit == NULL)) thread = thread->next;
  pthread_mutex_unlock(&mutex);
  return thread;
}

void* weft_words_of_thread(void* thread) { return ((struct thread*)thread)->words; }
void* weft_roots_of_thread(void* thread) { return *((struct thread*)thread)->roots_bottom; }
void* weft_roots_end_of_thread(void* thread) { return *((struct thread*)thread)->roots_top; }
void* weft_last_frame_of_thread(void* thread) { return *((struct thread*)thread)->last_frame; }

size_t weft_stack_size_of_threads(void) {
  size_t sum = 0;
  pthread_mutex_lock(&mutex);
  for (struct thread* thread = threads; thread != NULL; thread = thread->next)
    if (thread->stack_limit != NULL) sum += thread->stack_bytes;
  pthread_mutex_unlock(&mutex);
  return sum;
}
