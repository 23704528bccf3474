# function: step
"""A chain of comparisons that becomes a switch, and a JIT driver's hints."""

from rpython.rlib.jit import JitDriver
from rpython.rlib.objectmodel import dont_inline

driver = JitDriver(greens=['pc'], reds=['acc'])


@dont_inline
def step(code):
    pc = 0
    acc = 0
    while pc < len(code):
        driver.jit_merge_point(pc=pc, acc=acc)
        op = code[pc]
        if op == 'i':
            acc += 1
        elif op == 'd':
            acc -= 1
        elif op == 's':
            acc *= acc
        elif op == 'z':
            acc = 0
        pc += 1
    return acc


def entry_point(argv):
    return step(argv[0])


def target(driver, args):
    return entry_point
