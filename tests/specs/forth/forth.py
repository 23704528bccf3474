"""A little Forth.

Usage: forth.py FILE.fs     (or the program on standard input)

Numbers are signed 64-bit and wrap around. Errors say where they happened and
end the program with status 1.
"""

import os
import sys

from rpython.rlib.rarithmetic import intmask

MAX_DEPTH = 200
PRIMITIVES = {}


class ForthError(Exception):
    def __init__(self, message):
        self.message = message


def word(name):
    """Decorator: make a function of the machine a word of the language."""
    def add(function):
        PRIMITIVES[name] = function
        return function
    return add


# ---------------------------------------------------------------------------
# What a definition is compiled to


class Instruction:
    def execute(self, forth, pc):
        """Do it, and return the index of the next instruction."""
        raise NotImplementedError


class Push(Instruction):
    def __init__(self, number):
        self.number = number

    def execute(self, forth, pc):
        forth.push(self.number)
        return pc + 1


class Say(Instruction):
    def __init__(self, text):
        self.text = text

    def execute(self, forth, pc):
        forth.write(self.text)
        return pc + 1


class Invoke(Instruction):
    def __init__(self, target):
        self.target = target

    def execute(self, forth, pc):
        self.target.run(forth)
        return pc + 1


class Jump(Instruction):
    def __init__(self):
        self.destination = -1

    def execute(self, forth, pc):
        return self.destination


class JumpIfZero(Jump):
    def execute(self, forth, pc):
        if forth.pop() == 0:
            return self.destination
        return pc + 1


class StartLoop(Instruction):
    def execute(self, forth, pc):
        start = forth.pop()
        limit = forth.pop()
        forth.loops.append(limit)
        forth.loops.append(start)
        return pc + 1


class NextRound(Jump):
    def step(self, forth):
        return 1

    def execute(self, forth, pc):
        step = self.step(forth)
        before = forth.loops[-1]
        after = before + step
        limit = forth.loops[-2]
        forth.loops[-1] = after
        if (step >= 0 and before < limit <= after) or (
                step < 0 and after < limit <= before):
            del forth.loops[-2:]
            return pc + 1
        return self.destination


class NextRoundBy(NextRound):
    def step(self, forth):
        return forth.pop()


# ---------------------------------------------------------------------------
# Words


class Word:
    def __init__(self, name):
        self.name = name

    def run(self, forth):
        raise NotImplementedError

    def describe(self):
        return self.name


class Primitive(Word):
    def __init__(self, name, function):
        super().__init__(name)
        self.function = function

    def run(self, forth):
        self.function(forth)


class Constant(Word):
    def __init__(self, name, value):
        super().__init__(name)
        self.value = value

    def run(self, forth):
        forth.push(self.value)

    def describe(self):
        return f'{self.value} constant {self.name}'


class Definition(Word):
    def __init__(self, name):
        super().__init__(name)
        self.code = []

    def run(self, forth):
        if forth.depth >= MAX_DEPTH:
            raise ForthError(f'{self.name} calls itself too deeply')
        forth.depth += 1
        loops = len(forth.loops)
        pc = 0
        while pc < len(self.code):
            pc = self.code[pc].execute(forth, pc)
        del forth.loops[loops:]
        forth.depth -= 1

    def describe(self):
        return f': {self.name} ({len(self.code)} instructions)'


# ---------------------------------------------------------------------------
# The machine


