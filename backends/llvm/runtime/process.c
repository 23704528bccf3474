/* The process: its descriptors, children and signals. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

intptr_t weft_duplicate(intptr_t descriptor) { return fcntl((int)descriptor, F_DUPFD_CLOEXEC, 0); }

intptr_t weft_duplicate_to(intptr_t from, intptr_t to, intptr_t inheritable) {
  return inheritable || from == to ? dup2((int)from, (int)to) : dup3((int)from, (int)to, O_CLOEXEC);
}

static PER_THREAD int last_status;

intptr_t weft_wait(intptr_t process, intptr_t options) {
  intptr_t result;
  do result = waitpid((pid_t)process, &last_status, (int)options);
  while (result < 0 && errno == EINTR);
  return result;
}

intptr_t weft_wait_status(void) { return last_status; }

intptr_t weft_pipe(int64_t* ends) {
  int made[2];
  if (pipe2(made, O_CLOEXEC) != 0) return -1;
  ends[0] = made[0];
  ends[1] = made[1];
  return 0;
}

double weft_process_times(intptr_t which) {
  struct tms used;
  clock_t elapsed = times(&used);
  clock_t ticks[] = {used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime, elapsed};
  return (double)ticks[which] / (double)sysconf(_SC_CLK_TCK);
}

/* ---- Signals are only noted; the program asks for them when it can handle them. ---- */

enum { signal_count = 65 };
/* Of handlers, and of any thread that asks: atomic. */
static int is_pending[signal_count];
static int any_pending;
static int wakeup_descriptor = -1;

static int exchange(int* variable, int value) { return __atomic_exchange_n(variable, value, __ATOMIC_SEQ_CST); }
static int value_of(const int* variable) { return __atomic_load_n(variable, __ATOMIC_SEQ_CST); }

static void note_signal(int number) {
  int saved = errno;
  exchange(&is_pending[number], 1);
  exchange(&any_pending, 1);
  int wakeup = value_of(&wakeup_descriptor);
  if (wakeup >= 0) {
    char byte = (char)number;
    if (write(wakeup, &byte, 1) < 0) { /* whoever reads the pipe has enough to read */
    }
  }
  errno = saved;
}

intptr_t weft_signal_action(intptr_t number, intptr_t action) {
  if (number <= 0 || number >= signal_count) {
    errno = EINVAL;
    return -1;
  }
  struct sigaction wanted = {0};
  wanted.sa_handler = action == WEFT_SIGNAL_NOTE ? note_signal : action == WEFT_SIGNAL_IGNORE ? SIG_IGN : SIG_DFL;
  sigemptyset(&wanted.sa_mask);
  return sigaction((int)number, &wanted, NULL);
}

intptr_t weft_signals_pending(void) { return value_of(&any_pending); }

intptr_t weft_next_signal(void) {
  if (!weft_signals_pending()) return -1;
  exchange(&any_pending, 0);
  for (int number = 1; number < signal_count; ++number) {
    if (!exchange(&is_pending[number], 0)) continue;
    exchange(&any_pending, 1); /* there may be more */
    return number;
  }
  return -1;
}

intptr_t weft_set_wakeup(intptr_t descriptor) {
  return exchange(&wakeup_descriptor, (int)descriptor);
}
