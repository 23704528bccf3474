"""The values of Scheme programs."""

from rpython.rlib.jit import elidable
from rpython.rlib.objectmodel import compute_hash, compute_identity_hash
from rpython.rlib.rarithmetic import intmask
from rpython.rlib.ratomic import AtomicInt
from rpython.rlib.rthread import Lock

from scheme.errors import SchemeError

MAX_NESTING = 1000
"""How deeply data may be nested to be printed or compared."""


class W_Root:
    """Any value."""

    def write_to(self, parts, quoted, depth):
        """Append the external representation to a list of strings.

        `quoted` asks for what `read` would read back.
        """
        raise NotImplementedError

    def is_true(self):
        """Everything but #f is true."""
        return True

    def is_same(self, w_other):
        """Compare as eqv? does."""
        return self is w_other

    def is_equal(self, w_other, depth):
        """Compare as equal? does."""
        return self.is_same(w_other)

    def hash(self, depth):
        """Return a number that is the same for equal values."""
        return compute_identity_hash(self)

    # A call returns a value, or a Frame that remains to be run: see nodes.

    def call(self, args_w):
        raise SchemeError('not a procedure: ' + to_text(self, True))

    def call0(self):
        return self.call([])

    def call1(self, w_a):
        return self.call([w_a])

    def call2(self, w_a, w_b):
        return self.call([w_a, w_b])

    def call3(self, w_a, w_b, w_c):
        return self.call([w_a, w_b, w_c])


def to_text(w_value, quoted):
    """Return the external representation of a value."""
    parts = []
    w_value.write_to(parts, quoted, 0)
    return ''.join(parts)


class W_Singleton(W_Root):
    """A value that exists once, such as the empty list."""

    def __init__(self, text):
        self.text = text

    def write_to(self, parts, quoted, depth):
        parts.append(self.text)


class W_Boolean(W_Root):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def is_true(self):
        return self.value

    def write_to(self, parts, quoted, depth):
        parts.append('#t' if self.value else '#f')


class W_Number(W_Root):
    """An integer or a float."""

    def to_float(self):
        raise NotImplementedError


class W_Integer(W_Number):
    """A machine word. Arithmetic that leaves its range is an error."""

    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def to_float(self):
        return float(self.value)

    def is_same(self, w_other):
        return isinstance(w_other, W_Integer) and self.value == w_other.value

    def hash(self, depth):
        return self.value

    def write_to(self, parts, quoted, depth):
        parts.append(str(self.value))


class W_Float(W_Number):
    _immutable_fields_ = ['value']

    def __init__(self, value):
        self.value = value

    def to_float(self):
        return self.value

    def is_same(self, w_other):
        return isinstance(w_other, W_Float) and self.value == w_other.value

    def hash(self, depth):
        return compute_hash(self.value)

    def write_to(self, parts, quoted, depth):
        text = str(self.value)
        if text == 'inf' or text == '-inf' or text == 'nan':
            text = ('+' if text[0] != '-' else '') + text + '.0'
        parts.append(text)


class W_Symbol(W_Root):
    """A name. It also holds the global variable of that name."""

    _immutable_fields_ = ['name', 'w_global?']

    def __init__(self, name):
        self.name = name
        self.w_global = None

    def hash(self, depth):
        return compute_hash(self.name)

    def write_to(self, parts, quoted, depth):
        parts.append(self.name)


class W_Character(W_Root):
    _immutable_fields_ = ['value']

    NAMES = [(' ', 'space'), ('\n', 'newline'), ('\t', 'tab'),
             ('\r', 'return'), ('\x00', 'null')]

    def __init__(self, value):
        self.value = value

    def is_same(self, w_other):
        return isinstance(w_other, W_Character) and self.value == w_other.value

    def hash(self, depth):
        return ord(self.value)

    def write_to(self, parts, quoted, depth):
        if not quoted:
            parts.append(self.value)
            return
        for value, name in self.NAMES:
            if value == self.value:
                parts.append('#\\' + name)
                return
        parts.append('#\\' + self.value)


class W_String(W_Root):
    """Text. It can not be changed."""

    _immutable_fields_ = ['text']

    def __init__(self, text):
        self.text = text

    def is_equal(self, w_other, depth):
        return isinstance(w_other, W_String) and self.text == w_other.text

    def hash(self, depth):
        return compute_hash(self.text)

    def write_to(self, parts, quoted, depth):
        if not quoted:
            parts.append(self.text)
            return
        parts.append('"')
        for c in self.text:
            if c == '"' or c == '\\':
                parts.append('\\' + c)
            elif c == '\n':
                parts.append('\\n')
            elif c == '\t':
                parts.append('\\t')
            else:
                parts.append(c)
        parts.append('"')