class Forth:
    def __init__(self):
        self.stack = []
        self.loops = []
        self.memory = []
        self.depth = 0
        self.words = {name: Primitive(name, function)
                      for name, function in PRIMITIVES.items()}
        # The source that is being read.
        self.text = ''
        self.position = 0
        # The definition that is being compiled, and its open structures:
        # pairs of a kind and an index into the code.
        self.current = None
        self.open = []
        self.control = {
            'if': self.do_if,
            'else': self.do_else,
            'then': self.do_then,
            'begin': self.do_begin,
            'until': self.do_until,
            'while': self.do_while,
            'repeat': self.do_repeat,
            'again': self.do_again,
            'do': self.do_do,
            'loop': self.do_loop,
            '+loop': self.do_plus_loop,
            'recurse': self.do_recurse,
            'exit': self.do_exit,
        }

    def push(self, number):
        self.stack.append(intmask(number))

    def pop(self):
        if not self.stack:
            raise ForthError('the stack is empty')
        return self.stack.pop()

    def write(self, text):
        print(text, end='')

    # Reading

    def next_token(self):
        """Return the next token in lower case, or '' at the end."""
        text = self.text
        while self.position < len(text) and text[self.position].isspace():
            self.position += 1
        start = self.position
        while (self.position < len(text)
               and not text[self.position].isspace()):
            self.position += 1
        return text[start:self.position].lower()

    def read_until(self, end):
        """Return the text up to a character, and step over it."""
        found = self.text.find(end, self.position)
        if found < 0:
            raise ForthError(f'missing {end}')
        result = self.text[self.position:found]
        self.position = found + 1
        return result

    def read_name(self):
        name = self.next_token()
        if name == '':
            raise ForthError('expected a name')
        return name

    def line(self):
        return self.text.count('\n', 0, self.position) + 1

    # Evaluating

    def evaluate(self, text):
        self.text = text
        self.position = 0
        while True:
            token = self.next_token()
            if token == '':
                break
            if token == '\\':
                end = self.text.find('\n', self.position)
                self.position = end if end >= 0 else len(self.text)
            elif token == '(':
                self.read_until(')')
            elif self.current is not None:
                self.compile(token)
            else:
                self.interpret(token)
        if self.current is not None:
            raise ForthError(f'{self.current.name} is never finished')

    def interpret(self, token):
        if token == ':':
            name = self.read_name()
            self.current = Definition(name)
        elif token == '."':
            self.write(self.read_until('"').lstrip())
        elif token == 'variable':
            name = self.read_name()
            self.words[name] = Constant(name, len(self.memory))
            self.memory.append(0)
        elif token == 'constant':
            name = self.read_name()
            self.words[name] = Constant(name, self.pop())
        elif token == 'see':
            print(self.find(self.read_name()).describe())
        elif token in self.control or token == ';':
            raise ForthError(f'{token} outside of a definition')
        elif token in self.words:
            self.words[token].run(self)
        else:
            self.push(self.number(token))

    def find(self, name):
        if name not in self.words:
            raise ForthError(f'unknown word {name}')
        return self.words[name]

    def number(self, token):
        try:
            if token.startswith('$'):
                return int(token[1:], 16)
            return int(token)
        except ValueError:
            raise ForthError(f'unknown word {token}')

    # Compiling

    def emit(self, instruction):
        self.current.code.append(instruction)

    def compile(self, token):
        if token == ';':
            if self.open:
                kind, index = self.open[-1]
                raise ForthError(f'{kind} is never closed')
            self.words[self.current.name] = self.current
            self.current = None
        elif token == '."':
            self.emit(Say(self.read_until('"')[1:]))
        elif token in self.control:
            self.control[token]()
        elif token in self.words:
            self.emit(Invoke(self.words[token]))
        else:
            self.emit(Push(self.number(token)))

    def close(self, kinds):
        if not self.open or self.open[-1][0] not in kinds:
            raise ForthError('nothing to close for ' + ' or '.join(kinds))
        kind, index = self.open.pop()
        return index

    def here(self):
        return len(self.current.code)

    def patch(self, index):
        jump = self.current.code[index]
        assert isinstance(jump, Jump)
        jump.destination = self.here()

    def jump_back(self, jump, destination):
        jump.destination = destination
        self.emit(jump)

    def do_if(self):
        self.open.append(('if', self.here()))
        self.emit(JumpIfZero())

    def do_else(self):
        index = self.close(['if'])
        self.open.append(('else', self.here()))
        self.emit(Jump())
        self.patch(index)

    def do_then(self):
        self.patch(self.close(['if', 'else']))

    def do_begin(self):
        self.open.append(('begin', self.here()))

    def do_until(self):
        self.jump_back(JumpIfZero(), self.close(['begin']))

    def do_again(self):
        self.jump_back(Jump(), self.close(['begin']))

    def do_while(self):
        start = self.close(['begin'])
        self.open.append(('begin', start))
        self.open.append(('while', self.here()))
        self.emit(JumpIfZero())

    def do_repeat(self):
        exit_jump = self.close(['while'])
        self.jump_back(Jump(), self.close(['begin']))
        self.patch(exit_jump)

    def do_do(self):
        self.emit(StartLoop())
        self.open.append(('do', self.here()))

    def do_loop(self):
        self.jump_back(NextRound(), self.close(['do']))

    def do_plus_loop(self):
        self.jump_back(NextRoundBy(), self.close(['do']))

    def do_recurse(self):
        self.emit(Invoke(self.current))

    def do_exit(self):
        jump = Jump()
        jump.destination = 1 << 30
        self.emit(jump)


