/* What the system says about memory that is running out. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int pressure_file = -1;
static int is_control_group;       /* it is a control group's memory.events, not pressure stall information */
static intptr_t counted_events;  /* when somebody asked last */

/* Tasks that wait for memory for a twentieth of two seconds: what the kernel lets everybody ask for (psi.rst). */
static const char pressure_trigger[] = "some 100000 2000000";

/* How often the group was throttled or at its limit. */
static intptr_t count_events(void) {
  char text[512];
  ssize_t size = pread(pressure_file, text, sizeof text - 1, 0);
  if (size <= 0) return counted_events;
  text[size] = '\0';
  intptr_t sum = 0;
  char* rest = NULL;
  for (char* line = strtok_r(text, "\n", &rest); line != NULL; line = strtok_r(NULL, "\n", &rest)) {
    if (strncmp(line, "high ", 5) == 0) sum += strtol(line + 5, NULL, 10);
    if (strncmp(line, "max ", 4) == 0) sum += strtol(line + 4, NULL, 10);
  }
  return sum;
}

uint8_t weft_gc_listen_for_pressure(const char* name) {
  const char* wanted = getenv(name);
  if (wanted == NULL || *wanted == '\0') return 0;
  int saved = errno;
  is_control_group = strcmp(wanted, "psi") != 0;
  if (is_control_group) {
    pressure_file = open(wanted, O_RDONLY | O_CLOEXEC);
    if (pressure_file >= 0) counted_events = count_events();
  } else {
    pressure_file = open("/proc/pressure/memory", O_RDWR | O_NONBLOCK | O_CLOEXEC);
    if (pressure_file >= 0 && write(pressure_file, pressure_trigger, sizeof pressure_trigger) < 0) {
      close(pressure_file);
      pressure_file = -1;
    }
  }
  errno = saved;
  return pressure_file >= 0;
}

uint8_t weft_gc_is_under_pressure(void) {
  int saved = errno;
  uint8_t result;
  if (is_control_group) {
    intptr_t before = counted_events;
    counted_events = count_events();
    result = counted_events > before;
  } else {
    struct pollfd poll_for = {.fd = pressure_file, .events = POLLPRI};
    result = poll(&poll_for, 1, 0) > 0 && (poll_for.revents & POLLPRI) != 0;
  }
  errno = saved;
  return result;
}