class W_Pair(W_Root):
    def __init__(self, w_car, w_cdr):
        self.w_car = w_car
        self.w_cdr = w_cdr

    def is_equal(self, w_other, depth):
        if depth > MAX_NESTING:
            raise SchemeError('equal?: the values are nested too deeply')
        w_self = self
        while isinstance(w_other, W_Pair):
            if not w_self.w_car.is_equal(w_other.w_car, depth + 1):
                return False
            w_next = w_self.w_cdr
            w_other = w_other.w_cdr
            if not isinstance(w_next, W_Pair):
                return w_next.is_equal(w_other, depth + 1)
            w_self = w_next
        return False

    def hash(self, depth):
        if depth > 3:
            return 17
        first = self.w_car.hash(depth + 1)
        return intmask(first * 1000003 + self.w_cdr.hash(depth + 1) + 1)

    def write_to(self, parts, quoted, depth):
        if depth > MAX_NESTING:
            parts.append('(...)')
            return
        parts.append('(')
        w_pair = self
        while True:
            w_pair.w_car.write_to(parts, quoted, depth + 1)
            w_rest = w_pair.w_cdr
            if not isinstance(w_rest, W_Pair):
                break
            w_pair = w_rest
            parts.append(' ')
        if w_rest is not w_null:
            parts.append(' . ')
            w_rest.write_to(parts, quoted, depth + 1)
        parts.append(')')


class W_SourcePair(W_Pair):
    """A pair made by the reader, which knows where its car was."""

    _immutable_fields_ = ['position']

    def __init__(self, w_car, w_cdr, position):
        W_Pair.__init__(self, w_car, w_cdr)
        self.position = position


class W_Vector(W_Root):
    def __init__(self, items_w):
        self.items_w = items_w

    def is_equal(self, w_other, depth):
        if depth > MAX_NESTING:
            raise SchemeError('equal?: the values are nested too deeply')
        if not isinstance(w_other, W_Vector):
            return False
        if len(self.items_w) != len(w_other.items_w):
            return False
        for i in range(len(self.items_w)):
            if not self.items_w[i].is_equal(w_other.items_w[i], depth + 1):
                return False
        return True

    def hash(self, depth):
        result = len(self.items_w)
        if depth <= 3:
            for w_item in self.items_w[:3]:
                result = intmask(result * 31 + w_item.hash(depth + 1))
        return result

    def write_to(self, parts, quoted, depth):
        if depth > MAX_NESTING:
            parts.append('#(...)')
            return
        parts.append('#(')
        for i in range(len(self.items_w)):
            if i > 0:
                parts.append(' ')
            self.items_w[i].write_to(parts, quoted, depth + 1)
        parts.append(')')


class W_ErrorObject(W_Root):
    """What `error` raises."""

    def __init__(self, message, w_irritants):
        self.message = message
        self.w_irritants = w_irritants

    def describe(self):
        parts = [self.message]
        w_rest = self.w_irritants
        while isinstance(w_rest, W_Pair):
            parts.append(' ')
            w_rest.w_car.write_to(parts, True, 0)
            w_rest = w_rest.w_cdr
        return ''.join(parts)

    def write_to(self, parts, quoted, depth):
        parts.append('#<error: ' + self.describe() + '>')


def arguments(low, high):
    """Say how many arguments; -1 is any number."""
    if low != high:
        if low > 0:
            return 'at least ' + arguments(low, low)
        return 'at most ' + arguments(high, high)
    if low == 1:
        return '1 argument'
    return '%d arguments' % low


class W_Procedure(W_Root):
    """Something that can be called."""

    def get_name(self):
        raise NotImplementedError

    def write_to(self, parts, quoted, depth):
        parts.append('#<procedure ' + self.get_name() + '>')

    def wrong_count(self, expected, given):
        """Return the error for a call with the wrong number of arguments."""
        return SchemeError('%s: expected %s, got %d' % (
            self.get_name(), expected, given))


# ____________________________________________________________

w_true = W_Boolean(True)
w_false = W_Boolean(False)
w_null = W_Singleton('()')
w_unspecified = W_Singleton('#<unspecified>')
w_eof = W_Singleton('#<eof>')


def boolean(condition):
    return w_true if condition else w_false


class SymbolTable:
    """All symbols by name, so that equal names are the same symbol."""

    def __init__(self):
        self.symbols = {}
        self.lock = Lock()
        self.generated = AtomicInt()

    def intern(self, name):
        with self.lock:
            try:
                return self.symbols[name]
            except KeyError:
                w_symbol = W_Symbol(name)
                self.symbols[name] = w_symbol
                return w_symbol

    def generate(self):
        """Return a symbol that is not in the table."""
        return W_Symbol('g%d' % (self.generated.fetch_add(1) + 1))


symbol_table = SymbolTable()


@elidable
def intern(name):
    return symbol_table.intern(name)


def list_from(items_w, w_tail=w_null):
    """Make a list of the items, which ends in `w_tail`."""
    w_result = w_tail
    for i in range(len(items_w) - 1, -1, -1):
        w_result = W_Pair(items_w[i], w_result)
    return w_result


def items_of(w_list, who):
    """Return the items of a proper list."""
    items_w = []
    w_rest = w_list
    while isinstance(w_rest, W_Pair):
        items_w.append(w_rest.w_car)
        w_rest = w_rest.w_cdr
    if w_rest is not w_null:
        raise SchemeError(who + ': not a list: ' + to_text(w_list, True))
    return items_w
