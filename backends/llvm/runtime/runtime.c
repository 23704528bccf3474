/* The whole runtime as one translation unit: compiled to bitcode and linked into every program. */
#include "boehm.c"
#include "floats.c"
#include "start.c"
#include "system.c"
