"""A register machine that searches primes by trial division.

Usage: regvm [LIMIT]

The measure of how well a dispatch loop is compiled: `regvm.c` is the same
loop in C, running the same program.
"""

import sys

# Every instruction is four words: the operation and three operands, which are
# registers (r), constants (k), or positions in the code (l).
OPERATIONS = [
    'LOAD',     # r k -     r = k
    'MOVE',     # r r -     r = r
    'ADD',      # r r r     r = r + r
    'ADDI',     # r r k     r = r + k
    'SUB',      # r r r     r = r - r
    'MUL',      # r r r     r = r * r
    'MOD',      # r r r     r = r % r
    'JUMP',     # l - -     go on at l
    'JLT',      # r r l     if r < r go on at l
    'JZ',       # r l -     if r == 0 go on at l
    'PRINT',    # r - -     print r
    'HALT',     # - - -     stop
]
(LOAD, MOVE, ADD, ADDI, SUB, MUL, MOD, JUMP, JLT, JZ, PRINT, HALT) = range(12)

REGISTERS = 8
LIMIT = 0    # the register that holds the limit at the start
DEFAULT_LIMIT = 2000000

PRIMES = '''
                LOAD  r1 2          ; the candidate
                LOAD  r5 0          ; how many primes there are
                LOAD  r6 0          ; and their sum
next_candidate: JLT   r0 r1 done
                LOAD  r2 2          ; the divisor
next_divisor:   MUL   r3 r2 r2
                JLT   r1 r3 found
                MOD   r4 r1 r2
                ADDI  r2 r2 1
                JZ    r4 composite
                JUMP  next_divisor
found:          ADDI  r5 r5 1
                ADD   r6 r6 r1
composite:      ADDI  r1 r1 1
                JUMP  next_candidate
done:           PRINT r5
                PRINT r6
                HALT
'''


def assemble(source):
    """Return the code for a program text. Done while the module is loaded."""
    lines = []
    labels = {}
    for line in source.strip().splitlines():
        line = line.partition(';')[0]
        label, colon, rest = line.rpartition(':')
        if colon:
            labels[label.strip()] = 4 * len(lines)
        lines.append(rest.split())
    code = []
    for operation, *operands in lines:
        code.append(OPERATIONS.index(operation))
        for operand in (operands + ['0', '0', '0'])[:3]:
            if operand in labels:
                code.append(labels[operand])
            else:
                code.append(int(operand.lstrip('r')))
    return code


CODE = assemble(PRIMES)


def run(code, limit):
    regs = [0] * REGISTERS
    regs[LIMIT] = limit
    pc = 0
    while True:
        op = code[pc]
        a = code[pc + 1]
        b = code[pc + 2]
        c = code[pc + 3]
        pc += 4
        if op == LOAD:
            regs[a] = b
        elif op == MOVE:
            regs[a] = regs[b]
        elif op == ADD:
            regs[a] = regs[b] + regs[c]
        elif op == ADDI:
            regs[a] = regs[b] + c
        elif op == SUB:
            regs[a] = regs[b] - regs[c]
        elif op == MUL:
            regs[a] = regs[b] * regs[c]
        elif op == MOD:
            regs[a] = regs[b] % regs[c]
        elif op == JUMP:
            pc = a
        elif op == JLT:
            if regs[a] < regs[b]:
                pc = c
        elif op == JZ:
            if regs[a] == 0:
                pc = b
        elif op == PRINT:
            print(str(regs[a]))
        elif op == HALT:
            return
        else:
            raise ValueError('bad operation')


def entry_point(argv):
    limit = DEFAULT_LIMIT
    if len(argv) > 1:
        limit = int(argv[1])
    run(CODE, limit)
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
