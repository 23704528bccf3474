/* The loop of regvm.py in C, running the same program.
   Usage: regvm [LIMIT] */

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* A word of the machine, as Weft's integers are. */
typedef intptr_t word;

enum {
    LOAD, MOVE, ADD, ADDI, SUB, MUL, MOD, JUMP, JLT, JZ, PRINT, HALT
};

enum { REGISTERS = 8, DEFAULT_LIMIT = 2000000 };

/* What assemble(PRIMES) returns. */
static const word primes[] = {
    LOAD, 1, 2, 0,
    LOAD, 5, 0, 0,
    LOAD, 6, 0, 0,
    JLT, 0, 1, 60,      /* 12: next_candidate */
    LOAD, 2, 2, 0,
    MUL, 3, 2, 2,       /* 20: next_divisor */
    JLT, 1, 3, 44,
    MOD, 4, 1, 2,
    ADDI, 2, 2, 1,
    JZ, 4, 52, 0,
    JUMP, 20, 0, 0,
    ADDI, 5, 5, 1,      /* 44: found */
    ADD, 6, 6, 1,
    ADDI, 1, 1, 1,      /* 52: composite */
    JUMP, 12, 0, 0,
    PRINT, 5, 0, 0,     /* 60: done */
    PRINT, 6, 0, 0,
    HALT, 0, 0, 0,
};

/* Python's remainder, which has the sign of the divisor. */
static word modulo(word x, word y)
{
    word rest = x % y;
    return rest != 0 && (rest ^ y) < 0 ? rest + y : rest;
}

static int run(const word *code, word limit)
{
    word regs[REGISTERS] = { limit };
    word pc = 0;

    for (;;) {
        word op = code[pc];
        word a = code[pc + 1];
        word b = code[pc + 2];
        word c = code[pc + 3];
        pc += 4;
        switch (op) {
        case LOAD:
            regs[a] = b;
            break;
        case MOVE:
            regs[a] = regs[b];
            break;
        case ADD:
            regs[a] = regs[b] + regs[c];
            break;
        case ADDI:
            regs[a] = regs[b] + c;
            break;
        case SUB:
            regs[a] = regs[b] - regs[c];
            break;
        case MUL:
            regs[a] = regs[b] * regs[c];
            break;
        case MOD:
            regs[a] = modulo(regs[b], regs[c]);
            break;
        case JUMP:
            pc = a;
            break;
        case JLT:
            if (regs[a] < regs[b])
                pc = c;
            break;
        case JZ:
            if (regs[a] == 0)
                pc = b;
            break;
        case PRINT:
            printf("%lld\n", (long long)regs[a]);
            break;
        case HALT:
            return 0;
        default:
            return 1;
        }
    }
}

int main(int argc, char **argv)
{
    return run(primes, argc > 1 ? atoll(argv[1]) : DEFAULT_LIMIT);
}
