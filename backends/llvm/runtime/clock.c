/* The clocks, and calendar dates. */
#include "weft_runtime.h"

#include <errno.h>
#include <time.h>

int64_t weft_clock_ns(intptr_t which) {
  static const clockid_t clocks[] = {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_PROCESS_CPUTIME_ID,
                                     CLOCK_THREAD_CPUTIME_ID};
  struct timespec now;
  clock_gettime(clocks[which], &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

intptr_t weft_sleep(double seconds) {
  struct timespec left;
  left.tv_sec = (time_t)seconds;
  left.tv_nsec = (long)((seconds - (double)left.tv_sec) * 1e9);
  return nanosleep(&left, NULL);
}

/* Python's order and conventions: years in full, months from 1, weeks from Monday. */
static void to_fields(const struct tm* date, int64_t* fields) {
  int64_t values[] = {date->tm_year + 1900,    date->tm_mon + 1,   date->tm_mday,  date->tm_hour, date->tm_min, date->tm_sec,
                      (date->tm_wday + 6) % 7, date->tm_yday + 1, date->tm_isdst, date->tm_gmtoff};
  for (unsigned i = 0; i < sizeof values / sizeof *values; ++i) fields[i] = values[i];
}

static struct tm from_fields(const int64_t* fields) {
  struct tm date = {0};
  date.tm_year = (int)fields[0] - 1900;
  date.tm_mon = (int)fields[1] - 1;
  date.tm_mday = (int)fields[2];
  date.tm_hour = (int)fields[3];
  date.tm_min = (int)fields[4];
  date.tm_sec = (int)fields[5];
  date.tm_wday = (int)(fields[6] + 1) % 7;
  date.tm_yday = (int)fields[7] - 1;
  date.tm_isdst = (int)fields[8];
  date.tm_gmtoff = (long)fields[9];
  return date;
}

intptr_t weft_split_time(int64_t seconds, intptr_t is_local, int64_t* fields) {
  time_t moment = (time_t)seconds;
  struct tm date;
  if ((is_local ? localtime_r(&moment, &date) : gmtime_r(&moment, &date)) == NULL) return -1;
  to_fields(&date, fields);
  return 0;
}

int64_t weft_join_time(const int64_t* fields) {
  struct tm date = from_fields(fields);
  date.tm_wday = -1;
  errno = 0;
  time_t moment = mktime(&date);
  if (moment == (time_t)-1 && date.tm_wday == -1) errno = EOVERFLOW;
  return (int64_t)moment;
}

intptr_t weft_format_time(char* buffer, intptr_t size, const char* format, const int64_t* fields) {
  struct tm date = from_fields(fields);
  return (intptr_t)strftime(buffer, (size_t)size, format, &date);
}
