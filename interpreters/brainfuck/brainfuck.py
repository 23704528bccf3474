"""An interpreter for brainfuck, as the JIT tutorials write it.

Usage: brainfuck PROGRAM.b

The source is reduced to the eight operations first, with a table that gives
each bracket its partner. Cells have 8 bits and wrap; the tape grows to the
right. Reading at the end of the input gives 0.
"""

import os
import sys

from rpython.rlib.jit import JitDriver


def get_printable_location(pc, program):
    code = program.code
    if pc >= len(code):
        return 'end'
    return code[:pc] + '_' + code[pc] + '_' + code[pc + 1:]


jitdriver = JitDriver(
    greens=['pc', 'program'],
    reds=['tape', 'output'],
    get_printable_location=get_printable_location)


class BadProgram(Exception):
    """The brackets of a program do not match."""

    def __init__(self, message, line, column):
        self.message = message
        self.line = line
        self.column = column


class OffTape(Exception):
    """The position moved left of the first cell."""


class Program:
    """The operations of a program, and where each bracket jumps to."""

    _immutable_fields_ = ['code', 'partner[*]']

    def __init__(self, code, partner):
        self.code = code
        self.partner = partner


class Tape:
    """The memory: bytes, with a position that moves by one."""

    def __init__(self):
        self.cells = [0]
        self.position = 0

    def get(self):
        return self.cells[self.position]

    def set(self, value):
        self.cells[self.position] = value & 255

    def increment(self):
        self.cells[self.position] = (self.cells[self.position] + 1) & 255

    def decrement(self):
        self.cells[self.position] = (self.cells[self.position] - 1) & 255

    def advance(self):
        self.position += 1
        if self.position == len(self.cells):
            self.cells.append(0)

    def go_back(self):
        if self.position == 0:
            raise OffTape
        self.position -= 1


class Output:
    """Collect what is written, and pass it on a block at a time."""

    def __init__(self):
        self.chars = []

    def put(self, value):
        self.chars.append(chr(value))
        if len(self.chars) >= 4096:
            self.flush()

    def flush(self):
        write_all(1, ''.join(self.chars))
        self.chars = []


def parse(source):
    """Return the Program in a source text. Everything else is a comment."""
    code = []
    partner = []
    opened = []
    positions = []
    line = 1
    column = 0
    for char in source:
        column += 1
        if char == '\n':
            line += 1
            column = 0
        elif char in '+-<>[].,':
            here = len(code)
            code.append(char)
            partner.append(0)
            if char == '[':
                opened.append(here)
                positions.append((line, column))
            elif char == ']':
                if not opened:
                    raise BadProgram('nothing to close here', line, column)
                start = opened.pop()
                positions.pop()
                partner[start] = here
                partner[here] = start
    if opened:
        line, column = positions[-1]
        raise BadProgram('this bracket is never closed', line, column)
    return Program(''.join(code), partner)


def interpret(program):
    """Run a program from its first operation to its end."""
    output = Output()
    try:
        mainloop(program, Tape(), output)
    finally:
        output.flush()


def mainloop(program, tape, output):
    pc = 0
    while pc < len(program.code):
        jitdriver.jit_merge_point(pc=pc, program=program, tape=tape,
                                  output=output)
        op = program.code[pc]
        if op == '>':
            tape.advance()
        elif op == '<':
            tape.go_back()
        elif op == '+':
            tape.increment()
        elif op == '-':
            tape.decrement()
        elif op == '[':
            if tape.get() == 0:
                pc = program.partner[pc]
        elif op == ']':
            if tape.get() != 0:
                pc = program.partner[pc]
                jitdriver.can_enter_jit(pc=pc, program=program, tape=tape,
                                        output=output)
        elif op == '.':
            output.put(tape.get())
        elif op == ',':
            output.flush()
            tape.set(read_byte(0))
        pc += 1


def read_byte(fd):
    data = os.read(fd, 1)
    if len(data) == 0:
        return 0
    return data[0]


def read_file(path):
    fd = os.open(path, os.O_RDONLY, 0o777)
    chunks = []
    while True:
        chunk = os.read(fd, 65536).decode('latin-1')
        if not chunk:
            break
        chunks.append(chunk)
    os.close(fd)
    return ''.join(chunks)


def write_all(fd, text):
    data = text.encode('latin-1')
    while len(data) > 0:
        written = os.write(fd, data)
        data = data[written:]


def entry_point(argv):
    if len(argv) != 2:
        write_all(2, 'usage: brainfuck PROGRAM.b\n')
        return 2
    path = argv[1]
    try:
        source = read_file(path)
    except OSError:
        write_all(2, 'brainfuck: can not read %s\n' % path)
        return 2
    try:
        program = parse(source)
    except BadProgram as error:
        write_all(2, '%s:%d:%d: %s\n' % (path, error.line, error.column,
                                         error.message))
        return 1
    try:
        interpret(program)
    except OffTape:
        write_all(2, '%s: moved left of the first cell\n' % path)
        return 1
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
