"""A stack machine with jumps and calls, and an assembler for it."""

PUSH, ADD, SUB, MUL, DUP, SWAP, JUMP, JUMP_ZERO, CALL, RETURN, PRINT, HALT, \
    LOAD, STORE, LESS = range(15)
NAMES = ['push', 'add', 'sub', 'mul', 'dup', 'swap', 'jump', 'jz', 'call',
         'return', 'print', 'halt', 'load', 'store', 'less']
HAS_OPERAND = {PUSH, JUMP, JUMP_ZERO, CALL, LOAD, STORE}

SOURCE = '''
    push 10
    call factorial
    print
    push 0
    store 0
loop:
    load 0
    push 5
    less
    jz end
    load 0
    dup
    mul
    print
    load 0
    push 1
    add
    store 0
    jump loop
end:
    halt
factorial:
    dup
    jz one
    dup
    push 1
    sub
    call factorial
    mul
    return
one:
    push 1
    add
    return
'''


def assemble(source):
    code = []
    labels = {}
    uses = []
    for line in source.strip().split('\n'):
        line = line.strip()
        if line.endswith(':'):
            labels[line[:-1]] = len(code)
            continue
        parts = line.split()
        op = NAMES.index(parts[0])
        code.append(op)
        if op in HAS_OPERAND:
            if parts[1].isdigit():
                code.append(int(parts[1]))
            else:
                uses.append((len(code), parts[1]))
                code.append(-1)
    for position, label in uses:
        code[position] = labels[label]
    return code


def run(code):
    stack = []
    calls = []
    memory = [0] * 8
    pc = 0
    steps = 0
    while True:
        steps += 1
        op = code[pc]
        pc += 1
        if op == PUSH:
            stack.append(code[pc])
            pc += 1
        elif op == ADD:
            b = stack.pop()
            stack.append(stack.pop() + b)
        elif op == SUB:
            b = stack.pop()
            stack.append(stack.pop() - b)
        elif op == MUL:
            b = stack.pop()
            stack.append(stack.pop() * b)
        elif op == DUP:
            stack.append(stack[-1])
        elif op == SWAP:
            stack[-1], stack[-2] = stack[-2], stack[-1]
        elif op == JUMP:
            pc = code[pc]
        elif op == JUMP_ZERO:
            pc = code[pc] if stack.pop() == 0 else pc + 1
        elif op == CALL:
            calls.append(pc + 1)
            pc = code[pc]
        elif op == RETURN:
            pc = calls.pop()
        elif op == PRINT:
            print(str(stack.pop()))
        elif op == LOAD:
            stack.append(memory[code[pc]])
            pc += 1
        elif op == STORE:
            memory[code[pc]] = stack.pop()
            pc += 1
        elif op == LESS:
            b = stack.pop()
            stack.append(int(stack.pop() < b))
        else:
            return steps


def entry_point(argv):
    code = assemble(SOURCE)
    print(' '.join([str(n) for n in code]))
    print(str(run(code)) + ' steps')
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    import sys
    sys.exit(entry_point(sys.argv))
