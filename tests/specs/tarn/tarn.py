"""Tarn: a small language with closures, exceptions and integers of any size.

Usage: tarn.py [-d] [FILE]      (- or no file: the program on standard input)

The source is compiled to bytecode, function by function; -d shows it instead of
running it. With WEFTLOG=tarn:FILE the compiler logs what it does.

    fn counter(step) {
        let count = 0;
        return fn() { count = count + step; return count; };
    }
    let next = counter(2);
    next();
    print("count", next());

Written as a program for RPython: one file, which runs under Python as well.
"""

import sys

from rpython.rlib import jit, rstring
from rpython.rlib.debug import (
    check_nonneg, debug_print, debug_start, debug_stop, have_debug_prints, ll_assert, make_sure_not_resized)
from rpython.rlib.objectmodel import (
    compute_hash, compute_identity_hash, newlist_hint, r_dict, specialize, we_are_translated)
from rpython.rlib.rarithmetic import LONG_BIT, intmask, ovfcheck, r_uint
from rpython.rlib.rbigint import rbigint
from rpython.rlib.rstring import StringBuilder
from rpython.rlib.streamio import StreamErrors, fdopen_as_stream, open_file_as_stream
from rpython.rlib.unroll import unrolling_iterable

# ____________________________________________________________
# Errors


class TarnError(Exception):
    """What the program in Tarn did wrong; may be caught by it."""

    def __init__(self, w_value):
        self.w_value = w_value
        self.trace = []


class TarnSyntaxError(Exception):
    """The source is not a program."""

    def __init__(self, message, line):
        self.message = message
        self.line = line


def failure(kind, message):
    """Make the exception for an error found by the interpreter: a string."""
    return TarnError(W_String(kind + ': ' + message))


# ____________________________________________________________
# Values


class W_Root(object):
    """Base of all values."""
    _attrs_ = ()

    def type_name(self):
        raise NotImplementedError

    def is_true(self):
        return True

    def text(self):
        """What `print` shows."""
        return self.quoted()

    def quoted(self):
        """What is shown inside of lists."""
        raise NotImplementedError

    def equals(self, w_other):
        return self is w_other

    def hash_value(self):
        raise failure('type error', self.type_name() + ' can not be a key')

    def compare(self, w_other):
        raise failure('type error', 'can not compare %s with %s' % (self.type_name(), w_other.type_name()))

    def get_item(self, w_key):
        raise failure('type error', self.type_name() + ' has no items')

    def set_item(self, w_key, w_value):
        raise failure('type error', 'items of %s can not be assigned' % self.type_name())

    def call(self, interpreter, args_w):
        raise failure('type error', self.type_name() + ' can not be called')


class W_Nil(W_Root):
    _attrs_ = ()

    def type_name(self):
        return 'nil'

    def is_true(self):
        return False

    def quoted(self):
        return 'nil'

    def hash_value(self):
        return 1


class W_Bool(W_Root):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def type_name(self):
        return 'bool'

    def is_true(self):
        return self.value

    def quoted(self):
        return 'true' if self.value else 'false'

    def hash_value(self):
        return 3 if self.value else 2


class W_Number(W_Root):
    """Integers and floats."""
    _attrs_ = ()

    def as_float(self):
        raise NotImplementedError

    def as_big(self):
        raise NotImplementedError

    def compare(self, w_other):
        if not isinstance(w_other, W_Number):
            return W_Root.compare(self, w_other)
        if isinstance(self, W_Int) and isinstance(w_other, W_Int):
            return -1 if self.value < w_other.value else int(self.value > w_other.value)
        if isinstance(self, W_Float) or isinstance(w_other, W_Float):
            a, b = self.as_float(), w_other.as_float()
            return -1 if a < b else int(a > b)
        a, b = self.as_big(), w_other.as_big()
        return -1 if a.lt(b) else int(a.gt(b))

    def equals(self, w_other):
        return isinstance(w_other, W_Number) and self.compare(w_other) == 0


class W_Int(W_Number):
    """An integer that fits a machine word."""
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def type_name(self):
        return 'integer'

    def is_true(self):
        return self.value != 0

    def quoted(self):
        return str(self.value)

    def hash_value(self):
        # Mixes the bits, with wrapping arithmetic.
        x = r_uint(self.value)
        x = (x ^ (x >> 7)) * r_uint(0x9e3779b1)
        return intmask(x)

    def as_float(self):
        return float(self.value)

    def as_big(self):
        return rbigint.fromint(self.value)


class W_Big(W_Number):
    """An integer that does not fit one."""
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def type_name(self):
        return 'integer'

    def quoted(self):
        return self.value.str()

    def hash_value(self):
        return self.value.hash()

    def as_float(self):
        try:
            return self.value.tofloat()
        except OverflowError:
            raise failure('overflow', 'the integer is too big for a float')

    def as_big(self):
        return self.value


class W_Float(W_Number):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def type_name(self):
        return 'float'

    def is_true(self):
        return self.value != 0.0

    def quoted(self):
        return str(self.value)

    def hash_value(self):
        if self.value == float(int(self.value)):
            return W_Int(int(self.value)).hash_value()
        return compute_hash(self.value)

    def as_float(self):
        return self.value


class W_String(W_Root):
    _attrs_ = ['value']
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def type_name(self):
        return 'string'

    def is_true(self):
        return len(self.value) > 0

    def text(self):
        return self.value

    def quoted(self):
        builder = StringBuilder(len(self.value) + 2)
        builder.append('"')
        for c in self.value:
            if c == '"' or c == '\\':
                builder.append('\\')
                builder.append(c)
            elif c == '\n':
                builder.append('\\n')
            else:
                builder.append(c)
        builder.append('"')
        return builder.build()

    def equals(self, w_other):
        return isinstance(w_other, W_String) and self.value == w_other.value

    def hash_value(self):
        return compute_hash(self.value)

    def compare(self, w_other):
        if not isinstance(w_other, W_String):
            return W_Root.compare(self, w_other)
        return -1 if self.value < w_other.value else int(self.value > w_other.value)

    def get_item(self, w_key):
        return W_String(self.value[index_in(w_key, len(self.value))])


class W_List(W_Root):
    _attrs_ = ['items_w']

    def __init__(self, items_w):
        self.items_w = items_w

    def type_name(self):
        return 'list'

    def is_true(self):
        return len(self.items_w) > 0

    def quoted(self):
        return '[' + ', '.join([w_item.quoted() for w_item in self.items_w]) + ']'

    def equals(self, w_other):
        if not isinstance(w_other, W_List) or len(self.items_w) != len(w_other.items_w):
            return False
        for i in range(len(self.items_w)):
            if not self.items_w[i].equals(w_other.items_w[i]):
                return False
        return True

    def compare(self, w_other):
        if not isinstance(w_other, W_List):
            return W_Root.compare(self, w_other)
        for i in range(min(len(self.items_w), len(w_other.items_w))):
            if not self.items_w[i].equals(w_other.items_w[i]):
                return self.items_w[i].compare(w_other.items_w[i])
        a, b = len(self.items_w), len(w_other.items_w)
        return -1 if a < b else int(a > b)

    def get_item(self, w_key):
        return self.items_w[index_in(w_key, len(self.items_w))]

    def set_item(self, w_key, w_value):
        self.items_w[index_in(w_key, len(self.items_w))] = w_value


