/* Numbers that C has only names for differ from one system to another. Programs know those of Linux on most processors, as
 * Python had them when the program was imported. */
#include "weft_runtime.h"

#include <errno.h>
#include <fcntl.h>

/* ---- Flags for open(). ---- */

struct open_flag {
  intptr_t known, here;
};

static const struct open_flag open_flags[] = {
    {00000100, O_CREAT}, {00000200, O_EXCL}, {00000400, O_NOCTTY}, {00001000, O_TRUNC}, {00002000, O_APPEND},
    {00004000, O_NONBLOCK}, {00010000, O_DSYNC}, {00200000, O_DIRECTORY}, {00400000, O_NOFOLLOW}, {04010000, O_SYNC},
#ifdef O_DIRECT
    {00040000, O_DIRECT},
#endif
};

/* Most are the same nearly everywhere, and then nothing is left of this. Others are passed on. */
static int open_flags_here(intptr_t known) {
  static const int access[] = {O_RDONLY, O_WRONLY, O_RDWR, O_RDWR};
  intptr_t here = access[known & 3], rest = known & ~(intptr_t)3;
  for (unsigned i = 0; i < sizeof open_flags / sizeof *open_flags; ++i) {
    if ((known & open_flags[i].known) != open_flags[i].known) continue;
    here |= open_flags[i].here;
    rest &= ~open_flags[i].known;
  }
  return (int)(here | rest);
}

/* ---- errno. ---- */

#ifdef __wasi__
static const uint8_t errno_of_linux[] = {
    [ENOTCAPABLE] = 1, [EPERM] = 1, [ENOENT] = 2, [ESRCH] = 3, [EINTR] = 4, [EIO] = 5, [ENXIO] = 6, [E2BIG] = 7,
    [ENOEXEC] = 8, [EBADF] = 9, [ECHILD] = 10, [EAGAIN] = 11, [ENOMEM] = 12, [EACCES] = 13, [EFAULT] = 14,
    [EBUSY] = 16, [EEXIST] = 17, [EXDEV] = 18, [ENODEV] = 19, [ENOTDIR] = 20, [EISDIR] = 21, [EINVAL] = 22,
    [ENFILE] = 23, [EMFILE] = 24, [ENOTTY] = 25, [ETXTBSY] = 26, [EFBIG] = 27, [ENOSPC] = 28, [ESPIPE] = 29,
    [EROFS] = 30, [EMLINK] = 31, [EPIPE] = 32, [EDOM] = 33, [ERANGE] = 34, [EDEADLK] = 35, [ENAMETOOLONG] = 36,
    [ENOLCK] = 37, [ENOSYS] = 38, [ENOTEMPTY] = 39, [ELOOP] = 40, [ENOMSG] = 42, [EIDRM] = 43, [ENOLINK] = 67,
    [EPROTO] = 71, [EMULTIHOP] = 72, [EBADMSG] = 74, [EOVERFLOW] = 75, [EILSEQ] = 84, [ENOTSOCK] = 88,
    [EDESTADDRREQ] = 89, [EMSGSIZE] = 90, [EPROTOTYPE] = 91, [ENOPROTOOPT] = 92, [EPROTONOSUPPORT] = 93,
    [ENOTSUP] = 95, [EAFNOSUPPORT] = 97, [EADDRINUSE] = 98, [EADDRNOTAVAIL] = 99, [ENETDOWN] = 100,
    [ENETUNREACH] = 101, [ENETRESET] = 102, [ECONNABORTED] = 103, [ECONNRESET] = 104, [ENOBUFS] = 105,
    [EISCONN] = 106, [ENOTCONN] = 107, [ETIMEDOUT] = 110, [ECONNREFUSED] = 111, [EHOSTUNREACH] = 113,
    [EALREADY] = 114, [EINPROGRESS] = 115, [ESTALE] = 116, [EDQUOT] = 122, [ECANCELED] = 125, [EOWNERDEAD] = 130,
    [ENOTRECOVERABLE] = 131,
};
enum { errno_count = sizeof errno_of_linux / sizeof *errno_of_linux };

static intptr_t known_errno(int here) { return here >= 0 && here < errno_count ? errno_of_linux[here] : here; }

static int errno_here(intptr_t known) {
  for (int here = 1; here < errno_count; ++here)
    if (errno_of_linux[here] == known) return here;
  return (int)known;
}
#else
static intptr_t known_errno(int here) { return here; }
static int errno_here(intptr_t known) { return (int)known; }
#endif