# ---------------------------------------------------------------------------
# The words


def binary(name, function):
    """Define a word that replaces two numbers by one."""
    def operator(forth):
        b = forth.pop()
        a = forth.pop()
        forth.push(function(a, b))
    PRIMITIVES[name] = operator


def flag(condition):
    return -1 if condition else 0


binary('+', lambda a, b: intmask(a + b))
binary('-', lambda a, b: intmask(a - b))
binary('*', lambda a, b: intmask(a * b))
binary('and', lambda a, b: a & b)
binary('or', lambda a, b: a | b)
binary('xor', lambda a, b: a ^ b)
binary('=', lambda a, b: flag(a == b))
binary('<>', lambda a, b: flag(a != b))
binary('<', lambda a, b: flag(a < b))
binary('>', lambda a, b: flag(a > b))
binary('min', lambda a, b: min(a, b))
binary('max', lambda a, b: max(a, b))


@word('/mod')
def divide(forth):
    b = forth.pop()
    a = forth.pop()
    if b == 0:
        raise ForthError('division by zero')
    forth.push(a % b)
    forth.push(a // b)


@word('/')
def quotient(forth):
    divide(forth)
    result = forth.pop()
    forth.pop()
    forth.push(result)


@word('mod')
def modulo(forth):
    divide(forth)
    forth.pop()


@word('negate')
def negate(forth):
    forth.push(-forth.pop())


@word('dup')
def dup(forth):
    a = forth.pop()
    forth.push(a)
    forth.push(a)


@word('drop')
def drop(forth):
    forth.pop()


@word('swap')
def swap(forth):
    b, a = forth.pop(), forth.pop()
    for number in [b, a]:
        forth.push(number)


@word('over')
def over(forth):
    b, a = forth.pop(), forth.pop()
    for number in [a, b, a]:
        forth.push(number)


@word('rot')
def rot(forth):
    c, b, a = forth.pop(), forth.pop(), forth.pop()
    for number in [b, c, a]:
        forth.push(number)


@word('depth')
def depth(forth):
    forth.push(len(forth.stack))


@word('i')
def inner_index(forth):
    if len(forth.loops) < 2:
        raise ForthError('i outside of a loop')
    forth.push(forth.loops[-1])


@word('j')
def outer_index(forth):
    if len(forth.loops) < 4:
        raise ForthError('j outside of two loops')
    forth.push(forth.loops[-3])


def check_address(forth, address):
    if not 0 <= address < len(forth.memory):
        raise ForthError(f'{address} is not an address')
    return address


@word('@')
def fetch(forth):
    forth.push(forth.memory[check_address(forth, forth.pop())])


@word('!')
def store(forth):
    address = check_address(forth, forth.pop())
    forth.memory[address] = forth.pop()


@word('+!')
def add_to(forth):
    address = check_address(forth, forth.pop())
    forth.memory[address] = intmask(forth.memory[address] + forth.pop())


@word('allot')
def allot(forth):
    count = forth.pop()
    if not 0 <= count <= 1000000:
        raise ForthError(f'can not allot {count}')
    forth.memory.extend([0] * count)


@word('.')
def dot(forth):
    forth.write(f'{forth.pop()} ')


@word('.r')
def dot_right(forth):
    width = forth.pop()
    text = str(forth.pop())
    forth.write(' ' * (width - len(text)) + text)


@word('.s')
def show_stack(forth):
    numbers = ' '.join([str(number) for number in forth.stack])
    forth.write(f'<{len(forth.stack)}> {numbers}\n')


@word('emit')
def emit(forth):
    forth.write(chr(forth.pop() & 255))


@word('cr')
def cr(forth):
    forth.write('\n')


@word('spaces')
def spaces(forth):
    forth.write(' ' * forth.pop())


# ---------------------------------------------------------------------------


def read_all(fd):
    chunks = []
    while True:
        chunk = os.read(fd, 4096).decode('latin-1')
        if not chunk:
            return ''.join(chunks)
        chunks.append(chunk)


def entry_point(argv):
    if len(argv) > 1:
        try:
            fd = os.open(argv[1], os.O_RDONLY, 0o777)
        except OSError:
            print(f'can not open {argv[1]}')
            return 2
        source = read_all(fd)
        os.close(fd)
    else:
        source = read_all(0)
    forth = Forth()
    try:
        forth.evaluate(source)
    except ForthError as error:
        print(f'\nerror in line {forth.line()}: {error.message}')
        return 1
    return 0


def target(driver, args):
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