def keys_equal(w_a, w_b):
    return w_a.equals(w_b)


def hash_of_key(w_key):
    return w_key.hash_value()


class W_Map(W_Root):
    _attrs_ = ['content']

    def __init__(self):
        self.content = r_dict(keys_equal, hash_of_key)

    def type_name(self):
        return 'map'

    def is_true(self):
        return len(self.content) > 0

    def quoted(self):
        parts = []
        for w_key, w_value in self.content.items():
            parts.append(w_key.quoted() + ': ' + w_value.quoted())
        return '{' + ', '.join(parts) + '}'

    def get_item(self, w_key):
        try:
            return self.content[w_key]
        except KeyError:
            raise failure('key error', w_key.quoted())

    def set_item(self, w_key, w_value):
        self.content[w_key] = w_value


class Cell(object):
    """A variable that functions share."""

    def __init__(self, w_value):
        self.w_value = w_value


class W_Function(W_Root):
    _attrs_ = ['code', 'cells']
    _immutable_fields_ = ['code', 'cells[*]']

    def __init__(self, code, cells):
        self.code = code
        self.cells = make_sure_not_resized(cells)

    def type_name(self):
        return 'function'

    def quoted(self):
        return '<function %s>' % self.code.name

    def hash_value(self):
        return compute_identity_hash(self)

    def call(self, interpreter, args_w):
        return interpreter.call_function(self, args_w)


class W_Builtin(W_Root):
    _attrs_ = ['name', 'number', 'arity']
    _immutable_fields_ = ['name', 'number', 'arity']

    def __init__(self, name, number, arity):
        self.name = name
        self.number = number
        self.arity = arity

    def type_name(self):
        return 'function'

    def quoted(self):
        return '<builtin %s>' % self.name

    def hash_value(self):
        return self.number

    def call(self, interpreter, args_w):
        if self.arity >= 0 and len(args_w) != self.arity:
            raise wrong_count(self.name, self.arity, len(args_w))
        return call_builtin(interpreter, self.number, args_w)


w_nil = W_Nil()
w_true = W_Bool(True)
w_false = W_Bool(False)
SMALL_INTEGERS = [W_Int(i) for i in range(-10, 257)]


def new_int(value):
    if -10 <= value <= 256:
        return SMALL_INTEGERS[value + 10]
    return W_Int(value)


def new_big(big):
    """An integer of any size, in a machine word if it fits."""
    try:
        return new_int(big.toint())
    except OverflowError:
        return W_Big(big)


@specialize.argtype(0)
def wrap(value):
    """Make a value of something of Python's."""
    if isinstance(value, bool):
        return w_true if value else w_false
    elif isinstance(value, int):
        return new_int(value)
    elif isinstance(value, float):
        return W_Float(value)
    else:
        return W_String(value)


def wrong_count(name, wanted, given):
    return failure('type error', '%s takes %d argument%s, not %d' % (name, wanted, '' if wanted == 1 else 's', given))


def int_of(w_value):
    if not isinstance(w_value, W_Int):
        raise failure('type error', 'a small integer is needed, not ' + w_value.type_name())
    return w_value.value


def string_of(w_value):
    if not isinstance(w_value, W_String):
        raise failure('type error', 'a string is needed, not ' + w_value.type_name())
    return w_value.value


def index_in(w_key, length):
    """The index that a key is; negative ones count from the end."""
    index = int_of(w_key)
    if index < 0:
        index += length
    if index < 0 or index >= length:
        raise failure('index error', '%s of %d items' % (w_key.quoted(), length))
    check_nonneg(index)
    return index


# ____________________________________________________________
# Arithmetic. Each operation: on words with a check for overflow, on integers of any size, on floats.


def both_integers(w_a, w_b):
    return not isinstance(w_a, W_Float) and not isinstance(w_b, W_Float)


def make_arithmetic(symbol, on_words, on_bigs, on_floats):
    def operation(w_a, w_b):
        if isinstance(w_a, W_Int) and isinstance(w_b, W_Int):
            try:
                return new_int(on_words(w_a.value, w_b.value))
            except OverflowError:
                pass
            except ZeroDivisionError:
                raise failure('zero division', w_a.quoted() + ' ' + symbol + ' 0')
        if not isinstance(w_a, W_Number) or not isinstance(w_b, W_Number):
            return other_arithmetic(symbol, w_a, w_b)
        try:
            if both_integers(w_a, w_b):
                return new_big(on_bigs(w_a.as_big(), w_b.as_big()))
            return W_Float(on_floats(w_a.as_float(), w_b.as_float()))
        except ZeroDivisionError:
            raise failure('zero division', w_a.quoted() + ' ' + symbol + ' ' + w_b.quoted())
    operation.__name__ = 'arithmetic_' + on_words.__name__
    return operation


def other_arithmetic(symbol, w_a, w_b):
    """Operators on what are not numbers."""
    if symbol == '+':
        if isinstance(w_a, W_String) and isinstance(w_b, W_String):
            return W_String(w_a.value + w_b.value)
        if isinstance(w_a, W_List) and isinstance(w_b, W_List):
            return W_List(w_a.items_w + w_b.items_w)
    elif symbol == '*' and isinstance(w_b, W_Int):
        if isinstance(w_a, W_String):
            return W_String(w_a.value * w_b.value)
        if isinstance(w_a, W_List):
            return W_List(w_a.items_w * w_b.value)
    raise failure('type error', '%s %s %s' % (w_a.type_name(), symbol, w_b.type_name()))


def add_words(a, b):
    return ovfcheck(a + b)


def sub_words(a, b):
    return ovfcheck(a - b)


def mul_words(a, b):
    return ovfcheck(a * b)


