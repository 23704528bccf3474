/* The whole runtime as one translation unit: compiled to bitcode and linked into every program. */
#define _GNU_SOURCE 1 /* pipe2, dup3 */
/* Sizes and times have 64 bits on machines of 32 bits, too. */
#define _FILE_OFFSET_BITS 64
#define _TIME_BITS 64
#include "boehm.c"
#include "clock.c"
#include "files.c"
#include "floats.c"
#include "gc.c"
#include "numbers.c"
#include "sanitizers.c"
#include "start.c"
#include "system.c"
#ifdef __wasi__
#include "wasi.c"
#else
#include "memory.c"
#include "pressure.c"
#include "process.c"
#include "stack.c"
#include "stack_maps.c"
#ifdef WEFT_THREADS
#include "threads.c"
#endif
#endif