def div_words(a, b):
    return ovfcheck(a // b)


def mod_words(a, b):
    return ovfcheck(a % b)


def float_div(a, b):
    if b == 0.0:
        raise ZeroDivisionError
    return a / b


def float_mod(a, b):
    if b == 0.0:
        raise ZeroDivisionError
    return a - b * float(int(a / b))


add = make_arithmetic('+', add_words, lambda a, b: a.add(b), lambda a, b: a + b)
sub = make_arithmetic('-', sub_words, lambda a, b: a.sub(b), lambda a, b: a - b)
mul = make_arithmetic('*', mul_words, lambda a, b: a.mul(b), lambda a, b: a * b)
div = make_arithmetic('/', div_words, lambda a, b: a.floordiv(b), float_div)
mod = make_arithmetic('%', mod_words, lambda a, b: a.mod(b), float_mod)


def power(w_a, w_b):
    if isinstance(w_a, W_Number) and isinstance(w_b, W_Number):
        if both_integers(w_a, w_b):
            if w_b.compare(new_int(0)) < 0:
                raise failure('value error', 'negative exponent')
            return new_big(w_a.as_big().pow(w_b.as_big()))
        return W_Float(w_a.as_float() ** w_b.as_float())
    return other_arithmetic('**', w_a, w_b)


def less(w_a, w_b):
    return wrap(w_a.compare(w_b) < 0)


def less_equal(w_a, w_b):
    return wrap(w_a.compare(w_b) <= 0)


def greater(w_a, w_b):
    return wrap(w_a.compare(w_b) > 0)


def greater_equal(w_a, w_b):
    return wrap(w_a.compare(w_b) >= 0)


def equal(w_a, w_b):
    return wrap(w_a.equals(w_b))


def not_equal(w_a, w_b):
    return wrap(not w_a.equals(w_b))


def negate(w_a):
    if isinstance(w_a, W_Float):
        return W_Float(-w_a.value)
    return sub(new_int(0), w_a)


# ____________________________________________________________
# Bytecode: a character for the operation, and two for its argument


BINARY = [('ADD', '+', add), ('SUB', '-', sub), ('MUL', '*', mul), ('DIV', '/', div), ('MOD', '%', mod),
          ('POW', '**', power), ('LT', '<', less), ('LE', '<=', less_equal), ('GT', '>', greater),
          ('GE', '>=', greater_equal), ('EQ', '==', equal), ('NE', '!=', not_equal)]
OTHERS = ['CONSTANT', 'NIL', 'TRUE', 'FALSE', 'POP', 'DUP', 'LOAD', 'STORE', 'LOAD_CELL', 'STORE_CELL', 'LOAD_GLOBAL',
          'STORE_GLOBAL', 'MAKE_FUNCTION', 'CALL', 'RETURN', 'JUMP', 'JUMP_IF_FALSE', 'JUMP_IF_FALSE_OR_POP',
          'JUMP_IF_TRUE_OR_POP', 'LOOP', 'NOT', 'NEGATE', 'LIST', 'MAP', 'GET_ITEM', 'SET_ITEM', 'TRY', 'END_TRY',
          'THROW', 'NEW_CELL']
OPCODE_NAMES = [name for name, _, _ in BINARY] + OTHERS
HAS_ARGUMENT = dict.fromkeys([
    'CONSTANT', 'LOAD', 'STORE', 'LOAD_CELL', 'STORE_CELL', 'LOAD_GLOBAL', 'STORE_GLOBAL', 'MAKE_FUNCTION', 'CALL',
    'JUMP', 'JUMP_IF_FALSE', 'JUMP_IF_FALSE_OR_POP', 'JUMP_IF_TRUE_OR_POP', 'LOOP', 'LIST', 'MAP', 'TRY', 'NEW_CELL'])
OPCODE_SIZES = [3 if name in HAS_ARGUMENT else 1 for name in OPCODE_NAMES]
for _number, _name in enumerate(OPCODE_NAMES):
    globals()['OP_' + _name] = _number
BINARY_OPCODES = unrolling_iterable([(number, function) for number, (_, _, function) in enumerate(BINARY)])
BINARY_BY_SYMBOL = dict([(symbol, number) for number, (_, symbol, _) in enumerate(BINARY)])


class Code(object):
    """A function after compilation."""
    _immutable_fields_ = ['name', 'bytecode', 'constants_w[*]', 'functions[*]', 'names[*]', 'lines[*]', 'arity',
                          'locals_count', 'stack_size', 'captured[*]', 'shared[*]']

    def __init__(self, name, bytecode, constants_w, functions, names, lines, arity, locals_count, stack_size, captured,
                 shared):
        self.name = name
        self.bytecode = bytecode
        self.constants_w = constants_w
        self.functions = functions
        self.names = names
        self.lines = lines              # the line of each bytecode
        self.arity = arity
        self.locals_count = locals_count
        self.stack_size = stack_size
        self.captured = captured        # where a new function's cells are: in locals, or ~number in own cells
        self.shared = shared            # parameters that live in cells

    def disassemble(self, builder):
        builder.append('%s, %d parameters, %d variables\n' % (self.name, self.arity, self.locals_count))
        pc = 0
        while pc < len(self.bytecode):
            opcode = ord(self.bytecode[pc])
            line = '%5d  %s' % (pc, OPCODE_NAMES[opcode])
            if OPCODE_SIZES[opcode] == 3:
                argument = argument_at(self.bytecode, pc)
                line += ' %d' % argument
                if opcode == OP_CONSTANT:
                    line += ' (%s)' % self.constants_w[argument].quoted()
                elif opcode == OP_LOAD_GLOBAL or opcode == OP_STORE_GLOBAL:
                    line += ' (%s)' % self.names[argument]
            builder.append(line + '\n')
            pc += OPCODE_SIZES[opcode]
        for code in self.functions:
            builder.append('\n')
            code.disassemble(builder)


def argument_at(bytecode, pc):
    return ord(bytecode[pc + 1]) | ord(bytecode[pc + 2]) << 8


# ____________________________________________________________
# Words


T_NAME, T_NUMBER, T_STRING, T_SYMBOL, T_KEYWORD, T_END = range(6)
KEYWORDS = ['let', 'fn', 'if', 'else', 'while', 'for', 'in', 'return', 'break', 'continue', 'true', 'false', 'nil', 'and',
            'or', 'not', 'try', 'catch', 'throw']
SYMBOLS = ['**', '<=', '>=', '==', '!=', '+', '-', '*', '/', '%', '<', '>', '=', '(', ')', '[', ']', '{', '}', ',', ';',
           ':', '.']


class Token(object):
    def __init__(self, kind, text, line):
        self.kind = kind
        self.text = text
        self.line = line

    def describe(self):
        return 'the end' if self.kind == T_END else "'" + self.text + "'"


def is_letter(c):
    return c.isalpha() or c == '_'


class Lexer(object):
    def __init__(self, source):
        self.source = source
        self.pos = 0
        self.line = 1

    def tokens(self):
        result = []
        while True:
            token = self.next()
            result.append(token)
            if token.kind == T_END:
                return result

    def peek(self):
        return self.source[self.pos] if self.pos < len(self.source) else '\0'

    def skip_blanks(self):
        while self.pos < len(self.source):
            c = self.source[self.pos]
            if c == '#':
                while self.pos < len(self.source) and self.source[self.pos] != '\n':
                    self.pos += 1
            elif c == '\n':
                self.line += 1
                self.pos += 1
            elif c.isspace():
                self.pos += 1
            else:
                break

    def next(self):
        self.skip_blanks()
        if self.pos == len(self.source):
            return Token(T_END, '', self.line)
        c = self.source[self.pos]
        start = self.pos
        if is_letter(c):
            while is_letter(self.peek()) or self.peek().isdigit():
                self.pos += 1
            text = self.source[start:self.pos]
            return Token(T_KEYWORD if text in KEYWORDS else T_NAME, text, self.line)
        if c.isdigit():
            return self.number(start)
        if c == '"':
            return self.string()
        for symbol in SYMBOLS:
            if rstring.startswith(self.source, symbol, self.pos):
                self.pos += len(symbol)
                return Token(T_SYMBOL, symbol, self.line)
        raise TarnSyntaxError("what is '%s'?" % c, self.line)

    def number(self, start):
        while self.peek().isdigit() or self.peek() == '_':
            self.pos += 1
        if self.peek() == '.' and self.pos + 1 < len(self.source) and self.source[self.pos + 1].isdigit():
            self.pos += 1
            while self.peek().isdigit():
                self.pos += 1
        if self.peek() == 'e':
            self.pos += 1
            if self.peek() == '-':
                self.pos += 1
            while self.peek().isdigit():
                self.pos += 1
        return Token(T_NUMBER, self.source[start:self.pos].replace('_', ''), self.line)

    def string(self):
        builder = StringBuilder()
        line = self.line
        self.pos += 1
        while self.peek() != '"':
            c = self.peek()
            if self.pos == len(self.source) or c == '\n':
                raise TarnSyntaxError('the string does not end', line)
            if c == '\\':
                self.pos += 1
                c = self.peek()
                if c == 'n':
                    c = '\n'
                elif c == 't':
                    c = '\t'
            builder.append(c)
            self.pos += 1
        self.pos += 1
        return Token(T_STRING, builder.build(), line)


# ____________________________________________________________
# Scopes: where variables live


class Variable(object):
    """A local variable, known before its uses are compiled."""

    def __init__(self, name, slot):
        self.name = name
        self.slot = slot
        self.is_shared = False


class Scope(object):
    """The variables of a function, block by block."""

    def __init__(self, parent):
        self.parent = parent            # of the function around
        self.blocks = [[]]
        self.count = 0
        self.captured = []              # names of the variables of functions around, by cell number
        self.captured_from = []

    def declare(self, name):
        variable = Variable(name, self.count)
        self.count += 1
        self.blocks[-1].append(variable)
        return variable

    def find(self, name):
        for i in range(len(self.blocks) - 1, -1, -1):
            block = self.blocks[i]
            for j in range(len(block) - 1, -1, -1):
                if block[j].name == name:
                    return block[j]
        return None

    def find_cell(self, name):
        """The number of the cell that holds a variable of a function around, or -1."""
        for i in range(len(self.captured)):
            if self.captured[i] == name:
                return i
        if self.parent is None:
            return -1
        variable = self.parent.find(name)
        if variable is not None:
            ll_assert(variable.is_shared, 'a variable was not known to be shared')
            source = variable.slot
        else:
            number = self.parent.find_cell(name)
            if number < 0:
                return -1
            source = ~number
        self.captured.append(name)
        self.captured_from.append(source)
        return len(self.captured) - 1


# ____________________________________________________________
# From words to bytecode, without a tree in between


class Loop(object):
    """What `break` and `continue` need to know."""

    def __init__(self, start, tries):
        self.start = start
        self.breaks = []
        self.continues = []
        self.tries = tries


PRECEDENCES = [['==', '!='], ['<', '<=', '>', '>='], ['+', '-'], ['*', '/', '%']]


class Compiler(object):
    """Compiles one function; `parent` is the compiler of the one around it."""

    def __init__(self, tokens, position, parent, name):
        self.tokens = tokens
        self.position = position
        self.parent = parent
        self.name = name
        self.scope = Scope(parent.scope if parent is not None else None)
        self.is_module = parent is None
        self.shared_names = {}
        self.bytes = []
        self.lines = []
        self.constants_w = []
        self.functions = []
        self.names = []
        self.loops = []
        self.tries = 0
        self.arity = 0
        self.shared_parameters = []

    # ---- tokens

    def current(self):
        return self.tokens[self.position]

    def advance(self):
        token = self.tokens[self.position]
        self.position += 1
        return token

    def at(self, text):
        token = self.current()
        return (token.kind == T_SYMBOL or token.kind == T_KEYWORD) and token.text == text

    def accept(self, text):
        if self.at(text):
            self.position += 1
            return True
        return False

    def expect(self, text):
        if not self.accept(text):
            raise TarnSyntaxError("'%s' is missing in front of %s" % (text, self.current().describe()),
                                  self.current().line)

    def expect_name(self):
        token = self.advance()
        if token.kind != T_NAME:
            raise TarnSyntaxError('a name is needed, not ' + token.describe(), token.line)
        return token.text

    # ---- code

    def emit(self, opcode):
        self.bytes.append(chr(opcode))
        self.lines.append(self.tokens[max(self.position - 1, 0)].line)

    def emit_with(self, opcode, argument):
        if argument >= 1 << 16:
            raise TarnSyntaxError('the function is too long', self.current().line)
        self.emit(opcode)
        line = self.lines[-1]
        for byte in [argument & 255, argument >> 8]:
            self.bytes.append(chr(byte))
            self.lines.append(line)

    def emit_jump(self, opcode):
        """Emit a jump whose target is not known yet."""
        self.emit_with(opcode, 0)
        return len(self.bytes) - 3

    def patch(self, position):
        target = len(self.bytes)
        self.bytes[position + 1] = chr(target & 255)
        self.bytes[position + 2] = chr(target >> 8)

    def emit_constant(self, w_value):
        for i in range(len(self.constants_w)):
            w_known = self.constants_w[i]
            if w_known.type_name() == w_value.type_name() and w_known.equals(w_value):
                return self.emit_with(OP_CONSTANT, i)
        self.constants_w.append(w_value)
        self.emit_with(OP_CONSTANT, len(self.constants_w) - 1)

    def name_number(self, name):
        for i in range(len(self.names)):
            if self.names[i] == name:
                return i
        self.names.append(name)
        return len(self.names) - 1

    # ---- variables

    def declare(self, name):
        """Make a local variable, and give it what is on the stack."""
        variable = self.scope.declare(name)
        if name in self.shared_names:
            variable.is_shared = True
            self.emit_with(OP_NEW_CELL, variable.slot)
        else:
            self.emit_with(OP_STORE, variable.slot)

    def load(self, name):
        variable = self.scope.find(name)
        if variable is None:
            cell = self.scope.find_cell(name)
            if cell >= 0:
                self.emit_with(OP_LOAD_CELL, cell)
            else:
                self.emit_with(OP_LOAD_GLOBAL, self.name_number(name))
        else:
            self.emit_with(OP_LOAD, variable.slot)

    def store(self, name):
        variable = self.scope.find(name)
        if variable is None:
            cell = self.scope.find_cell(name)
            if cell >= 0:
                self.emit_with(OP_STORE_CELL, cell)
            else:
                self.emit_with(OP_STORE_GLOBAL, self.name_number(name))
        else:
            self.emit_with(OP_STORE, variable.slot)

    def find_shared_names(self):
        """Note every name that a function within this one uses: such variables live in cells.

        Looks ahead to the end of the function, whose body begins here.
        """
        depth = 0
        position = self.position
        inner = -1                      # the depth of braces where a function within began
        while position < len(self.tokens):
            token = self.tokens[position]
            if token.kind == T_SYMBOL and token.text == '{':
                depth += 1
            elif token.kind == T_SYMBOL and token.text == '}':
                depth -= 1
                if depth <= inner:
                    inner = -1
                if depth == 0 and not self.is_module:
                    break
            elif token.kind == T_KEYWORD and token.text == 'fn' and inner < 0:
                inner = depth
            elif token.kind == T_NAME and inner >= 0:
                self.shared_names[token.text] = True
            position += 1

    # ---- statements

    def module(self):
        self.find_shared_names()
        while self.current().kind != T_END:
            self.statement()
        self.emit(OP_NIL)
        self.emit(OP_RETURN)
        return self.finish()

    def finish(self):
        return Code(self.name, ''.join(self.bytes), self.constants_w[:], self.functions[:], self.names[:],
                    self.lines[:], self.arity, self.scope.count, stack_size_of(self.bytes),
                    self.scope.captured_from[:], self.shared_parameters[:])

    def block(self):
        self.expect('{')
        self.scope.blocks.append([])
        while not self.at('}'):
            if self.current().kind == T_END:
                raise TarnSyntaxError('a block does not end', self.current().line)
            self.statement()
        self.position += 1
        self.scope.blocks.pop()

    def statement(self):
        if self.accept('let'):
            self.let()
        elif self.at('fn') and self.tokens[self.position + 1].kind == T_NAME:
            self.position += 1
            name = self.expect_name()
            if not self.is_local() or self.scope.find(name) is not None:
                self.function(name)
                self.store(name)
            else:
                # Known to itself.
                self.emit(OP_NIL)
                self.declare(name)
                self.function(name)
                self.store(name)
        elif self.accept('if'):
            self.if_statement()
        elif self.accept('while'):
            self.while_statement()
        elif self.accept('for'):
            self.for_statement()
        elif self.accept('try'):
            self.try_statement()
        elif self.accept('return'):
            self.return_statement()
        elif self.accept('break'):
            self.leave_loop(True)
        elif self.accept('continue'):
            self.leave_loop(False)
        elif self.accept('throw'):
            self.expression()
            self.expect(';')
            self.emit(OP_THROW)
        elif self.at('{'):
            self.block()
        else:
            self.expression_statement()

    def is_local(self):
        """Are new variables local? Those of the module are global, unless they are in a block."""
        return not self.is_module or len(self.scope.blocks) > 1

    def let(self):
        name = self.expect_name()
        if self.accept('='):
            self.expression()
        else:
            self.emit(OP_NIL)
        self.expect(';')
        if self.is_local():
            self.declare(name)
        else:
            self.emit_with(OP_STORE_GLOBAL, self.name_number(name))

    def if_statement(self):
        self.expression()
        skip = self.emit_jump(OP_JUMP_IF_FALSE)
        self.block()
        if self.accept('else'):
            end = self.emit_jump(OP_JUMP)
            self.patch(skip)
            if self.accept('if'):
                self.if_statement()
            else:
                self.block()
            self.patch(end)
        else:
            self.patch(skip)

    def while_statement(self):
        loop = Loop(len(self.bytes), self.tries)
        self.loops.append(loop)
        self.expression()
        leave = self.emit_jump(OP_JUMP_IF_FALSE)
        self.block()
        self.end_loop(loop)
        self.patch(leave)
        for position in loop.breaks:
            self.patch(position)

    def end_loop(self, loop):
        self.emit_with(OP_LOOP, loop.start)
        self.loops.pop()

    def for_statement(self):
        """`for x in list`: a hidden list and a hidden index."""
        name = self.expect_name()
        self.expect('in')
        self.expression()
        self.scope.blocks.append([])
        self.declare(' items')
        self.emit_constant(new_int(0))
        self.declare(' index')
        loop = Loop(len(self.bytes), self.tries)
        self.loops.append(loop)
        self.load(' index')
        self.emit_with(OP_LOAD_GLOBAL, self.name_number('len'))
        self.load(' items')
        self.emit_with(OP_CALL, 1)
        self.emit(BINARY_BY_SYMBOL['<'])
        leave = self.emit_jump(OP_JUMP_IF_FALSE)
        self.load(' items')
        self.load(' index')
        self.emit(OP_GET_ITEM)
        self.load(' index')
        self.emit_constant(new_int(1))
        self.emit(BINARY_BY_SYMBOL['+'])
        self.store(' index')
        self.scope.blocks.append([])
        self.declare(name)
        self.block()
        self.scope.blocks.pop()
        self.end_loop(loop)
        self.patch(leave)
        for position in loop.breaks:
            self.patch(position)
        self.scope.blocks.pop()

    def leave_loop(self, is_break):
        if len(self.loops) == 0:
            raise TarnSyntaxError('there is no loop to leave', self.current().line)
        self.expect(';')
        loop = self.loops[-1]
        for _ in range(self.tries - loop.tries):
            self.emit(OP_END_TRY)
        if is_break:
            loop.breaks.append(self.emit_jump(OP_JUMP))
        else:
            self.emit_with(OP_LOOP, loop.start)

    def try_statement(self):
        handler = self.emit_jump(OP_TRY)
        self.tries += 1
        self.block()
        self.tries -= 1
        self.emit(OP_END_TRY)
        end = self.emit_jump(OP_JUMP)
        self.patch(handler)
        self.expect('catch')
        self.scope.blocks.append([])
        self.declare(self.expect_name())
        self.block()
        self.scope.blocks.pop()
        self.patch(end)

    def return_statement(self):
        if self.is_module:
            raise TarnSyntaxError('there is no function to return from', self.current().line)
        if self.at(';'):
            self.emit(OP_NIL)
        else:
            self.expression()
        self.expect(';')
        self.emit(OP_RETURN)

    def expression_statement(self):
        start = self.position
        if self.current().kind == T_NAME and self.tokens[start + 1].kind == T_SYMBOL and \
                self.tokens[start + 1].text == '=':
            name = self.expect_name()
            self.expect('=')
            self.expression()
            self.store(name)
        else:
            self.expression()
            if self.at('='):
                if len(self.bytes) == 0 or ord(self.bytes[-1]) != OP_GET_ITEM:
                    raise TarnSyntaxError('this can not be assigned', self.current().line)
                self.position += 1
                # The item is not read after all.
                self.bytes.pop()
                self.lines.pop()
                self.expression()
                self.emit(OP_SET_ITEM)
            else:
                self.emit(OP_POP)
        self.expect(';')

    # ---- expressions

    def expression(self):
        self.and_expression()
        while self.accept('or'):
            end = self.emit_jump(OP_JUMP_IF_TRUE_OR_POP)
            self.and_expression()
            self.patch(end)

    def and_expression(self):
        self.not_expression()
        while self.accept('and'):
            end = self.emit_jump(OP_JUMP_IF_FALSE_OR_POP)
            self.not_expression()
            self.patch(end)

    def not_expression(self):
        if self.accept('not'):
            self.not_expression()
            self.emit(OP_NOT)
        else:
            self.binary(0)

    def binary(self, level):
        if level == len(PRECEDENCES):
            return self.unary()
        self.binary(level + 1)
        while self.current().kind == T_SYMBOL and self.current().text in PRECEDENCES[level]:
            symbol = self.advance().text
            self.binary(level + 1)
            self.emit(BINARY_BY_SYMBOL[symbol])

    def unary(self):
        if self.accept('-'):
            self.unary()
            self.emit(OP_NEGATE)
            return
        self.postfix()
        if self.accept('**'):
            self.unary()
            self.emit(BINARY_BY_SYMBOL['**'])

    def postfix(self):
        self.primary()
        while True:
            if self.accept('('):
                count = self.arguments(')')
                self.emit_with(OP_CALL, count)
            elif self.accept('['):
                self.expression()
                self.expect(']')
                self.emit(OP_GET_ITEM)
            elif self.accept('.'):
                self.emit_constant(W_String(self.expect_name()))
                self.emit(OP_GET_ITEM)
            else:
                break

    def arguments(self, closing):
        count = 0
        while not self.accept(closing):
            if count > 0:
                self.expect(',')
                if self.accept(closing):
                    break
            self.expression()
            count += 1
        return count

    def primary(self):
        token = self.advance()
        if token.kind == T_NUMBER:
            self.emit_constant(number_of(token))
        elif token.kind == T_STRING:
            self.emit_constant(W_String(token.text))
        elif token.kind == T_NAME:
            self.load(token.text)
        elif token.text == '(' and token.kind == T_SYMBOL:
            self.expression()
            self.expect(')')
        elif token.text == '[' and token.kind == T_SYMBOL:
            self.emit_with(OP_LIST, self.arguments(']'))
        elif token.text == '{' and token.kind == T_SYMBOL:
            self.map_display()
        elif token.text == 'fn':
            self.function('function in line %d' % token.line)
        elif token.text == 'nil':
            self.emit(OP_NIL)
        elif token.text == 'true':
            self.emit(OP_TRUE)
        elif token.text == 'false':
            self.emit(OP_FALSE)
        else:
            raise TarnSyntaxError('an expression is needed, not ' + token.describe(), token.line)

    def map_display(self):
        count = 0
        while not self.accept('}'):
            if count > 0:
                self.expect(',')
                if self.accept('}'):
                    break
            self.expression()
            self.expect(':')
            self.expression()
            count += 1
        self.emit_with(OP_MAP, count)

    def function(self, name):
        """Compile a function from its parameters on."""
        compiler = Compiler(self.tokens, self.position, self, name)
        compiler.function_body()
        self.position = compiler.position
        code = compiler.finish()
        self.functions.append(code)
        self.emit_with(OP_MAKE_FUNCTION, len(self.functions) - 1)

    def function_body(self):
        self.expect('(')
        parameters = []
        while not self.accept(')'):
            if len(parameters) > 0:
                self.expect(',')
            parameters.append(self.expect_name())
        self.arity = len(parameters)
        self.find_shared_names()
        for name in parameters:
            variable = self.scope.declare(name)
            if name in self.shared_names:
                variable.is_shared = True
                self.shared_parameters.append(variable.slot)
        self.block()
        self.emit(OP_NIL)
        self.emit(OP_RETURN)


def number_of(token):
    text = token.text
    if '.' in text or 'e' in text:
        try:
            return W_Float(float(text))
        except ValueError:
            raise TarnSyntaxError("'%s' is no number" % text, token.line)
    if len(text) < LONG_BIT // 4:
        return new_int(int(text))
    return new_big(rbigint.fromstr(text, 10))


def stack_size_of(code_bytes):
    """How deep the stack may get: an upper bound, every operation pushing at most one value."""
    deepest = 1
    pc = 0
    while pc < len(code_bytes):
        deepest += 1
        pc += OPCODE_SIZES[ord(code_bytes[pc])]
    return min(deepest, 250)


def compile_source(source, name):
    debug_start('tarn-compile')
    try:
        tokens = Lexer(source).tokens()
        code = Compiler(tokens, 0, None, name).module()
        if have_debug_prints():
            debug_print(name, 'tokens:', len(tokens), 'bytes:', len(code.bytecode))
            log_functions(code, 1)
    finally:
        debug_stop('tarn-compile')
    return code


def log_functions(code, depth):
    for each in code.functions:
        debug_print('  ' * depth + each.name, 'bytes:', len(each.bytecode), 'captured:', len(each.captured))
        log_functions(each, depth + 1)


# ____________________________________________________________
# Running


def location(pc, code):
    return '%s:%d %s' % (code.name, code.lines[pc], OPCODE_NAMES[ord(code.bytecode[pc])])


driver = jit.JitDriver(greens=['pc', 'code'], reds=['frame', 'interpreter'], virtualizables=['frame'],
                       get_printable_location=location)


class Handler(object):
    """Where to go on after an exception."""

    def __init__(self, target, depth):
        self.target = target
        self.depth = depth


class Frame(object):
    """A call in progress."""
    _virtualizable_ = ['locals_w[*]', 'stack_w[*]', 'depth']

    def __init__(self, function):
        self = jit.hint(self, access_directly=True, fresh_virtualizable=True)
        code = function.code
        self.cells = function.cells
        self.locals_w = [w_nil] * code.locals_count
        self.local_cells = [None] * code.locals_count
        self.stack_w = [w_nil] * code.stack_size
        self.depth = 0
        self.handlers = []

    def push(self, w_value):
        depth = jit.hint(self.depth, promote=True)
        if depth >= len(self.stack_w):
            raise failure('limit', 'an expression is too deep')
        self.stack_w[depth] = w_value
        self.depth = depth + 1

    def pop(self):
        depth = jit.hint(self.depth, promote=True) - 1
        ll_assert(depth >= 0, 'the stack is empty')
        w_value = self.stack_w[depth]
        self.stack_w[depth] = w_nil
        self.depth = depth
        return w_value

    def top(self):
        return self.stack_w[self.depth - 1]

    def pop_many(self, count):
        items_w = [w_nil] * count
        for i in range(count - 1, -1, -1):
            items_w[i] = self.pop()
        return items_w

    def load(self, slot):
        cell = self.local_cells[slot]
        return self.locals_w[slot] if cell is None else cell.w_value

    def store(self, slot, w_value):
        cell = self.local_cells[slot]
        if cell is None:
            self.locals_w[slot] = w_value
        else:
            cell.w_value = w_value


class Interpreter(object):
    MOST_CALLS = 200

    def __init__(self, output):
        self.output = output
        self.globals_w = {}
        self.depth = 0
        for w_builtin in BUILTINS_W:
            self.globals_w[w_builtin.name] = w_builtin

    def run_code(self, code):
        return self.call_function(W_Function(code, []), [])

    def call_function(self, w_function, args_w):
        code = w_function.code
        if len(args_w) != code.arity:
            raise wrong_count(code.name, code.arity, len(args_w))
        if self.depth == self.MOST_CALLS:
            raise failure('limit', 'too many calls within each other')
        frame = Frame(w_function)
        for i in range(len(args_w)):
            frame.locals_w[i] = args_w[i]
        for slot in code.shared:
            frame.local_cells[slot] = Cell(frame.locals_w[slot])
        self.depth += 1
        try:
            return self.run(frame, code)
        finally:
            self.depth -= 1

    def run(self, frame, code):
        pc = 0
        while True:
            try:
                return self.run_from(frame, code, pc)
            except TarnError as error:
                error.trace.append(code.name)
                if len(frame.handlers) == 0:
                    raise
                handler = frame.handlers.pop()
                while frame.depth > handler.depth:
                    frame.pop()
                frame.push(error.w_value)
                pc = handler.target

    def run_from(self, frame, code, pc):
        while True:
            driver.jit_merge_point(pc=pc, code=code, frame=frame, interpreter=self)
            bytecode = code.bytecode
            opcode = ord(bytecode[pc])
            if opcode < len(BINARY):
                w_b = frame.pop()
                w_a = frame.pop()
                for number, function in BINARY_OPCODES:
                    if opcode == number:
                        frame.push(function(w_a, w_b))
                pc += 1
            elif opcode == OP_CONSTANT:
                frame.push(code.constants_w[argument_at(bytecode, pc)])
                pc += 3
            elif opcode == OP_LOAD:
                frame.push(frame.load(argument_at(bytecode, pc)))
                pc += 3
            elif opcode == OP_STORE:
                frame.store(argument_at(bytecode, pc), frame.pop())
                pc += 3
            elif opcode == OP_NEW_CELL:
                slot = argument_at(bytecode, pc)
                frame.local_cells[slot] = Cell(frame.pop())
                pc += 3
            elif opcode == OP_LOAD_CELL:
                frame.push(frame.cells[argument_at(bytecode, pc)].w_value)
                pc += 3
            elif opcode == OP_STORE_CELL:
                frame.cells[argument_at(bytecode, pc)].w_value = frame.pop()
                pc += 3
            elif opcode == OP_LOAD_GLOBAL:
                name = code.names[argument_at(bytecode, pc)]
                if name not in self.globals_w:
                    raise failure('name error', name)
                frame.push(self.globals_w[name])
                pc += 3
            elif opcode == OP_STORE_GLOBAL:
                self.globals_w[code.names[argument_at(bytecode, pc)]] = frame.pop()
                pc += 3
            elif opcode == OP_JUMP:
                pc = argument_at(bytecode, pc)
            elif opcode == OP_LOOP:
                pc = argument_at(bytecode, pc)
                driver.can_enter_jit(pc=pc, code=code, frame=frame, interpreter=self)
            elif opcode == OP_JUMP_IF_FALSE:
                pc = pc + 3 if frame.pop().is_true() else argument_at(bytecode, pc)
            elif opcode == OP_JUMP_IF_FALSE_OR_POP:
                if frame.top().is_true():
                    frame.pop()
                    pc += 3
                else:
                    pc = argument_at(bytecode, pc)
            elif opcode == OP_JUMP_IF_TRUE_OR_POP:
                if frame.top().is_true():
                    pc = argument_at(bytecode, pc)
                else:
                    frame.pop()
                    pc += 3
            elif opcode == OP_CALL:
                args_w = frame.pop_many(argument_at(bytecode, pc))
                frame.push(frame.pop().call(self, args_w))
                pc += 3
            elif opcode == OP_RETURN:
                return frame.pop()
            elif opcode == OP_MAKE_FUNCTION:
                frame.push(self.make_function(frame, code.functions[argument_at(bytecode, pc)]))
                pc += 3
            elif opcode == OP_GET_ITEM:
                w_key = frame.pop()
                frame.push(frame.pop().get_item(w_key))
                pc += 1
            elif opcode == OP_SET_ITEM:
                w_value = frame.pop()
                w_key = frame.pop()
                frame.pop().set_item(w_key, w_value)
                pc += 1
            elif opcode == OP_LIST:
                frame.push(W_List(list_of(frame.pop_many(argument_at(bytecode, pc)))))
                pc += 3
            elif opcode == OP_MAP:
                frame.push(self.make_map(frame, argument_at(bytecode, pc)))
                pc += 3
            elif opcode == OP_TRY:
                frame.handlers.append(Handler(argument_at(bytecode, pc), frame.depth))
                pc += 3
            elif opcode == OP_END_TRY:
                frame.handlers.pop()
                pc += 1
            elif opcode == OP_THROW:
                raise TarnError(frame.pop())
            else:
                self.run_simple(frame, opcode)
                pc += 1

    def run_simple(self, frame, opcode):
        """The operations that need nothing but the stack."""
        if opcode == OP_NIL:
            frame.push(w_nil)
        elif opcode == OP_TRUE:
            frame.push(w_true)
        elif opcode == OP_FALSE:
            frame.push(w_false)
        elif opcode == OP_POP:
            frame.pop()
        elif opcode == OP_DUP:
            frame.push(frame.top())
        elif opcode == OP_NOT:
            frame.push(wrap(not frame.pop().is_true()))
        elif opcode == OP_NEGATE:
            frame.push(negate(frame.pop()))
        else:
            ll_assert(False, 'an unknown operation')

    def make_function(self, frame, code):
        cells = [None] * len(code.captured)
        for i in range(len(code.captured)):
            source = code.captured[i]
            cells[i] = frame.cells[~source] if source < 0 else frame.local_cells[source]
        return W_Function(code, cells)

    def make_map(self, frame, count):
        items_w = frame.pop_many(2 * count)
        w_map = W_Map()
        i = 0
        while i < len(items_w):
            w_map.content[items_w[i]] = items_w[i + 1]
            i += 2
        return w_map


def list_of(items_w):
    """A list that may grow."""
    result = newlist_hint(len(items_w))
    for w_item in items_w:
        result.append(w_item)
    return result


# ____________________________________________________________
# Builtins

builtin_functions = []
BUILTINS_W = []


def builtin(name, arity):
    """Make a function a builtin of the language; -1: any number of arguments."""
    def register(function):
        BUILTINS_W.append(W_Builtin(name, len(builtin_functions), arity))
        builtin_functions.append(function)
        return function
    return register


@builtin('print', -1)
def builtin_print(interpreter, args_w):
    interpreter.output.write(' '.join([w_arg.text() for w_arg in args_w]) + '\n')
    return w_nil


@builtin('len', 1)
def builtin_len(interpreter, args_w):
    w_value = args_w[0]
    if isinstance(w_value, W_List):
        return new_int(len(w_value.items_w))
    if isinstance(w_value, W_String):
        return new_int(len(w_value.value))
    if isinstance(w_value, W_Map):
        return new_int(len(w_value.content))
    raise failure('type error', w_value.type_name() + ' has no length')


@builtin('str', 1)
def builtin_str(interpreter, args_w):
    return W_String(args_w[0].text())


@builtin('repr', 1)
def builtin_repr(interpreter, args_w):
    return W_String(args_w[0].quoted())


@builtin('type', 1)
def builtin_type(interpreter, args_w):
    return W_String(args_w[0].type_name())


@builtin('int', 1)
def builtin_int(interpreter, args_w):
    w_value = args_w[0]
    if isinstance(w_value, W_Float):
        try:
            return new_big(rbigint.fromfloat(w_value.value))
        except OverflowError:
            raise failure('overflow', w_value.quoted())
    if isinstance(w_value, W_String):
        try:
            return new_big(rbigint.fromstr(rstring.strip_spaces(w_value.value), 10))
        except rstring.ParseStringError:
            raise failure('value error', w_value.quoted() + ' is no integer')
    if isinstance(w_value, W_Number):
        return w_value
    raise failure('type error', w_value.type_name() + ' is no number')


@builtin('float', 1)
def builtin_float(interpreter, args_w):
    w_value = args_w[0]
    if isinstance(w_value, W_Number):
        return W_Float(w_value.as_float())
    raise failure('type error', w_value.type_name() + ' is no number')


@builtin('push', 2)
def builtin_push(interpreter, args_w):
    w_list = args_w[0]
    if not isinstance(w_list, W_List):
        raise failure('type error', 'a list is needed')
    w_list.items_w.append(args_w[1])
    return w_list


@builtin('pop', 1)
def builtin_pop(interpreter, args_w):
    w_list = args_w[0]
    if not isinstance(w_list, W_List):
        raise failure('type error', 'a list is needed')
    if len(w_list.items_w) == 0:
        raise failure('index error', 'pop from an empty list')
    return w_list.items_w.pop()


@builtin('range', 2)
def builtin_range(interpreter, args_w):
    return W_List([new_int(i) for i in range(int_of(args_w[0]), int_of(args_w[1]))])


@builtin('keys', 1)
def builtin_keys(interpreter, args_w):
    w_map = args_w[0]
    if not isinstance(w_map, W_Map):
        raise failure('type error', 'a map is needed')
    return W_List(list(w_map.content.keys()))


@builtin('has', 2)
def builtin_has(interpreter, args_w):
    w_map = args_w[0]
    if not isinstance(w_map, W_Map):
        raise failure('type error', 'a map is needed')
    return wrap(args_w[1] in w_map.content)


@builtin('split', 2)
def builtin_split(interpreter, args_w):
    separator = string_of(args_w[1])
    parts = rstring.split(string_of(args_w[0]), separator if separator else None)
    return W_List([W_String(part) for part in parts])


@builtin('join', 2)
def builtin_join(interpreter, args_w):
    w_list = args_w[1]
    if not isinstance(w_list, W_List):
        raise failure('type error', 'a list is needed')
    return W_String(string_of(args_w[0]).join([string_of(w_item) for w_item in w_list.items_w]))


@builtin('sort', 2)
def builtin_sort(interpreter, args_w):
    """Merge sort; the second argument says whether one item comes before another, or is nil."""
    w_list = args_w[0]
    if not isinstance(w_list, W_List):
        raise failure('type error', 'a list is needed')
    return W_List(merge_sort(interpreter, w_list.items_w, args_w[1]))


def merge_sort(interpreter, items_w, w_before):
    if len(items_w) < 2:
        return items_w[:]
    middle = len(items_w) // 2
    left_w = merge_sort(interpreter, items_w[:middle], w_before)
    right_w = merge_sort(interpreter, items_w[middle:], w_before)
    result_w = newlist_hint(len(items_w))
    i = j = 0
    while i < len(left_w) and j < len(right_w):
        if comes_before(interpreter, right_w[j], left_w[i], w_before):
            result_w.append(right_w[j])
            j += 1
        else:
            result_w.append(left_w[i])
            i += 1
    while i < len(left_w):
        result_w.append(left_w[i])
        i += 1
    while j < len(right_w):
        result_w.append(right_w[j])
        j += 1
    return result_w


def comes_before(interpreter, w_a, w_b, w_before):
    if w_before is w_nil:
        return w_a.compare(w_b) < 0
    return w_before.call(interpreter, [w_a, w_b]).is_true()


@builtin('map_over', 2)
def builtin_map_over(interpreter, args_w):
    w_list = args_w[0]
    if not isinstance(w_list, W_List):
        raise failure('type error', 'a list is needed')
    return W_List([args_w[1].call(interpreter, [w_item]) for w_item in w_list.items_w])


@builtin('powmod', 3)
def builtin_powmod(interpreter, args_w):
    """Powers of integers of any size by a modulus."""
    numbers = []
    for w_arg in args_w:
        if not isinstance(w_arg, W_Number) or isinstance(w_arg, W_Float):
            raise failure('type error', 'an integer is needed, not ' + w_arg.type_name())
        numbers.append(w_arg.as_big())
    try:
        return new_big(numbers[0].pow(numbers[1], numbers[2]))
    except ValueError:
        raise failure('value error', 'powmod')


@builtin('gcd', 2)
def builtin_gcd(interpreter, args_w):
    w_a, w_b = args_w[0], args_w[1]
    while w_b.is_true():
        w_a, w_b = w_b, mod(w_a, w_b)
    return negate(w_a) if w_a.compare(new_int(0)) < 0 else w_a


UNROLLED_BUILTINS = unrolling_iterable(list(enumerate(builtin_functions)))


def call_builtin(interpreter, number, args_w):
    for each, function in UNROLLED_BUILTINS:
        if each == number:
            return function(interpreter, args_w)
    ll_assert(False, 'an unknown builtin')
    return w_nil


# ____________________________________________________________
# The program


class Output(object):
    """Standard output, through a buffer of our own."""

    def __init__(self):
        self.stream = fdopen_as_stream(1, 'w')

    def write(self, text):
        self.stream.write(text)

    def flush(self):
        self.stream.flush()


def read_source(path):
    """Read a program line by line, until its end or a line `quit`."""
    if path == '-':
        stream = fdopen_as_stream(0, 'r')
    else:
        stream = open_file_as_stream(path, 'U')
    builder = StringBuilder(1000)
    while True:
        line = stream.readline()
        if len(line) == 0 or line == 'quit\n':
            break
        builder.append(line)
    if path != '-':
        stream.close()
    return builder.build()


def complain(text):
    stream = fdopen_as_stream(2, 'w', 0)
    stream.write(text + '\n')


def run_program(source, name, disassembles):
    output = Output()
    status = 0
    try:
        code = compile_source(source, name)
        if disassembles:
            builder = StringBuilder()
            code.disassemble(builder)
            output.write(builder.build())
        else:
            Interpreter(output).run_code(code)
    except TarnSyntaxError as error:
        output.write('%s:%d: %s\n' % (name, error.line, error.message))
        status = 1
    except TarnError as error:
        output.write('error: %s\n' % error.w_value.text())
        output.write('in %s\n' % ' < '.join(error.trace))
        status = 1
    output.flush()
    return status


def entry_point(argv):
    sys.setrecursionlimit(10000)    # for plain Python
    path = '-'
    disassembles = False
    for i in range(1, len(argv)):
        if argv[i] == '-d':
            disassembles = True
        else:
            path = argv[i]
    try:
        source = read_source(path)
    except StreamErrors as error:
        complain('tarn: can not read %s' % path)
        return 2
    name = 'program'
    debug_start('tarn-run')
    debug_print('translated' if we_are_translated() else 'on plain Python', name, len(source))
    status = run_program(source, name, disassembles)
    debug_stop('tarn-run')
    return status


def target(driver, args):
    driver.exe_name = 'tarn'
    return entry_point


if __name__ == '__main__':
    sys.exit(entry_point(sys.argv))
